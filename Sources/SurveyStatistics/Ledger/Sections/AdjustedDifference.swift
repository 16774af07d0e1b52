import LinearAlgebra
import SurveyData

/// A difference with its interval.
struct AdjustedDifference {
  var value: Double
  var error: Double?
  var interval: Interval?
  /// Cases of the first group that it rests on.
  var used: Int
  var strata: Int?
  /// What the difference is made of: sums over strata, or of the flag and
  /// the outcome with the factors taken out.
  var sums: EstimateSums?

  var cell: StatisticsTable.Cell {
    var cell = StatisticsTable.Cell(value, interval: interval)
    cell.sums = sums
    return cell
  }
}

extension LedgerWork {
  /// The coefficient of the flag x as Σx̃y / Σx̃², x̃ being what the factors do
  /// not tell about x (Frisch and Waugh 1933); `nil` for many rows.
  func flagSums(
    _ outcome: ComparedOutcome, _ rows: [Int], _ isKey: [Bool],
    _ factors: ArraySlice<Column>
  ) -> EstimateSums? {
    let codes = factors.map { column in
      rows.indices.map { column.text(at: $0) ?? "" }
    }
    let levels = codes.map { Set($0).sorted().dropFirst() }
    let width = 1 + levels.reduce(0) { $0 + $1.count }
    guard rows.count * width <= 2_000_000 else { return nil }
    var matrix = Matrix(rows: rows.count, columns: width)
    for row in rows.indices { matrix[row, 0] = 1 }
    var start = 1
    for (codes, levels) in zip(codes, levels) {
      let places = Dictionary(
        uniqueKeysWithValues: levels.enumerated().map { ($1, start + $0) })
      for row in rows.indices {
        if let column = places[codes[row]] { matrix[row, column] = 1 }
      }
      start += levels.count
    }
    guard let fit = LeastSquares(matrix) else { return nil }
    let rest = fit.residuals(rows.map { isKey[$0] ? 1 : 0 })
    let above = zip(rest, rows).reduce(0) { $0 + $1.0 * outcome.values[$1.1] }
    let below = rest.reduce(0) { $0 + $1 * $1 }
    return below > 1e-9 ? EstimateSums(above: above, below: below) : nil
  }
}
