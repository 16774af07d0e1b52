import Diagnostics
import LinearAlgebra
import SurveyData

/// What small areas are estimated from.
public enum SmallAreaSource: Sendable, Hashable {
  /// A row an area: its direct estimate and the standard error of that.
  case given(estimate: String, standardError: String)
  /// A row a respondent: direct estimates follow from the design, as means
  /// of a variable or shares of one of its values.
  case direct(variable: String, value: String?)
  /// A row a respondent: the unit model for the variable, without weights.
  case units(variable: String)
}

/// Estimates for areas with few respondents, which borrow strength from the
/// other areas: the area model of `FayHerriot` and the unit model of
/// `NestedErrorModel`.
///
/// Edge cases:
///
/// - An area whose direct estimate has no standard error above 0, such as
///   one with a single cluster, counts as one without a direct estimate.
/// - An area without a value of a covariate is left out, with a warning.
///
/// Checked in `Tests/References/survey` and `Tests/References/small-areas`.
public struct SmallAreaAnalysis: Analysis {
  /// `small-area`.
  public static let kind = "small-area"

  /// The column that names the area.
  public var area: String
  /// What the areas are estimated from.
  public var source: SmallAreaSource
  /// Covariates of areas; numbers, or texts as factors.
  public var covariates: [String]
  /// Covariates whose values are names, numbers or not.
  public var factors: [String]
  /// How the variance between areas is estimated; the unit model takes
  /// `reml` only.
  public var method: FayHerriotMethod
  /// A table with a row an area for the covariates, and for areas nobody
  /// was sampled in; the area column has the same name.
  public var areas: Table?
  /// Whether given estimates are shares.
  public var areShares: Bool
  /// The bootstrap that gives the errors of the unit model; `nil` for those
  /// of Prasad and Rao only.
  public var bootstrap: SmallAreaBootstrap?

  /// Creates the analysis.
  public init(
    area: String, source: SmallAreaSource, covariates: [String] = [],
    factors: [String] = [], method: FayHerriotMethod = .reml,
    areas: Table? = nil, areShares: Bool = false,
    bootstrap: SmallAreaBootstrap? = nil
  ) {
    self.area = area
    self.source = source
    self.covariates = covariates
    self.factors = factors
    self.method = method
    self.areas = areas
    self.areShares = areShares
    self.bootstrap = bootstrap
  }

