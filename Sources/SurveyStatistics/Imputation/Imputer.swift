import Diagnostics
import Probability
import SurveyData

/// Completes data several times by copying answers from donors: other
/// respondents that are alike.
///
/// Every value that is filled in is one that somebody gave. Cells that do
/// not apply stay empty. The seed decides every draw; imputation 3 is the
/// same whether there are 5 or 20.
public struct Imputer: Sendable, Hashable {
  /// How donors are found.
  public enum Method: Sendable, Hashable {
    /// Predictive mean matching in chained equations, `ChainedEquations`.
    case chained(iterations: Int, donors: Int)
    /// A donor of the same cell, the nearest by a variable where one is
    /// named, `HotDeck`.
    case hotDeck(cells: [String], nearest: String?)
  }

  /// The columns to complete.
  public var columns: [String]
  /// Further columns that predict them; they have to be complete.
  public var predictors: [String]
  /// Numbers that are names of categories.
  public var categories: [String]
  /// How donors are found.
  public var method: Method
  /// How many imputations are made.
  public var count: Int
  /// The seed of the draws.
  public var seed: UInt64

  /// Creates an imputer.
  public init(
    columns: [String], predictors: [String] = [], categories: [String] = [],
    method: Method = .chained(iterations: 10, donors: 5), count: Int = 5,
    seed: UInt64 = 1
  ) {
    self.columns = columns
    self.predictors = predictors
    self.categories = categories
    self.method = method
    self.count = count
    self.seed = seed
  }

  /// Data that were completed.
  struct Completed {
    var tables: [Table] = []
    var report: StatisticsTable
    var findings: [Diagnostic] = []
  }

