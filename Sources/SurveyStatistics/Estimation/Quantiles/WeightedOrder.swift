/// Values in ascending order with their cumulated weights.
struct WeightedOrder {
  /// The values, ascending; equal ones in the order of their rows.
  let values: [Double]
  /// The cumulated weights S.
  let sums: [Double]

  /// Takes rows with a weight above 0.
  ///
  /// - Precondition: `rows` is ordered by `values`.
  init(rows: [Int32], values: [Double], weights: [Double]) {
    var kept: [Double] = []
    var sums: [Double] = []
    kept.reserveCapacity(rows.count)
    sums.reserveCapacity(rows.count)
    var sum = CompensatedSum()
    for row in rows where weights[Int(row)] > 0 {
      sum.add(weights[Int(row)])
      kept.append(values[Int(row)])
      sums.append(sum.value)
    }
    self.values = kept
    self.sums = sums
  }

  /// W, the sum of the weights.
  var total: Double { sums.last ?? 0 }

  /// The quantile of the share `p` by `rule`; `nil` without values. Below
  /// the first and above the last step it is the end.
  ///
  /// Whether p falls between two values is decided by S/W = p in the last
  /// digit, as R's survey package does. Where rounding hides that it does, the
  /// result is the upper one, which is a quantile of p as well.
  func quantile(_ p: Double, _ rule: QuantileRule) -> Double? {
    guard let first = values.first, let last = values.last, !p.isNaN else {
      return nil
    }
    if values.count == 1 { return first }
    switch rule {
    case .math, .hf1, .school, .hf2:
      let (step, isBetween) = step(p)
      let upper = step < values.count ? values[step] : last
      guard isBetween, step > 0 else { return upper }
      let lower = values[step - 1]
      return rule == .math || rule == .hf1 ? lower : (lower + upper) / 2
    case .hf3:
      let (step, isBetween) = step(p)
      let upper = step < values.count ? values[step] : last
      guard isBetween, step > 0, distinctPlace(step - 1) % 2 == 0 else {
        return upper
      }
      return values[step - 1]
    case .hf4: return interpolated(p) { sums[$0] / total }
    case .hf5:
      return interpolated(p) { (sums[$0] - weight($0) / 2) / total }
    case .hf6:
      let scale = total + weight(values.count - 1)
      return interpolated(p) { sums[$0] / scale }
    case .hf7:
      let scale = sums[values.count - 2]
      return interpolated(p) { before($0) / scale }
    case .hf8:
      let scale = total + weight(values.count - 1) / 3
      return interpolated(p) { (before($0) + 2 * sums[$0]) / 3 / scale }
    case .hf9:
      let scale = total + weight(values.count - 1) / 4
      return interpolated(p) { (3 * before($0) + 5 * sums[$0]) / 8 / scale }
    }
  }

  private func before(_ index: Int) -> Double {
    index > 0 ? sums[index - 1] : 0
  }

  private func weight(_ index: Int) -> Double { sums[index] - before(index) }

  /// How many cumulated weights are at most p·W, and whether the last of
  /// them equals it.
  private func step(_ p: Double) -> (count: Int, isBetween: Bool) {
    let target = p * total
    let count = firstIndex { sums[$0] > target }
    return (count, count > 0 && p - sums[count - 1] / total == 0)
  }

  /// The place of a value among the different values, counted from 1.
  private func distinctPlace(_ index: Int) -> Int {
    var place = 1
    for position in 0..<index where values[position] != values[position + 1] {
      place += 1
    }
    return place
  }

  /// Linear between the points (share(i), valueᵢ); shares rise.
  private func interpolated(
    _ p: Double, _ share: (Int) -> Double
  ) -> Double {
    let next = firstIndex { share($0) > p }
    if next == 0 { return values[0] }
    if next == values.count { return values[next - 1] }
    let (left, right) = (share(next - 1), share(next))
    let (lower, upper) = (values[next - 1], values[next])
    return lower + (upper - lower) * ((p - left) / (right - left))
  }

  /// The first index with a property that holds from there on.
  private func firstIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
