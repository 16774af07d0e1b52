import Diagnostics
import SurveyData

/// Puts what was computed into the result of an evaluation.
struct EvaluationFindings {
  let analysis: EvaluationAnalysis
  let prepared: EvaluationPreparation
  let outcome: EvaluationChain.Outcome
  let raw: [[Double]]
  let weights: EvaluationWeights
  var draws: RankDraws? {
    didSet {
      summaries = draws?.summaries(level: analysis.options.level) ?? []
    }
  }
  var varied: [String] = []
  /// What the draws say, by case.
  private(set) var summaries: [CaseDraws] = []
  /// The bands, best first.
  var bands: [Band]

  init(
    analysis: EvaluationAnalysis, prepared: EvaluationPreparation,
    outcome: EvaluationChain.Outcome, raw: [[Double]],
    weights: EvaluationWeights
  ) {
    self.analysis = analysis
    self.prepared = prepared
    bands = prepared.bands
    self.outcome = outcome
    self.raw = raw
    self.weights = weights
  }

  private var tree: IndicatorTree { analysis.tree }

  /// The whole result.
  var result: EvaluationResult {
    let ties = analysis.options.rankTies
    let ranks = competitionRanks(outcome.totals, ties: ties)
    let order = rowsInOrder(ofRanks: ranks)
    let global = tree.globalWeights(of: weights.local)
    let frame = CaseFrame(
      tree: tree, prepared: prepared, global: global, outcome: outcome)
    let lines = prepared.directory.table.sourceLines
    var cases = order.map { row in
      var found = caseResult(row, ranks[row], frame)
      if lines.indices.contains(row) { found.line = Int(lines[row]) }
      return found
    }
    if ties == .average {
      let shared = RankSharing.means(of: ranks)
      for (position, row) in order.enumerated() {
        cases[position].sharedRank = shared[row]
      }
    }
    var result = EvaluationResult(
      indicators: indicators(global), cases: cases,
      bands: bands, raters: raters, weightings: weights.results,
      uncertainty: uncertainty,
      tables: weights.tables + prepared.changeTables.tables)
    addOrigins(to: &result)
    return result
  }

  private func indicators(_ global: [Double]) -> [IndicatorResult] {
    let levels = tree.levels
    return tree.indicators.enumerated().map { position, indicator in
      let isLeaf = tree.children[position].isEmpty
      return IndicatorResult(
        id: indicator.id, parent: indicator.parent, level: levels[position],
        name: indicator.name, unit: indicator.unit, isLeaf: isLeaf,
        isBenefit: indicator.isBenefit, localWeight: weights.local[position],
        globalWeight: global[position],
        normalisation: isLeaf ? summary(indicator.normalisation) : "",
        aggregate: isLeaf ? nil : indicator.aggregate.name)
    }
  }

  private func summary(_ own: Normalisation) -> String {
    guard let chosen = analysis.options.normalisation, !own.hasOwnDirection
    else { return own.summary }
    return chosen.rawValue
  }

  // MARK: - Cases

  private func caseResult(
    _ row: Int, _ rank: Int?, _ frame: CaseFrame
  ) -> CaseResult {
    let summary = summaries.isEmpty ? nil : summaries[row]
    let total = outcome.totals[row]
    let isRated = !total.isNaN
    let hits = prepared.gates.hits(
      row: row, raw: prepared.measured, scores: outcome.scores)
    let band = bandPosition(
      of: total, in: bands, comparison: analysis.options.bandComparisonUsed)
    let closeness = outcome.closeness.isEmpty ? .nan : outcome.closeness[row]
    return CaseResult(
      id: prepared.directory.ids[row], title: prepared.directory.titles[row],
      score: isRated ? total : nil,
      scoreInterval: isRated ? summary?.scoreInterval : nil,
      rank: rank,
      rankInterval: isRated ? summary?.rankInterval : nil,
      rankShares: isRated && summaries.count <= Self.shareLimit
        ? draws?.rankShares(of: row) ?? [] : [],
      band: GateTable.limit(band, by: hits),
      bandShares: isRated
        ? draws?.bandShares(of: row, rated: summary?.rated ?? 0) ?? [] : [],
      unscoredShare: isRated
        ? draws.map { unscored($0, summary) } ?? 0 : 0,
      coverage: outcome.coverage[row],
      closeness: closeness.isNaN ? nil : closeness, row: row,
      of: frame.columns,
      gates: hits.map { hit($0, row, band: band, among: hits) },
      remarks: caseRemarks(row, frame))
  }

