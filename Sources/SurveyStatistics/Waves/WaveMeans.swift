/// The weighted means of one variable in several waves, as functions of the
/// weights: θ_t = Σ w·y / Σ w over the rows of wave t, with the influence
/// (y − θ_t)/Σw of a row of the wave and 0 of the others.
struct WaveMeans: WeightedStatistics {
  let values: [Double]
  /// The wave of each row, numbered from 0 without gaps; -1 where not used.
  let waves: [Int32]
  let count: Int

  var isUsed: [Bool] { waves.map { $0 >= 0 } }

  private func totals(
    _ weights: [Double]
  ) -> (weight: [Double], value: [Double]) {
    var weight = [CompensatedSum](repeating: CompensatedSum(), count: count)
    var value = weight
    for row in waves.indices where waves[row] >= 0 {
      let wave = Int(waves[row])
      weight[wave].add(weights[row])
      value[wave].add(weights[row] * values[row])
    }
    return (weight.map(\.value), value.map(\.value))
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    let sums = totals(weights)
    guard sums.weight.allSatisfy({ $0 > 0 }) else { return nil }
    return zip(sums.value, sums.weight).map { $0 / $1 }
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let sums = totals(weights)
    var result = [[Double]](
      repeating: [Double](repeating: 0, count: waves.count), count: count)
    for row in waves.indices where waves[row] >= 0 {
      let wave = Int(waves[row])
      result[wave][row] = (values[row] - estimates[wave]) / sums.weight[wave]
    }
    return result
  }
}

/// The first-stage clusters and strata that rows of several sets lie in.
struct UsedClusters {
  private let unitsOfSets: [[Bool]]
  private let stage: DesignStage
  /// What replicate weights have, with the units of each set.
  private let replicated: (freedom: ReplicateFreedom, units: [[UInt64]])?

  /// Finds the clusters of each set; rows with -1 are in none.
  init(_ design: SurveyDesign, sets: [Int32], count: Int) {
    stage = design.stages[0]
    replicated = design.replicates.map { replicates in
      let freedom = replicates.freedom
      var units = [[UInt64]](repeating: freedom.noUnits, count: count)
      for row in sets.indices where sets[row] >= 0 {
        freedom.add(row, to: &units[Int(sets[row])])
      }
      return (freedom, units)
    }
    var units = [[Bool]](
      repeating: [Bool](repeating: false, count: stage.unitCount),
      count: count)
    for row in sets.indices where sets[row] >= 0 && design.weights[row] > 0 {
      units[Int(sets[row])][stage.unit(of: row)] = true
    }
    unitsOfSets = units
  }

  /// Whether a mean over the rows of a set has a variance: the linearised
  /// values of one cluster add up to 0 by construction.
  func hasVariance(_ set: Int) -> Bool {
    replicated != nil || unitsOfSets[set].count { $0 } > 1
      || (0..<stage.parentCount).allSatisfy { stage.isComplete($0) }
  }

  /// Clusters less strata with rows of any of the sets; what replicate
  /// weights say where they give the variance.
  func degreesOfFreedom(_ sets: [Int]) -> Double {
    if let (freedom, units) = replicated {
      var joined = freedom.noUnits
      for set in sets {
        for word in joined.indices { joined[word] |= units[set][word] }
      }
      return freedom.degrees(ofUnits: joined)
    }
    var strata = [Bool](repeating: false, count: stage.parentCount)
    var clusters = 0
    for unit in 0..<stage.unitCount
    where sets.contains(where: { unitsOfSets[$0][unit] }) {
      clusters += 1
      strata[Int(stage.parentOfUnit[unit])] = true
    }
    return Double(clusters - strata.count { $0 })
  }
}
