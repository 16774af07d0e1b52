/// The scores of one leaf by evaluators and the way they are combined, ready
/// to be combined again with other evaluators.
struct RaterLeaf {
  let scores: RaterScores
  let combination: RaterOptions.Combination
  let trim: Int
  let minimum: Int
  private var solver: SeveritySolver?
  /// Scores in the order of cases, rising within each case.
  private let starts: [Int]
  private let raters: [Int32]
  private let values: [Double]

  init(
    _ scores: RaterScores, combination: RaterOptions.Combination, trim: Int,
    minimum: Int
  ) {
    self.scores = scores
    self.combination = combination
    self.trim = trim
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
        result[row] = mean(row, multiplicities, dropping: 0)
      }
    case .trimmedMean:
      for row in 0..<scores.caseCount {
        result[row] = mean(row, multiplicities, dropping: trim)
      }
    case .severity:
      guard solver?.solve(multiplicities: multiplicities) == true,
        let solver
      else { return false }
      for row in 0..<scores.caseCount {
        result[row] = solver.caseValues[row] + solver.raterMean
      }
    }
    return true
  }

  /// How many scores of each evaluator a trimmed mean drops, each counting
  /// once. Of equal scores those of evaluators later in the list stay at the
  /// lower end, and of earlier ones at the upper end.
  func dropped() -> [Int] {
    var counts = [Int](repeating: 0, count: scores.raterCount)
    guard combination == .trimmedMean else { return counts }
    for row in 0..<scores.caseCount {
      let range = starts[row]..<starts[row + 1]
      guard range.count >= minimum, range.count > 2 * trim else { continue }
      for position in range.prefix(trim) { counts[Int(raters[position])] += 1 }
      for position in range.suffix(trim) { counts[Int(raters[position])] += 1 }
    }
    return counts
  }

  private func mean(
    _ row: Int, _ multiplicities: [Int32], dropping trim: Int
  ) -> Double {
    let range = starts[row]..<starts[row + 1]
    var total = 0
    for position in range {
      total += Int(multiplicities[Int(raters[position])])
    }
    if total == 0 { return .nan }
    let drops = total >= minimum && total > 2 * trim ? trim : 0
    let last = total - drops
    var seen = 0
    var sum = 0.0
    for position in range {
      let next = seen + Int(multiplicities[Int(raters[position])])
      let kept = min(next, last) - max(seen, drops)
      if kept > 0 { sum += Double(kept) * values[position] }
      seen = next
    }
    return sum / Double(last - drops)
  }
}
