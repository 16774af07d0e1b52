import LinearAlgebra

/// Solves the additive model again and again for different multiplicities of
/// the evaluators, as a bootstrap of evaluators needs.
struct SeveritySolver {
  /// Uncentred effects: a score is `caseValues[i] + raterValues[j]`.
  private(set) var caseValues: [Double]
  private(set) var raterValues: [Double]
  /// The mean of `raterValues`, each as often as it was drawn.
  private(set) var raterMean = 0.0

  private let caseCount: Int
  private let raterCount: Int
  private let eliminatesRaters: Bool
  /// Scores in the order of the eliminated facet: for each of its members the
  /// members of the other facet and the scores.
  private let starts: [Int]
  private let others: [Int32]
  private let values: [Double]
  private var system: SymmetricSystem

  init(_ scores: RaterScores) {
    caseCount = scores.caseCount
    raterCount = scores.raterCount
    let eliminatesRaters = scores.raterCount >= scores.caseCount
    self.eliminatesRaters = eliminatesRaters
    let outer = eliminatesRaters ? raterCount : caseCount
    var starts = [Int](repeating: 0, count: outer + 1)
    for entry in scores.entries {
      starts[(eliminatesRaters ? entry.rater : entry.caseIndex) + 1] += 1
    }
    for position in 0..<outer { starts[position + 1] += starts[position] }
    var next = starts
    var others = [Int32](repeating: 0, count: scores.entries.count)
    var values = [Double](repeating: 0, count: scores.entries.count)
    for entry in scores.entries {
      let member = eliminatesRaters ? entry.rater : entry.caseIndex
      others[next[member]] = Int32(
        eliminatesRaters ? entry.caseIndex : entry.rater)
      values[next[member]] = entry.score
      next[member] += 1
    }
    self.starts = starts
    self.others = others
    self.values = values
    system = SymmetricSystem(count: eliminatesRaters ? caseCount : raterCount)
    caseValues = [Double](repeating: .nan, count: caseCount)
    raterValues = [Double](repeating: .nan, count: raterCount)
  }

  /// Solves for evaluators that count `multiplicities` times, or once each.
  ///
  /// - Returns: Whether the model has a solution.
  mutating func solve(multiplicities: [Int32]? = nil) -> Bool {
    system.clear()
    let outer = starts.count - 1
    for member in 0..<outer {
      let range = starts[member]..<starts[member + 1]
      if range.isEmpty { continue }
      if eliminatesRaters {
        let weight = multiplicities.map { Double($0[member]) } ?? 1
        if weight == 0 { continue }
        addMember(range) { _ in weight }
      } else if let multiplicities {
        addMember(range) { Double(multiplicities[$0]) }
      } else {
        addMember(range) { _ in 1 }
      }
    }
    guard let inner = system.solve(grounding: true),
      isSolved(inner, multiplicities)
    else { return false }
    return true
  }

  /// Adds what one eliminated member contributes to the reduced equations.
  @inline(__always)
  private mutating func addMember(
    _ range: Range<Int>, weight: (Int) -> Double
  ) {
    var total = 0.0
    var sum = 0.0
    for position in range {
      let share = weight(Int(others[position]))
      total += share
      sum += share * values[position]
    }
    if total == 0 { return }
    let mean = sum / total
    for position in range {
      let row = Int(others[position])
      let share = weight(row)
      if share == 0 { continue }
      system.add(row, row, share)
      system.sizes[row] += share
      system.right[row] += share * (values[position] - mean)
      for second in range {
        let column = Int(others[second])
        if column <= row {
          system.add(row, column, -share * weight(column) / total)
        }
      }
    }
  }

  /// Finds the eliminated effects; `false` when nothing was scored.
  private mutating func isSolved(
    _ inner: [Double], _ multiplicities: [Int32]?
  ) -> Bool {
    func count(_ rater: Int) -> Double {
      multiplicities.map { Double($0[rater]) } ?? 1
    }
    for position in caseValues.indices { caseValues[position] = .nan }
    for position in raterValues.indices { raterValues[position] = .nan }
    for member in 0..<(starts.count - 1) {
      var total = 0.0
      var sum = 0.0
      for position in starts[member]..<starts[member + 1] {
        let other = Int(others[position])
        let share = count(eliminatesRaters ? member : other)
        if share == 0 { continue }
        total += share
        sum += share * (values[position] - inner[other])
        if eliminatesRaters {
          caseValues[other] = inner[other]
        } else {
          raterValues[other] = inner[other]
        }
      }
      if total == 0 { continue }
      if eliminatesRaters {
        raterValues[member] = sum / total
      } else {
        caseValues[member] = sum / total
      }
    }
    var total = 0.0
    var sum = 0.0
    for rater in 0..<raterCount where !raterValues[rater].isNaN {
      total += count(rater)
      sum += count(rater) * raterValues[rater]
    }
    raterMean = total > 0 ? sum / total : 0
    return total > 0
  }
}
