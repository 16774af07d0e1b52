import Diagnostics
import LinearAlgebra

extension ReplicateMaker {
  /// One cluster is left out at a time and the others count n/(n − 1), with
  /// c = (1 − f)(n − 1)/n (Tukey 1958; Wolter 2007, chapter 4).
  ///
  /// The finite population correction of the first stage is kept, as in
  /// `as.svrepdesign(type = "JK1")` of R's survey package; svy leaves it out.
  ///
  /// Checked against R survey 4.1-1: `clus1.jk1` in
  /// `Tests/References/survey`.
  func deletingOneOfAll() throws(Diagnostic) -> Made {
    guard stage.parentCount < 2 else {
      throw fault(
        "'jk1' is a jackknife without strata, and the design has"
          + " \(stage.parentCount) strata", help: "make jkn")
    }
    let count = stage.unitCount
    guard count > 1 else {
      throw fault("'jk1' needs at least two clusters, and there is \(count)")
    }
    try checkSize(count, count)
    let size = Double(count)
    var factors = Matrix(
      rows: count, columns: count, repeating: size / (size - 1))
    for unit in 0..<count { factors[unit, unit] = 0 }
    return Made(
      factors: factors, scale: (1 - stage.fraction[0]) * (size - 1) / size,
      replicateScales: [Double](repeating: 1, count: count), rank: count,
      deleted: [Int32](repeating: 0, count: count))
  }

  /// One cluster is left out at a time and the others of its stratum count
  /// n/(n − 1), with cᵣ = (1 − f)(n − 1)/n of the stratum (Jones 1974;
  /// Wolter 2007, 4.5).
  ///
  /// Strata sampled completely have no replicates. Strata of one cluster
  /// have none under `remove` and `certainty`; under `average` all squares
  /// are multiplied with clusters by replicates; under `centre` the cluster
  /// is left out and all other strata count H/(H − 1), with
  /// cᵣ = (H − 1)/H. All of that is as in R's `jknweights`.
  ///
  /// Checked against R survey 4.1-1: `strat.jkn`, `scd.jkn`.
  func deletingOneOfStrata() throws(Diagnostic) -> Made {
    let open = openStrata
    let single = open.count { $0.units.count == 1 }
    let columnCount = open.reduce(0) {
      $0 + ($1.units.count > 1 || policy == .centre ? $1.units.count : 0)
    }
    guard columnCount > 1 else {
      throw fault("no stratum has two clusters of which one can be left out")
    }
    try checkSize(stage.unitCount, columnCount)
    var factors = Matrix(
      rows: stage.unitCount, columns: columnCount, repeating: 1)
    var scales: [Double] = []
    var deleted = [Int32](repeating: -1, count: stage.unitCount)
    for (stratum, units) in open {
      let size = Double(units.count)
      if units.count == 1 {
        guard policy == .centre else { continue }
        let strata = Double(stage.parentCount)
        for unit in 0..<stage.unitCount {
          factors[unit, scales.count] =
            unit == units[0] ? 0 : strata / (strata - 1)
        }
        scales.append((strata - 1) / strata)
        continue
      }
      let scale = (1 - stage.fraction[stratum]) * (size - 1) / size
      for left in units {
        deleted[left] = Int32(stratum)
        for unit in units {
          factors[unit, scales.count] = unit == left ? 0 : size / (size - 1)
        }
        scales.append(scale)
      }
    }
    var scale = 1.0
    if single > 0, policy == .average {
      scale = Double(stage.unitCount) / Double(columnCount)
    }
    // The columns of a stratum span its units' differences, and those of
    // all strata the constant once more.
    let rank = open.reduce(1) { $0 + $1.units.count - 1 }
    let isPlain = single == 0 || policy != .centre
    return Made(
      factors: factors, scale: scale, replicateScales: scales,
      rank: isPlain ? rank : nil, deleted: isPlain ? deleted : nil)
  }
}
