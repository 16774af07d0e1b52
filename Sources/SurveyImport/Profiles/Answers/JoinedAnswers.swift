import Diagnostics
import SurveyData

/// The distinct cells of a column with the answers that are joined in them.
private struct JoinedCells {
  let texts: ReadTexts
  let pieces: [[OptionSplitter.Piece]]

  /// All answers, in the order of first appearance.
  var distinct: [String] {
    var seen: Set<String> = []
    return pieces.joined().map(\.text).filter { seen.insert($0).inserted }
  }
}

extension ProfileShaping {
  /// A question that stands in one column: as it is, or several columns when
  /// items were put in order or something was written beside an option.
  mutating func answers(_ position: Int) -> [Column] {
    let planned = plan.columns[position]
    let column = raw[position]
    let variable = planned.variable
    var rule = plan.joining(at: position)
    if variable.kind == .text, variable.valueLabels.isEmpty,
      planned.joining == nil
    {
      return [unmasked(position)]
    }
    // Where nearly every row has a text of its own, there are no options.
    if case .texts(let texts) = column.values, !texts.areLevelsDistinct,
      planned.role == .answer, variable.valueLabels.isEmpty
    {
      return [single(position)]
    }
    guard let texts = texts(column, planned.role) else { return [column] }
    if let sign = rule.rankSeparator,
      isRanking(texts.levels, planned.role, sign),
      hasFewItems(texts.levels, sign)
    {
      readAnew.insert(position)
      return ranks(position, texts, separator: sign)
    }
    let known = listedOptions(variable)
    if rule.joinsCodes, areCodes(texts.levels, rule.separator) {
      rule.isUnambiguous = true
    }
    let splitter = OptionSplitter(rule, known: known)
    let cells = JoinedCells(
      texts: texts, pieces: texts.levels.map { splitter.pieces(of: $0) })
    if planned.role == .multiple || isMultiple(cells, known: Set(known), rule) {
      guard !known.isEmpty || cells.distinct.count <= Self.maximumOptions
      else {
        unknownOptions.append(position)
        return [unmasked(position)]
      }
      if rule.isTerminated, isOrder(cells) {
        readAnew.insert(position)
        return ranks(position, texts, separator: rule.separator)
      }
      readAnew.insert(position)
      return choices(position, cells, known: known)
    }
    noteUnknownOptions(position, texts)
    return withoutInsertions(position, texts, known: known)
  }

  /// A single answer; texts that were kept from being read as numbers, because
  /// they might have been lists of codes, become numbers now.
  private mutating func single(_ position: Int) -> Column {
    var column = unmasked(position)
    let variable = plan.columns[position].variable
    guard plan.joining.joinsCodes, variable.kind != .text else { return column }
    column.variable = variable
    return column.withNumbers()
  }

  /// The texts of a column; numbers only where they are codes of options.
  private func texts(
    _ column: Column, _ role: PlannedColumn.Role
  ) -> ReadTexts? {
    if let texts = ReadTexts(column) { return texts }
    guard role == .multiple else { return nil }
    return ReadTexts((0..<column.count).map { column.text(at: $0) })
  }

  private func listedOptions(_ variable: Variable) -> [String] {
    variable.valueLabels.filter {
      $0.missing == nil && variable.missingCodes[$0.code] == nil
    }.map(\.code)
  }

  /// With more different pieces than this a column holds texts, not options.
  static let maximumOptions = 1000

  // MARK: - What the cells are

  private func hasFewItems(_ levels: [String], _ separator: String) -> Bool {
    var items: Set<String> = []
    for level in levels {
      items.formUnion(split(level, at: separator))
      if items.count > 100 { return false }
    }
    return true
  }

  private func isRanking(
    _ levels: [String], _ role: PlannedColumn.Role, _ separator: String
  ) -> Bool {
    guard !levels.isEmpty else { return false }
    if role == .ranking { return true }
    return role == .answer
      && levels.allSatisfy { level in
        let items = split(level, at: separator)
        return items.count > 1 && Set(items).count == items.count
      }
  }

