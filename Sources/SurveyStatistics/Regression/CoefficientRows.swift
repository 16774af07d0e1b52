import Probability
import SurveyData

/// Lays out numbers with standard errors: estimate, se, t, df, p.
struct CoefficientRows {
  let level: Double
  let degreesOfFreedom: Double

  /// A number and how it was measured.
  typealias Measured = (value: Double, standardError: Double?)

  /// The t quantile; `nil` without degrees of freedom.
  var critical: Double? {
    guard degreesOfFreedom > 0 else { return nil }
    return StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
      .quantile(1 - (1 - level) / 2)
  }

  /// `value ± t·se`.
  func interval(_ number: Measured) -> Interval? {
    tInterval(
      number.value, standardError: number.standardError,
      degreesOfFreedom: degreesOfFreedom, level: level)
  }

  /// The interval of a mean prediction, made on the scale of the linear
  /// predictor where that keeps it within what the family allows.
  func interval(_ number: Measured, link: LinkFunction) -> Interval? {
    let plain = interval(number)
    guard let plain, let error = number.standardError, let critical
    else { return nil }
    switch link {
    case .identity, .inverse, .inverseSquare: return plain
    case .log, .logit, .probit, .cloglog, .cauchit: break
    }
    let centre = link.link(number.value)
    let half = critical * error / link.mean(centre).slope
    guard centre.isFinite, half.isFinite else { return plain }
    return Interval(
      lower: link.mean(centre - half).mean,
      upper: link.mean(centre + half).mean, level: level, method: "t-link")
  }

  /// Estimate, se and df of a mean prediction.
  func predictionCells(
    _ number: Measured, link: LinkFunction
  ) -> [StatisticsTable.Cell] {
    [
      .init(number.value, interval: interval(number, link: link)),
      .init(number.standardError),
      .init(degreesOfFreedom > 0 ? degreesOfFreedom : nil),
    ]
  }

  /// The two-sided probability of t under 0.
  func probability(_ number: Measured) -> Double? {
    guard let error = number.standardError, error > 0, degreesOfFreedom > 0
    else { return nil }
    return 2
      * StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
      .upperTail(abs(number.value / error))
  }

  /// Estimate, se, t, df and p.
  func cells(_ number: Measured) -> [StatisticsTable.Cell] {
    let statistic = number.standardError.flatMap { error in
      error > 0 ? number.value / error : nil
    }
    return [
      .init(number.value, interval: interval(number)),
      .init(number.standardError), .init(statistic),
      .init(degreesOfFreedom > 0 ? degreesOfFreedom : nil),
      .init(probability(number)),
    ]
  }

  /// The columns of `cells`.
  static func columns(
    _ estimate: LocalizedText, _ format: StatisticsTable.Format,
    spread: StatisticsTable.Format? = nil
  ) -> [StatisticsTable.Column] {
    [
      .init("estimate", estimate, format),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), spread ?? format),
      .init("t", LocalizedText(zh: "t值", en: "t"), .statistic),
      .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
      .init("p", LocalizedText(zh: "p值", en: "p"), .probability),
    ]
  }
}
