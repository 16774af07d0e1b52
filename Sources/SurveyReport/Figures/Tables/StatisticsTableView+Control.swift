import SVG
import SurveyCharts
import SurveyData

/// Control charts of tables.
extension StatisticsTableView {
  func control(
    _ table: StatisticsTable, _ id: String, value: String, lower: String,
    upper: String, centre: Double
  ) -> Figure? {
    guard let value = position(value, in: table),
      let lower = position(lower, in: table),
      let upper = position(upper, in: table), centre.isFinite
    else { return nil }
    let rows = table.rows.filter { $0.kind == .detail }
    guard rows.count(where: { $0[value]?.value != nil }) > 1 else { return nil }
    let hasLimits = rows.contains { $0[upper]?.value != nil }
    let frame = figureFrame(
      table, id, notes: [hasLimits ? words.controlNote : words.runNote])
    return Figure(id, frame) { frame in
      ControlChart(
        frame: frame, words: figureWords(table),
        points: rows.map {
          ControlChart.Point(
            label: $0.label[context.language], value: $0[value]?.value,
            lower: $0[lower]?.value, upper: $0[upper]?.value)
        }, axis: axis(table, value), centre: centre,
        headings: words.controlHeadings(hasLimits: hasLimits))
    }
  }
}
