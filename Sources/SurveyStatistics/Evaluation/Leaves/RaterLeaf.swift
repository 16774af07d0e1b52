/// The scores of one leaf by evaluators and the way they are combined, ready
/// to be combined again with other evaluators.
struct RaterLeaf {
  let scores: RaterScores
  let combination: RaterOptions.Combination
  let trim: Int
  let trimShare: Double?
  let minimum: Int
  private var solver: SeveritySolver?
  private var mixed: MixedSeveritySolver?
  /// The variance ratios of all evaluators, from which draws start.
  private var ratios: [Double]?
  /// Scores in the order of cases, rising within each case.
  private let starts: [Int]
  private let raters: [Int32]
  private let values: [Double]
  /// For scores per evaluator brought to a common mean and spread: each score
  /// in standard deviations from its evaluator's mean.
  private let standardised: [Double]

  init(
    _ scores: RaterScores, combination: RaterOptions.Combination, trim: Int,
    minimum: Int, trimShare: Double? = nil
  ) {
    self.scores = scores
    self.combination = combination
    self.trim = trim
    self.trimShare = trimShare
    self.minimum = minimum
    let sorted = scores.entries.sorted {
      ($0.caseIndex, $0.score, $0.rater) < ($1.caseIndex, $1.score, $1.rater)
    }
    var starts = [Int](repeating: 0, count: scores.caseCount + 1)
    for entry in sorted { starts[entry.caseIndex + 1] += 1 }
    for position in 0..<scores.caseCount {
      starts[position + 1] += starts[position]
    }
    self.starts = starts
    raters = sorted.map { Int32($0.rater) }
    values = sorted.map(\.score)
    solver = combination == .severity ? SeveritySolver(scores) : nil
    switch combination {
    case .severityREML:
      mixed = MixedSeveritySolver(scores, cases: .fixed)
    case .mixed:
      mixed = MixedSeveritySolver(scores, cases: .random)
    default: mixed = nil
    }
    standardised =
      combination == .zScore
      ? raterStandardScores(
        values, raters: raters.map(Int.init), count: scores.raterCount) : []
  }

  init(_ scores: RaterScores, _ options: RaterOptions) {
    self.init(
      scores, combination: options.combine, trim: options.trim,
      minimum: options.minimum, trimShare: options.trimShare)
  }

  /// Combines the scores of evaluators that count `multiplicities` times.
  ///
  /// - Returns: `false` when severity has no solution for them.
  mutating func combine(
    _ multiplicities: [Int32], into result: inout [Double]
  ) -> Bool {
    switch combination {
    case .mean:
      for row in 0..<scores.caseCount {
        result[row] = mean(row, multiplicities, isTrimmed: false)
      }
    case .trimmedMean:
      for row in 0..<scores.caseCount {
        result[row] = mean(row, multiplicities, isTrimmed: true)
      }
    case .median:
      for row in 0..<scores.caseCount {
        result[row] = median(row, multiplicities)
      }
    case .zScore: combineStandardised(multiplicities, into: &result)
    case .severity:
      guard solver?.solve(multiplicities: multiplicities) == true,
        let solver
      else { return false }
      for row in 0..<scores.caseCount {
        result[row] = solver.caseValues[row] + solver.raterMean
      }
    case .severityREML, .mixed:
      guard var mixed else { return false }
      if multiplicities.contains(where: { $0 != 1 }) {
        mixed.setMultiplicities(multiplicities)
      }
      // A draw needs no more digits than its score is read to.
      guard
        let fit = mixed.fit(
          start: ratios, tolerance: ratios == nil ? 1e-10 : 1e-6)
      else { return false }
      if ratios == nil {
        ratios = fit.ratios.map { min(1e4, max(1e-2, $0)) }
      }
      mixed.adjusted(fit, into: &result)
    }
    return true
  }

  /// How many points each evaluator gives above the others on the same cases,
  /// not-a-number without a score; `nil` when that is not estimated.
  func severities() -> [Double]? {
    switch combination {
    case .severity: SeverityModel(scores)?.raterEffects
    case .severityREML:
      MixedSeverity(scores, cases: .fixed)?.raterEffects
    case .mixed: MixedSeverity(scores, cases: .random)?.raterEffects
    default: nil
    }
  }