  private func isMultiple(
    _ cells: JoinedCells, known: Set<String>, _ rule: JoiningRule
  ) -> Bool {
    let levels = cells.texts.levels
    guard !rule.separator.isEmpty, !levels.isEmpty else { return false }
    if rule.isTerminated {
      return levels.allSatisfy { $0.hasSuffix(rule.separator) }
    }
    if rule.joinsCodes, areCodes(levels, rule.separator) { return true }
    if !known.isEmpty {
      return zip(levels, cells.pieces).contains { level, pieces in
        !known.contains(level) && pieces.count(where: \.isKnown) > 1
      }
    }
    guard rule.isUnambiguous else { return false }
    let joined = cells.pieces.filter { $0.count > 1 }
    guard !joined.isEmpty else { return false }
    // Several blanks of one question are joined in the same way; there
    // nearly every text is another one.
    let ticks = cells.pieces.reduce(0) { $0 + $1.count }
    return cells.distinct.count <= max(20, ticks / 2)
  }

  /// Whether all cells are codes and some hold several of them.
  private func areCodes(_ levels: [String], _ separator: String) -> Bool {
    levels.contains { $0.contains(separator) }
      && levels.allSatisfy { level in
        let codes = split(level, at: separator)
        return Set(codes).count == codes.count
          && codes.allSatisfy { code in
            !code.isEmpty && code.utf8.count <= 6
              && code.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
          }
      }
  }

  /// Whether every cell has the same options, in more than one order: then
  /// the order is the answer.
  private func isOrder(_ cells: JoinedCells) -> Bool {
    guard cells.texts.levels.count > 1, let first = cells.pieces.first,
      (3...100).contains(first.count)
    else { return false }
    let items = Set(first.map(\.text))
    return items.count == first.count
      && cells.pieces.allSatisfy {
        $0.count == items.count && Set($0.map(\.text)) == items
      }
  }

  // MARK: - Several options