  /// Refuses columns and options that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try SmallAreaFrame(self, data)
  }

  /// Fits the model and predicts every area.
  ///
  /// - Throws: A diagnostic when a column does not exist or does not fit, or
  ///   the model cannot be fitted.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let frame = try SmallAreaFrame(self, data)
    let fit: SmallAreaFit
    switch source {
    case .units: fit = try unitModel(frame, data)
    case .given, .direct: fit = try areaModel(frame, data)
    }
    let tables = SmallAreaTables(
      frame: frame, fit: fit, isShare: isShare, level: data.level)
    return AnalysisOutcome(
      conventions: conventions(data), formula: formula,
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: frame.findings + fit.findings)
  }

  private var isShare: Bool {
    if case .direct(_, let value) = source { return value != nil }
    return areShares
  }

  private var formula: String {
    if case .units = source { return "μ̂ᵢ = X̄ᵢ'β̂ + γᵢ(ȳᵢ − x̄ᵢ'β̂)" }
    return "θ̂ᵢ = γᵢyᵢ + (1 − γᵢ)xᵢ'β̂, γᵢ = σ²/(σ² + ψᵢ)"
  }

  private func areaModel(
    _ frame: SmallAreaFrame, _ data: AnalysisData
  ) throws(Diagnostic) -> SmallAreaFit {
    var covariates = try AreaCovariates(
      numbers: self.covariates, factors: factors,
      table: frame.covariateTable ?? data.table)
    var result = SmallAreaFit(frame)
    let complete = frame.areas.indices.filter { area in
      guard let row = frame.areas[area].row else { return self.isPlain }
      return !covariates.rows[row].contains { $0.isNaN }
    }
    result.note(missing: frame.areas.count - complete.count, frame.place)
    let row = { (area: Int) in frame.areas[area].row ?? 0 }
    let known = complete.filter { frame.areas[$0].hasDirect }
    result.dropped(
      covariates.keepIndependent(among: known.map(row)), frame.place)
    let matrix = Matrix(
      complete.map { isPlain ? [1] : covariates.rows[row($0)] })
    guard
      let fit = FayHerriot(
        direct: complete.map {
          frame.areas[$0].hasDirect ? frame.areas[$0].direct ?? .nan : .nan
        },
        variances: complete.map {
          let error = frame.areas[$0].standardError ?? 0
          return error * error
        }, covariates: matrix, method: method)
    else {
      throw frame.unfitted(known.count, covariates.names.count)
    }
    result.names = covariates.names
    result.coefficients = fit.coefficients
    result.covariance = fit.covariance
    result.between = fit.variance
    for (position, area) in complete.enumerated() {
      result.areas[area] = fit.areas[position]
    }
    return result
  }

  /// Whether there is nothing but an intercept.
  private var isPlain: Bool { covariates.isEmpty && factors.isEmpty }

  private func unitModel(
    _ frame: SmallAreaFrame, _ data: AnalysisData
  ) throws(Diagnostic) -> SmallAreaFit {
    guard case .units(let variable) = source else { return SmallAreaFit(frame) }
    let values = try data.numbers(variable)
    var units = try AreaCovariates(
      numbers: covariates, factors: [], table: data.table)
    let table = frame.covariateTable ?? data.table
    var means = [[Double]](repeating: [1], count: frame.areas.count)
    for name in covariates {
      let column = try table.column(name)
      guard let numbers = column.numbers(), data.table[name]?.numbers() != nil
      else {
        throw Diagnostic(
          .notNumeric, at: Place(file: table.source.file, columnName: name),
          "the unit model takes covariates that are numbers, and '\(name)'"
            + " holds text",
          zh: "单元模型的协变量须为数字，而“\(name)”为文本")
      }
      for area in means.indices {
        means[area].append(frame.areas[area].row.map { numbers[$0] } ?? .nan)
      }
    }
    var result = SmallAreaFit(frame)
    let complete = means.indices.filter { !means[$0].contains { $0.isNaN } }
    result.note(missing: means.count - complete.count, frame.place)
    var position = [Int](repeating: -1, count: means.count)
    for (new, old) in complete.enumerated() { position[old] = new }
    let rows = values.indices.filter { row in
      let area = frame.areaOfRow[row]
      return area >= 0 && position[area] >= 0 && !values[row].isNaN
        && !units.rows[row].contains { $0.isNaN }
    }
    let all = units.names
    result.dropped(units.keepIndependent(among: rows), frame.place)
    let kept = all.indices.filter { units.names.contains(all[$0]) }
    guard
      let fit = NestedErrorModel(
        values: rows.map { values[$0] }, rows: rows.map { units.rows[$0] },
        areas: rows.map { position[frame.areaOfRow[$0]] },
        means: complete.map { area in kept.map { means[area][$0] } })
    else { throw frame.unfitted(rows.count, units.names.count) }
    result.names = units.names
    result.coefficients = fit.coefficients
    result.covariance = fit.covariance
    result.between = fit.betweenVariance
    result.within = fit.withinVariance
    let drawn = bootstrap.map {
      fit.bootstrapErrors(draws: $0.draws, seed: $0.seed)
    }
    if let drawn {
      result.bootstrap = [Double?](repeating: nil, count: means.count)
      for (position, area) in complete.enumerated()
      where position < drawn.errors.count {
        result.bootstrap?[area] = drawn.errors[position]
      }
      result.note(failed: drawn.failed, of: bootstrap?.draws ?? 0, frame.place)
    }
    for (position, area) in complete.enumerated() {
      result.areas[area] = fit.areas[position]
    }
    return result
  }

  private func conventions(_ data: AnalysisData) -> [Convention] {
    if case .units = source {
      return [
        Convention(
          "model", "unit",
          LocalizedText(
            zh: "模型：Battese–Harter–Fuller 个体层嵌套误差模型，方差用 REML"
              + " 估计，均方误差按 Prasad–Rao；模型不使用权数和抽样设计。",
            en: "Model: the unit model of Battese, Harter and Fuller,"
              + " variances by REML, mean squared errors by Prasad and Rao;"
              + " weights and design do not enter the model."))
      ] + (bootstrap.map { [$0.convention] } ?? []) + data.design.conventions
    }
    let name =
      switch method {
      case .reml: "REML"
      case .ml: "ML"
      case .moment: "Fay–Herriot moment"
      }
    let chinese = method == .moment ? "Fay–Herriot 矩法" : name
    let english = method == .moment ? "Fay and Herriot's moments" : name
    return [
      Convention(
        "model", "area-\(method.rawValue)",
        LocalizedText(
          zh: "模型：Fay–Herriot 区域层模型，区域间方差用\(chinese)估计，"
            + "均方误差按 Prasad–Rao（及相应方法的修正）；抽样方差视为已知。",
          en: "Model: Fay and Herriot's area model, the variance between areas"
            + " by \(english), mean squared errors by Prasad and Rao with the"
            + " correction for the method; sampling variances count as known."))
    ] + (data.design.isSimple ? [] : data.design.conventions)
  }
}

/// What a model found, whichever it was.
struct SmallAreaFit {
  var names: [String] = []
  var coefficients: [Double] = []
  var covariance = Matrix(rows: 0, columns: 0)
  /// The variance between areas.
  var between = 0.0
  /// The variance within areas, of the unit model.
  var within: Double?
  /// The mean squared errors of the bootstrap, where there is one.
  var bootstrap: [Double?]?
  /// One an area; `nil` where a covariate is missing.
  var areas: [FayHerriot.Area?]
  var findings: [Diagnostic] = []

  init(_ frame: SmallAreaFrame) {
    areas = [FayHerriot.Area?](repeating: nil, count: frame.areas.count)
  }

  mutating func note(missing: Int, _ place: Place) {
    guard missing > 0 else { return }
    findings.append(
      Diagnostic(
        .rowsWithoutGroup, .warning, at: place,
        (missing == 1 ? "1 area has" : "\(missing) areas have")
          + " no value of a covariate and cannot be estimated",
        zh: "\(missing)个区域缺少协变量的值，无法估计"))
  }

  mutating func note(failed: Int, of draws: Int, _ place: Place) {
    guard failed > 0 else { return }
    findings.append(
      Diagnostic(
        .replicatesNotFitted, .warning, at: place,
        "\(failed) of \(draws) draws of the bootstrap gave no fit and do not"
          + " count",
        zh: "自助法\(draws)次抽取中有\(failed)次无法拟合，未计入"))
  }

  mutating func dropped(_ names: [String], _ place: Place) {
    guard !names.isEmpty else { return }
    findings.append(
      Diagnostic(
        .wrongOption, .warning, at: place,
        "left out, because earlier covariates tell the same: "
          + names.joined(separator: ", "),
        zh: "下列协变量与前面的协变量重复，未采用：" + names.joined(separator: "、")))
  }
}
