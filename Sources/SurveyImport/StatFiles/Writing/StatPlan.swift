import Diagnostics
import SurveyData

/// One variable of a file that is to be written.
struct StatPlan {
  /// How its cells are stored.
  enum Storage {
    case byte, short, long, double
    /// Texts of at most so many bytes.
    case text(width: Int)
    /// Texts that Stata keeps outside of the rows.
    case longText
  }

  /// How a program shows its cells.
  enum Display { case text, whole, number, percentage, day }

  var column: Column
  var name: String
  var label: String
  var storage: Storage
  var display = Display.whole
  var reasons: StatReasons
  /// The labels of values that are numbers, tags or texts.
  var valueLabels: [(code: StatReasons.Mark, label: String)]
  /// Which scale SPSS shows: 1 names, 2 an order, 3 measurements.
  var measure: UInt32

  /// Days since 1970-01-01 to the number in the file.
  var dayShift: Double = 0
  var dayFactor: Double = 1
}

/// Plans the variables of a file.
struct StatPlanner {
  /// The variables of a question with several answers.
  struct ResponseSet {
    var name: String
    var label: String
    var variables: [String]
  }

  let format: StatFileFormat
  let language: Language
  private(set) var sets: [ResponseSet] = []
  private var names: StatNames
  private(set) var plans: [StatPlan] = []
  private(set) var renamed: [(column: String, variable: String)] = []
  /// Names of variables with a label that was cut.
  private(set) var cutLabels: [String] = []
  /// Names of columns whose reasons could not be kept.
  private(set) var lostReasons: [String] = []

  init(
    _ table: Table, format: StatFileFormat, language: Language
  ) throws(Diagnostic) {
    self.format = format
    self.language = language
    names = StatNames(format: format)
    var setNames = StatNames(format: format)
    for column in table.columns {
      guard case .choices(let answers) = column.values else {
        try add(column, wanted: column.name, label: column.variable?.label)
        continue
      }
      let start = plans.count
      for (position, option) in answers.options.enumerated() {
        guard let single = column.option(position) else { continue }
        let prefix = "\(column.name)_"
        let wanted =
          option.code.hasPrefix(prefix) ? option.code : prefix + option.code
        try add(
          labelled(single, of: column, option), wanted: wanted,
          label: single.variable?.label)
      }
      let own = plans[start...].map(\.name)
      guard own.count > 1 else { continue }
      // Sets have names of their own.
      sets.append(
        ResponseSet(
          name: setNames.name(for: column.name),
          label: cut(column.variable?.label?[language] ?? "", bytes: 255),
          variables: own))
    }
  }

  /// An option with the question before its label, and labels of its codes.
  private func labelled(
    _ single: Column, of column: Column, _ option: MultipleResponse.Option
  ) -> Column {
    var single = single
    let own = option.label?[language] ?? option.code
    var variable = Variable(single.name)
    variable.label = LocalizedText("\(column.label(language)): \(own)")
    variable.valueLabels = [
      .init("0", LocalizedText(zh: "未选", en: "Not ticked")),
      .init("1", LocalizedText(zh: "已选", en: "Ticked")),
    ]
    single.variable = variable
    return single
  }

  private mutating func add(
    _ column: Column, wanted: String, label: LocalizedText?
  ) throws(Diagnostic) {
    let name = names.name(for: wanted)
    if name != column.name { renamed.append((column.name, name)) }
    let reasons = StatReasons(column, format: format, language: language)
    if !reasons.lost.isEmpty { lostReasons.append(column.name) }
    var text = column.variable?.label?[language] ?? ""
    if text.isEmpty, name != column.name { text = column.name }
    let whole = text
    text = format.isSPSS ? cut(text, bytes: 255) : String(text.prefix(80))
    if !format.isSPSS { text = cut(text, bytes: 320) }
    if text != whole { cutLabels.append(name) }
    let labels = column.variable?.valueLabels ?? []
    var plan = StatPlan(
      column: column, name: name, label: text, storage: .double,
      reasons: reasons, valueLabels: [],
      measure: labels.isEmpty ? 3 : column.variable?.scale == nil ? 1 : 2)
    try choose(&plan)
    plan.valueLabels = valueLabels(plan)
    plans.append(plan)
  }