  private mutating func choices(
    _ position: Int, _ cells: JoinedCells, known: [String]
  ) -> [Column] {
    let planned = plan.columns[position]
    let column = raw[position]
    let other =
      known.isEmpty ? nil : plan.joining(at: position).otherOption
    let listed = Set(known)
    var codes = known
    var unlisted = cells.distinct.filter { !listed.contains($0) }
    if let other, !unlisted.isEmpty {
      if !listed.contains(other) { codes.append(other) }
      unlisted = []
    }
    if unlisted.allSatisfy({ Int($0) != nil }) {
      unlisted.sort { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
    }
    if !known.isEmpty, !unlisted.isEmpty {
      tell(unlisted: unlisted, position)
    }
    codes += unlisted
    var options = codes.map { MultipleResponse.Option($0) }
    order(&options, by: planned.variable)
    let places = Dictionary(
      options.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    // For each distinct cell the ticks, and what was written beside them.
    var ticks: [[Int]] = []
    var written: [[Int: String]] = []
    for pieces in cells.pieces {
      var found: [Int] = []
      var texts: [Int: String] = [:]
      for piece in pieces {
        var text = piece.inserted
        var place = places[piece.text]
        if place == nil, let other {
          place = places[other]
          text = withoutOther(piece.text)
        }
        guard let place else { continue }
        found.append(place)
        if let text {
          texts[place] = texts[place].map { "\($0); \(text)" } ?? text
        }
      }
      ticks.append(found)
      written.append(texts)
    }
    var answers = MultipleResponse(options: options, count: column.count)
    answers.mayLackOptions = known.isEmpty || !unlisted.isEmpty
    for (row, code) in cells.texts.codes.enumerated() where code >= 0 {
      for option in ticks[Int(code)] { answers.tick(option, row: row) }
    }
    var result = Column(
      planned.name, .choices(answers), missing: column.missing,
      variable: planned.variable.listing(options))
    result.header = column.header
    return [result]
      + writtenColumns(position, options.map(\.code), written, cells.texts)
  }

  private func withoutOther(_ text: String) -> String {
    for start in ["Other: ", "其他: ", "其他：", "其它：", "Option autre : "]
    where text.hasPrefix(start) {
      return String(text.dropFirst(start.count))
    }
    return text
  }

  /// What was written beside options, a column for each that has any.
  private mutating func writtenColumns(
    _ position: Int, _ options: [String], _ written: [[Int: String]],
    _ texts: ReadTexts
  ) -> [Column] {
    let planned = plan.columns[position]
    return options.indices.compactMap { option in
      guard written.contains(where: { $0[option] != nil }) else { return nil }
      let values = texts.codes.map { code in
        code < 0 ? nil : written[Int(code)][option]
      }
      let reasons = values.indices.map { row -> UInt8 in
        if values[row] != nil { return 0 }
        // Who did not choose the option was not asked to explain it.
        return (raw[position].missing[row] ?? .notApplicable).rawValue
      }
      let label = planned.variable.label?[.english] ?? planned.name
      return Column(
        names.take("\(planned.name)_\(options[option])"),
        .texts(DictionaryText(values)), missing: MissingReasons(reasons),
        variable: Variable(
          "", label: LocalizedText("\(label): \(options[option])"),
          question: planned.variable.question, kind: .text))
    }
  }

  /// A single answer without what was written beside it.
  private mutating func withoutInsertions(
    _ position: Int, _ texts: ReadTexts, known: [String]
  ) -> [Column] {
    guard plan.joining.insertion != nil else { return [single(position)] }
    var rule = plan.joining
    rule.separator = ""
    let splitter = OptionSplitter(rule, known: known)
    let pieces = texts.levels.map { splitter.pieces(of: $0).first }
    guard pieces.contains(where: { $0?.inserted != nil }) else {
      return [unmasked(position)]
    }
    readAnew.insert(position)
    let answers = zip(texts.levels, pieces).map { $1?.text ?? $0 }
    var options: [String] = []
    for (answer, piece) in zip(answers, pieces)
    where piece?.inserted != nil && !options.contains(answer) {
      options.append(answer)
    }
    let written = zip(answers, pieces).map { answer, piece in
      guard let text = piece?.inserted,
        let option = options.firstIndex(of: answer)
      else { return [Int: String]() }
      return [option: text]
    }
    var column = raw[position]
    column.values = .texts(
      DictionaryText(
        texts.codes.map { $0 < 0 ? nil : answers[Int($0)] }))
    return [column] + writtenColumns(position, options, written, texts)
  }

  private mutating func tell(unlisted: [String], _ position: Int) {
    let shown = unlisted.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
    let rest = unlisted.count - 20
    diagnostics.append(
      Diagnostic(
        .unlistedValue, .warning, at: place(position),
        "\(counted(unlisted.count, "option")) of "
          + "'\(plan.columns[position].name)' "
          + "\(unlisted.count == 1 ? "is" : "are") not in the codebook: "
          + shown + (rest > 0 ? " and \(rest) more" : ""),
        zh: "“\(plan.columns[position].name)”有\(unlisted.count)个选项不在编码簿中："
          + chineseList(unlisted.prefix(20)) + (rest > 0 ? "等" : ""),
        help: "correct the file, or add them to 'values' in the codebook"))
  }

  // MARK: - Ranks

  /// A column for each item with the rank that it was given.
  private mutating func ranks(
    _ position: Int, _ texts: ReadTexts, separator: String
  ) -> [Column] {
    let planned = plan.columns[position]
    let known = listedOptions(planned.variable)
    var items = known
    var seen = Set(known)
    let orders = texts.levels.map { level in
      split(level, at: separator).map { trimmedText($0) }.filter { !$0.isEmpty }
    }
    for item in orders.joined() where seen.insert(item).inserted {
      items.append(item)
    }
    let labels = Dictionary(
      planned.variable.valueLabels.map { ($0.code, $0.label) },
      uniquingKeysWith: { first, _ in first })
    let missing = raw[position].missing
    return items.map { item in
      let ranks = orders.map { order in
        order.firstIndex(of: item).map { Int32(clamping: $0 + 1) } ?? 0
      }
      var reasons = [UInt8](repeating: 0, count: texts.codes.count)
      let values = texts.codes.indices.map { row -> Int32 in
        let code = texts.codes[row]
        let rank = code < 0 ? 0 : ranks[Int(code)]
        if rank == 0 {
          reasons[row] = (missing[row] ?? .blank).rawValue
        }
        return rank
      }
      let name = names.take("\(planned.name)—\(item)")
      return Column(
        name, .integers(WholeNumbers(values)), missing: MissingReasons(reasons),
        variable: Variable(
          name, label: labels[item] ?? LocalizedText(item),
          question: planned.variable.question ?? planned.variable.label,
          kind: .integer))
    }
  }
}

/// The parts of `text` between separators.
func split(_ text: String, at separator: String) -> [String] {
  let bytes = Array(text.utf8)
  let sign = Array(separator.utf8)
  guard !sign.isEmpty else { return [text] }
  var parts: [String] = []
  var (start, i) = (0, 0)
  while i + sign.count <= bytes.count {
    if bytes[i] == sign[0], bytes[i..<(i + sign.count)].elementsEqual(sign) {
      parts.append(String(decoding: bytes[start..<i], as: UTF8.self))
      i += sign.count
      start = i
    } else {
      i += 1
    }
  }
  parts.append(String(decoding: bytes[start...], as: UTF8.self))
  return parts
}

/// `text` without spaces and line ends around it, and with one space for
/// each run of them within.
func trimmedText(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
