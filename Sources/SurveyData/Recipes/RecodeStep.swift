import Diagnostics

/// Gives codes other values.
///
/// The result holds numbers when every new value is one and no text is kept;
/// otherwise texts. Labels of values that nothing was moved from stay,
/// and those that `labels` gives come first. A scale stays only where
/// every new value lies on it and nothing else changed.
public struct RecodeStep: RecipeStep {
  /// The key of the step.
  public static let key = "recode"
  /// Where the step stands.
  public var place: Place
  /// The columns.
  public var names: [PlacedName]
  /// From which values to which.
  public var rules: RecodeRules
  /// The columns to make, one for each; in place when left out.
  public var targets: [PlacedName]?
  /// The label of the new columns.
  public var label: LocalizedText?
  /// The labels of the new codes.
  public var valueLabels: [Variable.ValueLabel]

  /// Creates a step.
  public init(
    _ names: [PlacedName], _ rules: RecodeRules,
    into targets: [PlacedName]? =
      nil,
    label: LocalizedText? = nil, valueLabels: [Variable.ValueLabel] = [],
    at place: Place
  ) {
    self.names = names
    self.rules = rules
    self.targets = targets
    self.label = label
    self.valueLabels = valueLabels
    self.place = place
  }

  /// Returns the table with the new values.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let columns = try table.columns(names)
    var faults: [Diagnostic] = []
    for target in targets ?? [] where table[target.name] != nil {
      faults.append(nameTaken(target.name, at: target.place))
    }
    for (name, column) in zip(names, columns) {
      if let fault = check(column, name) { faults.append(fault) }
    }
    if !faults.isEmpty { throw TableFaults(faults) }
    var outcome = StepOutcome(table, [])
    for (position, column) in columns.enumerated() {
      var used = [Bool](repeating: false, count: rules.rules.count)
      var copy = recoded(column, &used)
      if let target = targets?[position] {
        copy.name = target.name
        copy.header = nil
      }
      copy.variable = described(column, copy)
      outcome.changes.append(
        StepChange(copy.differences(from: column), .cells, of: copy.name))
      outcome.findings += unused(used, column, names[position])
      if targets != nil, used.contains(true) {
        outcome.findings += kept(column, as: copy.name, names[position])
      }
      outcome.table = outcome.table.putting(copy)
    }
    return outcome
  }

  private func check(_ column: Column, _ name: PlacedName) -> Diagnostic? {
    switch column.values {
    case .choices:
      return Diagnostic(
        .wrongStep, at: name.place,
        "'\(column.name)' holds several answers a row and cannot be recoded",
        help: "derive a column with has(\(column.name), …)")
    case .days:
      return Diagnostic(
        .wrongStep, at: name.place,
        "'\(column.name)' holds dates and cannot be recoded",
        help: "derive a number first, such as year(\(column.name))")
    case .texts: return nil
    case .integers, .doubles:
      for rule in rules.rules {
        for case .code(let code) in rule.sources where plainNumber(code) == nil
        {
          let label = column.variable?.valueLabels.first {
            $0.label.chinese == code || $0.label.english == code
          }
          return Diagnostic(
            .wrongStep, at: rule.place,
            "'\(column.name)' holds numbers, and '\(code)' is none",
            help: label.map { "write the code \($0.code) for \(code)" }
              ?? "write codes as 3, 1-2 or 65-highest")
        }
      }
      return nil
    }
  }

  /// Values that meet no rule and stand among the new ones of another column.
  private func kept(
    _ column: Column, as target: String, _ name: PlacedName
  ) -> [Diagnostic] {
    guard rules.otherwise == .same, !rules.isOtherwiseStated else { return [] }
    var counts: [String: Int] = [:]
    if case .texts(let texts) = column.values {
      let isKept = texts.levels.map { rules.target(ofText: $0) == nil }
      for row in 0..<column.count where !column.missing.isMissing(row) {
        let code = Int(texts.codes[row])
        if code >= 0, isKept[code] {
          counts[texts.levels[code], default: 0] += 1
        }
      }
    } else {
      for number in column.numbers() ?? [] where !number.isNaN {
        if rules.target(ofNumber: number) == nil {
          counts[plainText(number), default: 0] += 1
        }
      }
    }
    guard !counts.isEmpty else { return [] }
    let total = counts.values.reduce(0, +)
    let values = counts.keys.sorted { left, right in
      (Double(left) ?? .infinity, left) < (Double(right) ?? .infinity, right)
    }
    let list = values.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    return [
      Diagnostic(
        .keptValues, .warning, at: name.place,
        "\(total) \(total == 1 ? "cell" : "cells") of '\(column.name)' "
          + "\(total == 1 ? "meets" : "meet") no rule and "
          + "\(total == 1 ? "keeps its value" : "keep their values") in "
          + "'\(target)': \(list)\(values.count > 8 ? ", …" : "")",
        zh: "“\(column.name)”有\(total)格不合任何规则，在“\(target)”中保持原值："
          + chineseList(values.prefix(8)) + (values.count > 8 ? "等" : ""),
        help: "add them to 'map', or say what becomes of them with 'else'")
    ]
  }

  /// Rules that no cell meets; a misspelt code shows in no other way.
  private func unused(
    _ used: [Bool], _ column: Column, _ name: PlacedName
  ) -> [Diagnostic] {
    // A recode that meets nothing at all has its own warning.
    guard used.contains(true) else { return [] }
    return used.indices.compactMap { position in
      let rule = rules.rules[position]
      let isCode = rule.sources.allSatisfy {
        if case .code = $0 { return true }
        return false
      }
      guard !used[position], isCode, case .texts(let texts) = column.values,
        case .code(let code) = rule.sources[0]
      else { return nil }
      return Diagnostic(
        .unchangedStep, .warning, at: rule.place,
        "no cell of '\(column.name)' is '\(code)'",
        zh: "“\(column.name)”中没有值为“\(code)”的格",
        help: nearest(to: code, in: texts.levels)
          .map { "did you mean '\($0)'?" })
    }
  }

  // MARK: - Values

  private struct Result {
    var number = 0.0
    var text: String?
    var reason: UInt8 = 0
  }

  private func recoded(_ column: Column, _ used: inout [Bool]) -> Column {
    if rules.givesNumbers, !column.isText || !keepsTexts(column) {
      return toNumbers(column, &used)
    }
    return toTexts(column, &used)
  }

  /// Whether any text of a column stays as it is.
  private func keepsTexts(_ column: Column) -> Bool {
    guard case .texts(let texts) = column.values else { return false }
    let isKept = texts.levels.map { level in
      let position = rules.target(ofText: level)
      return (position.map { rules.rules[$0].target } ?? rules.otherwise)
        == .same
    }
    return texts.codes.indices.contains { row in
      let code = texts.codes[row]
      return code >= 0 && isKept[Int(code)] && !column.missing.isMissing(row)
    }
  }

  /// What the rule at `position`, or else the rest, makes of a value.
  private func target(_ position: Int?, _ used: inout [Bool])
    -> RecodeRules.Target
  {
    guard let position else { return rules.otherwise }
    used[position] = true
    return rules.rules[position].target
  }

  /// For each reason what becomes of its cells.
  private func missingTargets(_ column: Column, _ used: inout [Bool])
    -> [RecodeRules.Target]
  {
    (0...MissingReason.allCases.count).map { raw in
      guard let reason = MissingReason(rawValue: UInt8(raw)),
        column.missing.count(of: reason) > 0,
        let position = rules.target(ofMissing: reason)
      else { return .same }
      return target(position, &used)
    }
  }

  private func toNumbers(_ column: Column, _ used: inout [Bool]) -> Column {
    let forMissing = missingTargets(column, &used)
    var known: [Double: Result] = [:]
    var byCode: [Result] = []
    var codes: [Int32] = []
    if case .texts(let texts) = column.values {
      codes = texts.codes.words()
      byCode = texts.levels.map {
        number(target(rules.target(ofText: $0), &used), of: 0)
      }
    }
    let numbers = column.numbers() ?? []
    var reasons = [UInt8](repeating: 0, count: column.count)
    var values = [Double](repeating: 0, count: column.count)
    for row in 0..<column.count {
      let result: Result
      if let reason = column.missing[row] {
        let target = forMissing[Int(reason.rawValue)]
        result =
          target == .same
          ? Result(reason: reason.rawValue) : number(target, of: 0)
      } else if !codes.isEmpty {
        result = codes[row] < 0 ? Result(reason: 1) : byCode[Int(codes[row])]
      } else if let found = known[numbers[row]] {
        result = found
      } else {
        let value = numbers[row]
        result = number(
          target(rules.target(ofNumber: value), &used), of: value)
        // Measurements would fill the list with values that come once.
        if known.count < 10_000 { known[value] = result }
      }
      values[row] = result.number
      reasons[row] = result.reason
    }
    var copy = column
    copy.missing = MissingReasons(reasons)
    copy.values = numberValues(values, missing: copy.missing)
    return copy
  }

  private func number(
    _ target: RecodeRules.Target, of value: Double
  ) -> Result {
    switch target {
    case .same: Result(number: value)
    case .value(let text): Result(number: plainNumber(text) ?? 0)
    case .missing(let reason): Result(reason: reason.rawValue)
    }
  }

  private func toTexts(_ column: Column, _ used: inout [Bool]) -> Column {
    let forMissing = missingTargets(column, &used)
    var collector = TextCollector()
    func code(_ target: RecodeRules.Target, of text: String) -> (Int32, UInt8) {
      switch target {
      case .same: (collector.code(of: text), 0)
      case .value(let text): (collector.code(of: text), 0)
      case .missing(let reason): (-1, reason.rawValue)
      }
    }
    var codes = [Int32](repeating: -1, count: column.count)
    var reasons = [UInt8](repeating: 0, count: column.count)
    var known: [Double: (Int32, UInt8)] = [:]
    var byCode: [(Int32, UInt8)] = []
    var sources: [Int32] = []
    if case .texts(let texts) = column.values {
      sources = texts.codes.words()
      byCode = texts.levels.map {
        code(target(rules.target(ofText: $0), &used), of: $0)
      }
    }
    let numbers = column.numbers() ?? []
    for row in 0..<column.count {
      var found: (Int32, UInt8)
      if let reason = column.missing[row] {
        let target = forMissing[Int(reason.rawValue)]
        found =
          target == .same ? (-1, reason.rawValue) : code(target, of: "")
      } else if !sources.isEmpty {
        found = sources[row] < 0 ? (-1, 1) : byCode[Int(sources[row])]
      } else if let seen = known[numbers[row]] {
        found = seen
      } else {
        let value = numbers[row]
        found = code(
          target(rules.target(ofNumber: value), &used), of: plainText(value))
        known[value] = found
      }
      // A text of blanks is no answer.
      if found.0 < 0, found.1 == 0 { found.1 = MissingReason.blank.rawValue }
      (codes[row], reasons[row]) = found
    }
    var copy = column
    copy.values = .texts(DictionaryText(codes: codes, levels: collector.levels))
    copy.missing = MissingReasons(reasons)
    return copy
  }

  // MARK: - Codebook

  private func described(_ old: Column, _ new: Column) -> Variable? {
    if old.variable == nil, label == nil, valueLabels.isEmpty { return nil }
    var variable = old.variable ?? Variable(new.name)
    variable.name = new.name
    if let label { variable.label = label }
    let kept = variable.valueLabels.filter { known in
      if valueLabels.contains(where: { $0.code == known.code }) { return false }
      if known.missing != nil { return true }
      let position =
        Double(known.code).flatMap(rules.target(ofNumber:))
        ?? rules.target(ofText: known.code)
      guard let position else { return rules.otherwise == .same }
      return rules.rules[position].target == .value(known.code)
    }
    variable.valueLabels = valueLabels + kept
    variable.kind = .automatic
    if let scale = variable.scale {
      let isOnScale =
        rules.otherwise == .same && !new.isText
        && rules.rules.allSatisfy { rule in
          guard case .value(let text) = rule.target else { return true }
          let value = plainNumber(text) ?? .infinity
          return value >= scale.minimum && value <= scale.maximum
        }
      if !isOnScale { variable.scale = nil }
    }
    // A code of a missing value that is an answer now is none any more.
    for rule in rules.rules {
      if case .value(let text) = rule.target {
        variable.missingCodes[text] = nil
        for position in variable.valueLabels.indices
        where variable.valueLabels[position].code == text {
          variable.valueLabels[position].missing = nil
        }
      }
    }
    return variable
  }
}
