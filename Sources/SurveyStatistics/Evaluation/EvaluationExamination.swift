import Diagnostics
import SurveyData

/// What is asked about a finished evaluation: how certain its ranks are, what
/// other conventions would have said, and what would have to change.
struct EvaluationExamination {
  let analysis: EvaluationAnalysis
  let prepared: EvaluationPreparation
  let outcome: EvaluationChain.Outcome
  /// The local weights of the result.
  let weights: [Double]
  let draws: RankDraws?
  /// What the draws say, by case.
  let summaries: [CaseDraws]

  /// Adds tables and sentences to a result.
  ///
  /// - Returns: What the reader should know beside them.
  func complete(_ result: inout EvaluationResult) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let names = CaseNames(analysis, prepared, outcome)
    addNextBands(&result)
    if let draws {
      let page = CertaintyPage(
        draws: draws, summaries: summaries, names: names,
        level: analysis.options.level,
        bands: prepared.bands)
      result.tables += page.tables(result)
      result.findings += page.findings
    }
    if analysis.options.showsWhatIf {
      let whatIf = WhatIf(
        analysis: analysis, prepared: prepared, outcome: outcome,
        weights: weights, names: names)
      result.tables += whatIf.tables(result)
    }
    if let options = analysis.options.passport {
      let made = ConventionPassport(
        analysis, prepared, options: options, chosen: outcome.totals)
      let page = PassportPage(
        passport: made, names: names, showsRanks: result.supportsRanking)
      result.tables += page.tables
      result.findings += page.findings
      diagnostics += page.diagnostics
    }
    if let options = analysis.options.sensitivity {
      let audit = SensitivityAudit(
        analysis, prepared, options: options, chosen: outcome.totals)
      let page = SensitivityPage(audit: audit, names: names)
      result.tables += page.tables
      result.findings += page.findings
      diagnostics += page.diagnostics
    }
    if let picture = treePicture { result.tables.append(picture) }
    return diagnostics
  }

  private func addNextBands(_ result: inout EvaluationResult) {
    guard !prepared.bands.isEmpty else { return }
    let finder = NextBands(
      analysis: analysis, prepared: prepared, outcome: outcome,
      weights: weights)
    let rows = Dictionary(
      zip(prepared.directory.ids, prepared.directory.ids.indices),
      uniquingKeysWith: { first, _ in first })
    for index in result.cases.indices {
      guard let row = rows[result.cases[index].id] else { continue }
      result.cases[index].nextBand = finder.nextBand(row)
    }
  }

  /// The tree as a table and a picture, when it has nodes below the root.
  private var treePicture: StatisticsTable? {
    let tree = analysis.tree
    guard (tree.levels.max() ?? 0) > 1 else { return nil }
    let global = tree.globalWeights(of: weights)
    let words = RuleWords(tree: tree, weights: weights)
    return StatisticsTable(
      "indicator-tree",
      title: LocalizedText(zh: "指标树", en: "The tree of indicators"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: [
        StatisticsTable.Column(
          "parent", LocalizedText(zh: "上级指标", en: "Below"), .text),
        StatisticsTable.Column(
          "local_weight", LocalizedText(zh: "同级权重", en: "Weight"), .share),
        StatisticsTable.Column(
          "global_weight",
          LocalizedText(zh: "总权重", en: "Weight in the whole"), .share),
        StatisticsTable.Column(
          "rule", LocalizedText(zh: "换算或合成", en: "How it counts"), .text),
      ],
      rows: tree.indicators.indices.map { position in
        let indicator = tree.indicators[position]
        return StatisticsTable.Row(
          indicator.id, indicator.name,
          kind: position == 0 ? .overall : .detail,
          [
            indicator.parent.map { parent in
              StatisticsTable.Cell(
                tree.position(of: parent).map { tree.indicators[$0].name }
                  ?? LocalizedText(parent))
            } ?? .empty,
            StatisticsTable.Cell(weights[position]),
            StatisticsTable.Cell(global[position]),
            StatisticsTable.Cell(words.shortRule(position)),
          ])
      }, figure: .tree(parent: "parent", weight: "global_weight"),
      isSupplement: true)
  }
}

/// Cases in the order of their published ranks, with names for sentences.
struct CaseNames {
  /// The rows of rated cases, best first.
  let order: [Int]
  /// By row.
  let ids: [String]
  let titles: [LocalizedText?]
  let scores: [Double]
  let ranks: [Int?]

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    _ outcome: EvaluationChain.Outcome
  ) {
    let found = competitionRanks(outcome.totals)
    ids = prepared.directory.ids
    titles = prepared.directory.titles
    scores = outcome.totals
    ranks = found
    order = Array(
      rowsInOrder(ofRanks: found).prefix(found.count { $0 != nil }))
  }

  /// The label of the row of a case.
  func label(_ row: Int) -> LocalizedText { LocalizedText(ids[row]) }

  /// Names in a list: at most `limit`, then how many more.
  func list(_ rows: [Int], limit: Int = 8) -> LocalizedText {
    let shown = rows.prefix(limit).map { ids[$0] }
    let more = rows.count - shown.count
    return LocalizedText(
      zh: shown.joined(separator: "、") + (more > 0 ? "等 \(rows.count) 个" : ""),
      en: shown.joined(separator: ", ")
        + (more > 0 ? " and \(more) more" : ""))
  }
}
