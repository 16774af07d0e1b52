import SurveyData

extension ColumnBuilder {
  /// The finished column.
  func column(named name: String, variable: Variable?) -> Column {
    switch kind {
    case nil, .integer:
      return Column(
        name, .integers(WholeNumbers(integers)), missing: MissingReasons(reasons),
        variable: variable)
    case .number:
      return Column(
        name, .doubles(areShares ? doubles.map { $0 / 100 } : doubles),
        missing: MissingReasons(reasons), variable: variable)
    case .day:
      return Column(
        name, .days(WholeNumbers(integers)), missing: MissingReasons(reasons),
        variable: variable)
    case .text:
      return textColumn(name, variable)
    }
  }

  /// Whether percentages without a scale are shares: then every number of the
  /// column has the sign.
  private var areShares: Bool {
    rules.percentScale == nil && percentages.count > 0 && plainNumbers == 0
  }

  /// Missing codes are judged once for each distinct text, and do not stay
  /// among the texts of the column.
  private func textColumn(_ name: String, _ variable: Variable?) -> Column {
    var levels: [String] = []
    var translation: [Int32] = []
    var levelReasons: [UInt8] = []
    for code in 0..<dictionary.count {
      let reason =
        rules.trimsBlanks
        ? dictionary.withText(code) { rules.missingReason(trimmed($0)) } : nil
      levelReasons.append(reason?.rawValue ?? 0)
      translation.append(reason == nil ? Int32(levels.count) : -1)
      if reason == nil {
        levels.append(
          dictionary.withText(code) { String(decoding: $0, as: UTF8.self) })
      }
    }
    var codes = codes
    var reasons = reasons
    if levels.count < dictionary.count {
      if reasons.isEmpty {
        reasons = [UInt8](repeating: 0, count: codes.count)
      }
      for row in codes.indices where codes[row] >= 0 {
        let code = Int(codes[row])
        codes[row] = translation[code]
        if levelReasons[code] != 0 { reasons[row] = levelReasons[code] }
      }
    }
    return Column(
      name, .texts(DictionaryText(codes: codes, levels: levels)),
      missing: MissingReasons(reasons), variable: variable)
  }

  /// The texts that keep a column from being read as numbers or days: how
  /// many cells have a value, how many of those are texts, and the row of the
  /// first one.
  func strayTexts() -> (cells: Int, texts: Int, firstRow: Int)? {
    guard kind == .text, rules.kind == .automatic else { return nil }
    var isText: [Bool] = []
    for code in 0..<dictionary.count {
      let kind = dictionary.withText(code, textKind)
      // With leading zeros and the like, the column holds identifiers.
      guard let kind else { return nil }
      isText.append(kind)
    }
    guard isText.contains(true), isText.contains(false) else { return nil }
    var (cells, texts, first) = (0, 0, -1)
    for (row, code) in codes.enumerated() where code >= 0 {
      cells += 1
      guard isText[Int(code)] else { continue }
      texts += 1
      if first < 0 { first = row }
    }
    return first < 0 ? nil : (cells, texts, first)
  }

  /// Whether a cell is a text rather than a number, a day or nothing; `nil`
  /// for digits that are no plain number, such as `007`.
  private func textKind(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    let text = trimmed(cell)
    if rules.missingReason(text) != nil || spellsMissing(text)
      || parsePlainNumber(text) != nil || parsePlainDay(text) != nil
    {
      return false
    }
    return parseDeclaredNumber(text, percentScale: 1) == nil ? true : nil
  }
}
