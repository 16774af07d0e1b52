import Diagnostics
import SurveyData
import TestSupport

@testable import SurveyStatistics

/// Evaluations of the open example of `Tests/References/evaluation`.
enum WeightingExample {
  static let ids = ["days", "meet", "quality", "done", "dep", "pub"]

  /// The example as children of one root, or of two nodes of three.
  static func tree(isDeep: Bool = false) throws -> IndicatorTree {
    var rows = [EvaluationAnalysisTests.row(["indicator_id": "G"])]
    if isDeep {
      for (id, weight) in [("A", "0.4"), ("B", "0.6")] {
        rows.append(
          EvaluationAnalysisTests.row([
            "indicator_id": id, "parent_id": "G", "weight": weight,
          ]))
      }
    }
    for (index, id) in ids.enumerated() {
      rows.append(
        EvaluationAnalysisTests.row([
          "indicator_id": id,
          "parent_id": isDeep ? (index < 3 ? "A" : "B") : "G",
          "weight": plainText(EvaluationReference.weights[index]),
          "direction": EvaluationReference.isBenefit[index] ? "1" : "-1",
          "source": "external", "formula": "column(\(id))", "norm": "minmax",
        ]))
    }
    return try EvaluationAnalysisTests.tree(rows)
  }

  private static func cases(_ columns: [[Double]]) -> Table {
    let rows = EvaluationReference.transposed(columns)
    return evaluationTable(
      "cases", ["case_id", "town"] + ids,
      rows.enumerated().map { index, row in
        ["S0\(index + 1)", index < 4 ? "east" : "west"]
          + row.map { $0.isNaN ? "" : plainText($0) }
      })
  }

  static func run(
    _ weighting: EvaluationOptions.Weighting = .direct,
    columns: [[Double]]? = nil, isDeep: Bool = false, judges: Table? = nil,
    judgesOfSets: [Int: Table] = [:],
    change: (inout EvaluationOptions) -> Void = { _ in }
  ) throws -> (outcome: AnalysisOutcome, result: EvaluationResult) {
    var options = EvaluationOptions(weighting: weighting, uncertainty: nil)
    change(&options)
    var inputs = EvaluationInputs(
      cases: cases(try columns ?? EvaluationReference.columns()),
      caseKey: "case_id")
    inputs.judges = judges
    inputs.judgesOfSets = judgesOfSets
    let outcome = try EvaluationAnalysis(
      tree: try tree(isDeep: isDeep), inputs: inputs, options: options
    ).run()
    guard case .evaluation(let result) = outcome.details else {
      throw Stopped()
    }
    return (outcome, result)
  }
}
