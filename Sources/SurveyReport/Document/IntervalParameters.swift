import SurveyData

/// What an interval of a rate is made from: the quantiles that its limits are,
/// with the numbers put in; empty where the method is no such formula or the
/// numbers are not known.
///
/// - Parameter sums: How many of how many the rate is.
public func intervalParameters(
  _ interval: Interval, sums: EstimateSums?, value: Double?
) -> [LocalizedText] {
  guard let sums, let n = sums.below, n > 0,
    sums.above == sums.above.rounded(), n == n.rounded(), sums.above >= 0,
    sums.above <= n
  else { return [] }
  let x = sums.above
  func text(_ number: Double) -> String { compactNumber(number, 7) }
  let low = text((1 - interval.level) / 2)
  let high = text(1 - (1 - interval.level) / 2)
  // Rates are also given per 1,000.
  var factor = ""
  if let value, x > 0 {
    let scale = value * n / x
    if scale > 1.5 { factor = " · \(text(scale))" }
  }
  func both(_ lower: String, _ upper: String) -> [LocalizedText] {
    [
      LocalizedText(zh: "下限 = \(lower)", en: "lower limit = \(lower)"),
      LocalizedText(zh: "上限 = \(upper)", en: "upper limit = \(upper)"),
    ]
  }
  switch interval.method {
  case "clopper-pearson":
    return both(
      x == 0
        ? "0"
        : "Beta⁻¹(\(low); x, n − x + 1)\(factor)"
          + " = Beta⁻¹(\(low); \(text(x)), \(text(n - x + 1)))\(factor)",
      x == n
        ? "1\(factor)"
        : "Beta⁻¹(\(high); x + 1, n − x)\(factor)"
          + " = Beta⁻¹(\(high); \(text(x + 1)), \(text(n - x)))\(factor)")
  case "poisson":
    return both(
      x == 0
        ? "0"
        : "χ²⁻¹(\(low); 2x) / 2n\(factor)"
          + " = χ²⁻¹(\(low); \(text(2 * x))) / \(text(2 * n))\(factor)",
      "χ²⁻¹(\(high); 2x + 2) / 2n\(factor)"
        + " = χ²⁻¹(\(high); \(text(2 * x + 2))) / \(text(2 * n))\(factor)")
  case "wilson":
    let (p, z) = ("\(text(x))/\(text(n))", "Φ⁻¹(\(high))")
    let formula = "(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)"
    return [
      LocalizedText(
        zh: "\(formula)，p = \(p)，n = \(text(n))，z = \(z)",
        en: "\(formula) with p = \(p), n = \(text(n)), z = \(z)")
    ]
  default: return []
  }
}
