import SurveyData

extension ColumnBuilder {
  /// The finished column.
  func column(named name: String, variable: Variable?) -> Column {
    let reasons = missing.reasons(rowCount: count)
    switch kind {
    case nil, .integer:
      return Column(
        name, .integers(integers.numbers), missing: reasons,
        variable: variable)
    case .number:
      return Column(
        name, .doubles(areShares ? doubles.map { $0 / 100 } : doubles),
        missing: reasons, variable: variable)
    case .day:
      return Column(
        name, .days(integers.numbers), missing: reasons, variable: variable)
    case .text:
      var column = textColumn(name, reasons, variable)
      if rules.dropsFormulaGuards, case .texts(let texts) = column.values {
        column.values = .texts(texts.withoutFormulaGuards)
      }
      return column
    }
  }

  /// Whether percentages without a scale are shares: then every number of the
  /// column has the sign.
  var areShares: Bool {
    rules.percentScale == nil && percentages.count > 0 && plainNumbers == 0
  }

  /// Missing codes are judged once for each distinct text, and do not stay
  /// among the texts of the column.
  private func textColumn(
    _ name: String, _ reasons: MissingReasons, _ variable: Variable?
  ) -> Column {
    let texts = levels
    let asks =
      rules.trimsBlanks
      && (!rules.missingTexts.isEmpty || hasBlankTexts)
    guard asks else {
      return Column(
        name,
        .texts(
          DictionaryText(
            codes: codes, levels: texts, areLevelsDistinct: !isPlain)),
        missing: reasons, variable: variable)
    }
    var kept = PackedTexts()
    var translation: [Int32] = []
    var levelReasons: [UInt8] = []
    translation.reserveCapacity(texts.count)
    for code in texts.indices {
      let reason =
        isPlain && texts.byteCount(code) == 0
        ? nil : texts.withUTF8(code) { rules.missingReason(trimmed($0)) }
      levelReasons.append(reason?.rawValue ?? 0)
      if reason == nil {
        translation.append(Int32(truncatingIfNeeded: kept.count))
        texts.withUTF8(code) { kept.append($0) }
      } else {
        translation.append(-1)
      }
    }
    guard kept.count < texts.count else {
      return Column(
        name,
        .texts(
          DictionaryText(
            codes: codes, levels: texts, areLevelsDistinct: !isPlain)),
        missing: reasons, variable: variable)
    }
    var raw = reasons.rawReasons
    if raw.isEmpty { raw = [UInt8](repeating: 0, count: count) }
    var translated = codes.words()
    for row in translated.indices where translated[row] >= 0 {
      let code = Int(translated[row])
      translated[row] = translation[code]
      if levelReasons[code] != 0 { raw[row] = levelReasons[code] }
    }
    return Column(
      name,
      .texts(
        DictionaryText(
          codes: WholeNumbers(translated), levels: kept,
          areLevelsDistinct: !isPlain)),
      missing: MissingReasons(raw), variable: variable)
  }

  /// Whether a text consists of spaces only.
  private var hasBlankTexts: Bool {
    if isPlain, oddTexts == 0 { return false }
    let texts = levels
    return texts.indices.contains { code in
      texts.withUTF8(code) { text in
        guard let first = text.first else { return false }
        let mayBeBlank = first == 0x20 || first == 0x09 || first == 0xE3
        return mayBeBlank && trimmed(text).isEmpty
      }
    }
  }

  /// The texts that keep a column from being read as numbers or days: how
  /// many cells have a value, how many of those are texts, and the row of the
  /// first one.
  func strayTexts() -> (cells: Int, texts: Int, firstRow: Int)? {
    guard kind == .text, rules.kind == .automatic else { return nil }
    // Texts only, and none that is odd.
    if isPlain, oddTexts == 0, !rules.hasMissingTexts { return nil }
    let levels = levels
    var isText: [Bool] = []
    for code in levels.indices {
      if isPlain, levels.byteCount(code) == 0 {
        isText.append(false)
        continue
      }
      let kind = levels.withUTF8(code, textKind)
      // With leading zeros and the like, the column holds identifiers.
      guard let kind else { return nil }
      isText.append(kind)
    }
    guard isText.contains(true), isText.contains(false) else { return nil }
    let reasons = missing.reasons(rowCount: count)
    var (cells, texts, first) = (0, 0, -1)
    for (row, code) in codes.enumerated() where code >= 0 {
      if isPlain, reasons.isMissing(row) { continue }
      cells += 1
      guard isText[Int(code)] else { continue }
      texts += 1
      if first < 0 { first = row }
    }
    return first < 0 || texts == cells ? nil : (cells, texts, first)
  }

  /// Whether a cell is a text rather than a number, a day or nothing; `nil`
  /// for digits that are no plain number, such as `007`.
  private func textKind(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    let text = trimmed(cell)
    if !rules.hasMissingTexts, !mayBeNumber(text) { return true }
    if rules.missingReason(text) != nil || spellsMissing(text)
      || parsePlainNumber(text, rules.numbers) != nil
      || parsePlainDay(text, rules.days) != nil
    {
      return false
    }
    return parseDeclaredNumber(text, percentScale: 1) == nil ? true : nil
  }
}
