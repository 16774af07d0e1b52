import Diagnostics
import SurveyData

extension PreparedModel {
  /// What the reader of a fit has to know.
  static func findings(
    _ frame: ModelFrame, kept: [Int], dependent: [Int],
    _ model: GeneralizedLinearModel, _ fit: GeneralizedLinearModel.Fit,
    _ weights: [Double], _ file: Place
  ) -> [Diagnostic] {
    var found = frame.findings(dependent: dependent, file)
    if !fit.hasConverged {
      found.append(
        Diagnostic(
          .modelNotConverged, .warning, at: file,
          "the fit did not settle within \(fit.iterations) steps",
          zh: "拟合在\(fit.iterations)步之内未能收敛",
          help: "the numbers are those of the last step; try another link or"
            + " fewer terms"))
    }
    if model.family == .negativeBinomial,
      fit.theta >= GeneralizedLinearModel.largestTheta
    {
      found.append(
        Diagnostic(
          .modelNotConverged, .note, at: file,
          "the counts vary no more than 'poisson' lets them; θ has no limit",
          zh: "计数的离散程度未超过“poisson”所允许的，θ没有上限",
          help: "use the family 'poisson'"))
    }
    let separated = separatedColumns(model, fit, weights)
    if !separated.isEmpty {
      let names = separated.map { frame.columns[kept[$0]].name }
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
    return found
  }

  /// The coefficients that still moved in the last step although the means
  /// did not, because some means are at 0 or 1 (Albert and Anderson 1984).
  static func separatedColumns(
    _ model: GeneralizedLinearModel, _ fit: GeneralizedLinearModel.Fit,
    _ weights: [Double]
  ) -> [Int] {
    guard model.family == .binomial else { return [] }
    let means = model.means(fit.coefficients)
    let isExtreme = means.indices.contains {
      weights[$0] > 0 && (means[$0] < 1e-7 || means[$0] > 1 - 1e-7)
    }
    guard isExtreme else { return [] }
    let width = model.predictors.columnCount
    var reach = [Double](repeating: 0, count: width)
    for row in means.indices where weights[row] > 0 {
      for column in 0..<width {
        let size = abs(model.predictors.elements[row * width + column])
        if size > reach[column] { reach[column] = size }
      }
    }
    return (0..<width).filter {
      abs(fit.lastStep[$0]) * reach[$0] > 1e-3
    }
  }
}

extension ModelFrame {
  /// Notes about rows and columns that are left out.
  func findings(dependent: [Int], _ file: Place) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if missingCount > 0 {
      found.append(
        Diagnostic(
          .rowsLeftOut, .note, at: file,
          (missingCount == 1 ? "1 row is" : "\(missingCount) rows are")
            + " not in the model: a variable has no value there; "
            + "\(rows.count) are",
          zh: "\(missingCount)行因变量缺值未进入模型，进入模型的有\(rows.count)行"))
    }
    if !dependent.isEmpty {
      let names = dependent.map { columns[$0].name }
      found.append(
        Diagnostic(
          .dependentTerms, .warning, at: file,
          (names.count == 1 ? "a column follows" : "columns follow")
            + " from the others and has no coefficient: "
            + names.joined(separator: ", "),
          zh: "\(names.count)列可由其他列得出，不估计系数：\(names.joined(separator: "、"))"))
    }
    return found
  }
}
