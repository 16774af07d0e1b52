/// Observed agreement and kappa of two ratings.
///
///     pₒ = Σ v(k,l)·p(k,l)    pₑ = Σ v(k,l)·p(k,·)·p(·,l)
///     κ = (pₒ − pₑ)/(1 − pₑ)
///
/// with weighted shares p and agreement weights v (Cohen 1960, 1968).
struct AgreementStatistics: WeightedStatistics {
  /// The ratings of each row; -1 in rows that do not count.
  let first: [Int32]
  let second: [Int32]
  let categoryCount: Int
  let agreement: KappaAnalysis.Agreement
  let isUsed: [Bool]

  init(
    first: [Int32], second: [Int32], categoryCount: Int,
    agreement: KappaAnalysis.Agreement
  ) {
    self.first = first
    self.second = second
    self.categoryCount = categoryCount
    self.agreement = agreement
    isUsed = zip(first, second).map { $0 >= 0 && $1 >= 0 }
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    guard let shares = shares(weights) else { return nil }
    let kappa = (shares.observed - shares.chance) / (1 - shares.chance)
    return kappa.isFinite ? [shares.observed, kappa] : nil
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let rows = first.count
    guard let shares = shares(weights) else {
      return [[Double]](
        repeating: [Double](repeating: .nan, count: rows), count: 2)
    }
    // What a rating by one adds to the agreement by chance with the other.
    let byFirst = (0..<categoryCount).map { one in
      (0..<categoryCount).reduce(0.0) {
        $0 + agreement.weight(one, $1, of: categoryCount) * shares.second[$1]
      }
    }
    let bySecond = (0..<categoryCount).map { other in
      (0..<categoryCount).reduce(0.0) {
        $0 + agreement.weight($1, other, of: categoryCount) * shares.first[$1]
      }
    }
    let rest = 1 - shares.chance
    var observed = [Double](repeating: 0, count: rows)
    var kappa = observed
    for row in 0..<rows where isUsed[row] {
      let (one, other) = (Int(first[row]), Int(second[row]))
      let agrees = agreement.weight(one, other, of: categoryCount)
      let ofObserved = (agrees - shares.observed) / shares.total
      let ofChance =
        (byFirst[one] + bySecond[other] - 2 * shares.chance) / shares.total
      observed[row] = ofObserved
      kappa[row] =
        (ofObserved * rest - (1 - shares.observed) * ofChance) / (rest * rest)
    }
    return [observed, kappa]
  }

  private struct Shares {
    var total: Double
    var observed: Double
    var chance: Double
    var first: [Double]
    var second: [Double]
  }

  private func shares(_ weights: [Double]) -> Shares? {
    var joint = [Double](repeating: 0, count: categoryCount * categoryCount)
    for row in first.indices where isUsed[row] {
      joint[Int(first[row]) * categoryCount + Int(second[row])] += weights[row]
    }
    let total = joint.reduce(0, +)
    guard total > 0 else { return nil }
    var shares = Shares(
      total: total, observed: 0, chance: 0,
      first: [Double](repeating: 0, count: categoryCount),
      second: [Double](repeating: 0, count: categoryCount))
    for one in 0..<categoryCount {
      for other in 0..<categoryCount {
        let share = joint[one * categoryCount + other] / total
        shares.first[one] += share
        shares.second[other] += share
        shares.observed +=
          share * agreement.weight(one, other, of: categoryCount)
      }
    }
    for one in 0..<categoryCount {
      for other in 0..<categoryCount {
        shares.chance +=
          shares.first[one] * shares.second[other]
          * agreement.weight(one, other, of: categoryCount)
      }
    }
    return shares
  }
}
