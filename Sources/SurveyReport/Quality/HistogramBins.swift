import SVG
import SurveyCharts

/// Values counted in ranges of one width with round ends.
struct HistogramBins {
  private(set) var bins: [Histogram.Bin] = []
  /// How ends are written.
  private(set) var style = NumberStyle.integer
  /// The values in the last bar, when it stands for all from `restLimit` on.
  private(set) var restCount: Int?
  private(set) var restLimit = 0.0

  /// Counts `values`; not-a-number is left out.
  ///
  /// Whole numbers get a bar each as long as there are at most 60. Where a
  /// few values lie far out, beyond four times the median, the last bar
  /// stands for all of them.
  ///
  /// - Parameter limit: A value that has to be in the picture and, for
  ///   numbers with fractions, on an end.
  init(
    _ values: [Double], limit: Double?, isWhole: Bool,
    rest: (String) -> String
  ) {
    let sorted = values.filter { $0.isFinite }.sorted()
    guard let low = sorted.first, let highest = sorted.last else { return }
    // The limit is in the picture, unless it is far from every value.
    let limit = limit.flatMap { $0 <= 2 * highest + 1 ? $0 : nil }
    let high = max(highest, limit ?? highest)
    if isWhole, high - low <= 60 {
      bins = Self.count(
        sorted, from: low - 0.5, step: 1, end: high + 0.5
      ) { start, _ in NumberStyle.integer.text(start + 0.5) }
      return
    }
    let median = sorted[sorted.count / 2]
    let outer = max(4 * median, 1.2 * (limit ?? 0))
    let isCut = median > 0 && highest > outer
    let end = isCut ? outer : high
    let start = min(0, low)
    var step = Self.step((end - start) / 30)
    if let limit, limit >= step / 2 {
      // The limit becomes an end of a bar.
      step = limit / max(1, (limit / step).rounded())
    }
    style =
      step >= 2 && step == step.rounded()
      ? .integer : step >= 0.2 ? .decimal(1) : .decimal(2)
    let last = start + max(1, ((end - start) / step).rounded(.up)) * step
    let style = self.style
    bins = Self.count(
      sorted, from: start, step: step, end: last
    ) { lower, upper in style.text(lower) + "–" + style.text(upper) }
    let beyond = sorted.count { $0 >= last }
    if isCut, beyond > 0 {
      restLimit = last
      restCount = beyond
      bins.append(
        Histogram.Bin(
          lower: last, upper: last + step, count: beyond,
          label: rest(text(last))))
    } else if beyond > 0 {
      // A value on the last end.
      bins[bins.count - 1].count += beyond
    }
  }

  /// A single value, whole numbers without decimals.
  func text(_ value: Double) -> String {
    value == value.rounded()
      ? NumberStyle.integer.text(value)
      : (style == .integer ? NumberStyle.decimal(1) : style).text(value)
  }

  private static func count(
    _ sorted: [Double], from start: Double, step: Double, end: Double,
    label: (Double, Double) -> String
  ) -> [Histogram.Bin] {
    let size = max(1, Int(((end - start) / step).rounded()))
    var counts = [Int](repeating: 0, count: size)
    for value in sorted where value < end {
      counts[min(size - 1, max(0, Int((value - start) / step + 1e-9)))] += 1
    }
    return counts.enumerated().map { position, count in
      let lower = start + Double(position) * step
      return Histogram.Bin(
        lower: lower, upper: lower + step, count: count,
        label: label(lower, lower + step))
    }
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not below `width`.
  private static func step(_ width: Double) -> Double {
    guard width > 0, width.isFinite else { return 1 }
    var power = 1.0
    while power > width { power /= 10 }
    while power * 10 <= width { power *= 10 }
    for factor in [1.0, 2, 5] where factor * power >= width {
      return factor * power
    }
    return 10 * power
  }
}
