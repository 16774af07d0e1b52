/// How the values of one column are spread, missing ones left out.
struct ColumnSpread {
  /// The number of values.
  private(set) var count = 0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// The mean; zero without values.
  private(set) var mean = 0.0
  /// The standard deviation with divisor n - 1; zero with fewer than two
  /// values.
  private(set) var deviation = 0.0

  /// Whether fewer than two values differ.
  var isConstant: Bool { !(maximum > minimum) }

  init(_ column: [Double]) {
    var sum = 0.0
    column.withUnsafeBufferPointer { values in
      for value in values where !value.isNaN {
        count += 1
        sum += value
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
      }
    }
    guard count > 0 else { return }
    mean = sum / Double(count)
    guard count > 1 else { return }
    let centre = mean
    var squares = 0.0
    column.withUnsafeBufferPointer { values in
      for value in values where !value.isNaN {
        squares += (value - centre) * (value - centre)
      }
    }
    deviation = (squares / Double(count - 1)).squareRoot()
  }
}
