import Diagnostics
import Settings
import SurveyData

extension SettingsReader {
  /// The numbers at `key`, each within `limits`; a single one is a list of
  /// one. Percentages such as `25%` are read as shares.
  func numbers(
    _ key: String, in limits: ClosedRange<Double>? = nil
  ) -> [Double]? {
    guard let texts = strings(key) else { return nil }
    if texts.isEmpty {
      reportWrong(key, "'\(key)' is an empty list")
      return nil
    }
    var result: [Double] = []
    for text in texts {
      let isPercentage = text.hasSuffix("%")
      let digits = isPercentage ? String(text.dropLast()) : text
      guard let read = Double(digits), read.isFinite else {
        reportWrong(key, "'\(key)' takes numbers, not '\(text)'")
        return nil
      }
      let number = isPercentage ? read / 100 : read
      if let limits, !limits.contains(number) {
        reportWrong(
          key,
          "'\(key)' takes numbers between \(limits.lowerBound) and"
            + " \(limits.upperBound), not '\(text)'")
        return nil
      }
      if !result.contains(number) { result.append(number) }
    }
    return result
  }
}

extension SettingsReader {
  /// The day at `key`, such as `2025-12-31`.
  func day(_ key: String) -> CalendarDay? {
    guard let text = string(key) else { return nil }
    if let day = CalendarDay(text) { return day }
    reportWrong(key, "'\(key)' is a day such as 2025-12-31, not '\(text)'")
    return nil
  }
}
