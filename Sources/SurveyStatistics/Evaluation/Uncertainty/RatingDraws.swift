import Probability

/// Draws ratings with replacement: within each case, or as the survey design
/// of the ratings says.
///
/// A case whose ratings all belong to one sampled unit says nothing about how
/// units differ, and all of them or none would be drawn; its ratings are
/// drawn within the case. So are those of a case none of whose units is in a
/// draw.
struct RatingDraws: Sendable {
  /// The leaves that ratings are behind.
  let positions: [Int]
  /// Row after row of the ratings, those of one case together.
  private let rows: [Int32]
  private let starts: [Int]
  private let values: [[Double]]
  private let weights: [Double]
  private let stream: RandomStream
  private let design: RatingDesign?
  private let designStream: RandomStream
  /// For each case whether its ratings belong to several units of the design.
  private let spansUnits: [Bool]
  private var sums: [Double]
  private var totals: [Double]
  private var factors: [Double] = []

  init(
    _ leaves: [LeafValues?], cases: [Int], weights: [Double], caseCount: Int,
    design: RatingDesign?, seed: UInt64
  ) {
    var values: [[Double]] = []
    var positions: [Int] = []
    for (position, leaf) in leaves.enumerated() {
      if case .ratings(let rows)? = leaf?.variation {
        positions.append(position)
        values.append(rows)
      }
    }
    self.positions = positions
    self.values = values
    var starts = [Int](repeating: 0, count: caseCount + 1)
    for position in cases where position >= 0 { starts[position + 1] += 1 }
    for position in 0..<caseCount { starts[position + 1] += starts[position] }
    var next = starts
    var rows = [Int32](repeating: 0, count: starts[caseCount])
    for (row, position) in cases.enumerated() where position >= 0 {
      rows[next[position]] = Int32(row)
      next[position] += 1
    }
    self.starts = starts
    self.rows = rows
    self.weights = weights
    if let design {
      spansUnits = (0..<caseCount).map { position in
        let range = starts[position]..<starts[position + 1]
        guard let first = range.first else { return false }
        let unit = design.unit(of: Int(rows[first]))
        return range.contains { design.unit(of: Int(rows[$0])) != unit }
      }
    } else {
      spansUnits = []
    }
    self.design = spansUnits.contains(true) ? design : nil
    designStream = RandomStream(seed: seed, name: "evaluation/ratings/design")
    sums = [Double](repeating: 0, count: positions.count)
    totals = sums
    stream = RandomStream(seed: seed, name: "evaluation/ratings")
  }

  /// Draws ratings and averages them.
  mutating func draw(_ number: Int, into raw: inout [[Double]]) {
    var stream = self.stream.draw(number)
    if let design {
      var designStream = designStream.draw(number)
      design.factors(&factors, from: &designStream)
    }
    for position in 0..<(starts.count - 1) {
      let range = starts[position]..<starts[position + 1]
      if range.isEmpty { continue }
      let isWeighed =
        spansUnits.isEmpty || !spansUnits[position]
        ? false : design.map { weigh(range, design: $0) } ?? false
      if !isWeighed {
        clear()
        for _ in range {
          let row = Int(rows[range.lowerBound + stream.below(range.count)])
          add(row, weights[row])
        }
      }
      for (leaf, indicator) in positions.enumerated() {
        raw[indicator][position] =
          totals[leaf] > 0 ? sums[leaf] / totals[leaf] : .nan
      }
    }
  }

  /// Adds all ratings of a case as often as their units count; `false` when
  /// none does.
  private mutating func weigh(
    _ range: Range<Int>, design: RatingDesign
  ) -> Bool {
    clear()
    var sum = 0.0
    for place in range {
      let row = Int(rows[place])
      let factor = factors[design.unit(of: row)]
      sum += weights[row] * factor
      add(row, weights[row] * factor)
    }
    return sum > 0
  }

  private mutating func clear() {
    for leaf in positions.indices {
      sums[leaf] = 0
      totals[leaf] = 0
    }
  }

  private mutating func add(_ row: Int, _ weight: Double) {
    for leaf in positions.indices {
      let value = values[leaf][row]
      if !value.isNaN {
        sums[leaf] += weight * value
        totals[leaf] += weight
      }
    }
  }
}
