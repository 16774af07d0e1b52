/// The way from raw values of leaves to scores of cases, walked once for the
/// result and once for every draw.
struct EvaluationChain {
  /// What one walk found.
  struct Outcome {
    /// For each indicator the scores of the cases, not-a-number where
    /// missing.
    var scores: [[Double]]
    /// The score of each case; not-a-number when it is not rated.
    var totals: [Double]
    /// The share of the weights for which each case has values.
    var coverage: [Double]
    /// The closeness of each case; empty without TOPSIS.
    var closeness: [Double]
  }

  let tree: IndicatorTree
  let leaves: [Int]
  let score: EvaluationOptions.Score
  let minimumCoverage: Double
  let caseCount: Int
  let doubt = DoubtMemory()

  init(tree: IndicatorTree, options: EvaluationOptions, caseCount: Int) {
    self.tree = tree
    leaves = tree.leaves
    score = options.score
    minimumCoverage = options.minimumCoverage
    self.caseCount = caseCount
  }

  /// The scores of one leaf on 0 to 100.
  func leafScores(_ leaf: Int, _ raw: [Double]) -> NormalisedColumn {
    tree.indicators[leaf].normalisation.scores(
      raw, isBenefit: tree.indicators[leaf].isBenefit)
  }

  /// Puts scores of leaves together.
  ///
  /// - Parameters:
  ///   - raw: Raw values by indicator; only those of leaves are read.
  ///   - leafScores: Scores by indicator; only those of leaves are read.
  ///   - weights: Local weights by indicator.
  func evaluate(
    raw: [[Double]], leafScores: [[Double]], weights: [Double]
  ) -> Outcome {
    var scores = leafScores
    var covered = [[Double]](repeating: [], count: scores.count)
    var failed = [Bool](repeating: false, count: caseCount)
    var childScores: [Double] = []
    var childWeights: [Double] = []
    // Children come after their parents, so the tree is walked from its end.
    for position in tree.indicators.indices.reversed() {
      let indicator = tree.indicators[position]
      let children = tree.children[position]
      if children.isEmpty {
        covered[position] = scores[position].map { $0.isNaN ? 0 : 1 }
      } else {
        scores[position] = [Double](repeating: .nan, count: caseCount)
        covered[position] = [Double](repeating: 0, count: caseCount)
        childWeights.removeAll(keepingCapacity: true)
        for child in children { childWeights.append(weights[child]) }
        let sum = childWeights.reduce(0, +)
        let isRoot = position == 0
        let threshold =
          indicator.minimumCoverage ?? (isRoot ? minimumCoverage : 0)
        for row in 0..<caseCount {
          childScores.removeAll(keepingCapacity: true)
          var coverage = 0.0
          for child in children {
            childScores.append(scores[child][row])
            coverage += weights[child] * covered[child][row]
          }
          coverage /= sum
          if let value = indicator.aggregate(
            childScores, weights: childWeights),
            isRoot || coverage >= threshold - 1e-9
          {
            scores[position][row] = value
            covered[position][row] = coverage
          } else if isRoot {
            covered[position][row] = coverage
          }
          if isRoot, coverage < threshold - 1e-9 {
            scores[position][row] = .nan
          }
        }
      }
      apply(
        indicator.missingRule, position, &scores, &covered, &failed,
        isRoot: position == 0 && !children.isEmpty)
    }
    var totals = scores[0]
    for row in 0..<caseCount where failed[row] { totals[row] = .nan }
    var closeness: [Double] = []
    if case .topsis(let normalisation) = score {
      closeness = self.closeness(normalisation, raw, scores, weights)
      for row in 0..<caseCount {
        if totals[row].isNaN {
          closeness[row] = .nan
        } else {
          // All cases are equal: the middle, so that they tie.
          if closeness[row].isNaN { closeness[row] = 0.5 }
          totals[row] = 100 * closeness[row]
        }
      }
      scores[0] = totals
    }
    if case .benefitOfTheDoubt(let options) = score {
      let found = doubt.scores(leaves.map { leafScores[$0] }, options)
      for row in 0..<caseCount where !totals[row].isNaN {
        totals[row] = 100 * found.scores[row]
      }
      scores[0] = totals
    }
    return Outcome(
      scores: scores, totals: totals, coverage: covered[0],
      closeness: closeness)
  }

  private func apply(
    _ rule: Indicator.MissingRule, _ position: Int,
    _ scores: inout [[Double]], _ covered: inout [[Double]],
    _ failed: inout [Bool], isRoot: Bool
  ) {
    switch rule {
    case .renormalise: return
    case .zero:
      if isRoot { return }
      for row in 0..<caseCount where scores[position][row].isNaN {
        scores[position][row] = 0
        covered[position][row] = 1
      }
    case .fail:
      for row in 0..<caseCount where scores[position][row].isNaN {
        failed[row] = true
      }
    }
  }

  private func closeness(
    _ normalisation: TOPSISNormalisation, _ raw: [[Double]],
    _ scores: [[Double]], _ weights: [Double]
  ) -> [Double] {
    let global = tree.globalWeights(of: weights)
    let usesScores = normalisation == .goalposts
    return TOPSIS(
      leaves.map { usesScores ? scores[$0] : raw[$0] },
      isBenefit: leaves.map { usesScores || tree.indicators[$0].isBenefit },
      weights: leaves.map { global[$0] }, normalisation: normalisation
    ).closeness
  }
}