  /// Refuses columns that cannot be completed or cannot predict.
  ///
  /// - Throws: What `run` of the analysis throws about them.
  func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(columns, kind: "imputer")
    for name in columns { _ = try data.table.column(name) }
    switch method {
    case .chained: _ = try ChainedEquations(self, data.table)
    case .hotDeck: _ = try HotDeck(self, data)
    }
  }

  /// Completes the data `count` times.
  ///
  /// - Throws: What `check` throws.
  func complete(_ data: AnalysisData) throws(Diagnostic) -> Completed {
    try check(on: data)
    var targets: [ImputationTarget] = []
    for name in columns {
      targets.append(ImputationTarget(try data.table.column(name)))
    }
    let sources = try sources(data)
    var result = Completed(report: report(targets, sources.first ?? []))
    for rows in sources {
      result.tables.append(
        data.table.replacing(
          zip(columns, rows).map { name, rows in
            (name, data.table[name]?.selecting(rows))
          }))
    }
    for (target, rows) in zip(targets, sources.first ?? []) {
      let left = target.rows.count { rows[$0] == $0 }
      guard left > 0 else { continue }
      findingsAppend(&result, target, left, data)
    }
    return result
  }

  /// The completed tables one below the other, with the number of the
  /// imputation in a first column, from 1 on.
  ///
  /// - Throws: What `run` of the analysis throws about columns.
  public func stacked(_ data: AnalysisData) throws(Diagnostic) -> Table {
    try check(on: data)
    let sources = try sources(data)
    let table = data.table
    let every = Array(0..<table.rowCount)
    var name = "imputation"
    while table[name] != nil { name = "_" + name }
    var columns = [
      Column(
        name,
        .integers(
          WholeNumbers(
            sources.indices.flatMap { number in
              every.map { _ in Int32(number + 1) }
            })))
    ]
    for column in table.columns {
      let target = self.columns.firstIndex { table[$0]?.name == column.name }
      // What is filled in is the answer of another row.
      columns.append(
        column.selecting(
          sources.flatMap { rows in target.map { rows[$0] } ?? every }))
    }
    return Table(name: table.name, columns: columns, source: table.source)
  }

  /// For each imputation and column the row that each row's value is that of.
  private func sources(_ data: AnalysisData) throws(Diagnostic) -> [[[Int]]] {
    var sources: [[[Int]]] = []
    switch method {
    case .chained:
      let chained = try ChainedEquations(self, data.table)
      for number in 0..<count { sources.append(chained.sources(number)) }
    case .hotDeck:
      let deck = try HotDeck(self, data)
      for number in 0..<count { sources.append(deck.sources(number)) }
    }
    return sources
  }

  private func findingsAppend(
    _ result: inout Completed, _ target: ImputationTarget, _ left: Int,
    _ data: AnalysisData
  ) {
    let name = target.column.name
    result.findings.append(
      Diagnostic(
        .rowsWithoutGroup, .warning, at: data.place(of: name),
        (left == 1 ? "1 row" : "\(left) rows")
          + " of '\(name)' found no donor and "
          + (left == 1 ? "stays" : "stay") + " empty",
        zh: "“\(name)”有\(left)行找不到供值，仍为空",
        help: "use fewer cells, or larger ones"))
  }

  private func report(
    _ targets: [ImputationTarget], _ sources: [[Int]]
  ) -> StatisticsTable {
    let rows = targets.enumerated().map { position, target in
      let filled =
        position < sources.count
        ? target.rows.count { sources[position][$0] != $0 } : 0
      return StatisticsTable.Row(
        target.column.name,
        target.column.variable?.label ?? LocalizedText(target.column.name),
        [
          .init(Double(target.column.count)),
          .init(Double(target.column.missing.count)),
          .init(Double(filled)),
          .init(Double(target.column.missing.count - filled)), .init(rule),
        ])
    }
    return StatisticsTable(
      "filled", title: LocalizedText(zh: "填补了什么", en: "What was filled in"),
      stub: LocalizedText(zh: "列", en: "Column"),
      columns: [
        .init("rows", LocalizedText(zh: "记录数", en: "Rows"), .count),
        .init("missing", LocalizedText(zh: "缺失", en: "Missing"), .count),
        .init("filled", LocalizedText(zh: "填补", en: "Filled"), .count),
        .init("left", LocalizedText(zh: "仍缺失", en: "Left"), .count),
        .init("rule", LocalizedText(zh: "规则", en: "Rule"), .text),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "不适用的单元格不填补；填入的每个值都取自另一位受访者。",
          en: "Cells that do not apply are not filled; every value filled in"
            + " is that of another respondent.")
      ])
  }

  private var rule: LocalizedText {
    switch method {
    case .chained:
      LocalizedText(
        zh: "链式方程，预测均值匹配", en: "chained equations, predictive mean matching")
    case .hotDeck(_, let nearest):
      nearest.map {
        LocalizedText(
          zh: "热卡，单元内“\($0)”最近者", en: "hot deck, nearest by \($0) in the cell")
      } ?? LocalizedText(zh: "热卡，单元内随机", en: "hot deck, random in the cell")
    }
  }

  /// The choices as they are printed beside the result.
  var conventions: [Convention] {
    let seedText = String(seed)
    switch method {
    case .chained(let iterations, let donors):
      return [
        Convention(
          "imputation", "chained",
          LocalizedText(
            zh: "插补：\(count)次，链式方程，每次\(iterations)轮；预测均值匹配，"
              + "从最接近的\(donors)位中随机取一位；种子 \(seedText)。",
            en: "Imputation: \(count) times by chained equations of"
              + " \(iterations) rounds; predictive mean matching with one of"
              + " the \(donors) nearest donors; seed \(seedText)."))
      ]
    case .hotDeck(let cells, _):
      let names = cells.joined(separator: ", ")
      return [
        Convention(
          "imputation", "hot-deck",
          LocalizedText(
            zh: "插补：\(count)次，热卡法"
              + (names.isEmpty ? "" : "，单元：\(names)")
              + "；近似贝叶斯自助法；种子 \(seedText)。",
            en: "Imputation: \(count) times by a hot deck"
              + (names.isEmpty ? "" : " within \(names)")
              + ", with an approximate Bayesian bootstrap; seed \(seedText)."))
      ]
    }
  }
}

/// A column and its cells that can be filled.
struct ImputationTarget {
  let column: Column
  /// Rows to fill: missing, and not because the question does not apply.
  let rows: [Int]
  /// Rows with an answer.
  let observed: [Int]

  init(_ column: Column) {
    self.column = column
    var (rows, observed) = ([Int](), [Int]())
    for row in 0..<column.count {
      if !column.missing.isMissing(row) {
        observed.append(row)
      } else if column.missing[row] != .notApplicable {
        rows.append(row)
      }
    }
    self.rows = rows
    self.observed = observed
  }
}

extension Table {
  /// The table with other columns in the place of some.
  fileprivate func replacing(_ changed: [(String, Column?)]) -> Table {
    var columns = columns
    for (name, column) in changed {
      guard let column, let old = self[name] else { continue }
      for position in columns.indices where columns[position].name == old.name {
        columns[position] = column
      }
    }
    return Table(
      name: self.name, columns: columns, source: source,
      sourceLines: sourceLines)
  }
}
