import SurveyData

/// How some rows of a sample were sampled once more: strata, clusters and
/// weights of the design describe the first phase, which all rows belong to.
public struct SecondPhaseSpecification: Sendable, Hashable {
  /// The column that says of each row whether it is in the second phase.
  public var sampled: String
  /// The columns whose combinations are the strata of the second phase.
  public var strata: [String]
  /// The form of the variance.
  public var method: TwoPhaseMethod

  /// Creates a specification.
  public init(
    sampled: String, strata: [String] = [], method: TwoPhaseMethod = .full
  ) {
    self.sampled = sampled
    self.strata = strata
    self.method = method
  }
}

/// The form of a variance of two phases.
public enum TwoPhaseMethod: String, Sendable, CaseIterable, Hashable {
  /// With the joint probabilities of both phases, unbiased; R's `full`.
  case full
  /// The variance of the first phase estimated from deviations that count
  /// with their probability in the second; R's `approx`.
  case approximate = "approx"
}

extension SecondPhaseSpecification {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    switch method {
    case .full:
      Convention(
        "two-phase", method.rawValue,
        LocalizedText(
          zh: "两阶段（两相）抽样：方差按两相联合入样概率计算，权数为第一相权数乘以"
            + "第二相层内的放大倍数。",
          en: "Two phases: variance with the joint probabilities of both;"
            + " weights of the first phase times rows by sampled rows in the"
            + " stratum of the second."))
    case .approximate:
      Convention(
        "two-phase", method.rawValue,
        LocalizedText(
          zh: "两阶段（两相）抽样：第一相方差按第二相入样概率加权的离差近似计算，"
            + "再加第二相方差。",
          en: "Two phases: variance of the first phase from deviations"
            + " weighted by their probability in the second, plus that of the"
            + " second."))
    }
  }
}
