import Diagnostics
import LinearAlgebra
import SurveyData

/// A model with its data, its fit to the full sample, and the covariance of
/// its coefficients under the design.
struct PreparedModel: Sendable {
  let frame: ModelFrame
  /// The columns of the frame that have a coefficient.
  let kept: [Int]
  /// The columns that depend on others.
  let dependent: [Int]
  let model: GeneralizedLinearModel
  let fit: GeneralizedLinearModel.Fit
  /// The deviance of the model with nothing but an intercept and the offset.
  let nullDeviance: Double?
  let inverseInformation: Matrix
  let sampled: SampledEstimates
  let diagnostics: [Diagnostic]

  /// Degrees of freedom of tests and intervals: those of the design less the
  /// coefficients beside one, as `svyglm` has it; `nil` when none is left.
  var degreesOfFreedom: Double {
    sampled.degreesOfFreedom + 1 - Double(kept.count)
  }

  /// The weights of the used rows, with mean 1.
  let weights: [Double]

  /// Fits `model` to `outcome`, one a used row of the frame.
  ///
  /// - Returns: `nil` with diagnostics when there is nothing to fit.
  init(
    _ frame: ModelFrame, outcome: [Double], family: ResponseFamily,
    link: LinkFunction, hasIntercept: Bool, tolerance: Double,
    data: AnalysisData
  ) throws(Diagnostic) {
    let file = Place(file: data.table.source.file)
    func failure(
      _ message: String, _ help: String? = nil, zh chinese: String
    ) -> Diagnostic {
      Diagnostic(
        .modelNotFitted, at: file, message, zh: chinese, help: help)
    }
    guard !frame.columns.isEmpty else {
      throw failure(
        "the model has neither an intercept nor a term",
        zh: "模型既无截距也无项")
    }
    guard !frame.rows.isEmpty else {
      throw failure(
        "no row has a value of every variable of the model",
        "\(frame.missingCount) rows miss at least one of them",
        zh: "没有一行在模型的各变量上都有值")
    }
    guard
      let weights = GeneralizedLinearModel.scaled(
        frame.rows.map { data.design.weights[$0] })
    else {
      throw failure(
        "the rows of the model have no weight",
        zh: "进入模型的行没有权重")
    }
    let full = frame.matrix(Array(frame.columns.indices))
    let width = frame.columns.count
    var rooted = full
    for row in weights.indices {
      let root = weights[row].squareRoot()
      for column in 0..<width { rooted.elements[row * width + column] *= root }
    }
    guard let factors = LeastSquares(rooted, tolerance: tolerance) else {
      throw failure(
        "a term has values too large to compute with",
        zh: "有一项的数值过大，无法计算")
    }
    guard factors.rank > 0 else {
      throw failure(
        "every term of the model is 0 in every row",
        zh: "模型的各项在每一行都为0")
    }
    let kept = factors.independent
    let predictors =
      kept.count == width ? full : frame.matrix(kept)
    var model = GeneralizedLinearModel(
      predictors: predictors, outcome: outcome, offset: frame.offset,
      family: family, link: link,
      hasIntercept: hasIntercept && kept.first == 0)
    let isLinear = family == .gaussian && link == .identity
    let found =
      isLinear
      ? Self.leastSquares(factors, kept, model, weights) : model.fit(weights)
    guard let fit = found else {
      throw failure(
        "the model cannot be fitted: a step leaves the means that the"
          + " family '\(family.rawValue)' with link '\(link.rawValue)' allows,"
          + " or the coefficients are not determined",
        "try the family's usual link '\(family.defaultLink.rawValue)', or"
          + " fewer terms",
        zh:
          "模型无法拟合：某一步的均值超出分布族“\(family.rawValue)”在连接函数“\(link.rawValue)”下允许的范围，或系数不能确定"
      )
    }
    model.theta = fit.theta
    let inverse =
      isLinear
      ? factors.inverseCrossProduct
      : model.inverseInformation(fit.coefficients, weights)
    guard let inverse else {
      throw failure(
        "the coefficients are not determined by the data",
        "leave out terms whose values nearly always go with one another",
        zh: "数据不能确定系数")
    }
    let dependent = (0..<width).filter { !kept.contains($0) }
    let statistics = ModelCoefficients(
      model: model, rows: frame.rows,
      isUsed: frame.isUsed(rowCount: data.table.rowCount),
      start: fit.coefficients, theta: fit.theta, inverseInformation: inverse)
    sampled = data.design.sampled(statistics, at: fit.coefficients)
    self.frame = frame
    self.kept = kept
    self.dependent = dependent
    self.model = model
    self.fit = fit
    self.weights = weights
    inverseInformation = inverse
    nullDeviance = hasIntercept ? Self.nullDeviance(model, weights) : nil
    diagnostics = Self.findings(
      frame, kept: kept, dependent: dependent, model, fit, weights, file)
  }

  /// Least squares by the factors of the rows, with the rests put through
  /// them once more.
  private static func leastSquares(
    _ factors: LeastSquares, _ kept: [Int], _ model: GeneralizedLinearModel,
    _ weights: [Double]
  ) -> GeneralizedLinearModel.Fit? {
    let roots = weights.map { $0.squareRoot() }
    func solve(_ values: [Double]) -> [Double] {
      let all = factors.solve(zip(values, roots).map { $0 * $1 })
      return kept.map { all[$0] }
    }
    let offset = model.offset
    let beta = solve(
      model.outcome.indices.map { row in
        model.outcome[row] - (offset?[row] ?? 0)
      })
    let fitted = model.linearPredictor(beta)
    let step = solve(zip(model.outcome, fitted).map { $0 - $1 })
    let refined = zip(beta, step).map { $0 + $1 }
    let last = model.pass(refined, weights)
    guard last.isValid, refined.allSatisfy(\.isFinite) else { return nil }
    return GeneralizedLinearModel.Fit(
      coefficients: refined, deviance: last.deviance, iterations: 1,
      hasConverged: true, lastStep: step, information: last.information,
      theta: 1)
  }

  private static func nullDeviance(
    _ model: GeneralizedLinearModel, _ weights: [Double]
  ) -> Double? {
    var plain = GeneralizedLinearModel(
      predictors: Matrix(
        rows: model.outcome.count, columns: 1, repeating: 1),
      outcome: model.outcome, offset: model.offset, family: model.family,
      link: model.link, hasIntercept: true)
    plain.theta = model.theta
    return plain.scoring(weights, start: nil)?.deviance
  }
}