  // MARK: - Storage

  private func choose(_ plan: inout StatPlan) throws(Diagnostic) {
    switch plan.column.values {
    case .integers(let numbers):
      plan.storage = format.isSPSS ? .double : smallest(numbers.words())
    case .doubles(let numbers):
      if !format.isSPSS {
        for row in numbers.indices where !plan.column.missing.isMissing(row) {
          // Beyond it Stata keeps its missing values.
          guard numbers[row].magnitude < 0x1p1023 else {
            throw unwritable(
              "'\(plan.column.name)' has a number that Stata cannot hold")
          }
        }
      }
      let units = [plan.column.variable?.unit?[language]]
      let isPercentage = units.contains { $0 == "%" || $0 == "％" }
      plan.display = isPercentage ? .percentage : .number
    case .days:
      plan.display = .day
      if format.isSPSS {
        (plan.dayShift, plan.dayFactor) = (141_428, 86_400)
      } else {
        plan.storage = .long
        plan.dayShift = 3653
      }
    case .texts(let texts):
      plan.measure = 1
      plan.display = .text
      let width = texts.levels.map(\.utf8.count).max() ?? 0
      for level in texts.levels where level.utf8.contains(0) {
        throw unwritable(
          "'\(plan.column.name)' has a text with a NUL character in it")
      }
      let codes = plan.reasons.texts.map(\.utf8.count).max() ?? 0
      let needed = max(1, width, codes)
      if format.isSPSS {
        guard needed <= 32_767 else {
          throw unwritable(
            "'\(plan.column.name)' has a text of \(width) bytes, and SPSS "
              + "allows 32767", help: "write a .dta or CSV file instead")
        }
        plan.storage = .text(width: needed)
      } else {
        plan.storage = needed <= 2045 ? .text(width: needed) : .longText
      }
    case .choices: break
    }
  }

  private func unwritable(_ message: String, help: String? = nil) -> Diagnostic
  {
    Diagnostic(.unwritableTable, at: nil, message, help: help)
  }

  /// The type of Stata that holds the numbers; each keeps its highest values
  /// for what is missing.
  private func smallest(_ numbers: [Int32]) -> StatPlan.Storage {
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    if low >= -127, high <= 100 { return .byte }
    if low >= -32_767, high <= 32_740 { return .short }
    if low >= -2_147_483_647, high <= 2_147_483_620 { return .long }
    return .double
  }

  // MARK: - Labels

  private mutating func valueLabels(
    _ plan: StatPlan
  ) -> [(code: StatReasons.Mark, label: String)] {
    var labels: [(code: StatReasons.Mark, label: String)] = []
    let isText = if case .texts = plan.column.values { true } else { false }
    var isCut = false
    for label in plan.column.variable?.valueLabels ?? [] {
      let code: StatReasons.Mark
      if isText {
        // Stata labels numbers only.
        guard format.isSPSS else { continue }
        code = .text(label.code)
      } else {
        guard let number = Double(label.code), number.isFinite else { continue }
        let isMissing = plan.column.variable?.missingCodes[label.code] != nil
        if !format.isSPSS, isMissing || Int32(exactly: number) == nil {
          continue
        }
        code = .number(number)
      }
      let own = plan.reasons.labels.first { $0.mark == code }
      labels.append((code, own?.label ?? label.label[language]))
    }
    for (mark, label) in plan.reasons.labels
    where !labels.contains(where: { $0.code == mark }) {
      labels.append((mark, label))
    }
    labels = labels.map { code, label in
      let short = format.isSPSS ? cut(label, bytes: 120) : label
      if short != label { isCut = true }
      return (code, short)
    }
    if isCut { cutLabels.append(plan.name) }
    return labels
  }

  private func cut(_ text: String, bytes limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var result = ""
    var length = 0
    for character in text {
      length += String(character).utf8.count
      if length > limit { break }
      result.append(character)
    }
    return result
  }
}
