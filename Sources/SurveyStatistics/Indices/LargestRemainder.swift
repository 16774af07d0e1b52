/// Percentages of counts that add up to exactly 100 (Hamilton 1792).
///
/// Each percentage is rounded down to `decimals`, and what is left to 100
/// goes, one unit each, to the largest parts cut off; of equal ones the first
/// gets it.
///
/// Edge cases:
///
/// - Without any count, or with a negative one, the result is `nil`.
/// - A count of 0 gets 0.
///
/// Checked against printed reports: 54, 33, 2, 4 give 58.07, 35.48, 2.15,
/// 4.30, where plain rounding adds up to 99.99.
///
/// - Precondition: `decimals` lies from 0 to 9.
public func percentagesAddingTo100(
  of counts: [Int], decimals: Int
) -> [Double]? {
  precondition((0...9).contains(decimals))
  var total: Int128 = 0
  for count in counts {
    if count < 0 { return nil }
    total += Int128(count)
  }
  if total == 0 { return nil }
  let unit = (0..<decimals).reduce(Int128(1)) { value, _ in value * 10 }
  let exact = counts.map { 100 * unit * Int128($0) }
  var parts = exact.map { $0 / total }
  let left = Int(100 * unit - parts.reduce(0, +))
  let order = counts.indices.sorted {
    let (first, second) = (exact[$0] % total, exact[$1] % total)
    return first == second ? $0 < $1 : first > second
  }
  for index in order.prefix(left) { parts[index] += 1 }
  return parts.map { Double($0) / Double(unit) }
}
