import SVG
import SurveyCharts
import SurveyData

/// Dumbbells, boxes, cumulative shares, leagues, answers and profiles of
/// tables.
extension StatisticsTableView {
  func dumbbell(
    _ table: StatisticsTable, _ id: String, earlier: String, later: String,
    target: String?
  ) -> Figure? {
    guard let earlier = position(earlier, in: table),
      let later = position(later, in: table)
    else { return nil }
    let target = target.flatMap { position($0, in: table) }
    let rows = table.rows.filter { row in
      row.kind == .detail
        && (row[earlier]?.value != nil || row[later]?.value != nil)
    }
    guard !rows.isEmpty else { return nil }
    var axis = axis(table, later)
    axis.title = context.text(table.columns[later].spanner) ?? ""
    let frame = figureFrame(table, id, columns: [earlier, later])
    func label(_ position: Int) -> String {
      table.columns[position].label[context.language]
    }
    return Figure(id, frame) { frame in
      DumbbellChart(
        frame: frame, words: figureWords(table),
        rows: rows.map { row in
          DumbbellChart.Row(
            label: row.label[context.language],
            earlier: number(row, earlier), later: number(row, later),
            target: target.flatMap { row[$0]?.value },
            section: context.text(row.section))
        }, axis: axis,
        headings: .init(
          earlier: label(earlier), later: label(later), change: words.change,
          target: target.map(label) ?? words.target))
    }
  }

  func box(
    _ table: StatisticsTable, _ id: String, columns names: [String],
    base: String?
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    guard positions.count == 5 else { return nil }
    let base = base.flatMap { position($0, in: table) }
    let rows = table.rows.filter { $0[positions[2]]?.value != nil }
    guard !rows.isEmpty else { return nil }
    var axis = axis(table, positions[2])
    axis.title = context.text(table.columns[positions[2]].spanner) ?? ""
    let labels = positions.map { table.columns[$0].label[context.language] }
    let frame = figureFrame(
      table, id, notes: [words.boxNote(lower: labels[0], upper: labels[4])])
    return Figure(id, frame) { frame in
      BoxChart(
        frame: frame, words: figureWords(table),
        rows: rows.map { row in
          BoxChart.Row(
            label: row.label[context.language],
            numbers: positions.compactMap { row[$0]?.value },
            base: base.flatMap { row[$0]?.value }.flatMap {
              Int(exactly: $0.rounded())
            }, section: context.text(row.section))
        }, axis: axis, headings: labels)
    }
  }

  func cumulative(
    _ table: StatisticsTable, _ id: String, value: String,
    columns names: [String]
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    guard let value = position(value, in: table), !positions.isEmpty else {
      return nil
    }
    let series = cumulative(table, value: value, positions)
    guard series.contains(where: { !$0.values.isEmpty }) else { return nil }
    return Figure(id, figureFrame(table, id)) { frame in
      CumulativeChart(
        frame: frame, words: figureWords(table), series: series,
        axis: axis(table, value), shareLabel: words.shareAtOrBelow,
        medianLabel: words.median)
    }
  }

  /// The steps of each column.
  func cumulative(
    _ table: StatisticsTable, value: Int, _ positions: [Int]
  ) -> [CumulativeChart.Series] {
    positions.map { position in
      let steps = table.rows.compactMap { row -> (Double, Double)? in
        guard let value = row[value]?.value,
          let share = row[position]?.value
        else { return nil }
        return (value, share)
      }
      return CumulativeChart.Series(
        label: table.columns[position].label[context.language],
        values: steps.map(\.0), shares: steps.map(\.1))
    }
  }

