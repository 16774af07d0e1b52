import Diagnostics
import SurveyStatistics

/// A method that fits one model.
protocol ModelMethod: AnalysisMethod {
  associatedtype Model: CheckedAnalysis
  var model: ModelPlan { get }
  var analysis: Model { get }
}

extension ModelMethod {
  /// The outcome, and the other columns that are surely ones.
  public var columns: [ColumnUse] { model.columns }

  /// Fits the model.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try placed(model.place) { () throws(Diagnostic) in
      try analysis.run(on: inputs.requiredData())
    }
  }

  /// Refuses columns and terms that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try placed(model.place) { () throws(Diagnostic) in
      try analysis.check(on: inputs.requiredData())
    }
  }
}

/// Gives a diagnostic that has no place the one of the model's terms.
func placed<Value>(
  _ place: Place, _ body: () throws(Diagnostic) -> Value
) throws(Diagnostic) -> Value {
  do {
    return try body()
  } catch {
    var moved = error
    if moved.place == nil { moved.place = place }
    throw moved
  }
}
