import SVG
import SurveyCharts
import SurveyData

/// The charts of an evaluation: the league of the cases, and the heat table
/// of cases by indicators.
struct EvaluationFigures: Sendable {
  let evaluation: EvaluationResult
  let result: AnalysisResult
  let context: Context
  /// A part of every figure's name, already safe.
  let name: String

  private var words: Words { context.words }

  /// Whether ranks may be printed; without draws nothing speaks against it.
  var supportsRanking: Bool { evaluation.supportsRanking }

  /// What scores are called.
  var scoreName: String {
    evaluation.scale == .points
      ? words.score : context.text(evaluation.scale.label) ?? words.score
  }

  /// The title of an axis of scores.
  private var scoreAxis: String {
    let scale = evaluation.scale
    if scale == .points { return words.scoreAxis }
    guard let lower = scale.lower, let upper = scale.upper else {
      return scoreName
    }
    return words.bracketed(
      scoreName,
      NumberStyle.integer.interval(
        lower, upper, separator: words.tableWords.intervalSeparator))
  }

  /// How scores are written.
  var scoreStyle: NumberStyle {
    evaluation.scale.decimals == 0
      ? .integer : .decimal(evaluation.scale.decimals)
  }

  /// What the evaluation found, in one sentence.
  var finding: String {
    if let finding = context.text(evaluation.finding) { return finding }
    let rated = evaluation.cases.filter { $0.score != nil }
    guard let first = rated.first else { return words.noCaseRated }
    if rated.count > 1, first.rankInterval.map({ $0.upper < 1.5 }) ?? false {
      return words.leads(label(first), of: rated.count)
    }
    if supportsRanking {
      let leaders = rated.count {
        $0.rankInterval.map { $0.lower < 1.5 } ?? false
      }
      if leaders > 1, leaders * 2 < rated.count {
        return words.mayLead(leaders, of: rated.count)
      }
    }
    if let best = evaluation.bands.first {
      return words.inBand(
        rated.count { $0.band == 0 }, of: evaluation.cases.count,
        bandName(best))
    }
    let scores = rated.compactMap(\.score)
    return words.span(
      scoreStyle.text(scores.min() ?? 0),
      scoreStyle.text(scores.max() ?? 0), of: rated.count,
      .scored(scoreName))
  }

  /// The name of a case as rows show it: its identifier and its title.
  func label(_ item: CaseResult) -> String {
    guard let title = context.text(item.title), title != item.id else {
      return item.id
    }
    return "\(item.id) \(title)"
  }

  /// The cases that a league shows: all of them, or on the card of one of
  /// many the eleven around it. All of them stand in the report.
  private func neighbours(of id: String?) -> ArraySlice<CaseResult> {
    let cases = evaluation.cases
    guard let id, cases.count > 15,
      let position = cases.firstIndex(where: { $0.id == id })
    else { return cases[...] }
    let first = max(0, min(position - 5, cases.count - 11))
    return cases[first..<(first + 11)]
  }

  /// All cases, for the scales of a league that shows some of them.
  private var whole: LeagueChart.Whole {
    var scores: [Double] = []
    for item in evaluation.cases {
      for end in [
        item.score, item.scoreInterval?.lower, item.scoreInterval?.upper,
      ] {
        if let end, end.isFinite { scores.append(end) }
      }
    }
    let (low, high) = (scores.min() ?? 0, scores.max() ?? 0)
    return LeagueChart.Whole(
      count: evaluation.cases.count,
      scores: scores.isEmpty ? nil : low...high)
  }

  /// The league of all cases.
  ///
  /// - Parameter highlighted: The case whose card the chart stands on.
  func league(
    _ name: String, title: String, highlighted: String? = nil
  ) -> Figure {
    let shown = neighbours(of: highlighted)
    let rows = shown.map { item in
      LeagueChart.Row(
        label: highlighted == nil ? label(item) : item.id, score: item.score,
        scoreLower: item.scoreInterval?.lower,
        scoreUpper: item.scoreInterval?.upper,
        rank: item.publishedRank,
        rankLower: item.rankInterval?.lower,
        rankUpper: item.rankInterval?.upper, band: band(item.band),
        bandPosition: item.band, isHighlighted: item.id == highlighted)
    }
    // Without ranks the chart puts bands first, which a gate can part from
    // the scores.
    let isByBand =
      !supportsRanking
      && zip(shown, shown.dropFirst()).contains { better, worse in
        (better.band ?? .max) > (worse.band ?? .max)
      }
    let frame = context.frame(
      name, title: title,
      subtitle: [
        context.text(result.title),
        isByBand ? words.sortedByBand : words.sortedByScore,
      ],
      notes: [
        shown.count < evaluation.cases.count
          ? words.neighbours(
            shown.count, of: evaluation.cases.count, isRanked: supportsRanking)
          : nil,
        uncertaintyNote, countNote,
      ])
    var axis = ValueAxis(style: scoreStyle, title: scoreAxis)
    if let lower = evaluation.scale.lower, let upper = evaluation.scale.upper {
      axis.scale = lower...upper
    }
    let bands = evaluation.bands.map {
      LeagueChart.BandLine(label: bandName($0), threshold: $0.threshold)
    }
    return Figure(name, frame) { frame in
      LeagueChart(
        frame: frame,
        words: words.chartWords(
          interval: intervalName, row: words.caseName,
          missing: words.notRatedShort), rows: rows,
        axis: axis, bands: bands, supportsRanking: supportsRanking,
        headings: LeagueChart.Headings(
          score: scoreName, rank: words.rank, band: words.band,
          base: words.base),
        whole: shown.count < evaluation.cases.count ? whole : nil)
    }
  }

