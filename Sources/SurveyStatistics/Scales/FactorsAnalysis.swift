import Diagnostics
import LinearAlgebra
import SurveyData

/// Components and common factors behind items: eigenvalues, loadings,
/// uniquenesses, and whether the items are worth it.
///
/// The correlations are those of the respondents who answered every item,
/// weighted; the sampling design gives the eigenvalues, and with one factor
/// omega, a standard error through replicate weights or linearisation
/// (`CovarianceStatistics`). Tests of fit and Bartlett's test take the rows
/// for a simple random sample, which is printed.
///
/// - Components: loadings are eigenvectors times the roots of eigenvalues.
/// - Omega total of one factor: (Σλ)² / ((Σλ)² + Σψ) (McDonald 1999).
///
/// Edge cases:
///
/// - Fewer than three items, or factors for which the test of fit would have
///   negative degrees of freedom, are refused.
/// - A constant item, or items that determine each other, have no factors;
///   the analysis says which.
/// - A uniqueness at its lower limit of 0.005 (a Heywood case) is a finding.
///
/// Checked against R: `factanal`, `psych::principal`, `psych::fa`,
/// `psych::KMO`, `psych::cortest.bartlett`, `survey::svyprcomp` and
/// `survey::svyfactanal`.
public struct FactorsAnalysis: Analysis {
  /// `factors`.
  public static let kind = "factors"

  /// What is extracted.
  public enum Extraction: String, Sendable, CaseIterable, Hashable {
    /// Principal components.
    case components
    /// Common factors by maximum likelihood.
    case maximumLikelihood = "maximum-likelihood"
    /// Common factors by least squares of the residual correlations.
    case minimumResiduals = "minimum-residuals"
  }

  /// How loadings are turned.
  public enum Rotation: String, Sendable, CaseIterable, Hashable {
    /// As extracted.
    case none
    /// Kaiser's varimax.
    case varimax
  }

  /// The items.
  public var items: [String]
  /// How many components or factors; `nil` for as many as correlations have
  /// eigenvalues above 1 (Kaiser 1960), one at least.
  public var count: Int?
  /// What is extracted.
  public var extraction: Extraction
  /// How loadings are turned.
  public var rotation: Rotation

  /// Creates the analysis.
  public init(
    items: [String], count: Int? = nil,
    extraction: Extraction = .maximumLikelihood, rotation: Rotation = .varimax
  ) {
    self.items = items
    self.count = count
    self.extraction = extraction
    self.rotation = rotation
  }

