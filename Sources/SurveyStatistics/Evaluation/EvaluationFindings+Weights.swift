import SurveyData

extension EvaluationFindings {
  /// One estimate a leaf with its share of the whole (statistic `weight`, the
  /// indicator as its group), in the order of the tree; none when no method
  /// computed the weights.
  var weightEstimates: [Estimate] {
    if !weights.areComputed { return [] }
    let tree = analysis.tree
    let global = tree.globalWeights(of: weights.local)
    return tree.leaves.map { leaf in
      let indicator = tree.indicators[leaf]
      let base = raw[leaf].count { !$0.isNaN }
      return Estimate(
        variable: tree.root.id, label: tree.root.name,
        group: [
          GroupTerm(
            variable: "indicator", value: indicator.id, label: indicator.name,
            variableLabel: LocalizedText(zh: "指标", en: "Indicator"))
        ],
        statistic: "weight", unit: .share, value: global[leaf], base: base,
        weightedBase: Double(base), remarks: ["no-standard-error"])
    }
  }
}
