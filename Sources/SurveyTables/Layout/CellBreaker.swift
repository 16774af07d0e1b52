import SVG

/// Breaks texts by terminal cells, where a Chinese character takes two.
///
/// Lines break after spaces, `-` and `/`, and between wide characters, but
/// not before closing or after opening punctuation, nor beside a space that
/// does not break (U+00A0). A longer word is cut.
public struct CellBreaker: Sendable {
  /// The number of cells in a line.
  public var width: Int

  /// Creates a breaker for lines of `width` cells.
  public init(width: Int) { self.width = width }

  /// The lines of a text; at least one.
  public func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in Self.pieces(text) {
      var piece = piece[...]
      if cellWidth(line + Self.trimmed(piece)) > width, !line.isEmpty {
        lines.append(Self.trimmed(line[...]))
        line = ""
      }
      while cellWidth(Self.trimmed(piece)) > width {
        var head = ""
        while let next = piece.first,
          head.isEmpty || cellWidth(head + String(next)) <= width
        {
          head.append(next)
          piece = piece.dropFirst()
        }
        lines.append(head)
      }
      line += piece
    }
    let last = Self.trimmed(line[...])
    if !last.isEmpty || lines.isEmpty { lines.append(last) }
    return lines
  }

  /// The width of the widest part that is not broken.
  static func longestPiece(_ text: String) -> Int {
    pieces(text).reduce(0) { max($0, cellWidth(trimmed($1[...]))) }
  }

  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      if let last = piece.last, breaks(last, character) {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }

  private static func breaks(_ left: Character, _ right: Character) -> Bool {
    if right == " " || neverFirst.contains(right) { return false }
    if neverLast.contains(left) { return false }
    if left == "\u{A0}" || right == "\u{A0}" { return false }
    if left == " " || left == "-" || left == "/" { return true }
    return cellWidth(String(left)) == 2 || cellWidth(String(right)) == 2
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static let neverFirst = Set("，。、；：？！）》」』】〉”’…％,.;:?!)]}%")
  private static let neverLast = Set("（《「『【〈“‘([{")
}
