import SurveyData

/// What became of the weights of a design, step by step.
struct WeightingRecord: Sendable {
  /// One step.
  struct Step: Sendable {
    /// What the step is.
    var step: WeightingPlan.Step
    /// The weights before and after.
    var before: [Double]
    var after: [Double]
    /// The rounds that it took.
    var iterations: Int?
    /// Whether it ended.
    var hasConverged = true
    /// The targets of a calibration.
    var targets: CalibrationTargets?
    /// The thresholds of a trimming, and how many weights were cut.
    var trimmed: TrimmedWeights?
    /// The weights beyond the thresholds after the last round of raking.
    var beyondThresholds = 0
    /// Chances to answer of sampled rows, of a non-response adjustment.
    var chances: [Double]?
  }

  /// The weights before the first step.
  var initial: [Double]
  /// The steps in order.
  var steps: [Step] = []
}

extension WeightingPlan.Step {
  /// The name of the step, as in a study.
  public var name: String {
    switch self {
    case .nonresponse: "nonresponse"
    case .calibration(let calibration): calibration.method.rawValue
    case .trim: "trim"
    }
  }

  /// The name of the step in tables.
  public var label: LocalizedText {
    switch self {
    case .nonresponse:
      LocalizedText(zh: "无回答调整", en: "Non-response adjustment")
    case .trim: LocalizedText(zh: "权数截尾", en: "Trimming")
    case .calibration(let calibration):
      switch calibration.method {
      case .poststratify: LocalizedText(zh: "事后分层", en: "Post-stratification")
      case .rake: LocalizedText(zh: "迭代比例加权（raking）", en: "Raking")
      case .linear:
        LocalizedText(zh: "线性校准（GREG）", en: "Linear calibration (GREG)")
      case .raking:
        LocalizedText(zh: "指数距离校准", en: "Calibration by the raking distance")
      case .logit: LocalizedText(zh: "logit校准", en: "Logit calibration")
      }
    }
  }
}

extension WeightingRecord {
  /// The choices as they are printed beside results.
  ///
  /// - Parameter isRepeated: Whether every replicate went through the steps.
  func conventions(isRepeated: Bool) -> [Convention] {
    var zh: [String] = []
    var en: [String] = []
    for step in steps {
      var (chinese, english) = (
        step.step.label[.chinese], step.step.label[.english]
      )
      if case .calibration(let calibration) = step.step {
        var names: [String] = []
        for margin in calibration.margins where !names.contains(margin.name) {
          names.append(margin.name)
        }
        chinese += "（\(names.joined(separator: "、"))）"
        english += " to \(names.joined(separator: ", "))"
        if let segments = calibration.segments {
          chinese += "，按\(segments)分别进行"
          english += " within \(segments)"
        }
      }
      if let names = step.targets?.percentages, !names.isEmpty {
        chinese += "，\(names.joined(separator: "、"))的目标按百分比计"
        english +=
          " with the targets of \(names.joined(separator: ", ")) as percentages"
      }
      if case .calibration(let calibration) = step.step,
        calibration.numbers != .either
      {
        chinese += calibration.numbers == .counts ? "，目标为人数" : "，目标为比例"
        english += " with targets in \(calibration.numbers.rawValue)"
      }
      if case .calibration(let calibration) = step.step,
        let variance = calibration.residualVariance
      {
        chinese += "，残差方差与\(variance)成正比"
        english += " with residual variances in proportion to \(variance)"
      }
      zh.append(chinese)
      en.append(english.prefix(1).lowercased() + english.dropFirst())
    }
    var result = [
      Convention(
        "weighting", steps.map(\.step.name).joined(separator: "+"),
        LocalizedText(
          zh: "权数处理：\(zh.joined(separator: "；"))。"
            + (isRepeated
              ? "每组重复权数都重新经过全部步骤，方差计入各步骤；重复权数矩阵的秩按处理前计算。"
              : "方差计入校准；无回答调整与截尾的系数视为固定。"),
          en: "Weights: \(en.joined(separator: "; ")). "
            + (isRepeated
              ? "Every set of replicate weights went through all steps anew,"
                + " so that variances know of them; ranks are those of the"
                + " replicate weights before."
              : "Variances take the calibration into account; factors of"
                + " non-response and trimming count as fixed.")))
    ]
    if isRepeated { return result }
    let raked = steps.compactMap { step -> Calibration? in
      guard case .calibration(let calibration) = step.step,
        calibration.method == .rake
      else { return nil }
      return calibration
    }
    if let first = raked.first {
      result.append(first.rakingVariance.convention)
    }
    return result
  }
}

extension Calibration.RakingVariance {
  /// The choice as it is printed beside a result.
  var convention: Convention {
    let sentence =
      switch self {
      case .sweep:
        LocalizedText(
          zh: "迭代加权后的方差：轮流减去各边际的不加权均值十次（与R survey相同）。",
          en: "Variance after raking: unweighted means of the margins taken"
            + " away in turn, ten times (as in R survey).")
      case .regression:
        LocalizedText(
          zh: "迭代加权后的方差：对全部边际的加权回归残差。",
          en: "Variance after raking: residuals of the weighted regression on"
            + " all margins.")
      }
    return Convention("raking-variance", rawValue, sentence)
  }
}
