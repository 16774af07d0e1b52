import Diagnostics
import SurveyData

/// A generalized linear model under the design.
///
///     g(μᵢ) = xᵢβ + offsetᵢ,   Σ wᵢ xᵢ (yᵢ − μᵢ)(dμᵢ/dηᵢ)/V(μᵢ) = 0
///
/// Coefficients have the standard errors of the design (Binder 1983; from
/// replicate weights where it has some), terms are tested by Wald's F or by
/// the working likelihood ratio, and mean effects and predictions come with
/// standard errors by the delta method.
///
/// Edge cases:
///
/// - Rows without a value of some variable are left out and counted.
/// - Columns that depend on others are named and have no coefficient.
/// - Where answers are told apart without error the result says so.
/// - Without degrees of freedom there are no tests and no intervals.
///
/// Checked against R survey 4.1-1 (`svyglm`, `regTermTest`, `psrsq`,
/// `predict`) in `Tests/References/survey` and `Tests/References/regression`,
/// and against NIST's sets of linear regression.
public struct RegressionAnalysis: CheckedAnalysis {
  /// `regression`.
  public static let kind = "regression"

  /// How terms are tested.
  public enum Test: String, Sendable, CaseIterable, Hashable {
    /// Wald's F with the covariance of the design.
    case wald
    /// The difference of deviances by Rao and Scott.
    case likelihood
    /// Wald's statistic with the covariance of independent rows, by Rao and
    /// Scott.
    case workingWald = "working-wald"
  }

  /// A variable and the value it is set to.
  public struct Setting: Sendable, Hashable {
    /// The variable.
    public var variable: String
    /// The value.
    public var value: String

    /// Creates a setting.
    public init(_ variable: String, _ value: String) {
      self.variable = variable
      self.value = value
    }
  }

  /// What is explained, and by what.
  public var model: ModelSpecification
  /// How the variance follows from the mean.
  public var family: ResponseFamily
  /// The scale on which terms add up; `nil` for the family's usual one.
  public var link: LinkFunction?
  /// How each term is tested.
  public var tests: [Test]
  /// Lists of terms that are tested together.
  public var joint: [[String]]
  /// Whether mean effects and mean predictions are computed.
  public var hasMargins: Bool
  /// What to predict for.
  public var predictions: [[Setting]]

  /// Creates the analysis.
  public init(
    model: ModelSpecification, family: ResponseFamily = .gaussian,
    link: LinkFunction? = nil, tests: [Test] = [.wald],
    joint: [[String]] = [], hasMargins: Bool = true,
    predictions: [[Setting]] = []
  ) {
    self.model = model
    self.family = family
    self.link = link
    self.tests = tests
    self.joint = joint
    self.hasMargins = hasMargins
    self.predictions = predictions
  }

  /// Fits the model.
  ///
  /// - Throws: A diagnostic about columns, options, or a model without a
  ///   solution.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try fitted(on: data).outcome
  }

  /// What is found, with the model behind it.
  func fitted(
    on data: AnalysisData
  ) throws(Diagnostic) -> (outcome: AnalysisOutcome, model: PreparedModel) {
    let (frame, outcome) = try frame(data)
    let prepared = try PreparedModel(
      frame, outcome: frame.rows.map { outcome.values[$0] }, family: family,
      link: link ?? family.defaultLink, hasIntercept: model.hasIntercept,
      tolerance: model.tolerance, data: data)
    let tables = RegressionTables(
      analysis: self, model: prepared, outcome: outcome, level: data.level)
    let made = try tables.all(data)
    let found = AnalysisOutcome(
      conventions: conventions(prepared) + data.design.conventions,
      formula: "g(μ) = xβ, Σ w x (y − μ) (dμ/dη) / V(μ) = 0",
      details: .tables(made, finding: tables.finding),
      diagnostics: prepared.diagnostics
        + prepared.sampled.modelFindings(
          coefficients: prepared.kept.count,
          degreesOfFreedom: prepared.degreesOfFreedom, data))
    return (found, prepared)
  }

  /// Refuses columns and options that cannot be used, without a fit.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    let (frame, _) = try frame(data)
    _ = try joint.map(frame.positions)
    _ = try predictions.map(frame.settings)
  }

  private func frame(
    _ data: AnalysisData
  ) throws(Diagnostic) -> (ModelFrame, RegressionOutcome) {
    let chosen = link ?? family.defaultLink
    guard family.links.contains(chosen) else {
      throw Diagnostic(
        .wrongOption, at: nil,
        "the family '\(family.rawValue)' has no link '\(chosen.rawValue)'",
        zh: "分布族“\(family.rawValue)”没有连接函数“\(chosen.rawValue)”",
        help: "choose one of: "
          + family.links.map(\.rawValue).joined(separator: ", "))
    }
    let outcome = try RegressionOutcome(model, family: family, data: data)
    let frame = try ModelFrame(
      model, data: data, hasIntercept: model.hasIntercept,
      hasOutcome: { outcome.values[$0].isFinite })
    return (frame, outcome)
  }
}

extension ModelFrame {
  /// The positions of the terms that texts such as `ell` and `stype*ell`
  /// stand for.
  ///
  /// - Throws: A diagnostic about a term that the model does not have.
  func positions(_ texts: [String]) throws(Diagnostic) -> [Int] {
    let names = Set(variables.map(\.name))
    let wanted = try ModelTerm.parse(texts) { names.contains($0) }
    var positions: [Int] = []
    for term in wanted {
      guard let position = terms.firstIndex(where: { $0.isSame(as: term) })
      else {
        throw Diagnostic(
          .wrongOption, at: nil, "the model has no term '\(term.name)'",
          zh: "模型没有项“\(term.name)”",
          help: "its terms: " + terms.map(\.name).joined(separator: ", "))
      }
      positions.append(position)
    }
    return positions
  }

  /// The variables and values that settings stand for.
  ///
  /// - Throws: A diagnostic about a variable or value that there is not.
  func settings(
    _ settings: [RegressionAnalysis.Setting]
  ) throws(Diagnostic) -> [Int: Setting] {
    var result: [Int: Setting] = [:]
    for setting in settings {
      guard
        let index = variables.firstIndex(where: {
          $0.name == setting.variable
        })
      else {
        throw Diagnostic(
          .wrongOption, at: nil,
          "the model has no variable '\(setting.variable)'",
          zh: "模型没有变量“\(setting.variable)”",
          help: "its variables: "
            + variables.map(\.name).joined(separator: ", "))
      }
      switch variables[index].values {
      case .numbers:
        guard let number = Double(setting.value), number.isFinite else {
          throw Diagnostic(
            .wrongOption, at: nil,
            "'\(setting.variable)' is a number and cannot be"
              + " '\(setting.value)'",
            zh: "“\(setting.variable)”为数字，不能为“\(setting.value)”")
        }
        result[index] = .number(number)
      case .factor(_, let levels, _):
        let found =
          levels.firstIndex { $0.value == setting.value }
          ?? levels.firstIndex {
            $0.label?.chinese == setting.value
              || $0.label?.english == setting.value
          }
        guard let found else {
          throw Diagnostic(
            .unknownValue, at: nil,
            "no row of the model has the value '\(setting.value)' of"
              + " '\(setting.variable)'",
            zh: "模型中没有“\(setting.variable)”为“\(setting.value)”的行",
            help: "its values: "
              + levels.prefix(20).map(\.value).joined(separator: ", "))
        }
        result[index] = .level(found)
      }
    }
    return result
  }
}
