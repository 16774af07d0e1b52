import Diagnostics
import SurveyData
import SurveyReport

/// Numbers that a kind of chart would draw wrongly.
extension ChartTableMaker {
  /// Refuses stars that there are not, steps that lead somewhere else, and
  /// percentages where shares are drawn.
  func check(_ made: StatisticsTable) throws(Diagnostic) {
    let place = plan.values.first?.place
    switch plan.kind {
    case .stars:
      for row in made.rows {
        guard let value = row.cells.first?.value, value.isFinite,
          value < 0 || value > Double(plan.count) * (1 + 1e-9)
        else { continue }
        throw Diagnostic(
          .chartNumbers, at: place,
          "'\(row.label[language])' has \(compactNumber(value)) stars of \(plan.count)",
          help: "name a column of stars from 0 to \(plan.count), or give"
            + " 'count' the number of stars that there are")
      }
      if let certainty = plan.certainty {
        try checkShares(
          made, column: certainty.name, of: certainty,
          is: "the certainty of stars")
      }
    case .funnel:
      try checkShares(
        made, column: made.columns.first?.name ?? "", of: plan.values.first,
        is: "a rate of a funnel")
    case .waterfall:
      let values = made.rows.compactMap { $0.cells.first?.value }
        .filter(\.isFinite)
      guard values.count > 2, let last = values.last else { return }
      let sum = values.dropLast().reduce(0, +)
      // Rounded numbers add up to about the last one.
      guard abs(sum - last) > Self.rounding(values) else { return }
      throw Diagnostic(
        .chartNumbers, at: place,
        "the first level and the changes add up to \(compactNumber(sum)), and the last level"
          + " is \(compactNumber(last))",
        help: "let the first row be the level at the start, the last row that"
          + " at the end, and the rows between them all of the changes")
    default: break
    }
    if plan.format == .share, plan.kind != .ranks { try checkPrinted(made) }
  }

  /// Refuses numbers outside of 0 to 1 in a column of shares: 93.5 would lie
  /// beyond every limit, and be left out of the rate of all.
  private func checkShares(
    _ made: StatisticsTable, column name: String,
    of reference: ColumnReference?, is what: String
  ) throws(Diagnostic) {
    guard
      let position = made.columns.firstIndex(where: { $0.name == name })
    else { return }
    for row in made.rows where position < row.cells.count {
      guard let value = row.cells[position].value, value.isFinite,
        value < 0 || value > 1 + 1e-9
      else { continue }
      throw Diagnostic(
        .chartNumbers, at: reference?.place,
        "'\(row.label[language])' has \(compactNumber(value)) in '\(name)',"
          + " and \(what) is a share from 0 to 1",
        help: (0...100).contains(value)
          ? "write percentages with their sign, \(compactNumber(value))%, or"
            + " as shares, \(compactNumber(value / 100))"
          : "name a column of shares, such as 0.93 or 93%")
    }
  }

  /// Refuses percentages that `format=share` would multiply by 100.
  private func checkPrinted(_ made: StatisticsTable) throws(Diagnostic) {
    // Shares of more than ten wholes are no shares.
    for row in made.rows {
      for (column, cell) in zip(made.columns, row.cells)
      where column.format == .share {
        guard let value = cell.value, value.isFinite, abs(value) > 10 else {
          continue
        }
        throw Diagnostic(
          .chartNumbers, at: plan.values.first?.place,
          "'\(row.label[language])' has \(compactNumber(value)) in"
            + " '\(column.name)', and 'format' prints shares, 0.93 as 93%",
          help: "leave 'format' out, or write percentages with their sign,"
            + " \(compactNumber(value))%")
      }
    }
  }

  /// How far the sum of rounded numbers may be from a rounded sum: half a
  /// unit of the last decimal for each of them.
  private static func rounding(_ values: [Double]) -> Double {
    let decimals = values.map { value -> Int in
      let text = value.description
      guard !text.contains("e"), let point = text.firstIndex(of: ".") else {
        return 0
      }
      let fraction = text[text.index(after: point)...]
      return fraction == "0" ? 0 : fraction.count
    }
    let room = decimals.reduce(0.0) { sum, count in
      var unit = 1.0
      for _ in 0..<min(12, count) { unit /= 10 }
      return sum + unit / 2
    }
    let largest = values.map(abs).max() ?? 0
    return max(room, largest * 1e-9)
  }
}
