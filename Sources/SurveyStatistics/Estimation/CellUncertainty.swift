import LinearAlgebra

/// How uncertain the statistic of each cell is, before it is scaled.
struct CellUncertainty {
  /// The variance of the statistic times the square of what `per` said, or
  /// `nil` where it is not defined.
  var variance: [Double?]
  /// Clusters less strata with used rows, or what replicates have.
  var degreesOfFreedom: [Double]
  /// Whether the whole population was sampled.
  var isCensus: [Bool]
  /// Whether a stratum with a single cluster was met.
  var metSingleCluster: [Bool]
  /// Whether a replicate had no value.
  var lostReplicates: [Bool]
}

extension LinearEstimator {
  /// The uncertainty of a statistic in each cell, by whatever the design has
  /// to tell it: replicate weights, or the linearised values.
  ///
  /// - Parameters:
  ///   - weighted: wᵢ·zᵢ of each row, 0 where it is not used.
  ///   - isUsed: The rows that count.
  ///   - isCentred: Whether the linearised values of a cell add up to 0.
  ///   - scales: What the linearised values of each cell are divided by to
  ///     be those of the statistic.
  ///   - replicated: The statistic under each replicate, one list a cell.
  func uncertainty(
    _ weighted: [Double], _ isUsed: [Bool], _ grouping: Grouping,
    isCentred: Bool, per scales: [Double],
    replicated: (ReplicateWeights) -> [[Double]]
  ) -> CellUncertainty {
    let design = data.design
    if let replicates = design.replicates {
      return uncertainty(
        replicates, replicated(replicates), scales, isUsed, grouping)
    }
    if !design.isSummedByUnits {
      return uncertainty(
        cellByCell: weighted, isUsed, grouping, isCentred: isCentred)
    }
    let tree = grouping.tree
    let used = tree.usedPairs(isUsed: isUsed)
    let found = tree.variances(
      ofPairSums: tree.pairSums(weighted), used: used,
      policy: design.specification.singleCluster)
    let units = tree.usedUnits(used)
    return CellUncertainty(
      variance: units.indices.map { cell in
        // The linearised values of a mean or a ratio add up to 0. In a single
        // cluster that makes the variance between clusters 0 by construction;
        // R prints that, or what the later stages add, here it is not
        // defined. Clusters in several strata have a variance even when there
        // is one in each, because those without a row of the cell count as 0.
        let isKnown =
          !isCentred || units[cell].clusters > 1 || found.isCensus[cell]
        let value = found.values[cell]
        return isKnown && value.isFinite ? value : nil
      },
      degreesOfFreedom: units.map { Double($0.degreesOfFreedom) },
      isCensus: found.isCensus, metSingleCluster: found.metSingleCluster,
      lostReplicates: [Bool](repeating: false, count: units.count))
  }

  private func uncertainty(
    _ replicates: ReplicateWeights, _ drawn: [[Double]], _ scales: [Double],
    _ isUsed: [Bool], _ grouping: Grouping
  ) -> CellUncertainty {
    let freedom = replicates.freedom
    let rows = freedom.isFixed ? [] : grouping.rowsOfCells
    var result = CellUncertainty(
      variance: [], degreesOfFreedom: [], isCensus: [], metSingleCluster: [],
      lostReplicates: [])
    for cell in drawn.indices {
      // The estimate itself stands last.
      let values = drawn[cell].dropLast().map { $0.isFinite ? [$0] : nil }
      let estimate = drawn[cell].last ?? .nan
      let variance = replicates.covariance(values, around: [estimate])[0, 0]
      let scaled = variance * scales[cell] * scales[cell]
      result.variance.append(scaled.isFinite ? scaled : nil)
      result.degreesOfFreedom.append(
        freedom.isFixed
          ? freedom.whole
          : freedom.degrees(ofRows: rows[cell].lazy.filter { isUsed[$0] }))
      result.isCensus.append(false)
      result.metSingleCluster.append(false)
      result.lostReplicates.append(
        values.contains { $0 == nil } && estimate.isFinite)
    }
    return result
  }

  /// Calibrated weights let rows outside of a cell count for it, and unequal
  /// probabilities need every pair of units, so that each cell is taken as a
  /// statistic of all rows.
  private func uncertainty(
    cellByCell weighted: [Double], _ isUsed: [Bool], _ grouping: Grouping,
    isCentred: Bool
  ) -> CellUncertainty {
    let design = data.design
    let rows = grouping.rowsOfCells
    let units = grouping.tree.usedUnits(
      grouping.tree.usedPairs(isUsed: isUsed))
    let found = RowBlocks.map(grouping.cellCount, threads: nil) { cell in
      var influence = [Double](repeating: 0, count: weighted.count)
      var used = [Bool](repeating: false, count: weighted.count)
      for row in rows[cell] where isUsed[row] {
        influence[row] = weighted[row] / design.weights[row]
        used[row] = true
      }
      return design.covariance(ofInfluences: [influence], isUsed: used)
    }
    return CellUncertainty(
      variance: found.indices.map { cell in
        let variance = found[cell].matrix[0, 0]
        let isKnown =
          !isCentred || units[cell].clusters > 1
          || found[cell].remarks.contains("census")
        return isKnown && variance.isFinite && variance >= 0 ? variance : nil
      },
      degreesOfFreedom: found.map(\.degreesOfFreedom),
      isCensus: found.map { $0.remarks.contains("census") },
      metSingleCluster: found.map { $0.remarks.contains("single-cluster") },
      lostReplicates: [Bool](repeating: false, count: found.count))
  }
}
