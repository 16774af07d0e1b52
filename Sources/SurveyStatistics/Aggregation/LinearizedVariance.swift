/// The variance of a sum over the sample, for each cell.
struct CellVariances {
  /// The variances; not-a-number where a stratum's single cluster leaves
  /// them undefined.
  var values: [Double]
  /// Whether a stratum with a single cluster was met.
  var metSingleCluster: [Bool]
  /// Whether every unit of the population was sampled at every stage, so
  /// that nothing was left to chance.
  var isCensus: [Bool]
}

extension CellTree {
  /// The variance of Σᵢ zᵢ, estimated from the sums of each sampled unit.
  ///
  /// With z the weighted linearised values of a statistic this is its
  /// variance (Binder 1983). For a parent (a stratum, or later a unit of the
  /// stage before) with n sampled units, sums Sᵢ and sampled fraction f:
  ///
  ///     g · (1 − f) · n/(n − 1) · Σᵢ (Sᵢ − S̄)²
  ///
  /// and g is the product of the fractions of the earlier stages (Särndal,
  /// Swensson, Wretman 1992, result 4.3.1). Units without rows of the cell
  /// have the sum 0 and count in n.
  ///
  /// Edge cases:
  ///
  /// - A parent sampled completely (1 − f < 1e-7) adds nothing.
  /// - A parent without a used row adds nothing and is not counted, whatever
  ///   `policy` says; so rows with a missing value are as good as absent.
  /// - A parent with one unit follows `policy`. Under `centre` the deviation
  ///   is taken from the mean sum of all units of the stage. R's `adjust`
  ///   takes it from 0, which is the same for means, shares and ratios,
  ///   whose linearised values add up to 0, but not for totals; what R's
  ///   manual describes, "centred at the sample grand mean", is ours.
  ///
  /// Checked against R survey 4.1-1 in `Tests/References/survey`.
  ///
  /// - Parameters:
  ///   - sums: Σz of each finest pair.
  ///   - used: What `usedPairs` found.
  ///   - policy: What strata with one cluster add.
  func variances(
    ofPairSums sums: [Double], used: [[Bool]], policy: SingleClusterPolicy
  ) -> CellVariances {
    var result = CellVariances(
      values: [Double](repeating: 0, count: cellCount),
      metSingleCluster: [Bool](repeating: false, count: cellCount),
      isCensus: [Bool](repeating: true, count: cellCount))
    var children = sums
    for (level, used) in zip(levels, used.dropFirst()) {
      children = add(level, children, used, policy, to: &result)
    }
    return result
  }

  /// Adds what one stage contributes and returns the sums of its parents.
  private func add(
    _ level: Level, _ children: [Double], _ used: [Bool],
    _ policy: SingleClusterPolicy, to result: inout CellVariances
  ) -> [Double] {
    let stage = level.stage
    let parentCount = level.parent.count
    var sums = [CompensatedSum](repeating: .init(), count: parentCount)
    for pair in children.indices {
      let parent = Int(level.parentPair[pair])
      if parent >= 0 { sums[parent].add(children[pair]) }
    }
    var means = sums.map(\.value)
    var squares = [CompensatedSum](repeating: .init(), count: parentCount)
    for parent in means.indices {
      let sampled = stage.sampled[Int(level.parent[parent])]
      means[parent] /= Double(sampled)
      let absent = sampled - Int(level.childCount[parent])
      squares[parent].add(Double(absent) * means[parent] * means[parent])
    }
    for pair in children.indices {
      let parent = Int(level.parentPair[pair])
      if parent < 0 { continue }
      let deviation = children[pair] - means[parent]
      squares[parent].add(deviation * deviation)
    }
    let totals = sums.map(\.value)
    addContributions(
      level, totals, squares.map(\.value), used, policy, to: &result)
    return totals
  }

  private func addContributions(
    _ level: Level, _ sums: [Double], _ squares: [Double], _ used: [Bool],
    _ policy: SingleClusterPolicy, to result: inout CellVariances
  ) {
    let stage = level.stage
    var totals = [Double](repeating: 0, count: cellCount)
    var grandSums = totals
    var known = [Int](repeating: 0, count: cellCount)
    var single = known
    for pair in sums.indices { grandSums[Int(level.cell[pair])] += sums[pair] }
    for pair in sums.indices where used[pair] {
      let (parent, cell) = (Int(level.parent[pair]), Int(level.cell[pair]))
      let sampled = Double(stage.sampled[parent])
      if stage.isComplete(parent) {
        known[cell] += 1
        continue
      }
      result.isCensus[cell] = false
      let scale = stage.outerFraction[parent] * (1 - stage.fraction[parent])
      if stage.sampled[parent] > 1 {
        known[cell] += 1
        totals[cell] += scale * sampled / (sampled - 1) * squares[pair]
        continue
      }
      result.metSingleCluster[cell] = true
      switch policy {
      case .fail, .collapse: totals[cell] = .nan
      case .remove, .certainty: known[cell] += 1
      case .centre:
        known[cell] += 1
        let mean = grandSums[cell] / Double(stage.unitCount)
        totals[cell] += scale * (sums[pair] - mean) * (sums[pair] - mean)
      case .average: single[cell] += 1
      }
    }
    for cell in totals.indices {
      if single[cell] > 0 {
        let all = Double(known[cell] + single[cell])
        totals[cell] *= known[cell] > 0 ? all / Double(known[cell]) : .nan
      }
      result.values[cell] += totals[cell]
    }
  }
}
