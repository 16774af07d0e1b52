import SVG
import SurveyCharts
import SurveyData
import SurveyTables

/// Tables that an analysis laid out itself, and the charts that go with
/// them.
struct StatisticsTableView: Sendable {
  let statistics: [StatisticsTable]
  let result: AnalysisResult
  let context: Context
  /// A part of the tables' names, already safe.
  let name: String

  var words: Words { context.words }

  /// What the tables are about, when the analysis does not say it better.
  var finding: String {
    context.text(statistics.first?.title) ?? words.nothingEstimated
  }

  /// The names of the tables, made safe: a table may be called as a column
  /// of the file is.
  private var ids: [String] {
    uniqueSlugs(statistics.map(\.name)).map { "\(name)-\($0)" }
  }

  /// One table each.
  func tables() -> [NamedTable] {
    zip(ids, statistics).map { id, table in
      let styles = StatisticsTableStyles(table)
      return NamedTable(
        id,
        context.table(
          id, title: table.title[context.language],
          subtitle: context.text(result.title),
          stub: table.stub[context.language],
          columns: columns(table), rows: rows(table, styles),
          notes: table.notes.map { context.text($0) } + [intervals(table)]),
        isSupplement: table.isSupplement)
    }
  }

  private func columns(_ table: StatisticsTable) -> [ColumnNode] {
    var nodes: [ColumnNode] = []
    var open: (label: String, children: [ColumnNode])?
    func close() {
      if let group = open {
        nodes.append(ColumnNode(spanner: group.label, group.children))
      }
      open = nil
    }
    for column in table.columns {
      let node = ColumnNode(
        column.label[context.language], statistic: column.name)
      guard let spanner = context.text(column.spanner) else {
        close()
        nodes.append(node)
        continue
      }
      if open?.label != spanner {
        close()
        open = (spanner, [])
      }
      open?.children.append(node)
    }
    close()
    return nodes
  }

  private func rows(
    _ table: StatisticsTable, _ styles: StatisticsTableStyles
  ) -> [RowNode] {
    var nodes: [RowNode] = []
    var open: String?
    for (index, row) in table.rows.enumerated() {
      var node = RowNode(
        row.label[context.language],
        row.cells.indices.map { position in
          styles.cell(
            row.cells[position], column: position, row: index,
            language: context.language)
        }, kind: RowNode.Kind(row.kind))
      node.statistic = row.name
      guard let section = context.text(row.section) else {
        open = nil
        nodes.append(node)
        continue
      }
      if section != open || nodes.isEmpty {
        nodes.append(RowNode(group: section, []))
        open = section
      }
      nodes[nodes.count - 1].children.append(node)
    }
    return nodes
  }

  /// How the intervals in a table were made.
  private func intervals(_ table: StatisticsTable) -> String? {
    let found = table.rows.lazy.flatMap(\.cells).compactMap(\.interval).first
    return found.map {
      words.tableIntervalNote(
        words.interval(
          level: NumberStyle.percentLevel($0.level), method: $0.method))
    }
  }
}

// MARK: - Charts

extension StatisticsTableView {
  /// The charts that the tables ask for.
  func figures() -> [Figure] {
    zip(ids, statistics).compactMap { id, table in
      switch table.figure {
      case .dots(let column, let reference):
        dots(table, id, column: column, reference: reference)
      case .heat(let columns): heat(table, id, columns: columns)
      case .histogram(let lower, let upper, let count):
        histogram(table, id, lower: lower, upper: upper, count: count)
      case .bars(let columns, let isStacked):
        bars(table, id, columns: columns, isStacked: isStacked)
      case .funnel(let funnel): self.funnel(table, id, funnel)
      case .rankRange(let rank, let lower, let upper):
        rankRange(table, id, rank: rank, lower: lower, upper: upper)
      case .stars(let column, let count, let certainty):
        stars(table, id, column: column, count: count, certainty: certainty)
      case .trend(let columns): trend(table, id, columns: columns)
      case .scatter(let x, let y, let cutX, let cutY):
        scatter(table, id, x: x, y: y, cutX: cutX, cutY: cutY)
      case .waterfall(let column): waterfall(table, id, column: column)
      case .tree(let parent, let weight):
        tree(table, id, parent: parent, weight: weight)
      case .control(let value, let lower, let upper, let centre, _):
        control(
          table, id, value: value, lower: lower, upper: upper, centre: centre)
      case .dumbbell(let earlier, let later, let target):
        dumbbell(table, id, earlier: earlier, later: later, target: target)
      case .path(let from, let value, let measured):
        path(table, id, from: from, value: value, measured: measured)
      case .box(let columns, let base):
        box(table, id, columns: columns, base: base)
      case .cumulative(let value, let columns):
        cumulative(table, id, value: value, columns: columns)
      case .multiples(let columns, let isLine):
        multiples(table, id, columns: columns, isLine: isLine)
      case .kano(let kano): self.kano(table, id, kano)
      case .fit(let fit): self.fit(table, id, fit)
      case .league(let league): self.league(table, id, league)
      case .likert(let likert): self.likert(table, id, likert)
      case .profile(let columns, let highlighted):
        profile(table, id, columns: columns, highlighted: highlighted)
      case nil: nil
      }
    }
  }

