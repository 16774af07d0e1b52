/// Weights from a precedence chart (优序图法, Moody 1983).
///
/// The chart has 1 where the row's indicator comes before the column's, 0
/// where it comes after, and 0.5 where neither does; opposite cells add up to
/// 1. With tᵢ the sum of row i, wᵢ = tᵢ / Σ t. The charts of several judges
/// are averaged cell by cell.
///
/// Edge cases: a pair that nobody compared is 0.5; a single indicator has all
/// the weight.
///
/// Checked by hand.
public struct PrecedenceWeights: Sendable, Hashable {
  /// The weights; they add up to 1.
  public var weights: [Double]
  /// The row sums of the averaged chart.
  public var totals: [Double]

  /// Sums the rows of charts, not-a-number where a pair was not compared;
  /// `nil` without any chart or for charts of different sizes.
  public init?(
    _ charts: [[[Double]]], diagonal: PrecedenceOptions.Diagonal = .half
  ) {
    guard let count = charts.first?.count,
      charts.allSatisfy({ chart in
        chart.count == count && chart.allSatisfy { $0.count == count }
      })
    else { return nil }
    totals = (0..<count).map { row in
      (0..<count).reduce(0.0) { sum, column in
        if row == column { return sum + (diagonal == .half ? 0.5 : 0) }
        let cells = charts.map { $0[row][column] }.filter { !$0.isNaN }
        if cells.isEmpty { return sum + 0.5 }
        return sum + cells.reduce(0, +) / Double(cells.count)
      }
    }
    weights =
      DirectWeights.normalised(totals) ?? DirectWeights.equal(count)
  }

  /// The chart that points make: 1 for more points, 0.5 for the same.
  public static func chart(ofPoints points: [Double]) -> [[Double]] {
    points.map { first in
      points.map { second in
        first.isNaN || second.isNaN
          ? .nan : first > second ? 1 : first < second ? 0 : 0.5
      }
    }
  }
}
