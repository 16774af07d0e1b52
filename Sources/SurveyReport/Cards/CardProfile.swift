import SVG
import SurveyCharts
import SurveyData
import SurveyTables

/// One case against its peers on every indicator, drawn and as a table.
struct CardProfile: Sendable {
  let deck: CardDeck
  /// The position of the case.
  let position: Int

  private var context: Context { deck.context }
  private var words: Words { context.words }
  private var evaluation: EvaluationResult { deck.evaluation }
  private var item: CaseResult { evaluation.cases[position] }
  private var figures: EvaluationFigures { deck.figures }

  /// The strips of dots; the scale is the same on all cards.
  func figure() -> Figure? {
    let leaves = deck.leaves
    guard !leaves.isEmpty else { return nil }
    let names = Dictionary(
      evaluation.indicators.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    // A score on another scale has no place on that of the indicators.
    let total: [ProfilePlot.Row] =
      evaluation.scale.isPoints ? [totalRow] : []
    let rows = leaves.map { leaf -> ProfilePlot.Row in
      let value = value(leaf.id)
      let parent = leaf.parent.flatMap { names[$0] }
      return ProfilePlot.Row(
        label: figures.indicator(leaf),
        values: deck.peers[leaf.id] ?? [],
        highlighted: value?.score,
        text: value?.score.map(NumberStyle.points.text) ?? "–",
        middle: deck.means[leaf.id],
        section: parent.flatMap {
          $0.parent == nil ? nil : figures.indicator($0)
        }, base: value?.base)
    }
    let comparable = leaves.compactMap { leaf -> Bool? in
      guard let own = value(leaf.id)?.score,
        let mean = deck.means[leaf.id]
      else { return nil }
      return own > mean
    }
    let frame = context.frame(
      "profile",
      title: words.profileTitle(
        comparable.count { $0 }, of: comparable.count),
      notes: [
        words.profileNote(
          isCrowded: evaluation.cases.count > ProfilePlot.largestCrowd)
      ])
    let axis = ValueAxis(
      minimum: 0, maximum: 100, style: .integer,
      title: words.indicatorScoreAxis)
    return Figure("profile", frame) { frame in
      ProfilePlot(
        frame: frame,
        words: words.chartWords(
          interval: figures.intervalName, row: words.indicator),
        rows: total + rows, axis: axis,
        key: ProfilePlot.Key(
          highlighted: item.id,
          peers: words.otherCases(evaluation.cases.count - 1),
          middle: words.meanOfCases, base: words.base))
    }
  }

  private var totalRow: ProfilePlot.Row {
    ProfilePlot.Row(
      label: figures.scoreName, values: deck.totals,
      highlighted: item.score,
      text: item.score.map(NumberStyle.points.text) ?? "–",
      lower: item.scoreInterval?.lower, upper: item.scoreInterval?.upper,
      middle: deck.meanTotal, isTotal: true)
  }

  /// The indicators as a tree with measured values, scores and bases.
  func table() -> NamedTable {
    let all = evaluation.indicators
    func row(_ indicator: IndicatorResult) -> RowNode {
      let value = value(indicator.id)
      let unit = context.text(indicator.unit)
      let name = figures.indicator(indicator)
      let style: NumberStyle =
        indicator.parent == nil ? figures.scoreStyle : .points
      return RowNode(
        unit.map { indicator.isLeaf ? words.bracketed(name, $0) : name }
          ?? name,
        [
          indicator.isLeaf
            ? number(value?.raw, rawStyle(indicator.id)) : .empty,
          number(value?.score, style),
          number(deck.means[indicator.id], style),
          .value(indicator.globalWeight, .percent(1)),
          value?.base.map { .value(Double($0), .integer) } ?? .empty,
        ], kind: indicator.parent == nil ? .overall : .detail,
        children: all.filter { $0.parent == indicator.id }.map(row))
    }
    let ids = Set(all.map(\.id))
    let roots = all.filter { !($0.parent.map(ids.contains) ?? false) }
    return NamedTable(
      "indicators",
      context.table(
        "indicators", title: words.valuesOf(item.id), stub: words.indicator,
        columns: [
          ColumnNode(words.rawValue, statistic: "raw"),
          ColumnNode(words.indicatorScore, statistic: "score"),
          ColumnNode(words.meanOfCases, statistic: "mean-score"),
          ColumnNode(words.globalWeight, statistic: "weight"),
          ColumnNode(words.base, statistic: "n"),
        ], rows: roots.map(row)))
  }

  private func value(_ indicator: String) -> CaseResult.IndicatorValue? {
    item.values.first { $0.indicator == indicator }
  }

  private func number(_ value: Double?, _ style: NumberStyle) -> TableCell {
    value.map { .value($0, style) } ?? .notAvailable
  }

  /// The decimals of an indicator, the same on all cards.
  private func rawStyle(_ indicator: String) -> NumberStyle {
    deck.rawStyles[indicator] ?? .integer
  }
}
