import SVG
import SurveyCharts
import SurveyData

/// Bars, rank ranges, stars, waterfalls and trees of tables.
extension StatisticsTableView {
  func bars(
    _ table: StatisticsTable, _ id: String, columns names: [String],
    isStacked: Bool
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    let rows = table.rows.filter { row in
      positions.contains { row[$0]?.value != nil }
    }
    guard let first = positions.first, !rows.isEmpty else { return nil }
    var axis = axis(table, first)
    if positions.count > 1 {
      axis.title = context.text(table.columns[first].spanner) ?? ""
    }
    let frame = figureFrame(
      table, id, columns: isStacked ? [] : positions)
    return Figure(id, frame) { frame in
      BarChart(
        frame: frame, words: figureWords(table),
        series: positions.map {
          table.columns[$0].label[context.language]
        },
        rows: rows.map { row in
          BarChart.Row(
            label: row.label[context.language],
            cells: positions.map { number(row, $0) },
            section: context.text(row.section))
        }, arrangement: isStacked ? .stacked : .grouped, axis: axis)
    }
  }

  func rankRange(
    _ table: StatisticsTable, _ id: String, rank: String, lower: String,
    upper: String
  ) -> Figure? {
    guard let lower = position(lower, in: table),
      let upper = position(upper, in: table)
    else { return nil }
    // Without a column of ranks the data do not support single ones.
    let rank = position(rank, in: table)
    let rows = table.rows.filter {
      $0.kind == .detail && $0[rank ?? lower]?.value != nil
    }
    guard rows.count > 1 else { return nil }
    let label =
      rank.map { table.columns[$0].label[context.language] } ?? words.rank
    let ends = [lower, upper].map {
      table.columns[$0].label[context.language]
    }
    return Figure(id, figureFrame(table, id)) { frame in
      RankRangeChart(
        frame: frame, words: figureWords(table),
        rows: rows.map { row in
          RankRangeChart.Row(
            label: row.label[context.language],
            rank: rank.flatMap { row[$0]?.value },
            lower: row[lower]?.value, upper: row[upper]?.value)
        }, rankLabel: label,
        rangeLabel: context.text(table.columns[lower].spanner)
          ?? ends.joined(separator: "\u{2013}"))
    }
  }

  func stars(
    _ table: StatisticsTable, _ id: String, column name: String, count: Int,
    certainty: String?
  ) -> Figure? {
    guard let column = position(name, in: table), count > 0 else { return nil }
    let certainty = certainty.flatMap { position($0, in: table) }
    let base = table.columns.firstIndex {
      $0.format == .count && ["n", "base"].contains($0.name)
    }
    let rows = table.rows.filter {
      $0.kind == .detail && $0[column]?.value != nil
    }
    guard !rows.isEmpty else { return nil }
    func label(_ position: Int?) -> String {
      position.map { table.columns[$0].label[context.language] } ?? ""
    }
    return Figure(id, figureFrame(table, id)) { frame in
      StarsChart(
        frame: frame, words: figureWords(table),
        rows: rows.map { row in
          StarsChart.Row(
            label: row.label[context.language], stars: row[column]?.value,
            certainty: certainty.flatMap { row[$0]?.value },
            base: base.flatMap { row[$0]?.value }.flatMap {
              Int(exactly: $0.rounded())
            }, section: context.text(row.section))
        }, count: count,
        headings: words.starsHeadings(
          label(column), certainty: label(certainty)),
        baseLabel: base == nil ? "n" : label(base))
    }
  }

  func waterfall(
    _ table: StatisticsTable, _ id: String, column name: String
  ) -> Figure? {
    guard let column = position(name, in: table) else { return nil }
    let rows = table.rows.filter { $0[column]?.value != nil }
    guard rows.count > 2 else { return nil }
    return Figure(id, figureFrame(table, id)) { frame in
      WaterfallChart(
        frame: frame, words: figureWords(table),
        rows: rows.indices.map { place in
          let row = rows[place]
          let isLevel =
            place == 0 || place == rows.count - 1 || row.kind != .detail
          return WaterfallChart.Row(
            label: row.label[context.language], value: row[column]?.value,
            kind: isLevel ? .level : .change)
        }, axis: axis(table, column), levelLabel: words.levelAfter)
    }
  }

  func tree(
    _ table: StatisticsTable, _ id: String, parent: String, weight: String
  ) -> Figure? {
    guard let parent = position(parent, in: table),
      let weight = position(weight, in: table), table.rows.count > 1
    else { return nil }
    let names = Set(table.rows.map(\.name))
    // A parent is named as its row is, or as the row's label says.
    var byLabel: [String: String] = [:]
    for row in table.rows where byLabel[row.label[context.language]] == nil {
      byLabel[row.label[context.language]] = row.name
    }
    let nodes = table.rows.map { row in
      let above = row[parent]?.text?[context.language]
      return TreeChart.Node(
        id: row.name, label: row.label[context.language],
        parent: above.flatMap { names.contains($0) ? $0 : byLabel[$0] },
        weight: row[weight]?.value)
    }
    return Figure(id, figureFrame(table, id)) { frame in
      TreeChart(
        frame: frame, words: figureWords(table), nodes: nodes,
        style: StatisticsTableStyles(table).styles[weight],
        weightLabel: table.columns[weight].label[context.language],
        parentLabel: words.partOf)
    }
  }
}
