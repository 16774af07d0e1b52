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
  /// Where the deviance of a binomial model by the design effect is t².
  case likelihood
  /// On the scale of asin √p.
  case arcsine = "asin"
  /// Clopper and Pearson's with the effective base of Korn and Graubard.
  case beta
  /// The same with the effective base never above the base, as the
  /// presentation standard of the NCHS has it.
  case kornGraubard = "korn-graubard"
  /// Wilson's with the effective base of Korn and Graubard and the t
  /// quantile, so that few clusters count twice; svy's `wilson`.
  case wilsonAdjusted = "wilson-adjusted"

  /// Creates the interval with `name`; `t` and `mean` are other names of
  /// `wald`, and `xlogit` one of `logit`.
  public init?(name: String) {
    switch name {
    case "t", "mean": self = .wald
    case "xlogit": self = .logit
    case "arcsine": self = .arcsine
    default: self.init(rawValue: name)
    }
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
    case .likelihood:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：似然比除以设计效应，t 分位数按设计自由度；"
            + "比例为 0 或 1 时改用 Wilson 区间（Kish 有效样本量）。",
          en: "Intervals of shares: likelihood ratio by the design effect, t"
            + " quantile with the design's degrees of freedom; at 0 or 1"
            + " Wilson's interval with Kish's effective base."))
    case .arcsine:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：反正弦平方根变换，t 分位数按设计自由度；"
            + "比例为 0 或 1 时改用 Wilson 区间（Kish 有效样本量）。",
          en: "Intervals of shares: arcsine scale, t quantile with the"
            + " design's degrees of freedom; at 0 or 1 Wilson's interval with"
            + " Kish's effective base."))
    case .beta:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：Clopper–Pearson，有效样本量为 p(1−p)/se² 并按自由度调整"
            + "（Korn–Graubard）；比例为 0 或 1 时用 Kish 有效样本量。",
          en: "Intervals of shares: Clopper and Pearson's with effective base"
            + " p(1−p)/se², adjusted for degrees of freedom (Korn and"
            + " Graubard); at 0 or 1 with Kish's effective base."))
    case .kornGraubard:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：Korn–Graubard，有效样本量为 p(1−p)/se² 并按自由度调整，"
            + "不超过样本量；比例为 0 或 1 时用样本量。",
          en: "Intervals of shares: Korn and Graubard's, effective base"
            + " p(1−p)/se² adjusted for degrees of freedom and never above the"
            + " base; at 0 or 1 the base."))
    case .wilsonAdjusted:
      Convention(
        "interval", rawValue,
        LocalizedText(
          zh: "比例的置信区间：Wilson 区间，有效样本量为 p(1−p)/se² 并按自由度调整，"
            + "t 分位数按设计自由度；比例为 0 或 1 时用 Kish 有效样本量。",
          en: "Intervals of shares: Wilson's with effective base p(1−p)/se²"
            + " adjusted for degrees of freedom and the t quantile with the"
            + " design's degrees of freedom; at 0 or 1 with Kish's effective"
            + " base."))
    }
  }
}

/// Which quantile the interval `value ± quantile·se` of a mean, a total or a
/// ratio uses.
public enum IntervalQuantile: String, Sendable, CaseIterable, Hashable {
  /// Student's t with the degrees of freedom of the design.
  case student = "t"
  /// The normal distribution, as `confint` of R survey does by default.
  case normal

  /// The choice as it is printed beside the result, `nil` for the default.
  var convention: Convention? {
    self == .student
      ? nil
      : Convention(
        "interval-quantile", rawValue,
        LocalizedText(
          zh: "置信区间：值 ± z·se，用正态分位数，不计自由度。",
          en: "Intervals: value ± z·se with the normal quantile, whatever the"
            + " degrees of freedom."))
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
