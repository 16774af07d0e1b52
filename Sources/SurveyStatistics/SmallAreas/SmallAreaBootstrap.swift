import SurveyData

/// The parametric bootstrap of the unit model's errors.
public struct SmallAreaBootstrap: Sendable, Hashable {
  /// How often answers are drawn.
  public var draws: Int
  /// The seed of the draws.
  public var seed: UInt64

  /// Creates a bootstrap.
  public init(draws: Int = 400, seed: UInt64 = 1) {
    self.draws = draws
    self.seed = seed
  }

  /// The choice as it is printed beside a result.
  var convention: Convention {
    Convention(
      "small-area-error", "bootstrap",
      LocalizedText(
        zh: "区间的均方误差：参数自助法（González-Manteiga 等，2008），"
          + "抽取\(draws)次，种子\(seed)；解析均方误差另列。",
        en: "Mean squared errors of the intervals: a parametric bootstrap"
          + " (González-Manteiga and others 2008) of \(draws) draws with the"
          + " seed \(seed); the analytic ones stand beside them."))
  }
}
