/// Whether two numbers agree to `tolerance`, relative to the larger one.
///
/// Two numbers below `floor` in size count as equal, so that a zero can be
/// compared with a rounding error. Both not-a-number counts as equal.
public func isClose(
  _ left: Double, _ right: Double, relative tolerance: Double = 1e-9,
  floor: Double = 1e-12
) -> Bool {
  if left == right || (left.isNaN && right.isNaN) { return true }
  let size = max(abs(left), abs(right))
  return abs(left - right) <= max(tolerance * size, floor)
}

/// Whether two lists agree element by element, as `isClose` compares them.
public func isClose(
  _ left: [Double], _ right: [Double], relative tolerance: Double = 1e-9,
  floor: Double = 1e-12
) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy {
      isClose($0, $1, relative: tolerance, floor: floor)
    }
}
