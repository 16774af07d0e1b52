import Diagnostics
import LinearAlgebra
import Probability
import SurveyData

/// Loadings and fit of the factors of one set of items.
struct FactorSolution {
  let loadings: Matrix
  /// The share of each item's variance that the factors explain.
  let communalities: [Double]
  let eigenvalues: [Double]
  let adequacy: SamplingAdequacy?
  /// The test that the factors suffice: χ², degrees of freedom, probability.
  let fit: (statistic: Double, degrees: Int, probability: Double)?
  private let model: FactorModel?

  /// - Throws: A diagnostic when the factors cannot be found.
  init(
    _ analysis: FactorsAnalysis, correlations: Matrix, eigen: SymmetricEigen,
    count: Int, base: Int, file: String
  ) throws(Diagnostic) {
    let size = correlations.rowCount
    eigenvalues = eigen.values
    adequacy = SamplingAdequacy(correlations, base: Double(base))
    guard let method = analysis.extraction.method else {
      var found = Matrix(rows: size, columns: count)
      for factor in 0..<count {
        var sum = 0.0
        for item in 0..<size { sum += eigen.vectors[item, factor] }
        let length = max(0, eigen.values[factor]).squareRoot()
        for item in 0..<size {
          found[item, factor] =
            (sum < 0 ? -1 : 1) * length * eigen.vectors[item, factor]
        }
      }
      communalities = Self.squares(found)
      loadings = analysis.rotation == .varimax ? varimax(found) : found
      model = nil
      fit = nil
      return
    }
    let degrees = FactorModel.degreesOfFreedom(items: size, factors: count)
    guard degrees >= 0 else {
      throw Diagnostic(
        .wrongOption, at: Place(file: file),
        "\(count) factors are too many for \(size) items",
        zh: "\(size)题不能提取\(count)个因子",
        help: "ask for fewer with 'count', or for 'components'")
    }
    guard
      let found = FactorModel(correlations, count: count, method: method)
    else {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: file),
        "the items determine each other, so that they have no factors",
        zh: "题目互相决定，没有因子",
        help: "leave out an item that is the sum of others, or ask for"
          + " 'components'")
    }
    model = found
    communalities = found.uniquenesses.map { 1 - $0 }
    loadings =
      analysis.rotation == .varimax ? varimax(found.loadings) : found.loadings
    if method == .maximumLikelihood {
      let correction =
        Double(base) - 1 - (2 * Double(size) + 5) / 6 - 2 * Double(count) / 3
      let statistic = correction * found.criterion
      fit = (
        statistic, degrees,
        degrees > 0
          ? ChiSquaredDistribution(degreesOfFreedom: Double(degrees))
            .upperTail(max(0, statistic)) : .nan
      )
    } else {
      fit = nil
    }
  }

  private static func squares(_ loadings: Matrix) -> [Double] {
    (0..<loadings.rowCount).map { item in
      loadings.row(item).reduce(0) { $0 + $1 * $1 }
    }
  }

  /// What the reader of the loadings should know.
  func findings(
    _ analysis: FactorsAnalysis, _ data: AnalysisData
  ) -> [Diagnostic] {
    guard let model else { return [] }
    var found = model.atLimit.map { item in
      Diagnostic(
        .heywoodCase, .warning, at: data.place(of: analysis.items[item]),
        "the factors explain '\(analysis.items[item])' completely",
        zh: "因子完全解释了“\(analysis.items[item])”",
        notes: ["its own share of the variance went to the limit of 0.005"],
        help: "ask for fewer factors, or leave the item out")
    }
    if !model.hasConverged {
      found.append(
        Diagnostic(
          .factorsNotConverged, .warning,
          at: Place(file: data.table.source.file),
          "the search for the factors did not come to an end",
          zh: "因子的迭代未能收敛",
          help: "ask for fewer factors"))
    }
    return found
  }
}
