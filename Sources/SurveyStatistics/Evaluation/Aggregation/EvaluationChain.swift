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
  /// How leaves become the score of a case.
  var score: EvaluationOptions.Score {
    didSet { ranking = score.ranking }
  }
  let normalisation: ColumnNormalisation?
  let minimumCoverage: Double
  let caseCount: Int
  private var ranking: (any CaseRanking)?

  init(tree: IndicatorTree, options: EvaluationOptions, caseCount: Int) {
    self.tree = tree
    leaves = tree.leaves
    score = options.score
    ranking = options.score.ranking
    normalisation = options.normalisation
    minimumCoverage = options.minimumCoverage
    self.caseCount = caseCount
  }

  /// The scores of one leaf on 0 to 100. Columns behind the indicators stay
  /// as they are.
  func leafScores(_ leaf: Int, _ raw: [Double]) -> NormalisedColumn {
    guard leaf < tree.indicators.count else {
      return NormalisedColumn(scores: raw)
    }
    let indicator = tree.indicators[leaf]
    if let normalisation, !indicator.normalisation.hasOwnDirection {
      return normalisation.leafScores(raw, isBenefit: indicator.isBenefit)
    }
    return indicator.normalisation.scores(raw, isBenefit: indicator.isBenefit)
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
    // Children come after their parents, so the tree is walked from its end.
    for position in tree.indicators.indices.reversed() {
      let indicator = tree.indicators[position]
      let children = tree.children[position]
      if children.isEmpty {
        covered[position] = scores[position].map { $0.isNaN ? 0 : 1 }
      } else {
        let sum = children.reduce(0) { $0 + weights[$1] }
        var coverage = [Double](repeating: 0, count: caseCount)
        for child in children {
          let (weight, column) = (weights[child], covered[child])
          for row in 0..<caseCount { coverage[row] += weight * column[row] }
        }
        var values = aggregate(position, scores, weights)
        let isRoot = position == 0
        let threshold =
          (indicator.minimumCoverage ?? (isRoot ? minimumCoverage : 0)) - 1e-9
        for row in 0..<caseCount {
          coverage[row] /= sum
          if coverage[row] < threshold { values[row] = .nan }
          if values[row].isNaN, !isRoot { coverage[row] = 0 }
        }
        scores[position] = values
        covered[position] = coverage
      }
      apply(
        indicator.missingRule, position, &scores, &covered, &failed,
        isRoot: position == 0 && !children.isEmpty)
    }
    var totals = scores[0]
    for row in 0..<caseCount where failed[row] { totals[row] = .nan }
    var closeness: [Double] = []
    if let ranking {
      let found = ranking.scores(
        of: input(raw: raw, scores: scores, weights: weights, totals: totals))
      for row in 0..<caseCount where !totals[row].isNaN {
        totals[row] = found[row]
      }
      scores[0] = totals
      if case .topsis = score { closeness = totals.map { $0 / 100 } }
    }
    return Outcome(
      scores: scores, totals: totals, coverage: covered[0],
      closeness: closeness)
  }

  /// What a method that compares cases is given.
  func input(
    raw: [[Double]], scores: [[Double]], weights: [Double], totals: [Double]
  ) -> RankingInput {
    RankingInput(
      tree: tree, leaves: leaves, raw: raw, scores: scores, weights: weights,
      isRated: totals.map { !$0.isNaN })
  }

  /// The aggregate of the children of a node; not-a-number where they are all
  /// missing.
  private func aggregate(
    _ position: Int, _ scores: [[Double]], _ weights: [Double]
  ) -> [Double] {
    let (children, aggregate) = (
      tree.children[position], tree.indicators[position].aggregate
    )
    if case .arithmetic = aggregate { return means(children, scores, weights) }
    let childWeights = children.map { weights[$0] }
    var childScores = childWeights
    return (0..<caseCount).map { row in
      for (index, child) in children.enumerated() {
        childScores[index] = scores[child][row]
      }
      return aggregate(childScores, weights: childWeights) ?? .nan
    }
  }

  /// Weighted means, a column at a time.
  private func means(
    _ children: [Int], _ scores: [[Double]], _ weights: [Double]
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: caseCount)
    var totals = sums
    for child in children where weights[child] > 0 {
      let (weight, column) = (weights[child], scores[child])
      for row in 0..<caseCount where !column[row].isNaN {
        sums[row] += weight * column[row]
        totals[row] += weight
      }
    }
    for row in 0..<caseCount {
      sums[row] = totals[row] > 0 ? sums[row] / totals[row] : .nan
    }
    return sums
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
}
