import SurveyData

extension StatisticsTable {
  /// The table with a chart of the shares before and after against their
  /// targets, where it has them.
  func comparingShares() -> StatisticsTable {
    var table = self
    let names = Set(columns.map(\.name))
    if names.isSuperset(of: ["before-share", "final-share", "target-share"]) {
      table.figure = .dumbbell(
        earlier: "before-share", later: "final-share", target: "target-share")
    }
    return table
  }

  /// The table without columns in which nothing belongs anywhere.
  func withoutEmptyColumns() -> StatisticsTable {
    var table = self
    let kept = columns.indices.filter { column in
      rows.contains { !$0.cells[column].isEmpty }
    }
    table.columns = kept.map { columns[$0] }
    for row in rows.indices {
      table.rows[row].cells = kept.map { rows[row].cells[$0] }
    }
    return table
  }
}
