import Diagnostics
import SurveyData

/// The numbers above and below the line of a ratio in a batch.
struct RatioSource: Sendable {
  /// The columns that they follow from.
  let columns: [String]
  /// The labels of both, where they are columns.
  let labels:
    @Sendable (Table) -> (above: LocalizedText?, below: LocalizedText?)
  /// The numbers of each row; not-a-number where a row is not used.
  let values:
    @Sendable (AnalysisData) throws(Diagnostic) -> (
      above: [Double], below: [Double]
    )

  /// The ratio of two columns.
  init(above: String, below: String) {
    columns = [above, below]
    labels = { table in
      (table[above]?.variable?.label, table[below]?.variable?.label)
    }
    values = { data throws(Diagnostic) in
      (try data.numbers(above), try data.numbers(below))
    }
  }

  /// The ratio of numbers that follow from columns.
  init(
    _ columns: [String],
    values:
      @escaping @Sendable (AnalysisData) throws(Diagnostic) -> (
        above: [Double], below: [Double]
      )
  ) {
    self.columns = columns
    labels = { _ in (nil, nil) }
    self.values = values
  }
}

/// Sums of two numbers over the rows that have both, for a ratio.
///
/// What is summed is u = y − r·x and x, with r a ratio near the one that
/// comes out. The linearised values of R = Σwy/Σwx are then
///
///     y − Rx = u − (R − r)x
///
/// whose squares do not cancel however closely y follows x.
struct RatioSums: Sendable {
  /// Rows with both values.
  private(set) var base = 0
  /// Those with a weight above 0.
  private(set) var weightedRows = 0
  /// Σw and Σw².
  private(set) var weight = CompensatedSum()
  private(set) var weightSquares = CompensatedSum()
  /// Σwy, Σwu and Σwx.
  private(set) var above = CompensatedSum()
  private(set) var rest = CompensatedSum()
  private(set) var below = CompensatedSum()
  /// Σx and Σw²x, for numbers of votes.
  private(set) var count = CompensatedSum()
  private(set) var squaredBelow = CompensatedSum()
  /// Σw²u², Σw²ux and Σw²x².
  private(set) var restSquares = CompensatedSum()
  private(set) var products = CompensatedSum()
  private(set) var belowSquares = CompensatedSum()

  /// A ratio near the whole one: that of the first hundred rows with both
  /// values and a weight whose denominator is not 0; `nil` without any.
  static func shift(
    _ above: [Double], _ below: [Double], _ weights: [Double]
  ) -> Double? {
    var (upper, lower, count) = (0.0, 0.0, 0)
    for row in above.indices
    where weights[row] > 0 && !above[row].isNaN && !below[row].isNaN
      && below[row] != 0
    {
      upper += weights[row] * above[row]
      lower += weights[row] * below[row]
      count += 1
      if count == 100 { break }
    }
    let ratio = upper / lower
    return ratio.isFinite ? ratio : nil
  }

  /// Adds a row.
  @inline(__always)
  mutating func add(
    _ rest: Double, _ above: Double, _ below: Double, _ rowWeight: Double
  ) {
    base += 1
    if rowWeight == 0 { return }
    count.add(below)
    weightedRows += 1
    let squared = rowWeight * rowWeight
    weight.add(rowWeight)
    weightSquares.add(squared)
    self.above.add(rowWeight * above)
    self.rest.add(rowWeight * rest)
    self.below.add(rowWeight * below)
    squaredBelow.add(squared * below)
    restSquares.add(squared * rest * rest)
    products.add(squared * rest * below)
    belowSquares.add(squared * below * below)
  }

  /// Adds what another one has.
  mutating func add(_ other: RatioSums) {
    base += other.base
    weightedRows += other.weightedRows
    weight.add(other.weight.value)
    weightSquares.add(other.weightSquares.value)
    above.add(other.above.value)
    rest.add(other.rest.value)
    below.add(other.below.value)
    count.add(other.count.value)
    squaredBelow.add(other.squaredBelow.value)
    restSquares.add(other.restSquares.value)
    products.add(other.products.value)
    belowSquares.add(other.belowSquares.value)
  }

  /// Σz and Σz² for z = w(u − d·x).
  func residuals(_ difference: Double) -> (sum: Double, squares: Double) {
    let squares =
      restSquares.value - 2 * difference * products.value + difference
      * difference * belowSquares.value
    return (rest.value - difference * below.value, max(0, squares))
  }
}

extension CondensedEstimator {
  /// The ratio of each cell; see `LinearEstimator.ratios`.
  func ratios(in grouping: Grouping) -> [LinearEstimate] {
    let sums = rows.ratioSums
    let cells = cellSums(of: grouping)
    let residuals = residuals(cells, in: grouping)
    let found = uncertainty(
      residuals.sums, residuals.squares, rowsUsed: sums.map(\.weightedRows),
      grouping, isCentred: true)
    return estimator.ratios(
      cells.map { $0.above.value / $0.below.value },
      moments(cells, of: \.above),
      moments(cells, of: \.below), found)
  }

  /// The votes of each cell where the numbers below are votes: their number,
  /// the sum of their weights, and Kish's effective number.
  func votes(
    in grouping: Grouping
  ) -> [(count: Int, weight: Double, effective: Double)] {
    cellSums(of: grouping).map { sums in
      let weight = sums.below.value
      let square = sums.squaredBelow.value
      return (
        count: sums.count.value < 1e15 ? Int(sums.count.value.rounded()) : 0,
        weight: weight, effective: square > 0 ? weight * weight / square : 0
      )
    }
  }

  private func cellSums(of grouping: Grouping) -> [RatioSums] {
    var cells = [RatioSums](repeating: RatioSums(), count: grouping.cellCount)
    for (row, sums) in rows.ratioSums.enumerated()
    where grouping.cells[row] >= 0 {
      cells[Int(grouping.cells[row])].add(sums)
    }
    return cells
  }

  /// Σz and Σz² of each condensed row.
  private func residuals(
    _ cells: [RatioSums], in grouping: Grouping
  ) -> (sums: [Double], squares: [Double]) {
    var sums = [Double](repeating: 0, count: rows.count)
    var squares = sums
    let differences = cells.map { $0.rest.value / $0.below.value }
    for row in sums.indices where grouping.cells[row] >= 0 {
      let cell = Int(grouping.cells[row])
      guard rows.ratioSums[row].weightedRows > 0 else { continue }
      (sums[row], squares[row]) = rows.ratioSums[row].residuals(
        differences[cell])
    }
    return (sums, squares)
  }

  private func moments(
    _ cells: [RatioSums], of side: KeyPath<RatioSums, CompensatedSum>
  ) -> CellMoments {
    CellMoments(
      base: cells.map(\.base), weightedRows: cells.map(\.weightedRows),
      weight: cells.map(\.weight.value),
      weightSquares: cells.map(\.weightSquares.value), shift: 0,
      shiftedMean: cells.map { $0[keyPath: side].value / $0.weight.value },
      total: cells.map { $0[keyPath: side].value })
  }
}
