import Diagnostics
import SurveyData

/// Reads the cells of an indicator table.
struct IndicatorTableReader {
  let table: Table
  let log: DiagnosticLog
  var hasFailed = false
  /// The normalisation of leaves that say nothing.
  var fallback: Normalisation?
  private var bandRow: (row: Int, place: Place?)?

  static let known = [
    "indicator_id", "parent_id", "level", "name_zh", "name_en", "weight",
    "weight_basis", "direction", "type", "source", "formula", "unit",
    "unit_zh", "unit_en", "scale_min", "scale_max", "norm", "norm_params",
    "aggregate",
    "missing_rule", "min_coverage", "gate", "thresholds", "bands",
  ]

  init(_ table: Table, log: DiagnosticLog) {
    self.table = table
    self.log = log
    if table["indicator_id"] == nil {
      hasFailed = true
      log.report(
        Diagnostic(
          .unknownColumn, at: Place(file: table.source.file),
          "no column of '\(table.source.file)' is named 'indicator_id'",
          zh: "“\(table.source.file)”没有名为“indicator_id”的列",
          help: nearest(to: "indicator_id", in: table.columns.map(\.name))
            .map { "did you mean '\($0)'?" }))
    }
    for column in table.columns where !Self.known.contains(column.name) {
      log.report(
        Diagnostic(
          .unusedIndicatorColumn, .warning,
          at: Place(
            file: table.source.file, line: 1, columnName: column.name),
          "column '\(column.name)' of the indicator table was not used",
          zh: "指标表的列“\(column.name)”未采用",
          help: nearest(to: column.name, in: Self.known).map {
            "did you mean '\($0)'?"
          }))
    }
  }