  private func dots(
    _ table: StatisticsTable, _ id: String, column name: String,
    reference: Double?
  ) -> Figure? {
    guard let position = table.columns.firstIndex(where: { $0.name == name })
    else { return nil }
    let column = table.columns[position]
    let style = StatisticsTableStyles(table).styles[position]
    let rows = table.rows.compactMap { row -> DotPlot.Row? in
      guard position < row.cells.count, let value = row.cells[position].value
      else { return nil }
      let interval = row.cells[position].interval
      return DotPlot.Row(
        label: row.label[context.language], value: value,
        lower: interval?.lower, upper: interval?.upper, base: nil,
        section: context.text(row.section))
    }
    guard rows.count > 1 else { return nil }
    let interval = table.rows.lazy.compactMap { row in
      position < row.cells.count ? row.cells[position].interval : nil
    }.first
    let frame = figureFrame(table, id, columns: [position])
    return Figure(id, frame) { frame in
      DotPlot(
        frame: frame,
        words: words.chartWords(
          interval: interval.map {
            words.intervalColumn(level: NumberStyle.percentLevel($0.level))
          }, row: table.stub[context.language]), rows: rows,
        axis: ValueAxis(style: style, title: column.label[context.language]),
        reference: reference.map {
          DotPlot.Reference(
            label: context.words.say("参照值", "reference"), value: $0)
        }, order: .asGiven)
    }
  }

  private func histogram(
    _ table: StatisticsTable, _ id: String, lower: String, upper: String,
    count: String
  ) -> Figure? {
    func position(_ name: String) -> Int? {
      table.columns.firstIndex { $0.name == name }
    }
    guard let lower = position(lower), let upper = position(upper),
      let count = position(count)
    else { return nil }
    let style = StatisticsTableStyles(table).styles[lower]
    let bins = table.rows.compactMap { row -> Histogram.Bin? in
      guard row.cells.count > max(lower, upper, count),
        let from = row.cells[lower].value, let to = row.cells[upper].value,
        let number = row.cells[count].value, number.isFinite,
        from < to || (from == to && table.rows.count == 1)
      else { return nil }
      return Histogram.Bin(
        lower: from, upper: to, count: Int(number),
        label: from == to ? style.text(from) : style.interval(from, to))
    }
    guard !bins.isEmpty else { return nil }
    let frame = figureFrame(table, id)
    return Figure(id, frame) { frame in
      Histogram(
        frame: frame, words: words.chartWords(), bins: bins, style: style,
        axisTitle: table.stub[context.language],
        countLabel: table.columns[count].label[context.language])
    }
  }

  private func heat(
    _ table: StatisticsTable, _ id: String, columns names: [String]
  ) -> Figure? {
    let positions = table.columns.indices.filter {
      names.contains(table.columns[$0].name)
    }
    let rows = table.rows.filter { row in
      positions.contains { $0 < row.cells.count && row.cells[$0].value != nil }
    }
    let values = rows.flatMap { row in
      positions.compactMap { $0 < row.cells.count ? row.cells[$0].value : nil }
    }
    guard positions.count > 1, rows.count > 1, let low = values.min(),
      let high = values.max()
    else { return nil }
    // One scale of colours: the same decimals everywhere on it.
    let styles = StatisticsTableStyles(table).shared(by: positions)
    let isDiverging = low < 0 && high > 0
    let reach = max(abs(low), abs(high))
    let frame = figureFrame(table, id)
    let heads = positions.map { position in
      HeatTable.Column(
        label: table.columns[position].label[context.language],
        group: context.text(table.columns[position].spanner))
    }
    let drawn = rows.map { row in
      HeatTable.Row(
        label: row.label[context.language],
        cells: positions.map { position in
          let cell = position < row.cells.count ? row.cells[position] : .empty
          let isItself =
            cell.isEmpty && row.name == table.columns[position].name
          return HeatTable.Cell(
            value: cell.value,
            text: cell.value.map { styles[position].text($0) } ?? "",
            state: isItself ? .blank : nil)
        })
    }
    let style = styles[positions[0]]
    // What the colours stand for: what is over all columns, or just values.
    let groups = Set(heads.map(\.group))
    let legend = groups.count == 1 ? heads[0].group ?? words.value : words.value
    return Figure(id, frame) { frame in
      HeatTable(
        frame: frame,
        words: words.chartWords(row: table.stub[context.language]),
        columns: heads, rows: drawn,
        scale: isDiverging
          ? .diverging(middle: 0, reach: reach)
          : .sequential(min: low, max: high),
        style: style, legendLabel: legend)
    }
  }
}

extension RowNode.Kind {
  init(_ kind: StatisticsTable.Row.Kind) {
    switch kind {
    case .detail: self = .detail
    case .subtotal: self = .subtotal
    case .overall: self = .overall
    }
  }
}
