/// Weighted covariances of items.
///
///     c = Σw(x − x̄)(y − ȳ)/Σw · n/(n − 1)
///
/// which without weights is the usual covariance with divisor n − 1, and
/// with them R's `svyvar`. Values are taken from the mean in a second pass
/// and summed with compensation.
struct ItemCovariances {
  /// The number of items.
  let count: Int
  /// Covariances, row after row.
  private(set) var values: [Double]
  /// The mean of each item.
  private(set) var means: [Double]
  /// Rows that answered all items.
  let base: Int
  /// The sum of their weights.
  let weightedBase: Double
  /// Kish's effective base of those rows.
  let effectiveBase: Double

  /// Computes the covariances of `items`, which hold not-a-number where
  /// missing; rows with weight 0 do not count.
  init(_ items: [[Double]], weights: [Double], isPairwise: Bool) {
    count = items.count
    values = [Double](repeating: .nan, count: items.count * items.count)
    let rows = weights.indices.filter { weights[$0] > 0 }
    let complete = rows.filter { row in items.allSatisfy { !$0[row].isNaN } }
    base = complete.count
    var sum = CompensatedSum()
    var squares = CompensatedSum()
    for row in complete {
      sum.add(weights[row])
      squares.add(weights[row] * weights[row])
    }
    weightedBase = sum.value
    effectiveBase =
      complete.isEmpty ? 0 : sum.value * sum.value / squares.value
    func answered(_ first: Int, _ second: Int) -> [Int] {
      if !isPairwise { return complete }
      return rows.filter { !items[first][$0].isNaN && !items[second][$0].isNaN }
    }
    means = items.indices.map {
      Self.mean(items[$0], answered($0, $0), weights)
    }
    for first in items.indices {
      for second in 0...first {
        let covariance = Self.covariance(
          items[first], items[second], answered(first, second), weights)
        values[first * items.count + second] = covariance
        values[second * items.count + first] = covariance
      }
    }
  }

  /// One covariance, or a variance on the diagonal.
  subscript(first: Int, second: Int) -> Double {
    values[first * count + second]
  }

  private static func mean(
    _ values: [Double], _ rows: [Int], _ weights: [Double]
  ) -> Double {
    guard let first = rows.first else { return .nan }
    let shift = values[first]
    var total = CompensatedSum()
    var sum = CompensatedSum()
    for row in rows {
      total.add(weights[row])
      sum.add(weights[row] * (values[row] - shift))
    }
    return shift + sum.value / total.value
  }

  private static func covariance(
    _ left: [Double], _ right: [Double], _ rows: [Int], _ weights: [Double]
  ) -> Double {
    guard rows.count > 1 else { return .nan }
    let (leftMean, rightMean) = (
      mean(left, rows, weights), mean(right, rows, weights)
    )
    var total = CompensatedSum()
    var products = CompensatedSum()
    var leftRest = 0.0
    var rightRest = 0.0
    for row in rows {
      let (a, b) = (left[row] - leftMean, right[row] - rightMean)
      total.add(weights[row])
      products.add(weights[row] * a * b)
      leftRest += weights[row] * a
      rightRest += weights[row] * b
    }
    let sum = products.value - leftRest * rightRest / total.value
    let count = Double(rows.count)
    return sum / total.value * count / (count - 1)
  }
}
