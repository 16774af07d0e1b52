import SVG
import SurveyCharts
import SurveyData

/// Path diagrams, Kano planes, fitted lines and panels of tables.
extension StatisticsTableView {
  func path(
    _ table: StatisticsTable, _ id: String, from: String, value: String,
    measured: String?
  ) -> Figure? {
    guard let from = position(from, in: table),
      let value = position(value, in: table)
    else { return nil }
    let mark = measured.flatMap { position($0, in: table) }
    var nodes: [PathChart.Node] = []
    var places: [String: Int] = [:]
    func place(_ name: String) -> Int {
      if let known = places[name] { return known }
      places[name] = nodes.count
      nodes.append(PathChart.Node(id: name, label: name))
      return nodes.count - 1
    }
    var arrows: [PathChart.Arrow] = []
    for row in table.rows {
      let name = row.label[context.language]
      let start = row[from]?.text?[context.language] ?? ""
      let own: Int
      if start.isEmpty {
        own = place(name)
        nodes[own].explained = row[value]?.value
      } else {
        _ = place(start)
        own = place(name)
        arrows.append(
          PathChart.Arrow(from: start, to: name, value: number(row, value)))
      }
      if let mark, let cell = row[mark],
        let text = cell.text?[context.language], !text.isEmpty
      {
        nodes[own].isMeasured = true
      }
    }
    guard !arrows.isEmpty else { return nil }
    let frame = figureFrame(table, id, notes: [pathIntervals(table, value)])
    return Figure(id, frame) { frame in
      PathChart(
        frame: frame,
        words: words.chartWords(row: table.stub[context.language]),
        nodes: nodes, arrows: arrows, headings: words.pathHeadings)
    }
  }

  private func pathIntervals(
    _ table: StatisticsTable, _ value: Int
  ) -> String? {
    table.rows.lazy.compactMap { $0[value]?.interval }.first.map {
      words.pathInterval(
        words.interval(
          level: NumberStyle.percentLevel($0.level), method: $0.method))
    }
  }

  func kano(
    _ table: StatisticsTable, _ id: String, _ kano: StatisticsTable.Kano
  ) -> Figure? {
    guard let x = position(kano.x, in: table),
      let y = position(kano.y, in: table), kano.cutX.isFinite,
      kano.cutY.isFinite
    else { return nil }
    let rows = table.rows.enumerated().compactMap {
      place, row -> ScatterChart.Row? in
      guard row.kind == .detail, row[x]?.value != nil, row[y]?.value != nil
      else { return nil }
      let flat = place < kano.regions.count ? kano.regions[place] : []
      let corners = stride(from: 0, to: flat.count - 1, by: 2).map {
        ScatterChart.Corner(x: flat[$0], y: flat[$0 + 1])
      }
      return ScatterChart.Row(
        label: row.label[context.language], x: number(row, x),
        y: number(row, y), region: corners)
    }
    guard !rows.isEmpty else { return nil }
    func axis(_ position: Int) -> ValueAxis {
      ValueAxis(
        minimum: 0, maximum: 1, style: .decimal(2),
        title: table.columns[position].label[context.language], scale: 0...1)
    }
    let frame = figureFrame(
      table, id,
      notes: [
        words.kanoCut(
          isMean: kano.isMean, x: NumberStyle.decimal(2).text(kano.cutX),
          y: NumberStyle.decimal(2).text(kano.cutY)),
        rows.contains { !$0.region.isEmpty } ? words.kanoRegions : nil,
      ])
    return Figure(id, frame) { frame in
      ScatterChart(
        frame: frame, words: figureWords(table), rows: rows, xAxis: axis(x),
        yAxis: axis(y), cutX: kano.cutX, cutY: kano.cutY,
        quadrants: words.kanoQuadrants, isSquare: true)
    }
  }

  func fit(
    _ table: StatisticsTable, _ id: String, _ fit: StatisticsTable.Fit
  ) -> Figure? {
    guard let x = position(fit.x, in: table),
      let y = position(fit.y, in: table)
    else { return nil }
    let rows = table.rows.filter { $0.kind == .detail }.compactMap {
      row -> ScatterChart.Row? in
      guard row[x]?.value != nil, row[y]?.value != nil else { return nil }
      return ScatterChart.Row(
        label: row.label[context.language], x: number(row, x),
        y: number(row, y))
    }
    guard rows.count > 1 else { return nil }
    let level = fit.slopeInterval.map { NumberStyle.percentLevel($0.level) }
    let frame = figureFrame(
      table, id,
      notes: [words.fitNote(level: level, isWeighted: fit.isWeighted)],
      columns: [x, y])
    return Figure(id, frame) { frame in
      ScatterChart(
        frame: frame, words: figureWords(table), rows: rows,
        xAxis: axis(table, x), yAxis: axis(table, y),
        line: .init(
          intercept: fit.intercept, slope: fit.slope,
          label: words.leastSquares),
        band: fit.places.isEmpty
          ? nil
          : .init(places: fit.places, lower: fit.lower, upper: fit.upper))
    }
  }

  func multiples(
    _ table: StatisticsTable, _ id: String, columns names: [String],
    isLine: Bool
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    let rows = table.rows.filter { $0.kind == .detail }
    guard let first = positions.first, !rows.isEmpty else { return nil }
    var axis = axis(table, first)
    axis.title = context.text(table.columns[first].spanner) ?? ""
    return Figure(id, figureFrame(table, id)) { frame in
      MultiplesChart(
        frame: frame,
        words: words.chartWords(row: words.panel),
        categories: rows.map { $0.label[context.language] },
        panels: panels(table, positions), mark: isLine ? .line : .bars,
        axis: axis, orderNote: words.sortedPanels)
    }
  }

  /// One panel for each column.
  func panels(
    _ table: StatisticsTable, _ positions: [Int]
  ) -> [MultiplesChart.Panel] {
    let rows = table.rows.filter { $0.kind == .detail }
    return positions.map { position in
      MultiplesChart.Panel(
        label: table.columns[position].label[context.language],
        values: rows.map { $0[position]?.value })
    }
  }
}
