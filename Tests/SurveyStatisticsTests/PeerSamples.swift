import LinearAlgebra
import SurveyData
import TestSupport

@testable import SurveyStatistics

/// The samples of R's survey package that tests compare on.
enum PeerSample {
  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let clustered = DesignSpecification(
    clusters: ["dnum"], weights: "pw", fpc: ["fpc"])

  /// A sample with further columns, made from it.
  static func data(
    _ name: String, _ design: DesignSpecification,
    adding columns: (Table) -> [Column] = { _ in [] }
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/\(name).csv")
    let wide = makeTable(table.columns + columns(table))
    return AnalysisData(
      table: wide, design: try SurveyDesign(design, table: wide))
  }

  static func strata() throws -> AnalysisData {
    try data("apistrat", stratified)
  }

  static func clusters() throws -> AnalysisData {
    try data("apiclus1", clustered)
  }

  /// A 0-or-1 column by a condition on a column of numbers.
  static func indicator(
    _ name: String, _ column: String, _ condition: @escaping (Double) -> Bool
  ) -> (Table) -> [Column] {
    { table in
      let numbers = table[column]?.numbers() ?? []
      return [makeColumn(name, numbers.map { condition($0) ? "1" : "0" })]
    }
  }

  /// The jackknife of a stratified sample of rows, `as.svrepdesign` with type
  /// JKn: a row is left out and the others of its stratum count for it.
  static func jackknifed(
    _ design: DesignSpecification = stratified
  ) throws -> AnalysisData {
    var data = try data("apistrat", design)
    let stage = data.design.stages[0]
    let count = stage.unitCount
    var factors = Matrix(rows: count, columns: count, repeating: 1)
    var scales = [Double](repeating: 0, count: count)
    for left in 0..<count {
      let parent = Int(stage.parentOfUnit[left])
      let size = Double(stage.sampled[parent])
      scales[left] = (size - 1) / size * (1 - stage.fraction[parent])
      for unit in 0..<count where Int(stage.parentOfUnit[unit]) == parent {
        factors[unit, left] = unit == left ? 0 : size / (size - 1)
      }
    }
    data.design.replicates = ReplicateWeights(
      method: "jkn", storage: .factors(unitOfRow: stage.unitOfRow, factors),
      scale: 1, replicateScales: scales, centre: .replicates,
      freedom: .fixed(Double(count - stage.parentCount)),
      baseWeights: data.design.weights)
    return data
  }
}
