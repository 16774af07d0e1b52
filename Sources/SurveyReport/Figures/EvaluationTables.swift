import SVG
import SurveyData
import SurveyTables

/// The tables of an evaluation.
struct EvaluationTables: Sendable {
  let figures: EvaluationFigures

  private var evaluation: EvaluationResult { figures.evaluation }
  private var context: Context { figures.context }
  private var words: Words { context.words }
  private var name: String { figures.name }
  private var subtitle: String? { context.text(figures.result.title) }

  /// All tables for which there is something to show.
  func tables() -> [NamedTable] {
    var tables = [ranking(), indicators()]
    // A method may show its weights with all that it found.
    let isShown = evaluation.tables.contains { $0.name == "weights" }
    if !evaluation.weightings.isEmpty, !isShown { tables.append(weightings()) }
    if !evaluation.raters.isEmpty { tables.append(raters()) }
    // A table of the evaluation's own, with a chart, takes its place.
    let hasOwn = evaluation.tables.contains { $0.name == "rank-acceptability" }
    // A column a rank: of very many cases nobody could read it, and the
    // shares stand in `results.json`.
    if !hasOwn, evaluation.cases.count <= 100,
      evaluation.cases.contains(where: { !$0.rankShares.isEmpty })
    {
      tables.append(rankShares())
    }
    return tables
  }

  private func ranking() -> NamedTable {
    let cases = evaluation.cases
    let hasTitles = cases.contains {
      context.text($0.title).map { !$0.isEmpty } ?? false
    }
    let hasBands = !evaluation.bands.isEmpty
    let hasCertainty = cases.contains { !$0.bandShares.isEmpty }
    let hasCloseness = cases.contains { $0.closeness != nil }
    let ranks = figures.supportsRanking
    let hasRankIntervals = cases.contains { $0.rankInterval != nil }
    var columns: [ColumnNode] = []
    if hasTitles { columns.append(ColumnNode(words.caseTitle)) }
    if ranks { columns.append(ColumnNode(words.rank, statistic: "rank")) }
    if hasRankIntervals {
      columns.append(ColumnNode(words.rankInterval, alignment: .trailing))
    }
    columns.append(ColumnNode(figures.scoreName, statistic: "score"))
    if hasCloseness {
      columns.append(ColumnNode(words.closeness, statistic: "closeness"))
    }
    if hasBands { columns.append(ColumnNode(words.band, statistic: "band")) }
    if hasBands, hasCertainty {
      columns.append(
        ColumnNode(words.bandCertainty, statistic: "band-certainty"))
    }
    columns.append(ColumnNode(words.coverage, statistic: "coverage"))
    let rows = cases.map { item -> RowNode in
      var cells: [TableCell] = []
      if hasTitles { cells.append(.text(context.text(item.title) ?? "")) }
      if ranks {
        let rank = item.publishedRank
        let isWhole = rank.map { $0 == $0.rounded() } ?? true
        cells.append(number(rank, isWhole ? .integer : .decimal(1)))
      }
      if hasRankIntervals { cells.append(rankInterval(item)) }
      cells.append(
        item.score.map {
          .estimate(
            $0, lower: item.scoreInterval?.lower,
            upper: item.scoreInterval?.upper, figures.scoreStyle)
        } ?? .text(words.notRatedShort))
      if hasCloseness { cells.append(number(item.closeness, .decimal(3))) }
      if hasBands {
        cells.append(.text(figures.band(item.band) ?? words.notRatedShort))
      }
      if hasBands, hasCertainty {
        cells.append(number(bandCertainty(item), .percent(0)))
      }
      cells.append(.value(item.coverage, .percent(0)))
      return RowNode(item.id, cells)
    }
    return NamedTable(
      "\(name)-ranking",
      context.table(
        "\(name)-ranking", title: words.rankingTable, subtitle: subtitle,
        stub: words.caseID, columns: columns, rows: rows,
        notes: [
          figures.uncertaintyNote, ranks ? nil : words.rankingNotSupported,
        ]))
  }

  private func rankInterval(_ item: CaseResult) -> TableCell {
    guard let interval = item.rankInterval else { return .notAvailable }
    return .text(NumberStyle.integer.interval(interval.lower, interval.upper))
  }

  private func bandCertainty(_ item: CaseResult) -> Double? {
    guard let band = item.band, item.bandShares.indices.contains(band) else {
      return nil
    }
    return item.bandShares[band]
  }

