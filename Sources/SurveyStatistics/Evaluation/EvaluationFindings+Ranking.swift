import Diagnostics
import SurveyData

extension EvaluationFindings {
  /// What the method of the score found on its way, the methods side by side
  /// and the coupling of parts.
  func rankingReport(
    _ chain: EvaluationChain, leafScores: [[Double]]
  ) throws(Diagnostic) -> RankingReport {
    let options = analysis.options
    var report = RankingReport()
    let names = rankingNames
    let input = chain.input(
      raw: raw, scores: outcome.scores, weights: weights.local,
      totals: outcome.totals)
    if let ranking = options.score.ranking {
      report = ranking.report(on: input, names: names)
    }
    if !options.compare.isEmpty {
      var methods = options.compare
      if !methods.contains(where: { $0.name == options.score.name }) {
        methods.insert(options.score, at: 0)
      }
      var scores: [[Double]] = []
      for position in methods.indices {
        if methods[position].name == options.score.name {
          methods[position] = options.score
        }
        var other = chain
        other.score = methods[position]
        scores.append(
          other.evaluate(
            raw: raw, leafScores: leafScores, weights: weights.local
          ).totals)
      }
      report.tables += MethodComparison.tables(
        methods, scores: scores, names: names,
        showsRanks: uncertainty?.supportsRanking ?? true)
    }
    if let coupling = options.coupling {
      report.tables.append(try coupling.table(on: input, names: names))
    }
    if outcome.totals.count > Self.largestTable {
      for index in report.tables.indices { shorten(&report.tables[index]) }
    }
    return report
  }

  /// With more cases than this, tables show the first ones only: the scores
  /// and ranks of all cases stand in the result.
  private static let largestTable = 10_000
  private static let shownCases = 1000

  private func shorten(_ table: inout StatisticsTable) {
    table.rows = Array(table.rows.prefix(Self.shownCases))
    guard table.rows.count == Self.shownCases else { return }
    table.notes.append(
      LocalizedText(
        zh: "对象多于 \(Self.largestTable) 个，表中只列前 \(Self.shownCases) 行。",
        en: "With more than \(Self.largestTable) cases the table shows the "
          + "first \(Self.shownCases) rows."))
  }

  /// The names of rated cases in the order of the ranks, the others last.
  private var rankingNames: RankingNames {
    let ranks = competitionRanks(outcome.totals)
    let ids = prepared.directory.ids
    let titles = prepared.directory.titles
    let order = rowsInOrder(ofRanks: ranks)
    return RankingNames(
      ids: ids,
      caseName: { row in
        guard let title = titles[row] else { return LocalizedText(ids[row]) }
        return LocalizedText(
          zh: "\(ids[row]) \(title[.chinese])",
          en: "\(ids[row]) \(title[.english])")
      },
      leaves: analysis.tree.leaves.map {
        (analysis.tree.indicators[$0].id, analysis.tree.indicators[$0].name)
      },
      order: order.count > Self.largestTable
        ? Array(order.prefix(Self.shownCases)) : order)
  }
}
