import SurveyData

/// How some rows of a sample were sampled once more: strata, clusters and
/// weights of the design describe the first phase, which all rows belong to.
public struct SecondPhaseSpecification: Sendable, Hashable {
  /// The column that says of each row whether it is in the second phase.
  public var sampled: String
  /// The columns whose combinations are the strata of the second phase.
  public var strata: [String]
  /// The columns of its clusters, one a stage. Rows of drawn clusters that
  /// are not in the second phase make a further stage of rows.
  public var clusters: [String]
  /// The column of the probabilities with which its first units were drawn;
  /// `nil` for simple random sampling.
  public var probabilities: String?
  /// How units were drawn where there are probabilities.
  public var draw: SecondPhaseDraw
  /// The form of the variance.
  public var method: TwoPhaseMethod

  /// Creates a specification.
  public init(
    sampled: String, strata: [String] = [], clusters: [String] = [],
    probabilities: String? = nil, draw: SecondPhaseDraw = .overton,
    method: TwoPhaseMethod = .full
  ) {
    self.sampled = sampled
    self.strata = strata
    self.clusters = clusters
    self.probabilities = probabilities
    self.draw = draw
    self.method = method
  }
}

/// How units of a second phase were drawn with unequal probabilities.
public enum SecondPhaseDraw: String, Sendable, CaseIterable, Hashable {
  /// A fixed number in each stratum, with Overton's joint probabilities, as
  /// `probs` of R's `twophase` has it.
  case overton
  /// Each unit on its own.
  case poisson
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
    let weights: (chinese: String, english: String) =
      if probabilities == nil {
        (
          "权数为第一相权数乘以第二相层内的放大倍数",
          "weights of the first phase times \(units) by sampled \(units) in"
            + " the stratum of the second"
        )
      } else {
        (
          "权数为第一相权数除以第二相入样概率（"
            + (draw == .poisson ? "泊松抽样" : "定额，Overton 近似联合入样概率")
            + "）",
          "weights of the first phase by the probabilities of the second ("
            + (draw == .poisson
              ? "Poisson sampling"
              : "a fixed number of units, Overton's joint probabilities")
            + ")"
        )
      }
    switch method {
    case .full:
      return Convention(
        "two-phase", method.rawValue,
        LocalizedText(
          zh: "两阶段（两相）抽样：方差按两相联合入样概率计算，\(weights.chinese)。",
          en: "Two phases: variance with the joint probabilities of both;"
            + " \(weights.english)."))
    case .approximate:
      return Convention(
        "two-phase", method.rawValue,
        LocalizedText(
          zh: "两阶段（两相）抽样：第一相方差按第二相入样概率加权的离差近似计算，"
            + "再加第二相方差；\(weights.chinese)。",
          en: "Two phases: variance of the first phase from deviations"
            + " weighted by their probability in the second, plus that of the"
            + " second; \(weights.english)."))
    }
  }

  private var units: String { clusters.isEmpty ? "rows" : "clusters" }
}
