import Diagnostics
import SurveyData

/// Where the imputations come from.
public enum ImputationSource: Sendable {
  /// One table below the other, with a column of the imputation's number; 0
  /// stands for the data before imputation, which are not used.
  case stacked(column: String)
  /// A table for each imputation, with the rows of the domain.
  case tables([(table: Table, domain: [Bool]?)])
  /// The data are completed here.
  case imputer(Imputer)
}

/// What is estimated in each imputation.
public enum ImputedEstimates: Sendable {
  /// Means of variables.
  case means(MeanAnalysis)
  /// Shares of values.
  case shares(ShareAnalysis)
  /// Indices and rates.
  case index(IndexAnalysis)
  /// The coefficients of a regression.
  case regression(RegressionAnalysis)

  func check(on data: AnalysisData) throws(Diagnostic) {
    switch self {
    case .means(let analysis): try analysis.check(on: data)
    case .shares(let analysis): try analysis.check(on: data)
    case .index(let analysis): try analysis.check(on: data)
    case .regression(let analysis): try analysis.check(on: data)
    }
  }

  func run(on data: AnalysisData) throws(Diagnostic) -> AnalysisOutcome {
    switch self {
    case .means(let analysis): try analysis.run(on: data)
    case .shares(let analysis): try analysis.run(on: data)
    case .index(let analysis): try analysis.run(on: data)
    case .regression(let analysis): try analysis.run(on: data)
    }
  }
}

/// A construct with several plausible values: columns of which each is one
/// draw of every respondent's score.
public struct PlausibleValues: Sendable, Hashable {
  /// The name of the construct.
  public var name: String
  /// The columns.
  public var columns: [String]

  /// Creates a construct.
  public init(_ name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }
}

/// Estimates from data with imputed values or plausible values: each
/// imputation is analysed on its own under the design, and the results are
/// pooled by `PooledNumber`.
///
/// Edge cases:
///
/// - Of a regression the coefficients, mean effects and predictions are pooled
///   one by one, and Wald's tests of terms by `PooledTest`; tests by the
///   likelihood of each imputation are refused.
/// - A number that is missing in one of the imputations, or has no standard
///   error there, is not pooled.
///
/// Checked in `Tests/References/imputation`.
public struct ImputationAnalysis: Analysis {
  /// `imputation`.
  public static let kind = "imputation"

