import Diagnostics
import SurveyData
import TestSupport

@testable import SurveyStatistics

/// The eight cases and six indicators of the open example as an evaluation.
enum ExampleEvaluation {
  static let ids = ["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08"]
  static let indicators = [
    "days_to_reply", "meeting_rate", "reply_quality", "fulfilment_rate",
    "deputy_sat", "public_sat",
  ]

  static func analysis(
    weights: [Double] = EvaluationReference.weights,
    options: EvaluationOptions = EvaluationOptions(uncertainty: nil)
  ) throws -> EvaluationAnalysis {
    let columns = try EvaluationReference.columns()
    let rows = ids.indices.map { row in
      [ids[row]] + columns.map { plainText($0[row]) }
    }
    var list = [Indicator(id: "total")]
    for (index, id) in indicators.enumerated() {
      list.append(
        Indicator(
          id: id, parent: "total", weight: weights[index],
          isBenefit: EvaluationReference.isBenefit[index], source: .external,
          formula: try LeafFormula("column(\(id))"), normalisation: .minMax()))
    }
    return EvaluationAnalysis(
      tree: try IndicatorTree(list, log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable("cases", ["case"] + indicators, rows),
        caseKey: "case"),
      options: options)
  }

  static func result(
    _ analysis: EvaluationAnalysis
  ) throws -> EvaluationResult {
    guard case .evaluation(let result) = try analysis.run().details else {
      throw Stopped()
    }
    return result
  }

  /// What an examination works on.
  static func parts(
    _ analysis: EvaluationAnalysis
  ) throws -> (EvaluationPreparation, [Double], EvaluationChain.Outcome) {
    let prepared = try EvaluationPreparation(analysis)
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let weights = try EvaluationWeights(
      tree: analysis.tree, method: analysis.options.weighting,
      judges: analysis.inputs.judges, raw: raw
    ).local
    let chain = EvaluationChain(
      tree: analysis.tree, options: analysis.options,
      caseCount: prepared.directory.count)
    let scores = raw.indices.map { leaf in
      prepared.leaves[leaf] == nil
        ? [] : chain.leafScores(leaf, raw[leaf]).scores
    }
    return (
      prepared, weights,
      chain.evaluate(raw: raw, leafScores: scores, weights: weights)
    )
  }
}
