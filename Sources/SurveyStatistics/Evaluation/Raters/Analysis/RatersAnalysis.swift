import Diagnostics
import SurveyData

/// What evaluators' scores say about the evaluators: how severe each one is,
/// whose scores drift, blend indicators or do not fit, how well they agree,
/// and how many of them are needed; and what the cases would have scored if
/// everybody had judged them all.
///
/// A row is a score. The model is one of `SeverityModel`, `MixedSeverity`,
/// `FacetedSeverity` and `ManyFacetRasch`; agreement and generalisability do
/// not depend on which.
///
/// Edge cases:
///
/// - Rows without a case, an evaluator or a score do not count, nor do those
///   with an abstention or a conflict of interest (columns `abstain` and
///   `conflict_of_interest`).
/// - Scores that repeat a case, an evaluator and an indicator all count.
/// - With one indicator there is no interaction and no halo.
///
/// Checked in `Tests/References/evaluation`.
public struct RatersAnalysis: Analysis {
  /// `raters`.
  public static let kind = "raters"

  /// The ways to take severity out.
  public enum Model: String, Sendable, Hashable, CaseIterable {
    /// Least squares, cases and evaluators fixed.
    case severity
    /// Restricted maximum likelihood, evaluators a sample.
    case severityREML = "severity-reml"
    /// Restricted maximum likelihood, cases and evaluators samples.
    case mixed
    /// The many-facet Rasch model for rating scales.
    case rasch
  }

  /// The column that identifies cases.
  public var caseColumn: String
  /// The column that identifies evaluators.
  public var raterColumn: String
  /// The column of scores.
  public var scoreColumn: String
  /// The column of indicators; `nil` for one.
  public var indicatorColumn: String?
  /// The column of groups of evaluators.
  public var groupColumn: String?
  /// The column with the day of the score.
  public var timeColumn: String?
  /// How severity is taken out.
  public var model: Model
  /// How many scores a trimmed mean would drop at each end, for the share of
  /// an evaluator's scores that it drops.
  public var trim: Int
  /// The coefficient that the number of evaluators needed is found for.
  public var target: Double
  /// How many draws the intervals of agreement and of the variances have.
  public var draws: Int
  /// How many parametric bootstrap refits the variances have; 0 for none.
  public var bootstrap: Int
  /// The seed of the draws.
  public var seed: UInt64

  /// Creates the analysis.
  public init(
    caseColumn: String, raterColumn: String, scoreColumn: String,
    indicatorColumn: String? = nil, groupColumn: String? = nil,
    timeColumn: String? = nil, model: Model = .severityREML, trim: Int = 1,
    target: Double = 0.8, draws: Int = 1000, bootstrap: Int = 0,
    seed: UInt64 = 25
  ) {
    self.caseColumn = caseColumn
    self.raterColumn = raterColumn
    self.scoreColumn = scoreColumn
    self.indicatorColumn = indicatorColumn
    self.groupColumn = groupColumn
    self.timeColumn = timeColumn
    self.model = model
    self.trim = trim
    self.target = target
    self.draws = draws
    self.bootstrap = bootstrap
    self.seed = seed
  }

  /// Refuses columns that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    let frame = try RatersFrame(self, data)
    if model == .rasch {
      _ = try RaschTables.categories(frame)
    } else {
      try RaterFit.checkShape(frame, model)
    }
    return frame.diagnostics
  }

  /// Finds everything.
  ///
  /// - Throws: A diagnostic when a column does not fit, or the model cannot
  ///   be fitted.
  public func run(on data: AnalysisData) throws(Diagnostic) -> AnalysisOutcome {
    let frame = try RatersFrame(self, data)
    var tables: [StatisticsTable] = []
    var finding: LocalizedText?
    var diagnostics = frame.diagnostics
    let variances = RaterVariances(frame, self, level: data.level)
    if model == .rasch {
      let rasch = try RaschTables(frame, self)
      tables += rasch.all
      finding = rasch.finding
      diagnostics += rasch.diagnostics
    } else {
      let fit = try RaterFit(frame, model: model)
      let found = RaterTables(
        frame: frame, fit: fit, analysis: self, level: data.level)
      tables += found.all
      finding = found.finding(variances)
      diagnostics += fit.diagnostics
    }
    if let variances { tables += variances.tables }
    tables += AgreementTables(frame, self, level: data.level).all
    return AnalysisOutcome(
      conventions: conventions(frame, data), formula: formula(frame),
      details: .tables(tables, finding: finding), diagnostics: diagnostics)
  }

  private func formula(_ frame: RatersFrame) -> String {
    switch model {
    case .rasch: "ln P(k)/P(k−1) = Bᵢ − Cⱼ − Dₗ − Fₖ"
    case .severity where frame.indicators.count > 1:
      "y = cᵢⱼ + δₖ + e, cᵢⱼ = μ + aᵢ + bⱼ + e"
    case .severity, .severityREML, .mixed:
      frame.indicators.count > 1
        ? "y = μᵢ + δₖ + bⱼ + (ai)ᵢₖ + (ab)ᵢⱼ + (bi)ⱼₖ + e" : "y = μᵢ + bⱼ + e"
    }
  }

  private func conventions(
    _ frame: RatersFrame, _ data: AnalysisData
  ) -> [Convention] {
    var list: [Convention] = []
    switch model {
    case .severity: list.append(RaterOptions().convention(.severity))
    case .severityREML: list.append(RaterOptions().convention(.severityREML))
    case .mixed: list.append(RaterOptions().convention(.mixed))
    case .rasch:
      list.append(
        Convention(
          "raters", "rasch",
          LocalizedText(
            zh: "多面 Rasch 模型（评定量表），联合极大似然估计；宽严、难度和阶跃之和均为 0；"
              + "极端分数按差 0.3 级处理，不参与估计。",
            en: "Many-facet Rasch model with one rating scale, by joint maximum"
              + " likelihood; severities, difficulties and steps add up to 0;"
              + " extreme scores count as 0.3 of a category short and take no"
              + " part in the estimation.")))
    }
    if frame.indicators.count > 1, model == .severity {
      list.append(
        Convention(
          "indicators", "averaged",
          LocalizedText(
            zh: "先在每位评委对每个对象的得分中扣除指标间差异并平均（各指标等权），再按最小二乘校正宽严；"
              + "误差以“对象×评委”为一个观测。",
            en: "The scores an evaluator gave a case are freed of the"
              + " differences between indicators and averaged, each indicator"
              + " counting once; then severity is taken out by least squares."
              + " A case and an evaluator are one observation in the errors.")))
    } else if frame.indicators.count > 1 {
      list.append(
        Convention(
          "indicators", "fixed",
          LocalizedText(
            zh: "各指标为固定面，等权；对象与评委、对象与指标、评委与指标的交互为随机效应。",
            en: "Indicators are a fixed facet, each counting once; interactions"
              + " of cases, evaluators and indicators are random.")))
    }
    list.append(
      Convention(
        "flags", "1%",
        LocalizedText(
          zh: "评委的标记按双侧 1% 水平检验，未作多重比较校正。",
          en: "Evaluators are flagged at a two-sided level of 1%, without a"
            + " correction for their number.")))
    if !data.design.isSimple {
      list.append(
        Convention(
          "weights", "none",
          LocalizedText(
            zh: "模型不使用权数和抽样设计。",
            en: "Weights and the sampling design do not enter the models.")))
    }
    return list
  }
}