  /// Where a cell stands.
  func place(_ row: Int, _ column: String? = nil) -> Place {
    let position = table.columns.firstIndex { $0.name == column }
    return Place(
      file: table.source.file,
      line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]),
      column: position.map { $0 + 1 }, columnName: column)
  }

  func text(_ column: String, _ row: Int) -> String? {
    guard let text = table[column]?.text(at: row) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    let joined = words.joined(separator: " ")
    return joined.isEmpty ? nil : joined
  }

  mutating func fail(
    _ row: Int, _ column: String, _ message: String,
    code: DiagnosticCode = .indicatorSetting, help: String? = nil
  ) {
    hasFailed = true
    log.report(Diagnostic(code, at: place(row, column), message, help: help))
  }

  /// How a percentage among plain numbers is written.
  private static func helpWriting(_ text: String) -> String? {
    guard text.hasSuffix("%") || text.hasSuffix("％"),
      let percent = Double(text.dropLast())
    else { return nil }
    return
      "write \(plainText(percent / 100)), or all numbers of the column with"
      + " a percent sign, such as 100% for 1"
  }

  mutating func number(_ column: String, _ row: Int) -> Double? {
    guard let text = text(column, row) else { return nil }
    guard let value = Double(text), value.isFinite else {
      fail(
        row, column, "'\(text)' in column '\(column)' is not a number",
        help: Self.helpWriting(text))
      return nil
    }
    return value
  }

  mutating func choice<Choice: CaseIterable & RawRepresentable>(
    _ type: Choice.Type, _ column: String, _ row: Int
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(column, row)?.lowercased() else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = type.allCases.map(\.rawValue)
    unknown(text, column, row, names)
    return nil
  }

  mutating func unknown(
    _ text: String, _ column: String, _ row: Int, _ names: [String]
  ) {
    let list = names.joined(separator: ", ")
    fail(
      row, column, "'\(text)' in column '\(column)' is not known",
      help: nearest(to: text, in: names).map {
        "did you mean '\($0)'? the choices are \(list)"
      } ?? "the choices are \(list)")
  }

  mutating func indicator(row: Int) -> Indicator {
    let id = text("indicator_id", row) ?? ""
    if id.isEmpty, table["indicator_id"] != nil {
      fail(
        row, "indicator_id", "an indicator without an id",
        code: .indicatorTreeShape)
    }
    let chinese = text("name_zh", row)
    let english = text("name_en", row)
    let source = choice(Indicator.Source.self, "source", row)
    let type = text("type", row)?.lowercased() ?? ""
    let isBenefit = direction(row, type: type)
    var indicator = Indicator(
      id: id, parent: text("parent_id", row),
      name: chinese == nil && english == nil
        ? LocalizedText(id) : LocalizedText(zh: chinese, en: english),
      unit: unit(row),
      weight: number("weight", row) ?? (table["weight"] == nil ? 1 : 0),
      isBenefit: isBenefit, source: source, place: place(row))
    if let written = text("formula", row) {
      do {
        indicator.formula = try LeafFormula(
          written, at: place(row, "formula"))
      } catch {
        hasFailed = true
        log.report(error)
      }
    }
    if source != nil {
      indicator.normalisation = normalisation(row, type: type)
    }
    indicator.aggregate = aggregate(row)
    indicator.missingRule =
      choice(Indicator.MissingRule.self, "missing_rule", row) ?? .renormalise
    indicator.minimumCoverage = coverage(row)
    indicator.gates = gates(row)
    if text("bands", row) != nil || text("thresholds", row) != nil {
      if text("parent_id", row) == nil, bandRow == nil {
        bandRow = (row, place(row, "bands"))
      } else {
        log.report(
          Diagnostic(
            .indicatorBands, .warning, at: place(row, "bands"),
            "bands of indicator '\(id)' were not used",
            zh: "指标“\(id)”的等次未采用",
            help: "bands belong to the root"))
      }
    }
    return indicator
  }

  /// A unit of one language stands for both where nothing else is said.
  private func unit(_ row: Int) -> LocalizedText? {
    let both = text("unit", row)
    let chinese = text("unit_zh", row) ?? both
    let english = text("unit_en", row) ?? both
    return chinese == nil && english == nil
      ? nil : LocalizedText(zh: chinese, en: english)
  }

  private mutating func direction(_ row: Int, type: String) -> Bool {
    let types = [
      "", "benefit", "cost", "interval", "centre", "deduct", "category",
      "composite",
    ]
    if !types.contains(type) {
      unknown(type, "type", row, Array(types.dropFirst()))
    }
    guard let number = number("direction", row) else { return type != "cost" }
    if number != 1, number != -1 {
      fail(row, "direction", "the direction has to be 1 or -1")
    }
    if type == "cost" && number > 0 || type == "benefit" && number < 0 {
      log.report(
        Diagnostic(
          .indicatorSetting, .warning, at: place(row, "direction"),
          "direction \(plainText(number)) contradicts type '\(type)'; the "
            + "direction was used",
          zh: "方向\(plainText(number))与类型“\(type)”不一致，以方向为准"))
    }
    return number > 0
  }

  private mutating func coverage(_ row: Int) -> Double? {
    guard let value = number("min_coverage", row) else { return nil }
    if !(0...1).contains(value) {
      fail(row, "min_coverage", "the coverage has to lie between 0 and 1")
    }
    return value
  }

  private mutating func gates(_ row: Int) -> [Gate] {
    guard let written = text("gate", row) else { return [] }
    var found: [Gate] = []
    for part in written.split(separator: "|") {
      do {
        found.append(try Gate(String(part), at: place(row, "gate")))
      } catch {
        hasFailed = true
        log.report(error)
      }
    }
    return found
  }

  private mutating func aggregate(_ row: Int) -> Aggregate {
    let written = text("aggregate", row)?.lowercased() ?? "arithmetic"
    switch written {
    case "arithmetic": return .arithmetic
    case "geometric": return .geometric
    case "harmonic": return .harmonic
    case "min": return .minimum
    case "sum_capped", "sum-capped": return .sumCapped
    case "sum": return .sum(cap: .infinity)
    default: break
    }
    if let formula = try? LeafFormula(written), formula.arguments.count == 1 {
      let argument = formula.arguments[0].text
      if formula.name == "sum", let cap = Double(argument), cap > 0 {
        return .sum(cap: cap)
      }
      if formula.name == "worst_of" || formula.name == "worst-of",
        let count = Int(argument), (1...1000).contains(count)
      {
        return .worstOf(count)
      }
    }
    if let formula = try? LeafFormula(written), formula.name == "power",
      formula.arguments.count == 1,
      let exponent = Double(formula.arguments[0].text), exponent.isFinite
    {
      return .power(exponent)
    }
    unknown(
      written, "aggregate", row,
      [
        "arithmetic", "geometric", "harmonic", "power(p)", "min",
        "sum_capped", "sum", "sum(cap)", "worst_of(n)",
      ])
    return .arithmetic
  }

  // MARK: - Bands

  mutating func bands() -> [Band] {
    guard let (row, _) = bandRow else { return [] }
    func parts(_ column: String) -> [String] {
      (text(column, row) ?? "").split(separator: "|")
        .map { $0.split(separator: " ").joined(separator: " ") }
    }
    let names = parts("bands")
    let numbers = parts("thresholds").map { Double($0) ?? .nan }
    if numbers.contains(where: \.isNaN) {
      fail(
        row, "thresholds", "a threshold is not a number", code: .indicatorBands)
      return []
    }
    if names.count != numbers.count + 1 {
      fail(
        row, "bands",
        "\(names.count) bands need \(names.count - 1) thresholds, "
          + "not \(numbers.count)", code: .indicatorBands)
      return []
    }
    if zip(numbers, numbers.dropFirst()).contains(where: { $0 <= $1 }) {
      fail(
        row, "thresholds",
        "the thresholds have to fall from the best band to the worst",
        code: .indicatorBands)
      return []
    }
    return zip(names, numbers + [min(0, numbers.last ?? 0)]).map {
      Band(label: LocalizedText($0), threshold: $1)
    }
  }
}
