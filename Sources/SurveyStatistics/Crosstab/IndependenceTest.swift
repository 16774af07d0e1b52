import SurveyData

/// How it is tested whether two variables are independent, under the design.
public enum IndependenceTest: String, Sendable, CaseIterable, Hashable {
  /// Pearson's statistic with the second-order correction of Rao and Scott
  /// (1984), referred to an F distribution (Thomas and Rao 1987); R's `F`.
  case raoScottF = "f"
  /// Pearson's statistic by the mean design effect, referred to a
  /// chi-square distribution (first-order correction); R's `Chisq`.
  case raoScottChiSquare = "chi-square"
  /// Koch, Freeman and Freeman's (1975) Wald statistic; R's `Wald`.
  case wald
  /// The same with the denominator degrees reduced by those above the line;
  /// R's `adjWald`.
  case adjustedWald = "adjusted-wald"
  /// Pearson's statistic against its limiting distribution, by numerical
  /// integration; R's `lincom`.
  case linearCombination = "lincom"
  /// The same by a saddlepoint approximation; R's `saddlepoint`.
  case saddlepoint

  /// The name as it stands in a table.
  public var label: LocalizedText {
    switch self {
    case .raoScottF:
      LocalizedText(zh: "Rao-Scott F 检验", en: "Rao-Scott F")
    case .raoScottChiSquare:
      LocalizedText(zh: "Rao-Scott 卡方检验", en: "Rao-Scott chi-square")
    case .wald: LocalizedText(zh: "Wald 检验", en: "Wald")
    case .adjustedWald:
      LocalizedText(zh: "调整的 Wald 检验", en: "Adjusted Wald")
    case .linearCombination:
      LocalizedText(
        zh: "皮尔逊卡方（精确渐近分布）",
        en: "Pearson, exact limiting distribution")
    case .saddlepoint:
      LocalizedText(
        zh: "皮尔逊卡方（鞍点近似）", en: "Pearson, saddlepoint")
    }
  }

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .raoScottF:
        LocalizedText(
          zh: "独立性检验：皮尔逊卡方按 Rao-Scott 二阶校正，参照 F 分布。",
          en: "Test of independence: Pearson's chi-square with the"
            + " second-order correction of Rao and Scott, referred to F.")
      case .raoScottChiSquare:
        LocalizedText(
          zh: "独立性检验：皮尔逊卡方除以平均设计效应，参照卡方分布。",
          en: "Test of independence: Pearson's chi-square by the mean design"
            + " effect, referred to chi-square.")
      case .wald:
        LocalizedText(
          zh: "独立性检验：观测与期望总数之差的 Wald 检验。",
          en: "Test of independence: Wald test of observed less expected"
            + " totals.")
      case .adjustedWald:
        LocalizedText(
          zh: "独立性检验：Wald 检验，分母自由度经调整。",
          en: "Test of independence: Wald test with adjusted denominator"
            + " degrees of freedom.")
      case .linearCombination:
        LocalizedText(
          zh: "独立性检验：皮尔逊卡方参照卡方的线性组合，数值积分（相对误差 1e-10）。",
          en: "Test of independence: Pearson's chi-square against a linear"
            + " combination of chi-squares, by integration to a relative"
            + " 1e-10.")
      case .saddlepoint:
        LocalizedText(
          zh: "独立性检验：皮尔逊卡方参照卡方的线性组合，鞍点近似。",
          en: "Test of independence: Pearson's chi-square against a linear"
            + " combination of chi-squares, by a saddlepoint approximation.")
      }
    return Convention("test", rawValue, sentence)
  }
}

/// What a test of independence found.
struct IndependenceResult: Sendable, Hashable {
  var test: IndependenceTest
  /// The test statistic.
  var statistic: Double
  /// Degrees of freedom above the line.
  var numeratorDegrees: Double?
  /// Degrees of freedom below it.
  var denominatorDegrees: Double?
  /// The probability of a statistic as large or larger.
  var probability: Double
}
