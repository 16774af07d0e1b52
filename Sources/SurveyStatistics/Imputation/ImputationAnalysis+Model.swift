import Diagnostics
import SurveyData

extension ImputationAnalysis {
  /// The coefficients.
  func pooledModel(
    _ outcomes: [AnalysisOutcome], _ data: AnalysisData
  ) throws(Diagnostic) -> PooledCoefficients {
    let tables = outcomes.compactMap { outcome -> StatisticsTable? in
      guard case .tables(let tables, _) = outcome.details else { return nil }
      return tables.first { $0.name == "coefficients" }
    }
    if tables.count == outcomes.count,
      let pooled = PooledCoefficients(tables, level: data.level)
    {
      return pooled
    }
    throw Diagnostic(
      .nothingToEstimate, at: Place(file: data.table.source.file),
      "the model has no coefficients to pool",
      zh: "模型没有可以合并的系数")
  }

  /// Tests of terms, mean effects and predictions.
  func furtherTables(
    _ analysis: RegressionAnalysis, _ first: PreparedModel?,
    _ models: [FittedCoefficients],
    _ outcomes: [AnalysisOutcome], _ data: AnalysisData
  ) throws(Diagnostic) -> [StatisticsTable] {
    var result: [StatisticsTable] = []
    let tests = try TermTable(analysis).pooled(first, models)
    if !tests.rows.isEmpty { result.append(tests) }
    for name in ["effects", "margins", "predictions"] {
      let same = outcomes.compactMap { outcome -> StatisticsTable? in
        guard case .tables(let tables, _) = outcome.details else { return nil }
        return tables.first { $0.name == name }
      }
      guard same.count == outcomes.count,
        let pooled = PooledCoefficients(
          same, level: data.level,
          predictionLink: name == "effects" ? nil : first?.model.link),
        !pooled.table.rows.isEmpty
      else { continue }
      result.append(pooled.table)
    }
    return result
  }

  /// How terms are tested.
  static var testConvention: Convention {
    Convention(
      "pooled-tests", "d1",
      LocalizedText(
        zh: "合并后的各项检验：Li–Raghunathan–Rubin 检验（D1），"
          + "自由度按 Reiter（2007）；单个系数的项即t检验的平方。",
        en: "Pooled tests of terms: the test of Li, Raghunathan and Rubin (D1)"
          + " with the degrees of freedom of Reiter (2007); a term of one"
          + " coefficient has the square of its t."))
  }

  /// Tells of coefficients that are not pooled.
  func missingCoefficients(
    _ names: [String], _ data: AnalysisData
  ) -> [Diagnostic] {
    guard let first = names.first else { return [] }
    return [
      Diagnostic(
        .unpooledCoefficients, .warning,
        at: Place(file: data.table.source.file),
        (names.count == 1
          ? "the coefficient '\(first)' is"
          : "\(names.count) coefficients, such as '\(first)', are")
          + " not there in every imputation, or without degrees of freedom,"
          + " and not pooled",
        zh: (names.count == 1 ? "系数“\(first)”" : "“\(first)”等\(names.count)个系数")
          + "并非每次插补都有，或没有自由度，未合并",
        help: "group values that few rows have, or leave a term out")
    ]
  }
}