  /// How many scores of each evaluator a trimmed mean drops, each counting
  /// once. Of equal scores those of evaluators later in the list stay at the
  /// lower end, and of earlier ones at the upper end.
  func dropped() -> [Int] {
    var counts = [Int](repeating: 0, count: scores.raterCount)
    guard combination == .trimmedMean else { return counts }
    for row in 0..<scores.caseCount {
      let range = starts[row]..<starts[row + 1]
      let drops = drops(of: range.count)
      for position in range.prefix(drops) { counts[Int(raters[position])] += 1 }
      for position in range.suffix(drops) { counts[Int(raters[position])] += 1 }
    }
    return counts
  }

  /// How many of `count` scores are dropped at each end.
  private func drops(of count: Int) -> Int {
    if let trimShare {
      return min((count - 1) / 2, trimmedCount(count, share: trimShare))
    }
    return count >= minimum && count > 2 * trim ? trim : 0
  }

  private func total(_ row: Int, _ multiplicities: [Int32]) -> Int {
    var total = 0
    for position in starts[row]..<starts[row + 1] {
      total += Int(multiplicities[Int(raters[position])])
    }
    return total
  }

  private func mean(
    _ row: Int, _ multiplicities: [Int32], isTrimmed: Bool
  ) -> Double {
    let total = total(row, multiplicities)
    if total == 0 { return .nan }
    let drops = isTrimmed ? drops(of: total) : 0
    let last = total - drops
    var seen = 0
    var sum = 0.0
    for position in starts[row]..<starts[row + 1] {
      let next = seen + Int(multiplicities[Int(raters[position])])
      let kept = min(next, last) - max(seen, drops)
      if kept > 0 { sum += Double(kept) * values[position] }
      seen = next
    }
    return sum / Double(last - drops)
  }

  /// The middle score, or the mean of the two in the middle.
  private func median(_ row: Int, _ multiplicities: [Int32]) -> Double {
    let total = total(row, multiplicities)
    if total == 0 { return .nan }
    let (low, high) = ((total - 1) / 2, total / 2)
    var seen = 0
    var sum = 0.0
    for position in starts[row]..<starts[row + 1] {
      let next = seen + Int(multiplicities[Int(raters[position])])
      if seen <= low, low < next { sum += values[position] }
      if seen <= high, high < next { sum += values[position] }
      seen = next
    }
    return sum / 2
  }

  /// Means of scores that every evaluator has brought to the mean and the
  /// standard deviation of all scores.
  private func combineStandardised(
    _ multiplicities: [Int32], into result: inout [Double]
  ) {
    var total = 0.0
    var sum = 0.0
    for position in values.indices {
      let share = Double(multiplicities[Int(raters[position])])
      total += share
      sum += share * values[position]
    }
    let centre = sum / total
    var squares = 0.0
    for position in values.indices {
      let rest = values[position] - centre
      squares += Double(multiplicities[Int(raters[position])]) * rest * rest
    }
    let spread = total > 1 ? (squares / (total - 1)).squareRoot() : 0
    for row in 0..<scores.caseCount {
      var count = 0.0
      var sum = 0.0
      for position in starts[row]..<starts[row + 1] {
        let share = Double(multiplicities[Int(raters[position])])
        count += share
        sum += share * standardised[position]
      }
      result[row] = count > 0 ? centre + spread * sum / count : .nan
    }
  }
}

/// Each score in standard deviations (n − 1) from the mean of its evaluator.
///
/// An evaluator with one score, or with the same score for every case, says
/// nothing about the order of cases: those scores are 0, the middle.
func raterStandardScores(
  _ values: [Double], raters: [Int], count: Int
) -> [Double] {
  var counts = [Double](repeating: 0, count: count)
  var means = counts
  for (value, rater) in zip(values, raters) {
    counts[rater] += 1
    means[rater] += value
  }
  for rater in 0..<count where counts[rater] > 0 {
    means[rater] /= counts[rater]
  }
  var squares = [Double](repeating: 0, count: count)
  for (value, rater) in zip(values, raters) {
    squares[rater] += (value - means[rater]) * (value - means[rater])
  }
  return zip(values, raters).map { value, rater in
    let spread =
      counts[rater] > 1
      ? (squares[rater] / (counts[rater] - 1)).squareRoot() : 0
    let rest = value - means[rater]
    return spread > 1e-12 * abs(means[rater]) && spread > 0 ? rest / spread : 0
  }
}
