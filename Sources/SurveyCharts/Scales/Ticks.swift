import SVG

/// Round numbers along an axis.
struct Ticks: Hashable, Sendable {
  /// The values.
  var values: [Double]
  /// Their texts.
  var texts: [String]

  /// As many ticks as fit with their texts, at most `count`.
  init(
    domain: ClosedRange<Double>, style: NumberStyle, width: Double,
    size: Double, count: Int = 6
  ) {
    values = []
    texts = []
    for wanted in stride(from: count, through: 1, by: -1) {
      let step = Self.step(
        span: domain.upperBound - domain.lowerBound, count: wanted)
      values = Self.multiples(of: step, in: domain)
      let style = style.showing(step: step)
      texts = values.map { style.text($0) }
      // Nobody counts the zeros of 0.000000000001, and below that all texts
      // would be alike.
      if step < 1e-6,
        texts.contains(where: { $0.count > 9 })
          || Set(texts).count < values.count
      {
        texts = Self.powers(values, style: style)
      }
      let room = TextMeasure.widest(texts, size: size) + size
      if room * Double(values.count) <= width + size {
        if values.count > 1 || wanted == 1 { break }
      }
    }
    guard values.count < 2, domain.upperBound > domain.lowerBound else {
      return
    }
    // One tick is no scale: two of them, in powers of ten.
    for wanted in 1...4 {
      values = Self.multiples(
        of: Self.step(
          span: domain.upperBound - domain.lowerBound, count: wanted),
        in: domain)
      if values.count > 1 { break }
    }
    values = [values.first, values.last].compactMap { $0 }
    texts = Self.powers(values, style: style)
  }

  private static func powers(
    _ values: [Double], style: NumberStyle
  ) -> [String] {
    values.map { style.power($0) }
  }

  /// The smallest of 1, 2, 5 times a power of ten that gives at most `count`
  /// steps over `span`.
  static func step(span: Double, count: Int) -> Double {
    guard span > 0, span.isFinite else { return 1 }
    let raw = span / Double(max(1, count))
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw, power > .leastNormalMagnitude { power /= 10 }
    for factor in [1.0, 2, 5] where factor * power >= raw * (1 - 1e-9) {
      return factor * power
    }
    return 10 * power
  }

  private static func multiples(
    of step: Double, in domain: ClosedRange<Double>
  ) -> [Double] {
    let slack = step * 1e-6
    let first = ((domain.lowerBound - slack) / step).rounded(.up)
    var values: [Double] = []
    for index in 0..<100 {
      let value = (first + Double(index)) * step
      if value > domain.upperBound + slack { break }
      values.append(value)
    }
    return values
  }
}

extension NumberStyle {
  /// The same kind of number with just the decimals that a step needs.
  func showing(step: Double) -> NumberStyle {
    func decimals(_ step: Double) -> Int {
      var (count, step) = (0, step)
      while count < 12, abs(step - step.rounded()) > 1e-6 * step {
        step *= 10
        count += 1
      }
      return count
    }
    return switch self {
    case .integer, .decimal, .pValue: .decimal(decimals(step))
    case .signed: .signed(decimals(step))
    case .percent: .percent(decimals(step * 100))
    case .percentagePoints: .percentagePoints(decimals(step * 100))
    case .signedPercentagePoints:
      .signedPercentagePoints(decimals(step * 100))
    }
  }
}

extension NumberStyle {
  /// A number of many digits as a power of ten, `8×10¹¹`; short ones as they
  /// are.
  func power(_ value: Double) -> String {
    let plain = showing(step: value.magnitude).text(value)
    guard plain.count > 9, value != 0, value.isFinite else { return plain }
    var (mantissa, exponent) = (value.magnitude, 0)
    var unit = ""
    switch self {
    case .percent:
      (exponent, unit) = (2, "%")
    case .percentagePoints, .signedPercentagePoints: exponent = 2
    default: break
    }
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    // 7.999…8 is 8 on a scale.
    mantissa = (mantissa * 1000).rounded() / 1000
    if mantissa >= 10 {
      mantissa = 1
      exponent += 1
    }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let raised = String(exponent.magnitude).compactMap(\.wholeNumberValue)
      .map { String(digits[$0]) }.joined()
    let head = NumberStyle.decimal(0).showing(step: mantissa).text(mantissa)
    return (value < 0 ? "\u{2212}" : "") + head + "×10"
      + (exponent < 0 ? "⁻" : "") + raised + unit
  }
}
