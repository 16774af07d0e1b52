import SVG

/// Maps values to positions.
struct LinearScale: Hashable, Sendable {
  var domain: ClosedRange<Double>
  var range: ClosedRange<Double>

  /// The position of a value; values outside are placed at the nearest end.
  func callAsFunction(_ value: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0, !value.isNaN else {
      return (range.lowerBound + range.upperBound) / 2
    }
    let share = (value - domain.lowerBound) / span
    return range.lowerBound
      + min(max(share, 0), 1) * (range.upperBound - range.lowerBound)
  }
}

extension ValueAxis {
  /// The part of the scale that is drawn: the given ends, widened to hold
  /// all values, or round numbers around the values where no end is given.
  func domain(of values: [Double?]) -> ClosedRange<Double> {
    let values = values.compactMap { $0 }.filter(\.isFinite).map(cut)
    let given = [minimum, maximum].compactMap { $0 }.filter(\.isFinite)
    var low = (values + given).min() ?? 0
    var high = (values + given).max() ?? low
    if low == high {
      let room = low == 0 ? 1 : abs(low) * 0.1
      if minimum == nil { low -= room }
      if maximum == nil || low == high { high += room }
      if let scale, scale.lowerBound < scale.upperBound {
        (low, high) = (cut(low), cut(high))
      }
    }
    guard high - low > 0, (high - low).isFinite else {
      // Too near for a difference, or too far apart for one.
      return (high - low).isFinite
        ? low...max(low.nextUp, high) : low / 4...high / 4
    }
    let step = Ticks.step(span: high - low, count: 5)
    if minimum == nil || low < (minimum ?? low) {
      low = cut((low / step).rounded(.down) * step)
    }
    if maximum == nil || high > (maximum ?? high) {
      high = cut((high / step).rounded(.up) * step)
    }
    guard low.isFinite, high.isFinite else {
      return -.greatestFiniteMagnitude / 4 ... .greatestFiniteMagnitude / 4
    }
    return low...high
  }

  /// A value cut at the ends of the scale on which it was measured, because
  /// symmetric intervals may reach beyond them.
  func cut(_ value: Double) -> Double {
    guard let scale else { return value }
    return min(max(value, scale.lowerBound), scale.upperBound)
  }

  /// A value as text.
  func text(_ value: Double?, missing: String) -> String {
    value.finite.map { style.text($0) } ?? missing
  }

  /// The ends of an interval as texts; empty without one.
  func texts(_ interval: ClosedRange<Double>?) -> [String] {
    guard let interval else { return ["", ""] }
    return [style.text(interval.lowerBound), style.text(interval.upperBound)]
  }

  /// Whether less than the scale of measurement is drawn.
  func isPartial(_ domain: ClosedRange<Double>) -> Bool {
    guard let scale else { return false }
    return domain.lowerBound > scale.lowerBound
      || domain.upperBound < scale.upperBound
  }
}
