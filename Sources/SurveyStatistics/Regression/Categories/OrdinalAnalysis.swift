import Diagnostics
import SurveyData

/// A regression of answers in an order, such as satisfied, basically
/// satisfied, dissatisfied.
///
///     P(y ≤ k) = F(ζₖ − xβ)
///
/// One coefficient a term for all thresholds (proportional odds with
/// `logit`); a positive one means higher answers. Standard errors are those
/// of the design, from the observed information, as in `svyolr`.
///
/// Edge cases as for `RegressionAnalysis`; answers that no row has are left
/// out.
///
/// Checked against `polr` of MASS and `svyolr` of survey 4.1-1 in
/// `Tests/References/survey` and `Tests/References/regression`.
public struct OrdinalAnalysis: CheckedAnalysis {
  /// `ordinal`.
  public static let kind = "ordinal"

  /// What is explained, and by what.
  public var model: ModelSpecification
  /// The answers from the lowest to the highest; those of the codebook, or by
  /// size, when empty.
  public var order: [String]
  /// The curve.
  public var link: OrdinalLink
  /// Whether mean predictions are computed.
  public var hasMargins: Bool
  /// How each term is tested.
  public var tests: [RegressionAnalysis.Test]

  /// Creates the analysis.
  public init(
    model: ModelSpecification, order: [String] = [],
    link: OrdinalLink = .logit, hasMargins: Bool = true,
    tests: [RegressionAnalysis.Test] = [.wald]
  ) {
    self.model = model
    self.order = order
    self.link = link
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
      model: try problem.fitted(dropsIntercept: true, data) {
        OrdinalModel(
          predictors: $0, codes: $1, categoryCount: $2, link: link)
      },
      outcome: problem.outcome, level: data.level, isOrdinal: true,
      hasRatios: link == .logit, hasMargins: hasMargins, termTests: tests)
    return tables.result(
      conventions: conventions(problem.frame, problem.outcome),
      formula: "P(y ≤ k) = F(ζₖ − xβ)", data)
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
      model, order: order, first: nil, kind: Self.kind, data)
  }

  private func conventions(
    _ frame: ModelFrame, _ outcome: CategoryOutcome
  ) -> [Convention] {
    func order(_ language: Language) -> String {
      outcome.levels.map { $0.title[language] }.joined(separator: " < ")
    }
    return [
      Convention(
        "model", "ordinal(\(link.rawValue))",
        LocalizedText(
          zh: "模型：累积\(link.rawValue)（比例优势），P(y≤k)=F(ζₖ−xβ)；"
            + "系数为正表示答案更高。顺序：\(order(.chinese))。",
          en: "Model: cumulative \(link.rawValue), P(y ≤ k) = F(ζₖ − xβ); a"
            + " positive coefficient means higher answers. Order:"
            + " \(order(.english)).")),
      RegressionAnalysis.missingConvention,
      RegressionAnalysis.codingConvention(frame),
      Convention(
        "model-degrees-of-freedom", "design-less-coefficients",
        LocalizedText(
          zh: "检验与区间的自由度：设计自由度减系数个数（不计阈值）。",
          en: "Degrees of freedom of tests and intervals: those of the design"
            + " less the number of coefficients, thresholds not counted.")),
      Convention(
        "information", "observed",
        LocalizedText(
          zh: "标准误：观测信息矩阵与设计的夹心方差。",
          en: "Standard errors: the design's sandwich with the observed"
            + " information.")),
    ] + RegressionAnalysis.testConventions(tests)
  }
}
