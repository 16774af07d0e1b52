import Diagnostics
import SurveyData

/// Formulas that follow a case: deductions, working days, conversions and
/// repeats.
extension LedgerFormulas {
  /// Minus the sum of counts times points; a missing count is 0.
  func deductions(
    _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    var sums = [Double](repeating: 0, count: table.rowCount)
    for argument in formula.arguments {
      let sides = argument.text.split(separator: "=", maxSplits: 1).map {
        $0.split(separator: " ").joined(separator: " ")
      }
      guard sides.count == 2, let points = Double(sides[1]), points.isFinite
      else {
        throw problem(
          formula, argument, place,
          "'\(argument.text)' is not of the form column=points",
          zh: "“\(argument.text)”不是“列=分值”的形式")
      }
      let counts = try numbers(
        LeafFormula.Argument(sides[0], position: argument.position), formula,
        place)
      for row in sums.indices where !counts[row].isNaN {
        sums[row] -= points * counts[row]
      }
    }
    return sums
  }

  var calendar: WorkingCalendar {
    inputs?.calendar ?? WorkingCalendar()
  }

  func workingDays(_ from: Double, _ to: Double) -> Double {
    guard let first = LedgerFrame.day(from), let last = LedgerFrame.day(to)
    else { return .nan }
    return Double(calendar.count(after: first, through: last))
  }

  func isWithin(
    _ from: Double, _ to: Double, _ limit: TimeLimit
  ) -> Double {
    guard let first = LedgerFrame.day(from), let last = LedgerFrame.day(to)
    else { return .nan }
    return last <= limit.due(from: first, calendar: calendar) ? 1 : 0
  }

  func conversions(
    _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let arguments = formula.arguments
    guard let inputs, let table = inputs.history else {
      throw problem(
        formula, arguments[0], place, "there is no history of classes",
        zh: "没有类别历史表",
        help: "name it with history: {file: FILE}")
    }
    let history = try ClassHistory(
      table, key: inputs.caseKey, classes: [], known: { _ in true })
    func position(_ argument: LeafFormula.Argument) throws(Diagnostic) -> Int {
      if let found = history.classes.firstIndex(of: argument.text) {
        return found
      }
      throw problem(
        formula, argument, place,
        "the history has no class '\(argument.text)'",
        zh: "类别历史表没有类别“\(argument.text)”",
        help: "its classes: \(history.classes.joined(separator: ", "))")
    }
    let origin = try position(arguments[0])
    let target = try position(arguments[1])
    guard let months = Double(arguments[2].text), months > 0 else {
      throw problem(
        formula, arguments[2], place,
        "'\(arguments[2].text)' is not a number of months",
        zh: "“\(arguments[2].text)”不是月数")
    }
    let ids = self.table[inputs.caseKey]
    return (0..<self.table.rowCount).map { row in
      guard let id = ids?.text(at: row),
        let found = history.conversion(id, from: origin, to: target)
      else { return .nan }
      if found.hasEnded { return found.months <= months ? 1 : 0 }
      return found.months >= months ? 0 : .nan
    }
  }

  /// How many cases stand before each one in its chain, looked for in the
  /// whole ledger; a chain that leads back to itself ends there.
  func earlierCases(_ links: Column) -> [Double] {
    let key = inputs?.caseKey ?? LedgerRole.caseID.rawValue
    let whole = inputs?.ledger ?? table
    guard let ids = whole[key] else {
      return (0..<links.count).map { links.text(at: $0) == nil ? 0 : 1 }
    }
    let linked = whole[links.name]
    var link: [String: String] = [:]
    var known: Set<String> = []
    for row in 0..<whole.rowCount {
      guard let id = ids.text(at: row) else { continue }
      known.insert(id)
      if let earlier = linked?.text(at: row) { link[id] = earlier }
    }
    return (0..<links.count).map { row in
      var count = 0.0
      var seen: Set<String> = []
      var next = links.text(at: row)
      while let id = next, known.contains(id), seen.insert(id).inserted {
        count += 1
        next = link[id]
      }
      return count
    }
  }
}