  func league(
    _ table: StatisticsTable, _ id: String, _ league: StatisticsTable.League
  ) -> Figure? {
    guard let score = position(league.score, in: table) else { return nil }
    let ranks = league.ranks.compactMap { position($0, in: table) }
    let rows = table.rows.enumerated().filter { $0.element.kind == .detail }
    guard rows.contains(where: { $0.element[score]?.value != nil }) else {
      return nil
    }
    let hasMargins = league.margins.contains { $0 != nil }
    let frame = figureFrame(
      table, id, notes: [hasMargins ? words.comparisonNote : nil],
      columns: [score])
    func rank(_ row: StatisticsTable.Row, _ place: Int) -> Double? {
      place < ranks.count ? row[ranks[place]]?.value : nil
    }
    return Figure(id, frame) { frame in
      LeagueChart(
        frame: frame, words: figureWords(table),
        rows: rows.map { place, row in
          let cell = row[score]
          let margin =
            place < league.margins.count ? league.margins[place] : nil
          return LeagueChart.Row(
            label: row.label[context.language], score: cell?.value,
            scoreLower: cell?.interval?.lower,
            scoreUpper: cell?.interval?.upper, rank: rank(row, 0),
            rankLower: rank(row, 1), rankUpper: rank(row, 2),
            comparison: cell?.value.flatMap { value in
              margin.flatMap {
                $0 >= 0 && $0.isFinite ? value - $0...value + $0 : nil
              }
            })
        }, axis: axis(table, score), supportsRanking: league.supportsRanking,
        headings: .init(
          score: table.columns[score].label[context.language],
          rank: ranks.first.map {
            table.columns[$0].label[context.language]
          } ?? words.rank, band: words.band, base: words.base))
    }
  }

  func likert(
    _ table: StatisticsTable, _ id: String, _ likert: StatisticsTable.Likert
  ) -> Figure? {
    let positions = likert.columns.compactMap { position($0, in: table) }
    guard positions.count == likert.columns.count, positions.count > 1,
      likert.unfavourable >= 0, likert.favourable >= 0,
      likert.unfavourable + likert.favourable <= positions.count
    else { return nil }
    guard let base = likert.base.flatMap({ position($0, in: table) }) else {
      return nil
    }
    let rows = table.rows.filter { row in
      positions.contains { row[$0]?.value != nil }
    }
    guard !rows.isEmpty else { return nil }
    let first = positions.count - likert.favourable
    return Figure(id, figureFrame(table, id)) { frame in
      LikertChart(
        frame: frame, words: figureWords(table),
        categories: positions.enumerated().map { place, position in
          .init(
            table.columns[position].label[context.language],
            place < likert.unfavourable
              ? .unfavourable : place >= first ? .favourable : .neutral)
        },
        rows: rows.map { row in
          LikertChart.Row(
            label: row.label[context.language],
            shares: positions.map { row[$0]?.value ?? 0 },
            base: row[base]?.value.flatMap { Int(exactly: $0.rounded()) } ?? 0,
            isTotal: row.kind == .overall)
        },
        neutral: likert.neutral == .aside
          ? .aside : likert.neutral == .split ? .split : .stacked100,
        favourableLabel: words.positiveAnswers,
        unfavourableLabel: words.negativeAnswers)
    }
  }

  func profile(
    _ table: StatisticsTable, _ id: String, columns names: [String],
    highlighted: String
  ) -> Figure? {
    let positions = names.compactMap { position($0, in: table) }
    guard let own = position(highlighted, in: table), !table.rows.isEmpty
    else { return nil }
    let peers = positions.filter { $0 != own }
    let style = StatisticsTableStyles(table).styles[own]
    let label = table.columns[own].label[context.language]
    return Figure(id, figureFrame(table, id, columns: [own])) { frame in
      ProfilePlot(
        frame: frame, words: figureWords(table),
        rows: table.rows.map { row in
          let cell = row[own]
          return ProfilePlot.Row(
            label: row.label[context.language],
            values: peers.map { row[$0]?.value },
            highlighted: cell?.value,
            text: cell?.value.map(style.text) ?? "",
            lower: cell?.interval?.lower, upper: cell?.interval?.upper,
            middle: TableHeadline.median(peers.compactMap { row[$0]?.value }),
            section: context.text(row.section))
        },
        axis: ValueAxis(
          style: style,
          title: context.text(table.columns[own].spanner) ?? "",
          scale: table.columns[own].format == .share ? 0...1 : nil),
        key: .init(
          highlighted: label, peers: words.otherUnits(peers.count),
          middle: words.median))
    }
  }
}
