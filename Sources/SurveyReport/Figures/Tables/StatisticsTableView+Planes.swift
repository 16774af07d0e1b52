import SVG
import SurveyCharts
import SurveyData

/// Funnels, scatter plots and trends of tables.
extension StatisticsTableView {
  /// The place of a column.
  func position(_ name: String, in table: StatisticsTable) -> Int? {
    table.columns.firstIndex { $0.name == name }
  }

  /// The frame of a figure of a table, with a note on its intervals.
  func figureFrame(
    _ table: StatisticsTable, _ id: String, notes: [String?] = [],
    columns: [Int] = [], hasRibbons: Bool = false, isUpright: Bool = false
  ) -> ChartFrame {
    let interval = table.rows.lazy.flatMap { row in
      columns.compactMap { row[$0]?.interval }
    }.first
    // A chart on its own is not about a table with a name.
    let title = result.kind == "chart" ? nil : context.text(table.title)
    let headline = self.title(of: table)
    return context.frame(
      id, title: headline,
      subtitle: [
        title == headline ? nil : title,
        context.text(result.title).flatMap { $0 == title ? nil : $0 },
      ],
      notes: notes + [
        interval.map {
          words.intervalNote(
            level: NumberStyle.percentLevel($0.level), method: $0.method,
            isRibbon: hasRibbons, isUpright: isUpright)
        }
      ])
  }

  /// What the chart of a table says: the author's words, what the numbers
  /// say, or what is shown.
  func title(of table: StatisticsTable) -> String {
    context.text(table.headline)
      ?? TableHeadline(table: table, context: context).text
      ?? table.title[context.language]
  }

  /// The words of a figure of a table.
  func figureWords(_ table: StatisticsTable) -> ChartWords {
    words.chartWords(row: table.stub[context.language])
  }

  /// The scale of a column.
  func axis(_ table: StatisticsTable, _ position: Int) -> ValueAxis {
    let column = table.columns[position]
    return ValueAxis(
      style: StatisticsTableStyles(table).styles[position],
      title: column.label[context.language],
      scale: column.format == .share ? 0...1 : nil)
  }

  /// A cell as a bar or a point has it.
  func number(_ row: StatisticsTable.Row, _ position: Int) -> BarChart.Cell {
    let cell = row[position]
    return BarChart.Cell(
      cell?.value, lower: cell?.interval?.lower, upper: cell?.interval?.upper)
  }

  func funnel(
    _ table: StatisticsTable, _ id: String, _ funnel: StatisticsTable.Funnel
  ) -> Figure? {
    guard let rate = position(funnel.rate, in: table),
      let base = position(funnel.base, in: table), funnel.target.isFinite
    else { return nil }
    let rows = funnelRows(table, funnel)
    guard !rows.isEmpty else { return nil }
    let levels = funnel.limits.map { NumberStyle.percentLevel($0.level) }
    let frame = figureFrame(
      table, id,
      notes: levels.isEmpty ? [] : [words.funnelNote(levels: levels)])
    return Figure(id, frame) { frame in
      FunnelChart(
        frame: frame, words: figureWords(table), rows: rows,
        axis: axis(table, rate), target: funnel.target, bases: funnel.bases,
        limits: zip(funnel.limits, levels).map {
          FunnelChart.Limits(
            label: words.limits(level: $1), lower: $0.lower, upper: $0.upper)
        },
        headings: words.funnelHeadings(
          base: table.columns[base].label[context.language]))
    }
  }

  /// The rows of a funnel that have a rate and a base.
  func funnelRows(
    _ table: StatisticsTable, _ funnel: StatisticsTable.Funnel
  ) -> [FunnelChart.Row] {
    guard let rate = position(funnel.rate, in: table),
      let base = position(funnel.base, in: table)
    else { return [] }
    let rows = table.rows.filter { $0.kind == .detail }
    let isJudged = funnel.positions.count == rows.count
    return rows.enumerated().compactMap { index, row in
      guard let value = row[rate]?.value, let count = row[base]?.value
      else { return nil }
      return FunnelChart.Row(
        label: row.label[context.language], rate: value, base: count,
        position: isJudged ? funnel.positions[index] : nil)
    }
  }

  func scatter(
    _ table: StatisticsTable, _ id: String, x: String, y: String,
    cutX: Double?, cutY: Double?
  ) -> Figure? {
    guard let x = position(x, in: table), let y = position(y, in: table)
    else { return nil }
    let rows = table.rows.filter { $0.kind == .detail }.compactMap {
      row -> ScatterChart.Row? in
      guard row[x]?.value != nil, row[y]?.value != nil else { return nil }
      return ScatterChart.Row(
        label: row.label[context.language], x: number(row, x),
        y: number(row, y))
    }
    guard rows.count > 1 else { return nil }
    let (xAxis, yAxis) = (axis(table, x), axis(table, y))
    let isCut = cutX != nil || cutY != nil
    return Figure(id, figureFrame(table, id, columns: [x, y])) { frame in
      ScatterChart(
        frame: frame, words: figureWords(table), rows: rows, xAxis: xAxis,
        yAxis: yAxis, cutX: cutX, cutY: cutY,
        quadrants: isCut
          ? words.quadrants(x: xAxis.title, y: yAxis.title) : nil,
        line: isCut
          ? nil
          : ScatterChart.Line(through: rows, label: words.leastSquares))
    }
  }

  func trend(
    _ table: StatisticsTable, _ id: String, columns names: [String]
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    let rows = table.rows.filter { row in
      row.kind == .detail && positions.contains { row[$0]?.value != nil }
    }
    guard let first = positions.first, rows.count > 1 else { return nil }
    var axis = axis(table, first)
    // One line is named at its end; several share what stands over them.
    let column = table.columns[first]
    if positions.count > 1 {
      axis.title = context.text(column.spanner) ?? ""
    }
    let frame = figureFrame(
      table, id, columns: positions,
      hasRibbons: TrendChart.hasRibbons(times: rows.count), isUpright: true)
    return Figure(id, frame) { frame in
      TrendChart(
        frame: frame, words: figureWords(table),
        times: rows.map { $0.label[context.language] },
        series: positions.map { position in
          TrendChart.Series(
            label: table.columns[position].label[context.language],
            points: rows.map { row in
              let cell = number(row, position)
              return TrendChart.Point(
                cell.value, lower: cell.lower, upper: cell.upper)
            })
        }, axis: axis)
    }
  }
}

extension StatisticsTable.Row {
  /// The cell of a column; `nil` where the row is too short.
  subscript(position: Int) -> StatisticsTable.Cell? {
    cells.indices.contains(position) ? cells[position] : nil
  }
}
