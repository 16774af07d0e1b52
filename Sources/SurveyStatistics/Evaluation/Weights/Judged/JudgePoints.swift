import Diagnostics
import SurveyData

/// Points that judges gave to indicators, from a table with one row a judge
/// and one column an indicator, or in long form.
struct JudgePoints {
  /// The names of the judges.
  let judges: [String]
  /// The ids of the indicators.
  let names: [String]
  /// For each judge the points of each indicator; not-a-number where there
  /// are none.
  let points: [[Double]]

  /// Reads the long form when there is a column `indicator`, with `judge`
  /// and `points`, else the wide form, whose columns beside `judge` are
  /// indicators.
  init(_ table: Table, tree: IndicatorTree) throws(Diagnostic) {
    if table["indicator"] != nil {
      try self.init(long: table, tree: tree)
    } else {
      try self.init(wide: table, tree: tree)
    }
  }

  private init(long table: Table, tree: IndicatorTree) throws(Diagnostic) {
    let indicators = try table.column("indicator")
    let values = try Self.numbers("points", table)
    let judgeColumn = table["judge"]
    var judges: [String] = []
    var names: [String] = []
    var found: [String: [String: Double]] = [:]
    for row in 0..<table.rowCount {
      let name = indicators.text(at: row) ?? ""
      let judge = judgeColumn?.text(at: row) ?? "1"
      if values[row].isNaN { continue }
      if found[judge] == nil { judges.append(judge) }
      if !names.contains(name) { names.append(name) }
      if found[judge]?[name] != nil {
        throw Diagnostic(
          .statedWeights, at: Self.place(table, row),
          "judge '\(judge)' gives points to '\(name)' twice",
          zh: "评判者“\(judge)”两次给“\(name)”分值",
          help: "keep one row for each judge and indicator")
      }
      found[judge, default: [:]][name] = values[row]
    }
    self.judges = judges
    self.names = names
    points = judges.map { judge in
      names.map { found[judge]?[$0] ?? .nan }
    }
    try check(table)
  }

  private init(wide table: Table, tree: IndicatorTree) throws(Diagnostic) {
    let columns = tree.indicators.map(\.id).filter { table[$0] != nil }
    if columns.isEmpty {
      throw Diagnostic(
        .statedWeights, at: Place(file: table.source.file, line: 1),
        "no column of '\(table.source.file)' is named as an indicator",
        zh: "“\(table.source.file)”没有以指标命名的列",
        help: "give it one column an indicator, or the columns 'judge', "
          + "'indicator' and 'points'")
    }
    names = columns
    var read: [[Double]] = []
    for name in columns { read.append(try Self.numbers(name, table)) }
    judges = (0..<table.rowCount).map {
      table["judge"]?.text(at: $0) ?? "\($0 + 1)"
    }
    points = (0..<table.rowCount).map { row in read.map { $0[row] } }
    try check(table)
  }

  private func check(_ table: Table) throws(Diagnostic) {
    for (judge, row) in zip(judges, points) {
      if let position = row.firstIndex(where: { $0 < 0 }) {
        throw Diagnostic(
          .statedWeights, at: Place(file: table.source.file),
          "judge '\(judge)' gives '\(names[position])' a negative number of "
            + "points",
          zh: "评判者“\(judge)”给“\(names[position])”的分值为负数")
      }
    }
    if points.isEmpty {
      throw Diagnostic(
        .statedWeights, at: Place(file: table.source.file),
        "'\(table.source.file)' has no points of judges",
        zh: "“\(table.source.file)”没有评判者的分值")
    }
  }

  private static func place(_ table: Table, _ row: Int) -> Place {
    Place(
      file: table.source.file,
      line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]))
  }

  private static func numbers(
    _ name: String, _ table: Table
  ) throws(Diagnostic) -> [Double] {
    guard let numbers = try table.column(name).numbers() else {
      throw Diagnostic(
        .statedWeights,
        at: Place(file: table.source.file, columnName: name),
        "column '\(name)' of '\(table.source.file)' holds text, not points",
        zh: "“\(table.source.file)”的列“\(name)”为文本，不是分值")
    }
    return numbers
  }
}
