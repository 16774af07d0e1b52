/// What the second phase drew, stage by stage: units within its strata, units
/// within those, and in the end rows.
///
/// A stage that took everything adds nothing, so that rows need no stage of
/// their own where whole clusters were drawn.
struct PhaseDraws: Sendable {
  /// Whether each row is in the second phase.
  let isSampled: [Bool]
  /// The stratum of each row.
  let strata: [Int32]
  /// The unit of each row that was drawn first; `nil` when every row is one.
  private(set) var units: [Int32]?
  /// The form of all stages.
  private(set) var form: PhaseForm
  /// What the weight of each row is multiplied with; 0 for rows that are not
  /// in the second phase.
  private(set) var expansion: [Double]
  /// A row whose parent at some stage has one sampled unit of several, which
  /// tells nothing of how units differ.
  private(set) var single: Int?
  /// A row of a unit that was drawn with the probability 1 is always in; this
  /// one is not.
  private(set) var impossible: Int?

  /// - Parameters:
  ///   - isSampled: Whether each row is in the second phase.
  ///   - strata: The stratum of each row, numbered densely; each has a
  ///     sampled row.
  ///   - clusters: The codes of each stage of clusters, with their number.
  ///   - probabilities: The probability with which the first unit of each row
  ///     was drawn, where units were drawn with unequal ones.
  ///   - isIndependent: Whether each unit was drawn on its own then.
  init(
    isSampled: [Bool], strata: [Int32],
    clusters: [(codes: [Int32], count: Int)], probabilities: [Double]?,
    isIndependent: Bool
  ) {
    self.isSampled = isSampled
    self.strata = strata
    let rowCount = isSampled.count
    expansion = isSampled.map { $0 ? 1 : 0 }
    var parents = strata
    var parentCount = Int((strata.max() ?? -1) + 1)
    var stages: PhaseForm?
    for index in 0...clusters.count {
      var unitCodes: [Int32]?
      var parentOfUnit = parents
      if index < clusters.count {
        let keys = DenseKeys(
          outer: parents, outerCount: parentCount,
          inner: clusters[index].codes, innerCount: clusters[index].count)
        (unitCodes, parentOfUnit) = (keys.codes, keys.outer)
      }
      var isDrawn = [Bool](repeating: false, count: parentOfUnit.count)
      for row in 0..<rowCount where isSampled[row] {
        isDrawn[unitCodes.map { Int($0[row]) } ?? row] = true
      }
      var all = [Double](repeating: 0, count: parentCount)
      var drawn = all
      for unit in isDrawn.indices {
        all[Int(parentOfUnit[unit])] += 1
        if isDrawn[unit] { drawn[Int(parentOfUnit[unit])] += 1 }
      }
      let fractions = zip(drawn, all).map { $1 > 0 ? $0 / $1 : 1 }
      let draw: PhaseDraw
      if index == 0, let probabilities {
        draw =
          isIndependent
          ? .independent(probabilities)
          : .overton(probabilities, sizes: drawn)
        for row in 0..<rowCount where isSampled[row] {
          expansion[row] /= probabilities[row]
        }
        impossible = (0..<rowCount).first { row in
          probabilities[row] == 1
            && !isDrawn[unitCodes.map { Int($0[row]) } ?? row]
        }
      } else {
        draw = .simple(fractions: fractions, sizes: drawn)
        for row in 0..<rowCount where isSampled[row] {
          expansion[row] /= fractions[Int(parents[row])]
        }
      }
      let needsTwo = index > 0 || probabilities == nil || !isIndependent
      if single == nil, needsTwo {
        single = (0..<rowCount).first { row in
          let parent = Int(parents[row])
          return isSampled[row] && drawn[parent] == 1 && all[parent] > 1
        }
      }
      let stage = PhaseForm(parents: parents, units: unitCodes, draw: draw)
      stages = stages?.followed(by: stage) ?? stage
      if index == 0 { units = unitCodes }
      if let unitCodes {
        (parents, parentCount) = (unitCodes, parentOfUnit.count)
      }
    }
    form =
      stages
      ?? PhaseForm(
        parents: strata, units: nil, draw: .independent(expansion))
  }

  /// The sampled rows by the rows of each stratum.
  var rowFractions: [Double] {
    let count = Int((strata.max() ?? -1) + 1)
    var all = [Double](repeating: 0, count: count)
    var sampled = all
    for row in strata.indices {
      all[Int(strata[row])] += 1
      if isSampled[row] { sampled[Int(strata[row])] += 1 }
    }
    return zip(sampled, all).map { $0 / $1 }
  }
}
