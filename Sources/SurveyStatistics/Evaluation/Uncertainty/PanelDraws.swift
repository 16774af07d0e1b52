import Probability

/// Draws evaluators with replacement, the same for all indicators.
struct PanelDraws: Sendable {
  /// The leaves that evaluators score.
  let positions: [Int]
  private var leaves: [RaterGroups]
  private let active: [Int]
  private let stream: RandomStream
  private var counts: [Int32]

  /// Draws at most this many panels of evaluators before the draw keeps the
  /// panel as it is.
  private static let attempts = 50

  init(_ leaves: [LeafValues?], activeRaters: [Bool], seed: UInt64) {
    var positions: [Int] = []
    var found: [RaterGroups] = []
    for (position, leaf) in leaves.enumerated() {
      if case .raters(let raters)? = leaf?.variation {
        positions.append(position)
        found.append(raters)
      }
    }
    self.positions = positions
    self.leaves = found
    active = activeRaters.indices.filter { activeRaters[$0] }
    counts = [Int32](repeating: 0, count: activeRaters.count)
    stream = RandomStream(seed: seed, name: "evaluation/raters")
  }

  /// Draws a panel and combines its scores.
  ///
  /// - Returns: How often another panel had to be drawn because the one drawn
  ///   did not connect the cases.
  mutating func draw(_ number: Int, into raw: inout [[Double]]) -> Int {
    var stream = self.stream.draw(number)
    for attempt in 0...Self.attempts {
      let isLast = attempt == Self.attempts
      for rater in counts.indices { counts[rater] = isLast ? 1 : 0 }
      if !isLast {
        for _ in active { counts[active[stream.below(active.count)]] += 1 }
      }
      if combine(into: &raw) { return attempt }
    }
    return Self.attempts
  }

  /// Combines the scores of all evaluators but one.
  mutating func leaveOut(_ rater: Int, into raw: inout [[Double]]) -> Bool {
    for position in counts.indices { counts[position] = 1 }
    counts[rater] = 0
    return combine(into: &raw)
  }

  private mutating func combine(into raw: inout [[Double]]) -> Bool {
    for (index, position) in positions.enumerated() {
      guard leaves[index].combine(counts, into: &raw[position]) else {
        return false
      }
    }
    return true
  }
}
