import Diagnostics
import LinearAlgebra
import SurveyData

/// A regression of answers before it is fitted: what is explained, and by
/// what.
struct CategoryProblem {
  let frame: ModelFrame
  let outcome: CategoryOutcome

  /// Reads the answers and the terms.
  ///
  /// - Parameters:
  ///   - order: The answers from the lowest to the highest, where they have
  ///     an order of their own.
  ///   - first: An answer that comes first, whatever the order.
  /// - Throws: A diagnostic about columns and options.
  init(
    _ model: ModelSpecification, order: [String], first: String?,
    kind: String, _ data: AnalysisData
  ) throws(Diagnostic) {
    let outcome = try CategoryOutcome(
      model.outcome, order: order, first: first, kind: kind, data: data)
    frame = try ModelFrame(
      model, data: data, hasIntercept: true,
      hasOutcome: { outcome.codes[$0] >= 0 })
    self.outcome = outcome
  }

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - dropsIntercept: Whether the thresholds take the intercept's place.
  ///   - make: Makes the model from its matrix, the number of each row's
  ///     answer, and how many answers there are.
  /// - Throws: A diagnostic about a model without a solution.
  func fitted<Model: LikelihoodModel>(
    dropsIntercept: Bool, _ data: AnalysisData,
    make: @escaping @Sendable (Matrix, [Int], Int) -> Model
  ) throws(Diagnostic) -> PreparedCategories<Model> {
    let codes = frame.rows.map { Int(outcome.codes[$0]) }
    return try PreparedCategories(
      frame, dropsIntercept: dropsIntercept, data: data
    ) { [count = outcome.levels.count] in make($0, codes, count) }
  }
}

extension CategoryTables {
  /// What the analysis gives: every table, and what was noticed.
  func result(
    conventions: [Convention], formula: String, _ data: AnalysisData
  ) -> AnalysisOutcome {
    AnalysisOutcome(
      conventions: conventions + data.design.conventions, formula: formula,
      details: .tables(all, finding: finding),
      diagnostics: model.diagnostics
        + model.sampled.modelFindings(
          coefficients: model.kept.count,
          degreesOfFreedom: model.degreesOfFreedom, data))
  }
}