  /// What is estimated in each imputation; `nil` for constructs only.
  public var estimates: ImputedEstimates?
  /// Where the imputations come from; needed with `estimates`.
  public var source: ImputationSource?
  /// Constructs with plausible values, whose means are estimated.
  public var constructs: [PlausibleValues]
  /// The groupings of the constructs.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    estimates: ImputedEstimates? = nil, source: ImputationSource? = nil,
    constructs: [PlausibleValues] = [], by: [[String]] = []
  ) {
    self.estimates = estimates
    self.source = source
    self.constructs = constructs
    self.by = by
  }

  /// Refuses columns and options that cannot be used, without imputing.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    for construct in constructs { try check(construct, data) }
    guard let estimates, let source else { return }
    switch source {
    case .stacked, .tables:
      for part in try parts(source, data).data { try estimates.check(on: part) }
    case .imputer(let imputer):
      try estimates.check(on: data)
      try imputer.check(on: data)
    }
  }

  private func check(
    _ construct: PlausibleValues, _ data: AnalysisData
  ) throws(Diagnostic) {
    if construct.columns.count < 2 {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "the construct '\(construct.name)' has fewer than two plausible"
          + " values",
        zh: "构念“\(construct.name)”的似真值不足两个",
        help: "name every column of its plausible values")
    }
    for name in construct.columns { _ = try data.numbers(name) }
  }

  /// Analyses each imputation and pools the results.
  ///
  /// - Throws: A diagnostic when a column does not exist or does not fit, or
  ///   there are fewer than two imputations.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    var pooled: [PooledEstimate] = []
    var conventions = [Self.convention]
    var findings: [Diagnostic] = []
    var tables: [StatisticsTable] = []
    var coefficients: [PooledEstimate] = []
    var further: [StatisticsTable] = []
    if let estimates, let source {
      let parts = try parts(source, data)
      var outcomes: [AnalysisOutcome] = []
      // The rows of later fits are not kept: there may be many.
      var first: PreparedModel?
      var models: [FittedCoefficients] = []
      for part in parts.data {
        if case .regression(let analysis) = estimates {
          let fitted = try analysis.fitted(on: part)
          outcomes.append(fitted.outcome)
          if first == nil { first = fitted.model }
          models.append(FittedCoefficients(fitted.model))
        } else {
          outcomes.append(try estimates.run(on: part))
        }
      }
      pooled += pool(outcomes.map(\.estimates), level: data.level)
      if case .regression(let analysis) = estimates {
        let model = try pooledModel(outcomes, data)
        if model.pooled.isEmpty, !model.missing.isEmpty {
          throw Diagnostic(
            .nothingToEstimate, at: Place(file: data.table.source.file),
            "no coefficient has a value and degrees of freedom in every"
              + " imputation",
            zh: "没有系数在每次插补中都有值和自由度",
            help: "leave terms out: a model needs as many clusters, less the"
              + " strata, as it has coefficients")
        }
        coefficients = model.pooled
        tables.append(model.table)
        further = try furtherTables(
          analysis, first, models, outcomes, data)
        if further.contains(where: { $0.name == "terms" }) {
          conventions.append(Self.testConvention)
        }
        findings += missingCoefficients(model.missing, data)
      }
      conventions += Self.kept(outcomes.first?.conventions ?? [])
      conventions += parts.conventions
      findings += outcomes.first?.diagnostics ?? []
      // The fit of a later imputation may fail where the first one did not.
      for finding in outcomes.dropFirst().flatMap(\.diagnostics)
      where finding.code == .separation || finding.code == .modelNotConverged {
        if !findings.contains(finding) { findings.append(finding) }
      }
      findings += parts.findings
      tables += parts.tables
    }
    for construct in constructs {
      try check(construct, data)
      var outcomes: [[Estimate]] = []
      for name in construct.columns {
        let found = try MeanAnalysis(variables: [name], by: by).run(on: data)
        outcomes.append(
          found.estimates.map { estimate in
            var renamed = estimate
            renamed.variable = construct.name
            renamed.label = nil
            return renamed
          })
        if name == construct.columns.first, estimates == nil,
          construct == constructs.first
        {
          conventions += Self.kept(found.conventions)
          findings += found.diagnostics
        }
      }
      pooled += pool(outcomes, level: data.level)
    }
    guard !pooled.isEmpty || !coefficients.isEmpty else {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "nothing could be pooled",
        zh: "没有可以合并的结果",
        help: "name 'variables' with their imputations, an 'outcome' with its"
          + " 'terms', or 'constructs' of plausible values")
    }
    return AnalysisOutcome(
      estimates: pooled.map(\.estimate), conventions: conventions,
      formula: "Q̄ = ΣQ/m, T = W + (1 + 1/m)B",
      details: .tables(
        tables.filter { $0.name == "coefficients" } + further
          + [PoolingTable(pooled + coefficients).table]
          + tables.filter { $0.name != "coefficients" }, finding: nil),
      diagnostics: findings)
  }

  /// The choices of an imputation's analysis that still hold when it is
  /// pooled: its intervals and design effects are not shown.
  private static func kept(_ conventions: [Convention]) -> [Convention] {
    conventions.filter { !["interval", "design-effect"].contains($0.name) }
  }

  private static var convention: Convention {
    Convention(
      "pooling", "rubin",
      LocalizedText(
        zh: "合并：Rubin 规则，自由度按 Barnard–Rubin（1999）；区间为估计值 ± t·标准误。",
        en: "Pooled by Rubin's rules with the degrees of freedom of Barnard"
          + " and Rubin (1999); intervals are the estimate ± t·se."))
  }
}

/// One pooled number and how the imputations differ about it.
struct PooledEstimate {
  var estimate: Estimate
  var pooled: PooledNumber
}

extension ImputationAnalysis {
  /// Pools estimates of the same subject and group.
  private func pool(
    _ outcomes: [[Estimate]], level: Double
  ) -> [PooledEstimate] {
    func key(_ estimate: Estimate) -> [String] {
      [estimate.variable, estimate.category ?? "", estimate.statistic]
        + estimate.group.flatMap { [$0.variable, $0.value] }
    }
    let found = outcomes.map { estimates in
      Dictionary(
        estimates.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first }
      )
    }
    return (outcomes.first ?? []).compactMap { first in
      let name = key(first)
      let same = found.compactMap { $0[name] }
      guard same.count == outcomes.count else { return nil }
      let values = same.compactMap(\.value)
      let errors = same.compactMap(\.standardError)
      let degrees = same.compactMap(\.degreesOfFreedom).min() ?? .infinity
      guard
        let pooled = PooledNumber(
          values: values, variances: errors.map { $0 * $0 },
          completeDegrees: degrees)
      else { return nil }
      var estimate = first
      estimate.value = pooled.value
      estimate.standardError = pooled.standardError
      estimate.degreesOfFreedom = pooled.degreesOfFreedom
      estimate.designEffect = nil
      estimate.interval = nil
      estimate.remarks = []
      if pooled.variance > 0 {
        estimate.interval = tInterval(
          pooled.value, standardError: pooled.standardError,
          degreesOfFreedom: pooled.degreesOfFreedom, level: level)
      }
      return PooledEstimate(estimate: estimate, pooled: pooled)
    }
  }
}
