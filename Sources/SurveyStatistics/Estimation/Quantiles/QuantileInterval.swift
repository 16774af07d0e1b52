import Probability
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the interval of a quantile is made.
///
/// All but `replicates` find limits for a share of the distribution and carry
/// them back through it (Woodruff 1952). The standard error is the width of
/// the interval by 2t, as R's survey package derives it.
public enum QuantileInterval: String, Sendable, CaseIterable, Hashable {
  /// F(q) ± t·se of the share at or below the quantile q.
  case mean
  /// The interval of Korn and Graubard (1998) of that share.
  case beta
  /// The interval of that share on the logit scale.
  case xlogit
  /// The interval of that share on the arcsine scale.
  case asin
  /// Where the test of F(θ) = p changes (Francisco and Fuller 1991), carried
  /// through the unweighted distribution as R's survey package does.
  case score
  /// The θ themselves where that test changes.
  case scoreWeighted = "score-weighted"
  /// p ± t·se around the nominal share; R's `oldsvyquantile`.
  case wald
  /// q ± t·se with the standard error of the quantiles of the replicates.
  case replicates

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .mean:
        LocalizedText(
          zh: "分位数的置信区间：Woodruff 法，F(q) ± t·se 反查分布；标准误为区间宽度除以 2t。",
          en: "Intervals of quantiles: Woodruff's, F(q) ± t·se carried back"
            + " through the distribution; standard errors are the width by"
            + " 2t.")
      case .beta, .xlogit, .asin:
        LocalizedText(
          zh: "分位数的置信区间：Woodruff 法，累计比例用 \(rawValue) 区间后反查分布；"
            + "标准误为区间宽度除以 2t。",
          en: "Intervals of quantiles: Woodruff's, with the \(rawValue)"
            + " interval of the cumulated share; standard errors are the width"
            + " by 2t.")
      case .score:
        LocalizedText(
          zh: "分位数的置信区间：得分检验反演，界限经未加权的分布换算（与 R survey 相同）；"
            + "标准误为区间宽度除以 2t。",
          en: "Intervals of quantiles: the score test inverted, its limits"
            + " carried through the unweighted distribution as R's survey"
            + " does; standard errors are the width by 2t.")
      case .scoreWeighted:
        LocalizedText(
          zh: "分位数的置信区间：得分检验反演；标准误为区间宽度除以 2t。",
          en: "Intervals of quantiles: the score test inverted; standard errors"
            + " are the width by 2t.")
      case .wald:
        LocalizedText(
          zh: "分位数的置信区间：p ± t·se 反查分布（旧的 Wald 法）；标准误为区间宽度除以 2t。",
          en: "Intervals of quantiles: p ± t·se carried back through the"
            + " distribution (the older Wald method); standard errors are the"
            + " width by 2t.")
      case .replicates:
        LocalizedText(
          zh: "分位数的标准误来自各组复制权数的分位数；置信区间为 q ± t·se。",
          en: "Standard errors of quantiles from the quantiles under each set"
            + " of replicate weights; intervals are q ± t·se.")
      }
    return Convention("quantile-interval", rawValue, sentence)
  }
}