  /// With more cases than this their shares of every rank are left out: a
  /// table of a row and a column a case that nobody reads.
  private static let shareLimit = 300

  private func unscored(_ draws: RankDraws, _ summary: CaseDraws?) -> Double {
    let count = draws.count
    guard count > 0, let summary else { return 0 }
    return Double(count - summary.rated) / Double(count)
  }

  private func caseRemarks(_ row: Int, _ frame: CaseFrame) -> [String] {
    var remarks: [String] = []
    var missing: [String] = []
    for position in frame.remarked {
      if frame.raw[position][row].isNaN {
        missing.append(
          "missing-indicator:\(frame.columns.indicators[position])")
      } else if frame.hasEvaluators[position],
        frame.columns.bases[position][row] == 1
      {
        remarks = ["single-evaluator"]
      }
    }
    let changes =
      prepared.changes.byCase.isEmpty
      ? [] : prepared.changes.remarks(of: row, tree: tree)
    return remarks + missing + changes
  }

  private func hit(
    _ entry: GateTable.Entry, _ row: Int, band: Int?,
    among hits: [GateTable.Entry]
  ) -> CaseResult.GateHit {
    let limited = GateTable.limit(band, by: hits)
    let isDecisive =
      if let band, let limited, let cap = entry.cap {
        limited > band && cap == limited
      } else { false }
    let indicator = tree.indicators[entry.indicator]
    let value = GateTable.left(
      entry, row: row, raw: prepared.measured, scores: outcome.scores)
    let effect =
      switch entry.gate.effect {
      case .cap(let band): "cap:\(band)"
      case .fail: "fail"
      }
    return CaseResult.GateHit(
      indicator: indicator.id, rule: entry.gate.text, effect: effect,
      sentence: GateWords(cases: prepared.directory.table, bands: bands)
        .hit(entry.gate, of: indicator.name, value: value),
      isDecisive: isDecisive)
  }

  // MARK: - Evaluators

  private var raters: [RaterResult] {
    let names = prepared.evaluators.names
    var counts = [Int](repeating: 0, count: names.count)
    var dropped = counts
    var severitySums = [Double](repeating: 0, count: names.count)
    var severityCounts = counts
    // Memberships behind the indicators hold the same scores once more.
    let own = prepared.leaves.prefix(tree.indicators.count)
    let leaves = own.flatMap { leaf -> [RaterLeaf] in
      guard case .raters(let groups)? = leaf?.variation else { return [] }
      return groups.parts.map(\.leaf)
    }
    for leaf in leaves {
      let perRater = leaf.scores.scoresPerRater
      let drops = leaf.dropped()
      for rater in names.indices {
        counts[rater] += perRater[rater]
        dropped[rater] += drops[rater]
      }
      guard let severities = leaf.severities() else { continue }
      for rater in names.indices where !severities[rater].isNaN {
        severitySums[rater] += Double(perRater[rater]) * severities[rater]
        severityCounts[rater] += perRater[rater]
      }
    }
    return names.indices.map { rater in
      RaterResult(
        id: names[rater], scores: counts[rater],
        severity: severityCounts[rater] > 0
          ? severitySums[rater] / Double(severityCounts[rater]) : nil,
        dropped: dropped[rater],
        excluded: prepared.evaluators.excluded[rater])
    }
  }

  // MARK: - Uncertainty

  var uncertainty: UncertaintyResult? {
    guard let draws, let options = analysis.options.uncertainty else {
      return nil
    }
    let level = analysis.options.level
    var rated = 0
    var widest = 0.0
    for row in outcome.totals.indices where !outcome.totals[row].isNaN {
      rated += 1
      if let interval = summaries[row].rankInterval {
        widest = max(widest, interval.upper - interval.lower + 1)
      }
    }
    return UncertaintyResult(
      draws: draws.count, seed: options.seed, level: level, varied: varied,
      supportsRanking: rated > 1 && 2 * widest <= Double(rated))
  }