  /// All cases by all measured indicators.
  func heat() -> Figure? {
    let leaves = evaluation.indicators.enumerated().filter(\.element.isLeaf)
    guard !leaves.isEmpty, !evaluation.cases.isEmpty else { return nil }
    let names = Dictionary(
      evaluation.indicators.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let columns = leaves.map { leaf in
      let parent = leaf.element.parent.flatMap { names[$0] }
      return HeatTable.Column(
        label: indicator(leaf.element),
        group: parent.flatMap { $0.parent == nil ? nil : indicator($0) })
    }
    let rows = evaluation.cases.map { item in
      HeatTable.Row(
        label: item.id,
        cells: leaves.map { leaf in
          let score = score(item, leaf.element.id)
          return HeatTable.Cell(
            value: score, text: score.map(NumberStyle.integer.text) ?? "")
        }, total: item.score.map(scoreStyle.text))
    }
    let frame = context.frame(
      "\(name)-indicators", title: weakest(leaves.map(\.element)),
      subtitle: [
        context.text(result.title), words.heatTitle, words.sortedByScore,
      ], notes: [words.heatNote, countNote])
    return Figure("\(name)-indicators", frame) { frame in
      HeatTable(
        frame: frame, words: words.chartWords(row: words.caseName),
        columns: columns, rows: rows, scale: .sequential(min: 0, max: 100),
        legendLabel: words.heatLegend, totalLabel: scoreName)
    }
  }

  /// The score of a case on one indicator.
  func score(_ item: CaseResult, _ indicator: String) -> Double? {
    item.values.first { $0.indicator == indicator }?.score
  }

  /// The name of an indicator.
  func indicator(_ indicator: IndicatorResult) -> String {
    context.label(indicator.name, indicator.id)
  }

  /// The name of an indicator that is known by its identifier.
  func indicator(id: String) -> String {
    evaluation.indicators.first { $0.id == id }.map(indicator) ?? id
  }

  /// The name of the band at a position.
  func band(_ position: Int?) -> String? {
    guard let position, evaluation.bands.indices.contains(position) else {
      return nil
    }
    return bandName(evaluation.bands[position])
  }

  /// The mean score of all cases on an indicator.
  func meanScore(_ indicator: String) -> Double? {
    let scores = evaluation.cases.compactMap { score($0, indicator) }
    guard !scores.isEmpty else { return nil }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// What the intervals are.
  var uncertaintyNote: String? {
    evaluation.uncertainty.map {
      words.drawsNote(
        NumberStyle.integer.text(Double($0.draws)), varied: $0.varied,
        level: NumberStyle.percentLevel($0.level))
    }
  }

  private var countNote: String {
    words.caseCount(
      NumberStyle.integer.text(Double(evaluation.cases.count)),
      rated: NumberStyle.integer.text(
        Double(evaluation.cases.count { $0.score != nil })))
  }

  /// The name of the intervals of scores.
  var intervalName: String? {
    evaluation.cases.compactMap(\.scoreInterval).first.map {
      words.intervalColumn(level: NumberStyle.percentLevel($0.level))
    }
  }

  private func bandName(_ band: Band) -> String {
    context.label(band.label, NumberStyle.points.text(band.threshold))
  }

  private func weakest(_ leaves: [IndicatorResult]) -> String {
    let means = leaves.compactMap { leaf in
      meanScore(leaf.id).map { (leaf, $0) }
    }
    guard let lowest = means.min(by: { $0.1 < $1.1 }) else {
      return words.noCaseRated
    }
    return words.weakestIndicator(indicator(lowest.0))
  }
}