  /// Refuses columns that do not exist or hold text, and too few items.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    guard items.count > 2 else {
      throw Diagnostic(
        .tooFewItems, at: Place(file: data.table.source.file),
        "factors of \(items.count) items are asked for",
        zh: "要求从\(items.count)题提取因子",
        help: "factors are about three items or more")
    }
    for name in items { _ = try data.numbers(name) }
    if let count, count < 1 || count >= items.count {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "\(count) factors of \(items.count) items are asked for",
        zh: "要求从\(items.count)题提取\(count)个因子",
        help: "ask for at least one and fewer than there are items")
    }
  }

  /// Extracts the factors.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text, an
  ///   item does not vary, or there are too few items or respondents.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    var columns: [[Double]] = []
    for name in items { columns.append(try data.numbers(name)) }
    let statistics = CovarianceStatistics(columns, domain: data.domain) {
      $0.asCorrelations.flatMap { SymmetricEigen($0) }.map(\.values)
    }
    var weights = data.design.weights
    for row in weights.indices where !statistics.isUsed[row] {
      weights[row] = 0
    }
    let covariances = ItemCovariances(
      columns, weights: weights, isPairwise: false)
    for (index, name) in items.enumerated()
    where !(covariances[index, index] > 0) {
      throw Diagnostic(
        covariances.base < 2 ? .nothingToEstimate : .constantItem,
        at: data.place(of: name),
        covariances.base < 2
          ? "\(covariances.base) respondents answered every item"
          : "everybody gave the same answer to '\(name)'",
        zh: covariances.base < 2
          ? "\(covariances.base)人答了全部题目" : "所有人对“\(name)”的回答都相同",
        help: "leave the item out")
    }
    let matrix = Matrix(
      rows: items.count, columns: items.count, elements: covariances.values)
    guard let correlations = matrix.asCorrelations,
      let eigen = SymmetricEigen(correlations)
    else {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "the items have no correlations",
        zh: "题目之间没有相关系数")
    }
    let wanted = count ?? max(1, eigen.values.count { $0 > 1 })
    let solution = try FactorSolution(
      self, correlations: correlations, eigen: eigen, count: wanted,
      base: covariances.base, file: data.table.source.file)
    let tables = FactorTables(
      analysis: self, data: data, solution: solution,
      eigenvalues: data.design.estimate(statistics),
      omega: omega(columns, data, wanted), base: covariances.base)
    return AnalysisOutcome(
      conventions: conventions(wanted) + data.design.conventions,
      formula: extraction == .components
        ? "R = VLVᵀ, loadings V√L" : "R ≈ ΛΛᵀ + Ψ",
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: solution.findings(self, data))
  }

  /// Omega of one factor with its standard error.
  private func omega(
    _ columns: [[Double]], _ data: AnalysisData, _ count: Int
  ) -> SampledEstimates? {
    guard count == 1, let method = extraction.method else { return nil }
    let statistics = CovarianceStatistics(columns, domain: data.domain) {
      guard let correlations = $0.asCorrelations,
        let model = FactorModel(correlations, count: 1, method: method)
      else { return nil }
      let sum = model.loadings.elements.reduce(0, +)
      let own = model.uniquenesses.reduce(0, +)
      return [sum * sum / (sum * sum + own)]
    }
    return data.design.estimate(statistics)
  }
}

extension FactorsAnalysis.Extraction {
  /// The model of common factors, `nil` for components.
  var method: FactorModel.Method? {
    switch self {
    case .components: nil
    case .maximumLikelihood: .maximumLikelihood
    case .minimumResiduals: .minimumResiduals
    }
  }
}

extension FactorsAnalysis {
  private func conventions(_ wanted: Int) -> [Convention] {
    let number =
      count == nil
      ? Convention(
        "factors", "kaiser",
        LocalizedText(
          zh: "因子数：相关矩阵大于 1 的特征值个数（\(wanted) 个）。",
          en: "Number of factors: eigenvalues of the correlations above 1"
            + " (\(wanted))."))
      : Convention(
        "factors", "given",
        LocalizedText(
          zh: "因子数：由研究者指定（\(wanted) 个）。",
          en: "Number of factors: \(wanted), as asked for."))
    return [
      number, extraction.convention, rotation.convention,
      Convention(
        "missing", "listwise",
        LocalizedText(
          zh: "缺失值：只使用回答了全部题目的受访者。",
          en: "Missing values: only respondents who answered every item.")),
    ]
  }
}

extension FactorsAnalysis.Extraction {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    switch self {
    case .components:
      Convention(
        "extraction", rawValue,
        LocalizedText(
          zh: "提取方法：加权相关矩阵的主成分。",
          en: "Extraction: principal components of the weighted"
            + " correlations."))
    case .maximumLikelihood:
      Convention(
        "extraction", rawValue,
        LocalizedText(
          zh: "提取方法：最大似然公因子；拟合检验视为简单随机抽样。",
          en: "Extraction: common factors by maximum likelihood; the test of"
            + " fit takes the rows for a simple random sample."))
    case .minimumResiduals:
      Convention(
        "extraction", rawValue,
        LocalizedText(
          zh: "提取方法：最小残差公因子。",
          en: "Extraction: common factors with least residual"
            + " correlations."))
    }
  }
}

extension FactorsAnalysis.Rotation {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    switch self {
    case .none:
      Convention(
        "rotation", rawValue,
        LocalizedText(zh: "不旋转。", en: "Loadings are not rotated."))
    case .varimax:
      Convention(
        "rotation", rawValue,
        LocalizedText(
          zh: "旋转：Kaiser 标准化的最大方差法。",
          en: "Rotation: varimax with Kaiser's normalisation."))
    }
  }
}
