import SVG

extension NumberStyle {
  /// The number format of spreadsheets that prints as `text` does.
  var spreadsheetFormat: String {
    func number(_ decimals: Int, _ whole: String) -> String {
      // No more than a spreadsheet knows.
      let decimals = min(max(0, decimals), 15)
      guard decimals > 0 else { return whole }
      return whole + "." + String(repeating: "0", count: decimals)
    }
    func signed(_ decimals: Int) -> String {
      let plain = number(decimals, "#,##0")
      return "+\(plain);-\(plain);\(plain)"
    }
    return switch self {
    case .integer: "#,##0"
    case .decimal(let decimals), .percentagePoints(let decimals):
      number(decimals, "#,##0")
    case .percent(let decimals): number(decimals, "0") + "%"
    case .signed(let decimals), .signedPercentagePoints(let decimals):
      signed(decimals)
    case .pValue: "[<0.001]\"<0.001\";0.000"
    }
  }

  /// The number that stands in the cell: all digits, and points where the
  /// style prints points.
  func spreadsheetNumber(_ value: Double) -> Double {
    switch self {
    case .signedPercentagePoints, .percentagePoints: value * 100
    default: value
    }
  }
}
