import SurveyData

extension EvaluationFindings {
  /// Says where raw values come from and which rules turn them into scores.
  func addOrigins(to result: inout EvaluationResult) {
    let tree = analysis.tree
    let rules = RuleWords(tree: tree, weights: weights.local)
    for position in tree.indicators.indices {
      let indicator = tree.indicators[position]
      guard tree.children[position].isEmpty else {
        result.indicators[position].rule = rules.rule(position)
        continue
      }
      // One conversion for all indicators is told by its name.
      if analysis.options.normalisation == nil
        || indicator.normalisation.hasOwnDirection
      {
        result.indicators[position].rule = rules.rule(position)
      }
      result.indicators[position].source = indicator.source?.rawValue
      result.indicators[position].rawFormula = indicator.formula?.text
    }
    result.isTreeScore = analysis.options.score == .weightedSum
    result.files.cases = prepared.directory.table.source.file
    result.files.scores = analysis.inputs.scores?.source.file
    result.files.ratings = analysis.inputs.ratings?.source.file
  }
}
