import Diagnostics
import SurveyData

/// A regression of answers without an order.
///
///     log P(y = k)/P(y = base) = xβₖ
///
/// Each value but the base has coefficients of its own. Standard errors are
/// those of the design, from the information, which is the same observed and
/// expected.
///
/// Edge cases as for `RegressionAnalysis`; answers that no row has are left
/// out.
///
/// Checked against `multinom` of nnet (deviance) and a fit with `svyrecvar`
/// of survey 4.1-1 in `Tests/References/regression`.
public struct MultinomialAnalysis: CheckedAnalysis {
  /// `multinomial`.
  public static let kind = "multinomial"

  /// What is explained, and by what.
  public var model: ModelSpecification
  /// The value that the others are compared with; the first one without.
  public var base: String?
  /// Whether mean predictions are computed.
  public var hasMargins: Bool
  /// How each term is tested.
  public var tests: [RegressionAnalysis.Test]

  /// Creates the analysis.
  public init(
    model: ModelSpecification, base: String? = nil, hasMargins: Bool = true,
    tests: [RegressionAnalysis.Test] = [.wald]
  ) {
    self.model = model
    self.base = base
    self.hasMargins = hasMargins
    self.tests = tests
  }

  /// Fits the model.
  ///
  /// - Throws: A diagnostic about columns, options, or a model without a
  ///   solution.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let problem = try problem(data)
    let tables = CategoryTables(
      model: try problem.fitted(dropsIntercept: false, data) {
        MultinomialModel(predictors: $0, codes: $1, categoryCount: $2)
      },
      outcome: problem.outcome, level: data.level, isOrdinal: false,
      hasRatios: true, hasMargins: hasMargins, termTests: tests)
    let first = problem.outcome.levels[0].title
    return tables.result(
      conventions: [
        Convention(
          "model", "multinomial(logit)",
          LocalizedText(
            zh: "模型：多项logit，各答案与“\(first[.chinese])”比较。",
            en: "Model: multinomial logit, each answer against"
              + " '\(first[.english])'.")),
        RegressionAnalysis.missingConvention,
        RegressionAnalysis.codingConvention(problem.frame),
        Convention(
          "model-degrees-of-freedom", "design-less-coefficients",
          LocalizedText(
            zh: "检验与区间的自由度：设计自由度加1减每个方程的系数个数。",
            en: "Degrees of freedom of tests and intervals: those of the design"
              + " plus 1 less the number of coefficients of one equation.")),
      ] + RegressionAnalysis.testConventions(tests),
      formula: "log P(y = k) / P(y = base) = xβₖ", data)
  }

  /// Refuses columns and options that cannot be used, without a fit.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try problem(data)
  }

  private func problem(
    _ data: AnalysisData
  ) throws(Diagnostic) -> CategoryProblem {
    try CategoryProblem(
      model, order: [], first: base, kind: Self.kind, data)
  }
}
