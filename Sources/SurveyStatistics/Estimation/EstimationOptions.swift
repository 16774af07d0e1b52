import SurveyData

/// Which rows are used when several variables are estimated together.
public enum MissingValues: String, Sendable, CaseIterable, Hashable {
  /// Each variable uses every row that has a value of it.
  case perVariable = "per-variable"
  /// Every variable uses only the rows that have a value of all of them, as
  /// `svymean(~a + b, na.rm = TRUE)` of R's survey package does.
  case listwise

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    switch self {
    case .perVariable:
      Convention(
        "missing", rawValue,
        LocalizedText(
          zh: "缺失值：每个变量使用该变量有值的全部记录。",
          en: "Missing values: each variable uses every row that has a value"
            + " of it."))
    case .listwise:
      Convention(
        "missing", rawValue,
        LocalizedText(
          zh: "缺失值：只使用所有变量都有值的记录。",
          en: "Missing values: only rows with a value of every variable are"
            + " used."))
    }
  }
}

/// How the interval of a share is made.
public enum ShareInterval: String, Sendable, CaseIterable, Hashable {
  /// On the logit scale: `logit p ± t·se/(p(1 − p))`, carried back.
  case logit
  /// Wilson's score interval with the effective base `p(1 − p)/se²` and the
  /// t quantile of the design.
  case wilson
  /// Wilson's score interval with Kish's effective base and the normal
  /// quantile; strata and clusters do not enter.
  case wilsonKish = "wilson-kish"
  /// `p ± t·se`, which may leave the range from 0 to 1.
  case wald

  /// Creates the interval with `name`; `t` is another name of `wald`.
  public init?(name: String) {
    if name == "t" { self = .wald } else { self.init(rawValue: name) }
  }

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    switch self {
    case .logit:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：logit 变换，t 分位数按设计自由度；"
            + "比例为 0 或 1 时改用 Wilson 区间（Kish 有效样本量）。",
          en: "Intervals of shares: logit scale, t quantile with the design's"
            + " degrees of freedom; at 0 or 1 Wilson's interval with Kish's"
            + " effective base."))
    case .wilson:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：Wilson 区间，有效样本量为 p(1−p)/se²，"
            + "t 分位数按设计自由度；比例为 0 或 1 时用 Kish 有效样本量。",
          en: "Intervals of shares: Wilson's with effective base p(1−p)/se²"
            + " and the t quantile with the design's degrees of freedom; at"
            + " 0 or 1 with Kish's effective base."))
    case .wilsonKish:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：Wilson 区间，Kish 有效样本量，正态分位数，"
            + "不计分层与整群。",
          en: "Intervals of shares: Wilson's with Kish's effective base and"
            + " the normal quantile; strata and clusters are not counted."))
    case .wald:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：p ± t·se，t 分位数按设计自由度；"
            + "比例为 0 或 1 时改用 Wilson 区间（Kish 有效样本量）。",
          en: "Intervals of shares: p ± t·se with the design's degrees of"
            + " freedom; at 0 or 1 Wilson's interval with Kish's effective"
            + " base."))
    }
  }
}

/// What the variance is compared with in a design effect.
public enum DesignEffectReference: String, Sendable, CaseIterable, Hashable {
  /// Without replacement where the design states population sizes, otherwise
  /// with replacement: weights that are scaled to the sample say nothing about
  /// the size of the population, and R's `deff = TRUE` then divides by almost
  /// nothing.
  case automatic = "auto"
  /// A simple random sample of the same size without replacement from a
  /// population as large as the sum of the weights; R's `deff = TRUE`.
  case withoutReplacement = "without-replacement"
  /// A simple random sample of the same size with replacement; R's
  /// `deff = "replace"`.
  case withReplacement = "with-replacement"

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    switch self {
    case .automatic:
      Convention(
        "design-effect", rawValue,
        LocalizedText(
          zh: "设计效应：与同样大小的简单随机样本相比；设计给出总体大小时不放回，"
            + "否则放回。",
          en: "Design effect: against a simple random sample of the same size,"
            + " without replacement where the design states population sizes,"
            + " otherwise with replacement."))
    case .withoutReplacement:
      Convention(
        "design-effect", rawValue,
        LocalizedText(
          zh: "设计效应：与同样大小的不放回简单随机样本相比，总体大小取权数之和；"
            + "权数之和不大于样本量时与放回样本相比。",
          en: "Design effect: against a simple random sample of the same size"
            + " without replacement from a population as large as the sum of"
            + " the weights; with replacement where that sum is not above the"
            + " base."))
    case .withReplacement:
      Convention(
        "design-effect", rawValue,
        LocalizedText(
          zh: "设计效应：与同样大小的放回简单随机样本相比。",
          en: "Design effect: against a simple random sample of the same size"
            + " with replacement."))
    }
  }
}
