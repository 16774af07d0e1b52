/// Breaks labels into lines, greedily, by measured width.
///
/// Lines break after spaces, after `-` and `/`, and between wide characters.
/// No line starts with closing punctuation or ends with opening punctuation
/// (kinsoku); digits stay with the sign or unit after them. A word that is
/// wider than the line is cut where it must be.
public struct LineBreaker: Sendable {
  /// A broken text.
  public struct Lines: Hashable, Sendable {
    /// The lines, top to bottom; at least one.
    public var lines: [String]
    /// Whether text was left out; the last line then ends with `…` and the
    /// whole text belongs into a `<title>`.
    public var isShortened: Bool
  }

  /// The room for a line, in pixels.
  public var width: Double
  /// The font size in pixels.
  public var size: Double
  /// The largest number of lines.
  public var maximum: Int

  /// Creates a breaker for a column of text.
  public init(width: Double, size: Double, maximum: Int = 3) {
    self.width = width
    self.size = size
    self.maximum = max(1, maximum)
  }

  /// The lines of `text`. Line feeds in the text count as spaces.
  public func lines(_ text: String) -> Lines {
    if fitsPlainly(text) { return Lines(lines: [text], isShortened: false) }
    return lines(Self.measured(text))
  }

  private func lines(_ all: [Piece]) -> Lines {
    var pieces = all[...]
    var lines: [String] = []
    while let line = takeLine(from: &pieces) {
      lines.append(line)
      if lines.count == maximum, !pieces.isEmpty {
        lines[maximum - 1] = shortened(line)
        return Lines(lines: lines, isShortened: true)
      }
    }
    return Lines(lines: lines.isEmpty ? [""] : lines, isShortened: false)
  }

  /// The lines of `text`, as few as `lines` needs but of even length, which
  /// looks better in labels and heads than one full line and a rest.
  public func balanced(_ text: String) -> Lines {
    if fitsPlainly(text) { return Lines(lines: [text], isShortened: false) }
    let pieces = Self.measured(text)
    let greedy = lines(pieces)
    guard greedy.lines.count > 1, !greedy.isShortened else { return greedy }
    var (low, high) = (width / Double(maximum + 1), width)
    var best = greedy
    while high - low > 2 {
      let middle = (low + high) / 2
      let narrower = LineBreaker(width: middle, size: size, maximum: maximum)
      guard !narrower.cutsWords(pieces) else {
        low = middle
        continue
      }
      let found = narrower.lines(pieces)
      if found.lines.count == greedy.lines.count, !found.isShortened,
        found.lines.allSatisfy({ !$0.dropFirst().isEmpty })
      {
        best = found
        high = middle
      } else {
        low = middle
      }
    }
    return best
  }

  /// Whether a word of `text` is wider than the line, so that it must be cut.
  public func cutsWords(in text: String) -> Bool {
    cutsWords(Self.measured(text))
  }

  private func cutsWords(_ pieces: [Piece]) -> Bool {
    pieces.contains { $0.visible * size > width }
  }

  /// The width in em of the widest part of a text that stays together.
  public static func widestPiece(_ text: String) -> Double {
    measured(text).map(\.visible).max() ?? 0
  }

  /// A part of a text that stays together, measured once however often lines
  /// are tried.
  private struct Piece {
    /// The part with the spaces after it.
    var text: String
    /// Its width in em without the spaces after it.
    var visible: Double
    /// Its width in em.
    var whole: Double

    init(_ text: String) {
      self.text = text
      whole = TextMeasure.ems(text)
      visible =
        text.utf8.last == UInt8(ascii: " ")
        ? TextMeasure.ems(LineBreaker.trimmed(text)) : whole
    }
  }

  private static func measured(_ text: String) -> [Piece] {
    pieces(text).map { Piece($0) }
  }

  private func fits(_ text: String) -> Bool {
    TextMeasure.width(text, size: size) <= width
  }

  private func takeLine(from pieces: inout ArraySlice<Piece>) -> String? {
    guard let first = pieces.first else { return nil }
    var line = ""
    var taken = 0
    var used = 0.0
    for piece in pieces {
      // Widths add up, so the line is not measured again for each piece.
      guard used + piece.visible * size <= width else { break }
      used += piece.whole * size
      line += piece.text
      taken += 1
    }
    guard taken == 0 else {
      pieces = pieces.dropFirst(taken)
      return Self.trimmed(line)
    }
    var head = ""
    var rest = first.text[...]
    while let character = rest.first,
      head.isEmpty || fits(head + "\(character)")
    {
      head.append(character)
      rest = rest.dropFirst()
    }
    pieces = pieces.dropFirst()
    if !rest.isEmpty { pieces = [Piece(String(rest))] + pieces }
    return Self.trimmed(head)
  }

  private func shortened(_ line: String) -> String {
    var line = line
    while !line.isEmpty, !fits(line + "…") { line.removeLast() }
    return Self.trimmed(line) + "…"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.utf8.last == UInt8(ascii: " ") else { return text }
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The parts of a text that stay together, each with the spaces after it.
  static func pieces(_ text: String) -> [String] {
    if let pieces = simplePieces(text) { return pieces }
    return piecesOfCharacters(text)
  }

  /// The same for every text: whole characters are looked at.
  static func piecesOfCharacters(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      let character =
        character.isWhitespace && character != "\u{A0}"
        ? " " : character
      if character == " ", piece.isEmpty, pieces.isEmpty { continue }
      if let last = piece.last, canBreak(between: last, and: character) {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    if !trimmed(piece).isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func canBreak(
    between left: Character, and right: Character
  ) -> Bool {
    if right == " " || neverFirst.contains(right) { return false }
    if neverLast.contains(left) { return false }
    if left == " " { return true }
    if left == "-" || left == "/" { return !right.isNumber }
    let (leftIsWide, rightIsWide) = (isWide(left), isWide(right))
    // A number and the unit after it stay together: 3个月, 25件.
    if left.isNumber && !leftIsWide { return false }
    return leftIsWide || rightIsWide
  }

  private static func isWide(_ character: Character) -> Bool {
    CharacterWidths.isEmoji(character)
      || character.unicodeScalars.contains(where: CharacterWidths.isWide)
  }

  private static let neverFirst = Set("，。、；：？！）》」』】〉”’…—％‰,.;:?!)]}%")
  private static let neverLast = Set("（《「『【〈“‘([{")
}
