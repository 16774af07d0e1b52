import Diagnostics
import LinearAlgebra
import SurveyData

/// Whether scales measure what they are meant to: a confirmatory factor
/// analysis, one factor a scale.
///
/// Parameters are those of maximum likelihood on the weighted covariances
/// (divisor Σw) of the respondents who answered every item; their standard
/// errors are those that the sampling design gives (`CovarianceStatistics`),
/// which are right without normal answers as well. χ² and what follows from
/// it take the rows for a simple random sample from a normal population,
/// which is printed.
///
/// - Average variance extracted of a factor: the mean of its items' squared
///   standardised loadings; composite reliability: (Σλ)²/((Σλ)² + Σ(1 − λ²))
///   (Fornell and Larcker 1981).
///
/// Edge cases:
///
/// - A scale needs two items, and the model at least one degree of freedom
///   or none; an item belongs to one scale.
/// - Covariances that are singular, and searches that end nowhere, are told.
///
/// Checked against lavaan 0.6 (R).
public struct ConfirmatoryAnalysis: Analysis {
  /// `confirmatory`.
  public static let kind = "confirmatory"

  /// The scales, each a factor.
  public var scales: [NamedScale]

  /// Creates the analysis.
  public init(scales: [NamedScale]) { self.scales = scales }

  /// Refuses columns that do not exist or hold text, and scales of which
  /// there can be no model.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(scales.map(\.name), kind: Self.kind)
    var seen: Set<String> = []
    for scale in scales {
      for item in scale.items {
        _ = try data.numbers(item)
        guard seen.insert(item).inserted else {
          throw Diagnostic(
            .wrongOption, at: data.place(of: item),
            "'\(item)' is on two scales",
            zh: "“\(item)”同时在两个量表中",
            help: "each item belongs to one scale here")
        }
      }
      if scale.items.count < 2 || seen.count < 3 && scales.count == 1 {
        throw Diagnostic(
          .tooFewItems, at: Place(file: data.table.source.file),
          "the scale '\(scale.name)' has \(counted(scale.items.count, "item"))",
          zh: "量表“\(scale.name)”只有\(scale.items.count)题",
          help: "a factor needs two items, and three when it stands alone")
      }
    }
  }

  /// Fits the model.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text, or
  ///   the model has no solution.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    let names = scales.flatMap(\.items)
    var columns: [[Double]] = []
    for name in names { columns.append(try data.numbers(name)) }
    var factors: [[Int]] = []
    var next = 0
    for scale in scales {
      factors.append(Array(next..<next + scale.items.count))
      next += scale.items.count
    }
    let usable = CovarianceStatistics(columns, domain: data.domain) { _ in [] }
    var weights = data.design.weights
    for row in weights.indices where !usable.isUsed[row] { weights[row] = 0 }
    let found = ItemCovariances(columns, weights: weights, isPairwise: false)
    // Divisor Σw: maximum likelihood.
    let correction = Double(max(found.base, 1) - 1) / Double(max(found.base, 1))
    let sample = Matrix(
      rows: names.count, columns: names.count,
      elements: found.values.map { $0 * correction })
    guard found.base > names.count,
      let model = ConfirmatoryModel(sample, factors: factors)
    else {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "the scales have no confirmatory model: \(found.base) respondents"
          + " answered every item, or items determine each other",
        zh: "量表没有验证性模型：\(found.base)人答了全部题目，或题目互相决定",
        help: "leave out items that do not vary or are sums of others")
    }
    let statistics = CovarianceStatistics(columns, domain: data.domain) {
      [factors] covariances in
      var scaled = covariances
      for index in scaled.elements.indices {
        scaled.elements[index] *= correction
      }
      return ConfirmatoryModel(scaled, factors: factors, from: model)
        .map { $0.values + $0.standardizedLoadings() }
    }
    let tables = ConfirmatoryTables(
      analysis: self, data: data, model: model,
      fit: ConfirmatoryFit(model, sample: sample, base: Double(found.base)),
      sampled: data.design.estimate(statistics), base: found.base)
    var findings: [Diagnostic] = []
    if !model.hasConverged {
      findings.append(
        Diagnostic(
          .factorsNotConverged, .warning,
          at: Place(file: data.table.source.file),
          "the search for the loadings did not come to an end",
          zh: "载荷的迭代未能收敛",
          help: "look for items that belong to another scale"))
    }
    for (position, name) in names.enumerated()
    where model.residuals[position] <= 0 {
      findings.append(
        Diagnostic(
          .heywoodCase, .warning, at: data.place(of: name),
          "the factor explains more than all of '\(name)'",
          zh: "因子对“\(name)”的解释超过全部方差",
          help: "leave the item out, or look at its scale"))
    }
    return AnalysisOutcome(
      conventions: conventions + data.design.conventions,
      formula: "Σ = ΛΦΛᵀ + Θ; ln|Σ| + tr(SΣ⁻¹) → min",
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: findings)
  }

  private var conventions: [Convention] {
    [
      Convention(
        "estimator", "maximum-likelihood",
        LocalizedText(
          zh: "最大似然估计；每个因子第一个题目的载荷固定为 1，因子之间自由相关。",
          en: "Maximum likelihood; the first loading of each factor is 1, and"
            + " factors are free to be correlated.")),
      Convention(
        "standard-errors", "design",
        LocalizedText(
          zh: "标准误按抽样设计计算（稳健）；χ² 及拟合指数视为正态总体的简单随机样本。",
          en: "Standard errors under the sampling design (robust); χ² and the"
            + " measures of fit take the rows for a simple random sample from"
            + " a normal population.")),
      Convention(
        "missing", "listwise",
        LocalizedText(
          zh: "缺失值：只使用回答了全部题目的受访者。",
          en: "Missing values: only respondents who answered every item.")),
    ]
  }
}
