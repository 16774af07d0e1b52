import Diagnostics
import SurveyData

/// Rows of events that belong to the cases, such as the activities of
/// stations.
public struct EvaluationEvents: Sendable {
  /// The events, with the case key.
  public var table: Table
  /// How points of events are added up.
  public var points: PointsOptions

  /// Creates events.
  public init(table: Table, points: PointsOptions = PointsOptions()) {
    self.table = table
    self.points = points
  }
}

/// Formulas over the events of each case.
///
///     event_count(column)  the number of events with a value in the column
///     event_sum(a)         the sum of a
///     event_per(a;b)       the sum of a divided by the case's b
///     event_rate(a;b)      100 Σa/Σb
///     event_shrunk(a;b)    the same, drawn towards the rate of all cases as
///                          far as it rests on few: 100 (Σa + α)/(Σb + α + β)
///                          with the beta-binomial model of all cases
///     event_points(rule)   points by the rules in that column, after caps
///
/// A case without events has 0 counts, sums and points, and no rate.
struct EventFormulas {
  let events: EvaluationEvents
  let cases: Table
  let key: String

  static let names = [
    "event_count", "event_sum", "event_per", "event_rate", "event_shrunk",
    "event_points",
  ]

  func values(
    _ formula: LeafFormula, at place: Place?
  ) throws(Diagnostic) -> LeafValues {
    let rows = try rowsOfCases()
    let bases = rows.map(\.count)
    switch (formula.name, formula.arguments.count) {
    case ("event_count", 1):
      let column = try column(formula.arguments[0], formula, place)
      return LeafValues(
        raw: rows.map { own in
          Double(own.count { !column.missing.isMissing($0) })
        }, bases: bases)
    case ("event_sum", 1):
      return LeafValues(
        raw: try sums(formula.arguments[0], formula, place, rows), bases: bases)
    case ("event_per", 2):
      let above = try sums(formula.arguments[0], formula, place, rows)
      let name = formula.arguments[1].text
      guard let below = cases[name]?.numbers() else {
        throw problem(
          formula, formula.arguments[1], place,
          "the cases have no column of numbers named '\(name)'",
          zh: "参评对象没有名为“\(name)”的数字列")
      }
      return LeafValues(
        raw: zip(above, below).map { $1 > 0 ? $0 / $1 : .nan }, bases: bases)
    case ("event_rate", 2), ("event_shrunk", 2):
      let hits = try sums(formula.arguments[0], formula, place, rows)
      let trials = try sums(formula.arguments[1], formula, place, rows)
      return LeafValues(
        raw: try rates(hits, trials, formula, place),
        bases: trials.map { $0 > 0 && $0 < 1e15 ? Int($0) : 0 })
    case ("event_points", 1):
      var options = events.points
      options.unit = key
      if options.rule == nil { options.ruleColumn = formula.arguments[0].text }
      let ledger = try PointsLedger(
        events.table, domain: nil, options: options)
      var points: [String: Double] = [:]
      for unit in ledger.units { points[unit.name] = unit.capped }
      let ids = cases[key]
      return LeafValues(
        raw: rows.indices.map { row in
          ids?.text(at: row).flatMap { points[$0] } ?? 0
        }, bases: bases)
    default: throw LedgerFormulas.unknown(formula, Self.names, place)
    }
  }

  private func rates(
    _ hits: [Double], _ trials: [Double], _ formula: LeafFormula,
    _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    if formula.name == "event_rate" {
      return zip(hits, trials).map { $1 > 0 ? 100 * $0 / $1 : .nan }
    }
    var (x, n): ([Int], [Int]) = ([], [])
    for (hit, trial) in zip(hits, trials) {
      guard hit >= 0, hit <= trial, trial < 1e9, hit == hit.rounded(),
        trial == trial.rounded()
      else {
        throw problem(
          formula, formula.arguments[0], place,
          "'event_shrunk' needs whole counts, the first not above the second",
          zh: "“event_shrunk”需要整数计数，且前者不大于后者")
      }
      x.append(Int(hit))
      n.append(Int(trial))
    }
    guard let model = BetaBinomialModel(successes: x, trials: n) else {
      return hits.map { _ in .nan }
    }
    return zip(x, n).map { hit, trial in
      let posterior = model.posterior(hit, of: trial)
      return 100
        * (posterior.map { $0.alpha / ($0.alpha + $0.beta) } ?? model.mean)
    }
  }

  private func rowsOfCases() throws(Diagnostic) -> [[Int]] {
    let ids = try cases.column(key)
    var position: [String: Int] = [:]
    for row in 0..<cases.rowCount {
      if let id = ids.text(at: row) { position[id] = row }
    }
    let keys = try events.table.column(key)
    var rows = [[Int]](repeating: [], count: cases.rowCount)
    for row in 0..<events.table.rowCount {
      if let own = keys.text(at: row).flatMap({ position[$0] }) {
        rows[own].append(row)
      }
    }
    return rows
  }

  private func sums(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?,
    _ rows: [[Int]]
  ) throws(Diagnostic) -> [Double] {
    let column = try column(argument, formula, place)
    guard let numbers = column.numbers() else {
      throw problem(
        formula, argument, place,
        "column '\(argument.text)' holds text where numbers are needed",
        zh: "列“\(argument.text)”为文本，须为数字")
    }
    return rows.map { own in
      own.reduce(0) { $0 + (numbers[$1].isNaN ? 0 : numbers[$1]) }
    }
  }

  private func column(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> Column {
    if let column = events.table[argument.text] { return column }
    throw problem(
      formula, argument, place,
      "no column of '\(events.table.source.file)' is named '\(argument.text)'",
      zh: "“\(events.table.source.file)”没有名为“\(argument.text)”的列",
      help: events.table.helpFinding(argument.text, shown: 30))
  }

  private func problem(
    _ formula: LeafFormula, _ argument: LeafFormula.Argument, _ place: Place?,
    _ message: String, zh chinese: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .indicatorFormula, at: place,
      "formula '\(formula.text)', character \(argument.position): \(message)",
      zh: "公式“\(formula.text)”第\(argument.position)个字符：\(chinese)",
      help: help)
  }
}
