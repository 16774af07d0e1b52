import SurveyData

extension RegressionAnalysis {
  /// The choices as they are printed beside a result.
  func conventions(_ prepared: PreparedModel) -> [Convention] {
    let link = prepared.model.link
    var result = [
      Convention(
        "model", "\(family.rawValue)(\(link.rawValue))",
        LocalizedText(
          zh: "模型：\(family.title[.chinese])，\(link.title[.chinese])；"
            + "均值与方差的关系取自该分布，标准误取自抽样设计。",
          en: "Model: \(family.title[.english]), \(link.title[.english]);"
            + " how the variance follows from the mean is taken from the"
            + " distribution, standard errors from the design.")),
      Self.missingConvention, Self.codingConvention(prepared.frame),
      Self.freedomConvention,
    ]
    if family != .gaussian || link != .identity {
      result.append(
        Convention(
          "fit", "scoring",
          LocalizedText(
            zh: "拟合：费希尔得分法（迭代加权最小二乘），"
              + "直到步长平方不足偏差的1e-16（非典则联接为1e-22）；"
              + "R的默认精度较低，标准误可差3e-5。",
            en: "Fit: Fisher's scoring (iteratively reweighted least squares)"
              + " until the squared step is below 1e-16 of the deviance (1e-22"
              + " for links that are not canonical); R stops earlier by"
              + " default, which moves standard errors by up to 3e-5.")))
    }
    if hasMargins || !predictions.isEmpty {
      result.append(
        Convention(
          "margins", "as-observed",
          LocalizedText(
            zh: "平均效应与平均预测：对模型所用记录按权数平均，"
              + "其他变量保持各自的观测值；标准误用delta法，"
              + "不计自变量分布的抽样误差。",
            en: "Mean effects and predictions: weighted means over the rows of"
              + " the model, the other variables as observed; standard errors"
              + " by the delta method, without the sampling of the other"
              + " variables.")))
    }
    return result + Self.testConventions(tests)
  }

  /// How the tests that are not Wald's are made.
  static func testConventions(
    _ tests: [RegressionAnalysis.Test]
  ) -> [Convention] {
    var result: [Convention] = []
    if tests.contains(.likelihood) {
      result.append(
        Convention(
          "likelihood-test", "saddlepoint",
          LocalizedText(
            zh: "似然比检验：偏差之差按Rao–Scott分布"
              + "（特征值加权的χ²和，鞍点近似），权数均值为1。",
            en: "Likelihood ratio test: the difference of deviances, with"
              + " weights of mean 1, by the distribution of Rao and Scott (a"
              + " sum of χ² weighted by eigenvalues, by a saddlepoint).")))
    }
    if tests.contains(.workingWald) {
      result.append(
        Convention(
          "working-wald-test", "saddlepoint",
          LocalizedText(
            zh: "工作Wald检验：以独立记录时的协方差计算统计量，按Rao–Scott分布"
              + "（特征值加权的χ²和，鞍点近似），权数均值为1。",
            en: "Working Wald test: the statistic with the covariance of"
              + " independent rows and weights of mean 1, by the distribution"
              + " of Rao and Scott (a sum of χ² weighted by eigenvalues, by a"
              + " saddlepoint).")))
    }
    return result
  }

  static let missingConvention = Convention(
    "missing", "listwise",
    LocalizedText(
      zh: "缺失值：只使用模型中所有变量都有值的记录。",
      en: "Missing values: only rows with a value of every variable of the"
        + " model are used."))

  static let freedomConvention = Convention(
    "model-degrees-of-freedom", "design-less-coefficients",
    LocalizedText(
      zh: "检验与区间的自由度：设计自由度加1减系数个数。",
      en: "Degrees of freedom of tests and intervals: those of the design"
        + " plus 1 less the number of coefficients."))

  static func codingConvention(_ frame: ModelFrame) -> Convention {
    func references(_ language: Language) -> String {
      frame.variables.compactMap { variable -> String? in
        guard case .factor(_, let levels, let reference) = variable.values,
          !levels.isEmpty
        else { return nil }
        return variable.title[language] + "="
          + levels[reference].title[language]
      }.joined(separator: language == .chinese ? "，" : ", ")
    }
    let chinese = references(.chinese)
    let english = references(.english)
    return Convention(
      "coding", "treatment",
      LocalizedText(
        zh: "分类变量：各取值与参照取值比较"
          + (chinese.isEmpty ? "。" : "（参照：\(chinese)）。"),
        en: "Answers as terms: each value is compared with a reference"
          + (english.isEmpty ? "." : " (\(english)).")))
  }
}

extension ResponseFamily {
  /// The name for readers.
  var title: LocalizedText {
    switch self {
    case .gaussian: LocalizedText(zh: "正态（线性）", en: "gaussian (linear)")
    case .binomial: LocalizedText(zh: "二项", en: "binomial")
    case .poisson: LocalizedText(zh: "泊松", en: "Poisson")
    case .gamma: LocalizedText(zh: "伽马", en: "gamma")
    case .inverseGaussian:
      LocalizedText(zh: "逆高斯", en: "inverse gaussian")
    case .negativeBinomial:
      LocalizedText(zh: "负二项", en: "negative binomial")
    }
  }
}

extension LinkFunction {
  /// The name for readers.
  var title: LocalizedText {
    switch self {
    case .identity: LocalizedText(zh: "恒等联接", en: "identity link")
    case .inverse: LocalizedText(zh: "倒数联接", en: "inverse link")
    case .inverseSquare:
      LocalizedText(zh: "平方倒数联接", en: "inverse square link")
    case .log: LocalizedText(zh: "对数联接", en: "log link")
    default: LocalizedText(zh: "\(rawValue)联接", en: "\(rawValue) link")
    }
  }
}
