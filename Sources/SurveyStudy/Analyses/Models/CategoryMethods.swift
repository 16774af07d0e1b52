import Settings
import SurveyStatistics

/// Regressions of answers in an order: `outcome`, `order`, `terms`,
/// `factors`, `reference`, `link`, `margins`, `tests`.
public struct OrdinalMethod: ModelMethod {
  /// `ordinal`.
  public static let kind = OrdinalAnalysis.kind
  /// What it does.
  public static let summary =
    "regression of answers in an order (proportional odds)"
  /// An example.
  public static let example =
    "--set outcome=satisfaction --set terms=age,district"
    + " --set order=low,medium,high"

  let model: ModelPlan
  let order: [String]
  let link: OrdinalLink
  let hasMargins: Bool
  let tests: [RegressionAnalysis.Test]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let model = ModelPlan(
      settings, kind: Self.kind, context: context, isLinear: false)
    order = settings.strings("order") ?? []
    link = settings.choice("link") ?? .logit
    hasMargins = settings.boolean("margins") ?? true
    tests = settings.regressionTests("tests") ?? [.wald]
    guard let model else { return nil }
    self.model = model
  }

  var analysis: OrdinalAnalysis {
    OrdinalAnalysis(
      model: model.specification, order: order, link: link,
      hasMargins: hasMargins, tests: tests)
  }
}

/// Regressions of answers without an order: `outcome`, `base`, `terms`,
/// `factors`, `reference`, `margins`, `tests`.
public struct MultinomialMethod: ModelMethod {
  /// `multinomial`.
  public static let kind = MultinomialAnalysis.kind
  /// What it does.
  public static let summary =
    "regression of answers without an order (multinomial logit)"
  /// An example.
  public static let example =
    "--set outcome=stype --set terms=ell,meals --set base=E"

  let model: ModelPlan
  let base: String?
  let hasMargins: Bool
  let tests: [RegressionAnalysis.Test]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let model = ModelPlan(
      settings, kind: Self.kind, context: context, isLinear: false)
    base = settings.string("base")
    hasMargins = settings.boolean("margins") ?? true
    tests = settings.regressionTests("tests") ?? [.wald]
    guard let model else { return nil }
    self.model = model
  }

  var analysis: MultinomialAnalysis {
    MultinomialAnalysis(
      model: model.specification, base: base, hasMargins: hasMargins,
      tests: tests)
  }
}
