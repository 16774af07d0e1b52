import Diagnostics
import SurveyData

/// The local weights of a tree by the chosen method.
struct EvaluationWeights {
  /// One weight an indicator.
  let local: [Double]
  /// How each computed group came about, in the order of the tree.
  let results: [WeightingResult]
  /// What the reader should know.
  let diagnostics: [Diagnostic]
  /// The weights with what the method found, and further tables; empty for
  /// weights of the tree and equal ones.
  let tables: [StatisticsTable]
  /// Whether a method computed the weights, from judgements or from data.
  let areComputed: Bool

  private let source: WeightSource?
  private let tree: IndicatorTree
  private let leaves: [Int]
  private let isBenefit: [Bool]

  /// Makes the weights.
  ///
  /// - Parameters:
  ///   - judges: What judges said, where the method needs it.
  ///   - judgesOfSets: The same for single sets of combined weights.
  ///   - raw: Values by indicator; only those of leaves are read.
  init(
    tree: IndicatorTree, method: EvaluationOptions.Weighting, judges: Table?,
    judgesOfSets: [Int: Table] = [:], raw: [[Double]]
  ) throws(Diagnostic) {
    let maker = WeightMaker(
      tree: tree, raw: raw, judges: judges, judgesOfSets: judgesOfSets)
    let set = try maker.set(method)
    self.tree = tree
    leaves = tree.leaves
    isBenefit = leaves.map { tree.indicators[$0].isBenefit }
    local = set.local
    results = set.results
    diagnostics = set.diagnostics
    source = set.source
    switch method {
    case .direct, .equal:
      tables = []
      areComputed = false
    default:
      tables =
        [WeightTable(tree: tree, set: set, method: method).table] + set.tables
      if case .stated(.given) = method {
        areComputed = false
      } else {
        areComputed = true
      }
    }
  }

  /// Makes the weights of an evaluation as its options say.
  ///
  /// - Parameter raw: Values by indicator; only those of leaves are read.
  init(_ analysis: EvaluationAnalysis, raw: [[Double]]) throws(Diagnostic) {
    try self.init(
      tree: analysis.tree, method: analysis.options.weighting,
      judges: analysis.inputs.judges,
      judgesOfSets: analysis.inputs.judgesOfSets, raw: raw)
  }

  /// Whether new values give new weights.
  var dependOnData: Bool { source != nil }

  /// The local weights that other values of the leaves give, such as those of
  /// a draw.
  ///
  /// - Parameter raw: Values by indicator; only those of leaves are read.
  /// - Returns: `nil` when the weights do not depend on the data, and when
  ///   these values give none: then those of the data as they are hold.
  func recomputed(from raw: [[Double]]) -> [Double]? {
    guard let source,
      let shares = source.shares(
        leaves.map { raw[$0] }, isBenefit: isBenefit)
    else { return nil }
    return tree.localWeights(ofLeafShares: shares)
  }
}
