import Diagnostics
import SurveyData

/// Rows that were sampled themselves, in strata or as a whole, known by the
/// sums of condensed rows only.
///
/// With z the weighted linearised values, n the rows of a stratum and f its
/// sampled fraction, a stratum adds
///
///     (1 − f) · n/(n − 1) · (Σz² − (Σz)²/n)
///
/// which is `CellTree.variances` with every row a unit.
struct ElementSampling: Sendable {
  /// The stratum of each condensed row.
  private let strata: [Int32]
  /// Rows of each stratum, those outside of the domain too.
  private let sampled: [Int]
  private let fractions: [Double]
  private let policy: SingleClusterPolicy
  /// Whether populations are known.
  let isFinite: Bool

  init(
    _ rows: CondensedRows, table: Table, design: DesignSpecification
  ) throws(Diagnostic) {
    let columns = DesignColumns(table: table)
    var codes = [Int32](repeating: 0, count: rows.count)
    var count = rows.count == 0 ? 0 : 1
    for name in design.strata {
      let next = try columns.codes(name, role: "stratum")
      let keys = DenseKeys(
        outer: codes, outerCount: count, inner: next.codes,
        innerCount: next.count)
      (codes, count) = (keys.codes, keys.count)
    }
    var sampled = [Int](repeating: 0, count: count)
    for row in codes.indices { sampled[Int(codes[row])] += rows.counts[row] }
    var fractions = [Double](repeating: 0, count: count)
    if let name = design.fpc.first {
      var stage = DesignStage(
        unitOfRow: nil, parentOfUnit: codes, parentCount: count)
      stage.rowsInParents = sampled
      fractions = try columns.fractions(name, stage: stage)
    }
    (strata, self.sampled, self.fractions) = (codes, sampled, fractions)
    policy = design.singleCluster
    isFinite = !design.fpc.isEmpty
    let single = sampled.indices.filter {
      sampled[$0] == 1 && 1 - fractions[$0] >= 1e-7
    }
    if policy == .fail, !design.isEmpty, let first = single.first {
      let row = codes.firstIndex(of: Int32(first)) ?? 0
      let names = design.strata.compactMap { table[$0]?.text(at: row) }
      throw Diagnostic(
        .singleCluster, at: Place(file: table.source.file),
        "\(single.count == 1 ? "a stratum has" : "\(single.count) strata have")"
          + " one sampled unit only, such as '\(names.joined(separator: " / "))'",
        zh: "\(single.count)个层只有一个样本单位，如“\(names.joined(separator: " / "))”",
        notes: [
          "one unit does not tell how much units differ from one another"
        ], help: "choose 'single-cluster': remove or certainty")
    }
  }

  /// The choices as they are printed.
  var conventions: [Convention] {
    let hasSingle = sampled.indices.contains {
      sampled[$0] == 1 && 1 - fractions[$0] >= 1e-7
    }
    return hasSingle && policy != .fail ? [policy.convention] : []
  }

  /// The uncertainty of a statistic in each cell.
  ///
  /// - Parameters:
  ///   - sums: Σz of each condensed row.
  ///   - squares: Σz² of each condensed row.
  ///   - cells: The cell of each condensed row, -1 for none.
  ///   - used: Rows with a value and a weight behind each.
  func uncertainty(
    _ sums: [Double], _ squares: [Double], cells: [Int32], used: [Int],
    cellCount: Int, isCentred: Bool
  ) -> CellUncertainty {
    let keys = DenseKeys(
      outer: strata, outerCount: sampled.count, inner: cells,
      innerCount: cellCount)
    var totals = [CompensatedSum](repeating: .init(), count: keys.count)
    var raw = totals
    var rows = [Int](repeating: 0, count: keys.count)
    for row in sums.indices where keys.codes[row] >= 0 {
      let key = Int(keys.codes[row])
      totals[key].add(sums[row])
      raw[key].add(squares[row])
      rows[key] += used[row]
    }
    var variance = [CompensatedSum](repeating: .init(), count: cellCount)
    var result = CellUncertainty(
      variance: [], degreesOfFreedom: [Double](repeating: 0, count: cellCount),
      isCensus: [Bool](repeating: true, count: cellCount),
      metSingleCluster: [Bool](repeating: false, count: cellCount),
      lostReplicates: [Bool](repeating: false, count: cellCount))
    var units = [Int](repeating: 0, count: cellCount)
    for key in rows.indices where rows[key] > 0 {
      let (stratum, cell) = (Int(keys.outer[key]), Int(keys.inner[key]))
      units[cell] += rows[key]
      result.degreesOfFreedom[cell] += Double(rows[key] - 1)
      if 1 - fractions[stratum] < 1e-7 { continue }
      result.isCensus[cell] = false
      let count = Double(sampled[stratum])
      guard sampled[stratum] > 1 else {
        result.metSingleCluster[cell] = true
        // A simple random sample of one row has no policy.
        if policy == .fail { variance[cell].add(.nan) }
        continue
      }
      let total = totals[key].value
      let centred = raw[key].value - total * total / count
      // What cancels to rounding is 0: a share that the strata fix.
      if centred <= 1e-13 * raw[key].value { continue }
      variance[cell].add(
        (1 - fractions[stratum]) * count / (count - 1) * centred)
    }
    result.variance = (0..<cellCount).map { cell in
      let isKnown = !isCentred || units[cell] > 1 || result.isCensus[cell]
      let value = variance[cell].value
      return isKnown && value.isFinite ? value : nil
    }
    return result
  }
}
