/// Collects texts, each distinct one once, with its position.
struct TextCollector {
  private var positions: [String: Int32] = [:]
  private(set) var levels: [String] = []

  /// The longest text, as in data files.
  static let limit = 16 << 20

  /// The position of `text`; -1 for a text with nothing but blanks, which is
  /// no answer in a file either, and for one that is too long for a cell.
  mutating func code(of text: String) -> Int32 {
    if text.utf8.count > Self.limit || text.allSatisfy(\.isWhitespace) {
      return -1
    }
    if let known = positions[text] { return known }
    let next = Int32(levels.count)
    positions[text] = next
    levels.append(text)
    return next
  }
}

extension ExpressionVector {
  /// Texts made from one text each; `body` runs once for each distinct text.
  static func mapTexts(
    _ vector: ExpressionVector, _ body: (String) -> String
  ) -> ExpressionVector {
    let texts = vector.texts
    var collector = TextCollector()
    let translation = texts.levels.map { collector.code(of: body($0)) }
    return collected(
      texts.codes.map { $0 < 0 ? -1 : translation[Int($0)] },
      levels: collector.levels, reasons: vector.reasons,
      isConstant: vector.isConstant)
  }

  /// Texts by their codes; -1 without a reason is blank.
  static func collected(
    _ codes: [Int32], levels: [String], reasons: [UInt8], isConstant: Bool
  ) -> ExpressionVector {
    var reasons = reasons
    for row in codes.indices where codes[row] < 0 {
      if reasons.isEmpty {
        reasons = [UInt8](repeating: 0, count: codes.count)
      }
      if reasons[row] == 0 { reasons[row] = MissingReason.blank.rawValue }
    }
    return ExpressionVector(
      .texts(DictionaryText(codes: codes, levels: levels)), reasons: reasons,
      isConstant: isConstant)
  }

  /// Numbers, dates or truths looked up once for each distinct text.
  ///
  /// - Parameter body: The value, or `nil` for a text that cannot be read.
  static func look<Value>(
    up vector: ExpressionVector, or none: Value, _ body: (String) -> Value?
  ) -> (values: [Value], reasons: [UInt8]) {
    let texts = vector.texts
    let found = texts.levels.map(body)
    var reasons = vector.reasons
    var values = [Value](repeating: none, count: texts.codes.count)
    for (row, code) in texts.codes.enumerated() where code >= 0 {
      if let value = found[Int(code)] {
        values[row] = value
        continue
      }
      if reasons.isEmpty {
        reasons = [UInt8](repeating: 0, count: values.count)
      }
      if reasons[row] == 0 { reasons[row] = unreadable }
    }
    return (values, reasons)
  }

  /// Two texts one after the other; each distinct pair is joined once.
  static func joined(
    _ left: ExpressionVector, _ right: ExpressionVector
  ) -> ExpressionVector {
    let count = count([left, right])
    let (a, b) = (left.texts, right.texts)
    var collector = TextCollector()
    var known: [UInt64: Int32] = [:]
    let codes = (0..<count).map { row -> Int32 in
      let (first, second) = (
        a.codes[row & left.mask], b.codes[row & right.mask]
      )
      if first < 0 || second < 0 { return -1 }
      let pair = UInt64(UInt32(first)) << 32 | UInt64(UInt32(second))
      if let code = known[pair] { return code }
      let code = collector.code(
        of: a.levels[Int(first)] + b.levels[Int(second)])
      known[pair] = code
      return code
    }
    return collected(
      codes, levels: collector.levels, reasons: firstReasons([left, right]),
      isConstant: left.isConstant && right.isConstant)
  }

  /// For each row the text of one of `vectors`, by their positions in
  /// `choice`; -1 for none, with its reason.
  static func chosenTexts(
    _ choice: [Int], of vectors: [ExpressionVector], reasons: [UInt8]
  ) -> ExpressionVector {
    var collector = TextCollector()
    let translations = vectors.map { vector in
      vector.texts.levels.map { collector.code(of: $0) }
    }
    let codes = choice.indices.map { row -> Int32 in
      guard choice[row] >= 0 else { return -1 }
      let vector = vectors[choice[row]]
      let code = vector.texts.codes[row & vector.mask]
      return code < 0 ? -1 : translations[choice[row]][Int(code)]
    }
    return collected(
      codes, levels: collector.levels, reasons: reasons, isConstant: false)
  }
}
