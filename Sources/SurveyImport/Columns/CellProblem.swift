import Diagnostics
import SurveyData

/// Why a cell was set missing.
enum CellProblem {
  case notWhole, notNumber, notDay, outOfRange, infinite

  /// The code of the warning.
  var code: DiagnosticCode {
    self == .outOfRange ? .outOfRangeCell : .unreadableCell
  }

  /// What a cell is, after its name.
  ///
  /// - Parameter scale: The ends of the scale that it is outside of.
  func words(_ scale: (low: Double, high: Double)?) -> LocalizedText {
    switch self {
    case .notWhole:
      return LocalizedText(zh: "不是整数", en: "is not a whole number")
    case .notNumber:
      return LocalizedText(zh: "不是数字", en: "is not a number")
    case .notDay:
      return LocalizedText(
        zh: "不是日历上的日期", en: "is not a day of the calendar")
    case .infinite:
      return LocalizedText(zh: "不是有限的数", en: "is not a finite number")
    case .outOfRange:
      let (low, high) = (
        plainText(scale?.low ?? 0), plainText(scale?.high ?? 0)
      )
      return LocalizedText(
        zh: "超出量表\(low)至\(high)", en: "is outside the scale \(low) to \(high)"
      )
    }
  }
}