  // MARK: - Estimates and remarks

  /// The scores of all cases and then their ranks, in the order of the ranks.
  func estimates(of result: EvaluationResult) -> [Estimate] {
    let isPoints = analysis.options.score.scale.isPoints
    let (name, label) = (tree.root.id, tree.root.name)
    let caseKey = analysis.inputs.caseKey
    // The rows behind a score are those of evaluators and of ratings.
    let counted = tree.indicators.indices.filter {
      [.evaluators, .satisfaction].contains(tree.indicators[$0].source)
    }
    let remarks = ["no-standard-error"]
    let count = result.cases.count
    var scores: [Estimate] = []
    scores.reserveCapacity(2 * count)
    for position in result.cases.indices {
      let values = result.cases[position].values
      let base = counted.reduce(0) { $0 + (values[$1].base ?? 0) }
      let isRated = result.cases[position].score != nil
      scores.append(
        Estimate(
          variable: name, label: label,
          group: [
            GroupTerm(
              variable: caseKey, value: result.cases[position].id,
              label: result.cases[position].title)
          ],
          statistic: "score", unit: isPoints ? .index : .value,
          value: result.cases[position].score,
          interval: result.cases[position].scoreInterval, base: base,
          weightedBase: Double(base),
          remarks: (isRated ? remarks : ["not-rated"])
            + (result.cases[position].gates.isEmpty ? [] : ["gate"])))
    }
    for position in 0..<count {
      var rank = scores[position]
      rank.statistic = "rank"
      rank.unit = .total
      rank.value = result.cases[position].rank.map(Double.init)
      rank.interval = result.cases[position].rankInterval
      scores.append(rank)
    }
    return scores
  }

  /// A share of draws with one decimal, never 0 for one that occurred.
  private func percent(_ share: Double) -> String {
    share < 0.001
      ? "less than 0.1%" : plainText((share * 1000).rounded() / 10) + "%"
  }

  /// What the reader of the result should know.
  func remarks(on result: EvaluationResult) -> [Diagnostic] {
    var found: [Diagnostic] = []
    // By position: copies of a hundred thousand cases take their time.
    let cases = result.cases
    let unrated = cases.indices.filter { cases[$0].score == nil }
    if !unrated.isEmpty {
      let ids = unrated.prefix(10).map { cases[$0].id }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .unratedCases, .warning,
          "\(unrated.count) of \(counted(result.cases.count, "case")) "
            + (unrated.count == 1 ? "is" : "are") + " not rated: "
            + ids + (unrated.count > 10 ? ", …" : ""),
          zh: "\(result.cases.count)个对象中有\(unrated.count)个未评级：" + ids
            + (unrated.count > 10 ? "等" : "")))
    }
    let partly = cases.indices.filter { cases[$0].unscoredShare > 0 }
    if !partly.isEmpty {
      found.append(
        Diagnostic(
          .unscoredDraws, .warning,
          "some draws leave \(partly.count) of \(result.cases.count) cases"
            + " without a score",
          zh: "部分模拟中，\(result.cases.count)个对象有\(partly.count)个没有得分",
          notes: partly.map { position in
            let found = cases[position]
            return "'\(found.id)': \(percent(found.unscoredShare)) of the draws"
              + (found.remarks.isEmpty
                ? "" : " (\(found.remarks.joined(separator: ", ")))")
          },
          help: "its shares of ranks and bands are of the other draws; let"
            + " more evaluators score these cases"))
    }
    if let uncertainty = result.uncertainty, !uncertainty.supportsRanking,
      result.cases.count > 1
    {
      found.append(
        Diagnostic(
          .unsupportedRanking, .warning,
          "the widest interval of a rank covers more than half of the cases, "
            + "so a list of ranks would mislead",
          zh: "名次区间最宽者超过全部对象的一半，公布名次会误导",
          help: "publish scores with intervals, or bands"))
    }
    return found
  }
}

extension EvaluationPreparation {
  /// For each evaluator whether any score is used.
  var activeRaters: [Bool] {
    var active = [Bool](repeating: false, count: evaluators.names.count)
    for scores in evaluators.scores.values {
      for entry in scores.entries { active[entry.rater] = true }
    }
    return active
  }
}
