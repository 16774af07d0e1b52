/// The leaf of several groups of evaluators, such as deputies, experts and
/// the public: the scores of each group are combined by themselves, and the
/// groups count with their weights.
///
/// A group without a score of a case leaves its weight to the others there.
struct RaterGroups {
  /// The groups and their leaves; one with weight 1 when there are no groups.
  private(set) var parts: [(weight: Double, leaf: RaterLeaf)]
  private var scratch: [Double] = []

  /// One group of everybody.
  init(_ leaf: RaterLeaf) {
    parts = [(1, leaf)]
  }

  /// The same groups with the mean of another number in the place of each
  /// score.
  func means(of number: (Double) -> Double) -> RaterGroups {
    var result = self
    result.parts = parts.map { part in
      let scores = part.leaf.scores
      return (
        part.weight,
        RaterLeaf(
          RaterScores(
            caseCount: scores.caseCount, raterCount: scores.raterCount,
            entries: scores.entries.map {
              RaterScores.Entry(
                caseIndex: $0.caseIndex, rater: $0.rater,
                score: number($0.score))
            }), combination: .mean, trim: 0, minimum: 0)
      )
    }
    return result
  }

  /// Groups of evaluators.
  ///
  /// - Parameters:
  ///   - groups: The group of each evaluator, a position in `weights`, -1 for
  ///     one who is in none.
  ///   - weights: The weight of each group.
  init(
    _ scores: RaterScores, _ options: RaterOptions, groups: [Int],
    weights: [Double]
  ) {
    parts = weights.indices.compactMap { group in
      guard weights[group] > 0 else { return nil }
      let entries = scores.entries.filter { groups[$0.rater] == group }
      if entries.isEmpty { return nil }
      return (
        weights[group],
        RaterLeaf(
          RaterScores(
            caseCount: scores.caseCount, raterCount: scores.raterCount,
            entries: entries), options)
      )
    }
  }

  /// Combines the scores of evaluators that count `multiplicities` times.
  ///
  /// - Returns: `false` when severity has no solution for them.
  mutating func combine(
    _ multiplicities: [Int32], into result: inout [Double]
  ) -> Bool {
    if parts.count == 1 {
      return parts[0].leaf.combine(multiplicities, into: &result)
    }
    let count = result.count
    if scratch.count != count {
      scratch = [Double](repeating: .nan, count: count)
    }
    var sums = [Double](repeating: 0, count: count)
    var totals = sums
    for position in parts.indices {
      guard parts[position].leaf.combine(multiplicities, into: &scratch)
      else { return false }
      for row in 0..<count where !scratch[row].isNaN {
        sums[row] += parts[position].weight * scratch[row]
        totals[row] += parts[position].weight
      }
    }
    for row in 0..<count {
      result[row] = totals[row] > 0 ? sums[row] / totals[row] : .nan
    }
    return true
  }
}
