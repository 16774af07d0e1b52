/// What all cases have in common, taken out of the tree once: there may be
/// many cases.
struct CaseFrame {
  let leaves: [Int]
  /// By indicator.
  let ids: [String]
  let isMeasured: [Bool]
  let hasEvaluators: [Bool]
  let bases: [[Int]]
  let raw: [[Double]]
  /// By leaf.
  let shares: [Double]
  let means: [Double]

  init(
    tree: IndicatorTree, prepared: EvaluationPreparation, global: [Double],
    means: [Double]
  ) {
    leaves = tree.leaves
    ids = tree.indicators.map(\.id)
    let measured = prepared.leaves.prefix(ids.count)
    isMeasured = measured.map { $0 != nil }
    hasEvaluators = tree.indicators.map { $0.source == .evaluators }
    bases = measured.map { $0?.bases ?? [] }
    raw = measured.map { $0?.raw ?? [] }
    shares = leaves.map { global[$0] }
    self.means = means
  }
}
