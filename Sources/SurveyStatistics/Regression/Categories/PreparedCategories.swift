import Diagnostics
import LinearAlgebra
import SurveyData

/// A model of answers with its fit and the covariance of its parameters.
struct PreparedCategories<Model: LikelihoodModel>: Sendable {
  let frame: ModelFrame
  /// The columns of the frame in each equation.
  let kept: [Int]
  let model: Model
  let fit: LikelihoodFit
  let weights: [Double]
  let sampled: SampledEstimates
  /// The covariance of independent rows with weights of mean 1.
  let inverseInformation: Matrix
  let degreesOfFreedom: Double
  let diagnostics: [Diagnostic]
  /// −2 log likelihood without terms, where it can be fitted.
  let nullDeviance: Double?

  private let make: @Sendable (Matrix) -> Model

  /// −2 log likelihood with weights of mean 1.
  var deviance: Double { -2 * fit.logLikelihood }

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - dropsIntercept: Whether the thresholds take the intercept's place.
  ///   - make: Makes the model from its matrix.
  init(
    _ frame: ModelFrame, dropsIntercept: Bool, data: AnalysisData,
    make: @escaping @Sendable (Matrix) -> Model
  ) throws(Diagnostic) {
    let file = Place(file: data.table.source.file)
    func failure(
      _ message: String, _ help: String? = nil, zh chinese: String
    ) -> Diagnostic {
      Diagnostic(
        .modelNotFitted, at: file, message, zh: chinese, help: help)
    }
    guard !frame.rows.isEmpty else {
      throw failure(
        "no row has a value of every variable of the model",
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
    let width = frame.columns.count
    var rooted = frame.matrix(Array(frame.columns.indices))
    for row in weights.indices {
      let root = weights[row].squareRoot()
      for column in 0..<width { rooted.elements[row * width + column] *= root }
    }
    guard let factors = LeastSquares(rooted, tolerance: 1e-7) else {
      throw failure(
        "a term has values too large to compute with",
        zh: "有一项的数值过大，无法计算")
    }
    let dependent = (0..<width).filter { !factors.independent.contains($0) }
    let kept = factors.independent.filter { $0 > 0 || !dropsIntercept }
    let model = make(frame.matrix(kept))
    guard let fit = model.fit(weights) else {
      throw failure(
        "the model cannot be fitted: its coefficients are not determined, or"
          + " no row with a value of every variable has one of the answers",
        "leave terms out, or join answers that hardly occur",
        zh: "模型无法拟合：系数不能确定，或变量齐全的行中缺少某种回答")
    }
    guard let inverse = ScaledCholesky(fit.information)?.inverse else {
      throw failure(
        "the coefficients are not determined by the data",
        zh: "数据不能确定系数")
    }
    let statistics = LikelihoodParameters(
      model: model, rows: frame.rows,
      isUsed: frame.isUsed(rowCount: data.table.rowCount),
      start: fit.parameters, inverseInformation: inverse)
    sampled = data.design.sampled(statistics, at: fit.parameters)
    self.frame = frame
    self.kept = kept
    self.model = model
    self.fit = fit
    self.weights = weights
    self.make = make
    inverseInformation = inverse
    degreesOfFreedom =
      sampled.degreesOfFreedom + (dropsIntercept ? 0 : 1) - Double(kept.count)
    let plain = make(frame.matrix(dropsIntercept ? [] : [0]))
    nullDeviance = plain.fit(weights).map { -2 * $0.logLikelihood }
    var found = frame.findings(dependent: dependent, file)
    if !fit.hasConverged {
      found.append(
        Diagnostic(
          .modelNotConverged, .warning, at: file,
          "the fit did not settle within \(fit.iterations) steps",
          zh: "拟合在\(fit.iterations)步之内未能收敛",
          help: "the numbers are those of the last step; try fewer terms"))
    }
    let growing = Self.growing(model, fit, weights)
    if !growing.isEmpty {
      let names = Set(growing.map { frame.columns[kept[$0]].name }).sorted()
      found.append(
        Diagnostic(
          .separation, .warning, at: file,
          "the terms tell some answers apart without error, and coefficients"
            + " grow without end: \(names.joined(separator: ", "))",
          zh: "有些项能毫无误差地区分部分回答，系数无限增大：\(names.joined(separator: "、"))",
          notes: ["their estimates and standard errors have no meaning"],
          help: "join values that never or always have the answer, or leave"
            + " the term out"))
    }
    diagnostics = found
  }

  /// −2 log likelihood without some of the columns of `kept`; `nil` where it
  /// cannot be fitted.
  func deviance(without dropped: Set<Int>) -> Double? {
    let rest = kept.indices.filter { !dropped.contains($0) }.map { kept[$0] }
    return make(frame.matrix(rest)).fit(weights).map { -2 * $0.logLikelihood }
  }

  /// The columns whose coefficients still moved although the likelihood had
  /// settled.
  private static func growing(
    _ model: Model, _ fit: LikelihoodFit, _ weights: [Double]
  ) -> [Int] {
    let width = model.predictors.columnCount
    guard width > 0 else { return [] }
    return fit.lastStep.indices.compactMap { index in
      guard fit.lastStep.count % width == 0 || index < width else {
        return nil
      }
      let column = index % width
      var reach = 0.0
      for row in weights.indices where weights[row] > 0 {
        reach = max(
          reach, abs(model.predictors.elements[row * width + column]))
      }
      return abs(fit.lastStep[index]) * reach > 1e-3 ? column : nil
    }
  }
}
