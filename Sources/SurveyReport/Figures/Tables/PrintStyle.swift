import SVG
import SurveyData

/// How the numbers of one statistic are printed: enough decimals to see what
/// the data support, and no more.
struct PrintStyle: Sendable {
  /// For charts.
  let chart: NumberStyle
  /// For tables.
  let table: NumberStyle
  /// For standard errors in tables.
  let error: NumberStyle

  /// Finds the styles for estimates of one unit.
  ///
  /// Shares have whole per cents in charts; one decimal when every effective
  /// base reaches 1,000 or when the shares crowd at 97 % and above (or at
  /// 3 % and below), and two when one cannot tell different shares apart.
  /// Numbers on a scale of their own get three digits, in tables four.
  init(_ estimates: [Estimate]) {
    let values = estimates.compactMap(\.value).filter(\.isFinite)
    switch estimates.first?.unit ?? .value {
    case .share:
      let decimals = Self.shareDecimals(estimates, values)
      chart = .percent(decimals)
      table = .percent(max(1, decimals))
      error = .percent(2)
    case .index:
      (chart, table, error) = (.points, .points, .decimal(2))
    case .net:
      chart = .signedPercentagePoints(0)
      table = .signedPercentagePoints(1)
      error = .percentagePoints(2)
    case .total:
      let style = Self.style(values, digits: 4)
      (chart, table, error) = (style, style, style)
    case .coefficient:
      (chart, table, error) = (.decimal(2), .decimal(3), .decimal(3))
    case .value:
      chart = Self.style(values, digits: 3)
      table = Self.style(values, digits: 4)
      error = Self.style(values, digits: 5)
    }
  }

  /// Whether shares crowd at the upper or the lower end, where whole per
  /// cents show nothing.
  static func isCrowded(_ shares: [Double]) -> Bool {
    guard !shares.isEmpty else { return false }
    return shares.allSatisfy { $0 >= 0.97 } || shares.allSatisfy { $0 <= 0.03 }
  }

  private static func shareDecimals(
    _ estimates: [Estimate], _ values: [Double]
  ) -> Int {
    let bases = estimates.map { $0.effectiveBase ?? Double($0.base) }
    let isPrecise = !bases.isEmpty && bases.allSatisfy { $0 >= 1000 }
    guard isCrowded(values) else { return isPrecise ? 1 : 0 }
    let distinct = Set(values).count
    let visible = Set(values.map { NumberStyle.percent(1).text($0) }).count
    return visible < distinct ? 2 : 1
  }

  static func style(_ values: [Double], digits: Int) -> NumberStyle {
    let decimals = decimals(values, digits: digits)
    return decimals == 0 ? .integer : .decimal(decimals)
  }

  /// The decimals that leave about `digits` significant digits to the
  /// largest value. Numbers below 1e-10 are what rounding left of zero, and
  /// get no more of them.
  private static func decimals(_ values: [Double], digits: Int) -> Int {
    let largest = values.map(abs).max() ?? 0
    var limit = 1.0
    var decimals = digits
    while decimals > 0, largest >= limit {
      limit *= 10
      decimals -= 1
    }
    guard largest >= 1e-10 else { return decimals }
    limit = 0.1
    for _ in 0..<(digits - 2) { limit /= 10 }
    while decimals < 12, largest < limit {
      limit /= 10
      decimals += 1
    }
    return decimals
  }
}
