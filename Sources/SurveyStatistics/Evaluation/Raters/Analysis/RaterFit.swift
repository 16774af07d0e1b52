import Diagnostics
import SurveyData

/// Severities and adjusted scores of whichever model was asked for.
struct RaterFit {
  private(set) var adjusted: [Double]
  private(set) var adjustedErrors: [Double]
  private(set) var severities: [Double]
  private(set) var severityErrors: [Double]
  /// What is left of each score.
  private(set) var residuals: [Double]
  private(set) var errorVariance: Double
  /// The correlation of the residuals of one case and evaluator on different
  /// indicators.
  private(set) var residualCorrelation = 0.0
  /// Degrees of freedom of the errors; intervals of least squares use them.
  private(set) var degrees: Double
  /// Degrees of freedom of what is left of single scores.
  private(set) var residualDegrees: Double
  let isLeastSquares: Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ frame: RatersFrame, model: RatersAnalysis.Model
  ) throws(Diagnostic) {
    isLeastSquares = model == .severity
    let tooFew = Self.tooFew(frame, model)
    try Self.checkShape(frame, model)
    let hasFacets = frame.indicators.count > 1
    let scores = frame.scores()
    let islands = scores.connectedCases
    if islands.count > 1 {
      var diagnostic = Diagnostic(
        .disconnectedRaters, model == .severity ? .error : .warning,
        at: frame.place,
        "the cases fall into \(islands.count) groups without a common"
          + " evaluator",
        zh: "对象分为\(islands.count)组，组间没有共同的评委",
        notes: islands.prefix(5).enumerated().map { position, group in
          let ids = group.prefix(8).map { frame.cases[$0].name }
          return "group \(position + 1): \(ids.joined(separator: ", "))"
            + (group.count > 8 ? " and \(group.count - 8) more" : "")
        },
        help: "let some evaluators score cases of several groups")
      if model == .severity { throw diagnostic }
      diagnostic.notes.append(
        "cases of different groups are compared only as far as the evaluators"
          + " of all groups are a sample of the same kind")
      diagnostics.append(diagnostic)
    }
    if hasFacets, model == .severity {
      guard
        let fit = SeverityOverIndicators(
          frame.entries, caseCount: frame.cases.count,
          raterCount: frame.raters.count,
          indicatorCount: frame.indicators.count)
      else { throw tooFew }
      adjusted = fit.adjusted
      adjustedErrors = fit.adjustedErrors
      severities = fit.severities
      severityErrors = fit.severityErrors
      residuals = fit.residuals
      errorVariance = fit.errorVariance
      residualCorrelation = fit.residualCorrelation
      degrees = fit.degrees
      residualDegrees = fit.residualDegrees
      return
    }
    if hasFacets {
      guard
        let fit = FacetedSeverity(
          frame.entries, caseCount: frame.cases.count,
          raterCount: frame.raters.count,
          indicatorCount: frame.indicators.count,
          cases: model == .mixed ? .random : .fixed)
      else { throw tooFew }
      adjusted = fit.adjusted
      adjustedErrors = fit.adjustedErrors
      severities = fit.severities
      severityErrors = fit.severityErrors
      residuals = fit.residuals
      // What is taken off does not hold the interaction of cases and
      // evaluators, which is where a halo shows.
      let interaction = fit.fit.components[model == .mixed ? 3 : 2]
      errorVariance = fit.fit.errorVariance + interaction
      residualCorrelation =
        errorVariance > 0 ? interaction / errorVariance : 0
      degrees = fit.fit.system.degrees
      residualDegrees = degrees
      note(fit.fit.hasConverged, frame)
      return
    }
    if model == .severity {
      guard let fit = SeverityModel(scores), let variance = fit.errorVariance,
        let errors = SeverityErrors(scores, errorVariance: variance)
      else { throw tooFew }
      adjusted = fit.adjusted
      adjustedErrors = errors.adjusted
      severities = fit.raterEffects
      severityErrors = errors.severities
      errorVariance = variance
      degrees = Double(fit.degreesOfFreedom)
      residualDegrees = degrees
    } else {
      guard
        let fit = MixedSeverity(
          scores, cases: model == .mixed ? .random : .fixed)
      else { throw tooFew }
      adjusted = fit.adjusted
      adjustedErrors = fit.adjustedErrors
      severities = fit.raterEffects
      severityErrors = fit.raterErrors
      errorVariance = fit.errorVariance
      degrees = fit.degreesOfFreedom
      residualDegrees = degrees
      residuals = []
      note(fit.hasConverged, frame)
    }
    let (adjusted, severities) = (adjusted, severities)
    residuals = frame.entries.map {
      $0.score - adjusted[$0.caseIndex] - severities[$0.rater]
    }
  }

  private static func tooFew(
    _ frame: RatersFrame, _ model: RatersAnalysis.Model
  ) -> Diagnostic {
    Diagnostic(
      .raterModel, at: frame.place,
      "the scores are too few for the model '\(model.rawValue)'",
      zh: "评分太少，不能用模型“\(model.rawValue)”",
      help: "it takes cases with several evaluators, and more scores than"
        + " cases")
  }

  /// Refuses what no model can be fitted to.
  static func checkShape(
    _ frame: RatersFrame, _ model: RatersAnalysis.Model
  ) throws(Diagnostic) {
    // One evaluator cannot be told apart from the cases.
    if frame.raters.count < 2 || frame.cases.count < 2 {
      throw tooFew(frame, model)
    }
  }

  private mutating func note(_ hasConverged: Bool, _ frame: RatersFrame) {
    if hasConverged { return }
    diagnostics.append(
      Diagnostic(
        .raterModel, .warning, at: frame.place,
        "the search for the variances did not settle; the last ones are shown",
        zh: "方差的迭代未能收敛，列出的是最后一次的值"))
  }
}
