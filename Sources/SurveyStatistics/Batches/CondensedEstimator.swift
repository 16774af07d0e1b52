import Diagnostics
import SurveyData

/// Estimates means and totals from condensed rows.
struct CondensedEstimator: Sendable {
  /// The rows.
  let rows: CondensedRows
  /// The same as a table, with the design of the sampled clusters.
  let data: AnalysisData
  /// How rows were sampled, when they are the sampled units.
  private let elements: ElementSampling?

  /// Makes the design of the rows.
  ///
  /// - Throws: A diagnostic about the design, as when it is made from all
  ///   rows.
  init(
    _ rows: CondensedRows, design: DesignSpecification, level: Double,
    source: DataSource
  ) throws(Diagnostic) {
    self.rows = rows
    let table = rows.table(source: source, weights: design.weights)
    if design.clusters.isEmpty {
      elements = try ElementSampling(rows, table: table, design: design)
      var own = AnalysisData(
        table: table, domain: rows.isInside, level: level)
      own.rowCounts = rows.counts
      data = own
    } else {
      elements = nil
      var own = AnalysisData(
        table: table, domain: rows.isInside,
        design: try SurveyDesign(design, table: table), level: level)
      own.rowCounts = rows.counts
      data = own
    }
  }

  /// The choices of the design as they are printed.
  var conventions: [Convention] {
    data.design.conventions + (elements?.conventions ?? [])
  }

  /// The groupings, with findings that count rows of the file.
  func groupings(
    _ by: [[String]]
  ) throws(Diagnostic) -> (all: [Grouping], findings: [Diagnostic]) {
    let all = try Grouping.all(by, data: data)
    return (all, Grouping.findings(all, by: by, data: data))
  }

  /// The weighted mean of each cell; see `LinearEstimator.means`.
  func means(
    _ sums: [ValueSums], shift: Double, in grouping: Grouping,
    reference: DesignEffectReference
  ) -> [LinearEstimate] {
    let cells = CellSums(sums, shift: shift, in: grouping)
    let moments = cells.moments
    var weighted = [Double](repeating: 0, count: sums.count)
    var squares = weighted
    for row in sums.indices where grouping.cells[row] >= 0 {
      let cell = Int(grouping.cells[row])
      let own = sums[row]
      guard own.weightedRows > 0 else { continue }
      guard cells.all[cell].differs else { continue }
      let mean = moments.shiftedMean[cell]
      weighted[row] = own.value.value - mean * own.weight.value
      squares[row] = max(
        0,
        own.weightedSquares.value - 2 * mean * own.weightedValue.value + mean
          * mean * own.weightSquares.value)
    }
    let found = uncertainty(
      weighted, squares, rowsUsed: cells.rowsUsed, grouping, isCentred: true)
    return estimator.means(
      moments, variances: cells.variances, found, reference)
  }

  /// The estimated total of each cell; see `LinearEstimator.totals`.
  func totals(
    _ sums: [ValueSums], shift: Double, in grouping: Grouping,
    reference: DesignEffectReference
  ) -> [LinearEstimate] {
    let cells = CellSums(sums, shift: shift, in: grouping)
    var weighted = [Double](repeating: 0, count: sums.count)
    var squares = weighted
    for row in sums.indices where grouping.cells[row] >= 0 {
      let own = sums[row]
      guard own.weightedRows > 0 else { continue }
      weighted[row] = own.value.value + shift * own.weight.value
      squares[row] = max(
        0,
        own.weightedSquares.value + 2 * shift * own.weightedValue.value + shift
          * shift * own.weightSquares.value)
    }
    let found = uncertainty(
      weighted, squares, rowsUsed: cells.rowsUsed, grouping, isCentred: false)
    return estimator.totals(
      cells.moments, variances: cells.variances, found, reference)
  }

  var estimator: LinearEstimator {
    LinearEstimator(data: data, isFinite: elements?.isFinite)
  }

  /// The variance of Σz in each cell.
  ///
  /// - Parameters:
  ///   - weighted: Σz of each condensed row.
  ///   - squares: Σz² of each condensed row.
  ///   - rowsUsed: For each condensed row the rows with values and a weight.
  func uncertainty(
    _ weighted: [Double], _ squares: [Double], rowsUsed: [Int],
    _ grouping: Grouping, isCentred: Bool
  ) -> CellUncertainty {
    if let elements {
      return elements.uncertainty(
        weighted, squares, cells: grouping.cells,
        used: rowsUsed, cellCount: grouping.cellCount,
        isCentred: isCentred)
    }
    let isUsed = weighted.indices.map {
      grouping.cells[$0] >= 0 && rowsUsed[$0] > 0
    }
    return estimator.uncertainty(
      weighted, isUsed, grouping, isCentred: isCentred,
      per: [Double](repeating: 1, count: grouping.cellCount)
    ) { _ in [] }
  }
}

/// Sums of condensed rows put together by cell.
private struct CellSums {
  /// The sums of each cell.
  let all: [ValueSums]
  /// For each condensed row the rows with a value and a weight.
  let rowsUsed: [Int]
  private let shift: Double

  init(_ sums: [ValueSums], shift: Double, in grouping: Grouping) {
    var all = [ValueSums](repeating: ValueSums(), count: grouping.cellCount)
    for row in sums.indices where grouping.cells[row] >= 0 {
      all[Int(grouping.cells[row])].add(sums[row])
    }
    self.all = all
    self.shift = shift
    rowsUsed = sums.map(\.weightedRows)
  }

  var moments: CellMoments {
    CellMoments(
      base: all.map(\.base), weightedRows: all.map(\.weightedRows),
      weight: all.map(\.weight.value),
      weightSquares: all.map(\.weightSquares.value), shift: shift,
      shiftedMean: all.map { sums in
        guard sums.weight.value > 0 else { return .nan }
        return sums.differs
          ? sums.value.value / sums.weight.value : sums.first
      },
      total: all.map { shift * $0.weight.value + $0.value.value })
  }

  /// The variance of the values of each cell, as in `CellDeviations`.
  var variances: [Double] {
    all.map { sums in
      let count = Double(sums.weightedRows)
      guard count > 1 else { return .nan }
      guard sums.differs else { return 0 }
      let weight = sums.weight.value
      let centred =
        sums.squares.value - sums.value.value * sums.value.value / weight
      return max(0, centred) / weight * count / (count - 1)
    }
  }
}
