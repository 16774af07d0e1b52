import Probability
import SurveyData

/// One walk through the chain at a time with what a draw changes: evaluators,
/// ratings, weights. Copies are independent, one for each thread.
struct EvaluationSampler: Sendable {
  let chain: EvaluationChain
  /// The raw values of the last draw, by indicator.
  private(set) var raw: [[Double]]
  /// The scores of the cases in the last draw.
  private(set) var totals: [Double] = []
  /// The scores of all indicators in the last draw.
  private(set) var nodeScores: [[Double]]
  /// What is varied and can have an effect.
  let varied: [String]
  /// The number of draws of the weights in a file.
  let storedDraws: Int?

  /// Fills in and treats what a draw made anew.
  private let preparation: DataPreparation
  private let nominal: [Double]
  private var weights: [Double]
  private var leafScores: [[Double]]
  private let weightDraws: WeightDraws
  private var panel: PanelDraws
  private var sample: RatingDraws
  private let drawsPanels: Bool
  private let drawsRatings: Bool
  private let drawsWeights: Bool
  /// Gives the weights of a draw's values; `nil` when weights do not follow
  /// from values, or are not to.
  private let reweighting: EvaluationWeights?
  private let additive: AdditiveWalk?
  /// Whether all leaves have all values, where no draw changes that.
  private let isComplete: Bool?
  /// The score by TOPSIS, where only weights are drawn.
  private var topsis: TOPSISWalk?

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    weights: [Double], uncertainty: UncertaintyOptions
  ) {
    let tree = analysis.tree
    let leaves = prepared.leaves
    preparation = prepared.preparation
    let chain = EvaluationChain(
      tree: tree, options: analysis.options,
      caseCount: prepared.directory.count)
    self.chain = chain
    let raw = leaves.map { $0?.raw ?? [] }
    leafScores = raw.indices.map { leaf in
      leaves[leaf] == nil ? [] : chain.leafScores(leaf, raw[leaf]).scores
    }
    self.raw = raw
    nodeScores = leafScores
    nominal = weights
    self.weights = weights
    panel = PanelDraws(
      leaves, activeRaters: prepared.activeRaters, seed: uncertainty.seed)
    sample = RatingDraws(
      leaves, cases: prepared.ratingCases, weights: prepared.ratingWeights,
      caseCount: chain.caseCount, design: analysis.inputs.ratingDesign,
      seed: uncertainty.seed)
    let stored = analysis.inputs.weightDraws.map {
      tree.localWeights(ofLeaves: $0)
    }
    storedDraws = stored.isEmpty ? nil : stored.count
    weightDraws = WeightDraws(
      tree: tree, weights: weights, options: uncertainty, stored: stored)
    drawsWeights =
      analysis.options.score.usesWeights
      && (uncertainty.weights != .fixed || !stored.isEmpty)
    drawsPanels =
      uncertainty.resamplesRaters && prepared.activeRaters.contains(true)
    drawsRatings = uncertainty.resamplesRatings && !sample.positions.isEmpty
    let reweighs =
      uncertainty.reweighs && analysis.options.weighting.dependsOnData
      && stored.isEmpty && (drawsPanels || drawsRatings)
    reweighting = reweighs ? try? EvaluationWeights(analysis, raw: raw) : nil
    varied = [
      drawsWeights ? "weights" : nil, drawsPanels ? "raters" : nil,
      drawsRatings ? "ratings" : nil,
    ].compactMap { $0 }
    additive = AdditiveWalk(chain)
    let isFixed = !drawsPanels && !drawsRatings
    isComplete = isFixed ? additive?.isComplete(leafScores) : nil
    topsis =
      isComplete == true
      ? TOPSISWalk(chain, raw: raw, scores: leafScores) : nil
  }

  /// Makes one draw; `totals` holds what it gave.
  ///
  /// - Returns: How often evaluators had to be drawn again.
  mutating func draw(_ number: Int) -> Int {
    draw(
      panel: drawsPanels ? number : nil, ratings: drawsRatings ? number : nil,
      weights: drawsWeights ? number : nil)
  }

  /// Makes one draw with numbers of their own for evaluators, ratings and
  /// weights; `nil` leaves them as they are in the result.
  mutating func draw(
    panel panelDraw: Int?, ratings ratingDraw: Int?, weights weightDraw: Int?
  ) -> Int {
    var repeats = 0
    if let panelDraw, drawsPanels {
      repeats = panel.draw(panelDraw, into: &raw)
      preparation.apply(to: &raw, leaves: panel.positions)
      for leaf in panel.positions { renew(leaf) }
    }
    if let ratingDraw, drawsRatings {
      sample.draw(ratingDraw, into: &raw)
      preparation.apply(to: &raw, leaves: sample.positions)
      for leaf in sample.positions { renew(leaf) }
    }
    for position in weights.indices { weights[position] = nominal[position] }
    if panelDraw != nil || ratingDraw != nil,
      let found = reweighting?.recomputed(from: raw)
    {
      weights = found
    }
    if let weightDraw { weightDraws.fill(&weights, draw: weightDraw) }
    walk()
    return repeats
  }

  private mutating func renew(_ leaf: Int) {
    leafScores[leaf] = chain.leafScores(leaf, raw[leaf]).scores
  }

  private mutating func walk() {
    if let additive, isComplete ?? additive.isComplete(leafScores),
      walk(additive)
    {
      return
    }
    let outcome = chain.evaluate(
      raw: raw, leafScores: leafScores, weights: weights)
    totals = outcome.totals
    nodeScores = outcome.scores
  }

  /// Walks without new memory.
  ///
  /// - Returns: `false` when the whole chain is needed.
  private mutating func walk(_ additive: AdditiveWalk) -> Bool {
    if case .topsis = chain.score {
      guard topsis != nil else { return false }
      for leaf in chain.leaves { nodeScores[leaf] = leafScores[leaf] }
      additive.fill(&nodeScores, weights: weights, from: 1)
      guard additive.ratesAll(nodeScores, weights: weights) else {
        return false
      }
      topsis?.fill(&totals, weights: weights)
    } else {
      for leaf in chain.leaves { nodeScores[leaf] = leafScores[leaf] }
      additive.fill(&nodeScores, weights: weights)
      totals = nodeScores[0]
    }
    nodeScores[0] = totals
    return true
  }
}
