import Probability
import SurveyData

/// A number that is tested against another, with its uncertainty.
struct TestedNumber {
  /// The estimate.
  var value: Double
  /// Its standard error; `nil` where it is not defined.
  var standardError: Double?
  /// Degrees of freedom of the test.
  var degreesOfFreedom: Double
  /// What the value is under the hypothesis.
  var null = 0.0

  /// (value − null)/se.
  var statistic: Double? {
    guard let standardError, standardError > 0 else { return nil }
    return (value - null) / standardError
  }

  /// The probability of a statistic at least as far in the direction of the
  /// alternative.
  func probability(_ alternative: Alternative = .twoSided) -> Double? {
    guard let statistic, degreesOfFreedom > 0 else { return nil }
    let t = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    switch alternative {
    case .twoSided: return min(1, 2 * t.upperTail(abs(statistic)))
    case .greater: return t.upperTail(statistic)
    case .less: return t.cumulative(statistic)
    }
  }

  /// value ± t·se.
  func interval(level: Double) -> Interval? {
    tInterval(
      value, standardError: standardError, degreesOfFreedom: degreesOfFreedom,
      level: level)
  }
}

/// What holds when the hypothesis does not.
public enum Alternative: String, Sendable, CaseIterable, Hashable {
  /// The number is not what the hypothesis says.
  case twoSided = "two-sided"
  /// It is smaller.
  case less
  /// It is larger.
  case greater

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .twoSided:
        LocalizedText(zh: "双侧检验。", en: "Tests are two-sided.")
      case .less:
        LocalizedText(
          zh: "单侧检验：备择假设为较小；区间仍为双侧。",
          en: "Tests are one-sided: the alternative is a smaller number;"
            + " intervals stay two-sided.")
      case .greater:
        LocalizedText(
          zh: "单侧检验：备择假设为较大；区间仍为双侧。",
          en: "Tests are one-sided: the alternative is a larger number;"
            + " intervals stay two-sided.")
      }
    return Convention("alternative", rawValue, sentence)
  }
}

/// Columns that tables of tests have in common.
enum TestColumns {
  typealias Column = StatisticsTable.Column

  static func estimate(_ zh: String, _ en: String) -> Column {
    Column("estimate", LocalizedText(zh: zh, en: en), .value)
  }
  static let error = Column(
    "se", LocalizedText(zh: "标准误", en: "SE"), .value)
  static let statistic = Column(
    "t", LocalizedText(zh: "t 值", en: "t"), .statistic)
  static let degrees = Column(
    "df", LocalizedText(zh: "自由度", en: "df"), .degrees)
  static let probability = Column(
    "p", LocalizedText(zh: "p 值", en: "p"), .probability)
  static let adjusted = Column(
    "p-adjusted", LocalizedText(zh: "调整后 p 值", en: "adjusted p"),
    .probability)
  static let base = Column("n", LocalizedText(zh: "n", en: "n"), .count)
}
