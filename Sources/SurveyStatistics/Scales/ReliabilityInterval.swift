import LinearAlgebra
import SurveyData

/// How the interval of a reliability is made.
public enum ReliabilityInterval: String, Sendable, CaseIterable, Hashable {
  /// Feldt's, by the F distribution; strata and clusters do not enter.
  case feldt
  /// `alpha ± t·se`, with the standard error that the sampling design gives:
  /// by replicate weights where there are some, linearised otherwise.
  case design

  /// The choice as it is printed beside a result.
  public var convention: Convention {
    switch self {
    case .feldt:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "α 的置信区间：Feldt（1965）的 F 分布法，不计分层与整群。",
          en: "Interval of alpha: Feldt (1965), by the F distribution;"
            + " strata and clusters are not counted."))
    case .design:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "α 的置信区间：α ± t·se，标准误按抽样设计计算。",
          en: "Interval of alpha: α ± t·se with the standard error under the"
            + " sampling design."))
    }
  }
}

extension AlphaAnalysis {
  /// Alpha and standardised alpha of items with their uncertainty under the
  /// design; `nil` where alpha is not defined.
  func sampled(
    _ items: [[Double]], _ data: AnalysisData
  ) -> SampledEstimates? {
    let all = Array(items.indices)
    let statistics = CovarianceStatistics(items, domain: data.domain) {
      covariances in
      let alpha = Self.alpha(all) { covariances[$0, $1] }
      let correlations = covariances.asCorrelations
      let standardized = correlations.flatMap { matrix in
        Self.alpha(all) { matrix[$0, $1] }
      }
      return alpha.map { [$0, standardized ?? .nan] }
    }
    return data.design.estimate(statistics)
  }
}

extension SampledEstimates {
  /// `value ± t·se` of one estimate, `nil` without degrees of freedom.
  func interval(_ index: Int, level: Double) -> Interval? {
    if remarks.contains("census") { return nil }
    return tInterval(
      values[index], standardError: standardError(index),
      degreesOfFreedom: degreesOfFreedom, level: level)
  }
}