  private func indicators() -> NamedTable {
    let all = evaluation.indicators
    func row(_ indicator: IndicatorResult) -> RowNode {
      let children = all.filter { $0.parent == indicator.id }.map(row)
      return RowNode(
        figures.indicator(indicator),
        [
          .text(indicator.id),
          indicator.parent == nil
            ? .empty : .value(indicator.localWeight, .percent(1)),
          .value(indicator.globalWeight, .percent(1)),
          .text(
            indicator.isLeaf
              ? (indicator.isBenefit ? words.benefit : words.cost) : ""),
          .text(context.text(indicator.unit) ?? ""),
          .text(
            indicator.isLeaf
              ? words.normalisation(indicator.normalisation)
              : indicator.aggregate.map(words.aggregate) ?? ""),
          number(
            figures.meanScore(indicator.id),
            indicator.parent == nil ? figures.scoreStyle : .points),
        ], kind: indicator.parent == nil ? .overall : .detail,
        children: children)
    }
    // A parent that is not in the list must not hide its children.
    let ids = Set(all.map(\.id))
    let roots = all.filter { !($0.parent.map(ids.contains) ?? false) }
    return NamedTable(
      "\(name)-tree",
      context.table(
        "\(name)-tree", title: words.indicatorTable, subtitle: subtitle,
        stub: words.indicator,
        columns: [
          ColumnNode(words.caseID),
          ColumnNode(words.localWeight, statistic: "local-weight"),
          ColumnNode(words.globalWeight, statistic: "global-weight"),
          ColumnNode(words.direction), ColumnNode(words.unit),
          ColumnNode(words.normalisation),
          ColumnNode(words.meanOfCases, statistic: "mean-score"),
        ], rows: roots.map(row)))
  }

  private func weightings() -> NamedTable {
    let hasEntropy = evaluation.weightings.contains { !$0.entropies.isEmpty }
    let hasJudges = evaluation.weightings.contains {
      $0.consistencyRatio != nil || $0.judges != nil
    }
    var columns = [
      ColumnNode(words.method),
      ColumnNode(words.weight, statistic: "weight"),
    ]
    if hasEntropy {
      columns.append(ColumnNode(words.entropy, statistic: "entropy"))
    }
    if hasJudges {
      columns += [
        ColumnNode(words.judges, statistic: "judges"),
        ColumnNode(words.largestEigenvalue, statistic: "largest-eigenvalue"),
        ColumnNode(words.consistencyRatio, statistic: "consistency-ratio"),
        ColumnNode(words.worstPair),
      ]
    }
    let rows = evaluation.weightings.map { weighting -> RowNode in
      var cells: [TableCell] = [
        .text(words.weighting(weighting.method)), .empty,
      ]
      if hasEntropy { cells.append(.empty) }
      if hasJudges {
        cells += [
          number(weighting.judges.map(Double.init), .integer),
          number(weighting.largestEigenvalue, .decimal(4)),
          number(weighting.consistencyRatio, .decimal(4)),
          .text(words.list(weighting.worstPair.map(figures.indicator(id:)))),
        ]
      }
      let children = weighting.children.enumerated().map { position, child in
        var cells: [TableCell] = [
          .empty, number(element(weighting.weights, position), .percent(2)),
        ]
        if hasEntropy {
          cells.append(
            number(element(weighting.entropies, position), .decimal(4)))
        }
        return RowNode(figures.indicator(id: child), cells)
      }
      return RowNode(
        figures.indicator(id: weighting.parent), cells, children: children)
    }
    return NamedTable(
      "\(name)-weights",
      context.table(
        "\(name)-weights", title: words.weightingTable, subtitle: subtitle,
        stub: words.parentIndicator, columns: columns, rows: rows,
        notes: [hasJudges ? words.consistencyNote : nil]))
  }

  private func raters() -> NamedTable {
    let hasSeverity = evaluation.raters.contains { $0.severity != nil }
    var columns = [ColumnNode(words.scoreCount, statistic: "scores")]
    if hasSeverity {
      columns.append(ColumnNode(words.severity, statistic: "severity"))
    }
    columns += [
      ColumnNode(words.dropped, statistic: "dropped"),
      ColumnNode(words.excluded, statistic: "excluded"),
    ]
    let rows = evaluation.raters.map { rater -> RowNode in
      var cells: [TableCell] = [.value(Double(rater.scores), .integer)]
      if hasSeverity { cells.append(number(rater.severity, .signed(2))) }
      cells += [
        .value(Double(rater.dropped), .integer),
        .value(Double(rater.excluded), .integer),
      ]
      return RowNode(rater.id, cells)
    }
    return NamedTable(
      "\(name)-raters",
      context.table(
        "\(name)-raters", title: words.raterTable, subtitle: subtitle,
        stub: words.rater, columns: columns, rows: rows,
        notes: [hasSeverity ? words.severityNote : nil]), isSupplement: true)
  }

  private func rankShares() -> NamedTable {
    let count = evaluation.cases.map(\.rankShares.count).max() ?? 0
    let columns = [
      ColumnNode(
        spanner: words.rank,
        (0..<count).map {
          ColumnNode(String($0 + 1), statistic: "rank-\($0 + 1)")
        })
    ]
    let rows = evaluation.cases.map { item in
      RowNode(
        item.id,
        item.rankShares.map { share in
          // A rank that never came up stays empty, so that the pattern shows.
          share > 0 ? .value(share, .percent(0)) : .empty
        })
    }
    return NamedTable(
      "\(name)-rank-shares",
      context.table(
        "\(name)-rank-shares", title: words.rankShareTable,
        subtitle: subtitle, stub: words.caseID, columns: columns, rows: rows,
        notes: [figures.uncertaintyNote]), isSupplement: true)
  }

  private func number(_ value: Double?, _ style: NumberStyle) -> TableCell {
    value.map { .value($0, style) } ?? .notAvailable
  }

  private func element(_ values: [Double], _ position: Int) -> Double? {
    values.indices.contains(position) ? values[position] : nil
  }
}
