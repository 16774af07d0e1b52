import Diagnostics
import SurveyData

extension EvaluationAnalysis {
  /// Evaluates the cases of tables that have been checked.
  ///
  /// - Throws: A diagnostic when the tables cannot be evaluated; its notes
  ///   name further reasons.
  func evaluated() throws(Diagnostic) -> AnalysisOutcome {
    let prepared = try EvaluationPreparation(self)
    try checkMemory(cases: prepared.directory.count)
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let weights = try EvaluationWeights(
      tree: tree, method: options.weighting, judges: inputs.judges, raw: raw)
    let chain = EvaluationChain(
      tree: tree, options: options, caseCount: prepared.directory.count)
    var diagnostics = prepared.diagnostics + weights.diagnostics
    var leafScores = [[Double]](repeating: [], count: raw.count)
    for leaf in tree.leaves {
      let column = chain.leafScores(leaf, raw[leaf])
      leafScores[leaf] = column.scores
      if column.isConstant {
        diagnostics.append(
          Diagnostic(
            .constantIndicator, .warning, at: tree.indicators[leaf].place,
            "all cases have the same value of indicator "
              + "'\(tree.indicators[leaf].id)', and so the same score"))
      }
      if let clipping = clipping(of: leaf, raw[leaf]) {
        diagnostics.append(clipping)
      }
    }
    let outcome = chain.evaluate(
      raw: raw, leafScores: leafScores, weights: weights.local)
    var found = EvaluationFindings(
      analysis: self, prepared: prepared, outcome: outcome, raw: raw,
      weights: weights)
    if let uncertainty = options.uncertainty, uncertainty.draws > 0 {
      var draws = EvaluationDraws(
        chain: chain, leaves: prepared.leaves, weights: weights.local,
        gates: prepared.gates, options: options, uncertainty: uncertainty,
        activeRaters: prepared.activeRaters,
        ratingCases: prepared.ratingCases,
        ratingWeights: prepared.ratingWeights, bands: prepared.bands)
      let varied = draws.varied
      found.draws = draws.run()
      found.varied = varied
      if draws.repeats > 0 {
        diagnostics.append(
          Diagnostic(
            .resampledDraws, .note,
            "\(draws.repeats) panels of evaluators did not connect the cases "
              + "and were drawn again, in \(uncertainty.draws) draws"))
      }
    }
    let result = found.result
    diagnostics += found.remarks(on: result)
    return AnalysisOutcome(
      estimates: found.estimates(of: result), conventions: conventions,
      formula: formula, details: .evaluation(result), diagnostics: diagnostics)
  }

  /// Draws keep each case's share of every rank and its score in every draw.
  private func checkMemory(cases: Int) throws(Diagnostic) {
    guard let draws = options.uncertainty?.draws else { return }
    let bytes =
      4 * Double(cases) * Double(cases) + 8 * Double(cases) * Double(draws)
    if bytes > 2e9 {
      throw Diagnostic(
        .tooManyDraws, .error,
        "\(draws) draws of \(cases) cases need more than 2 GB of memory",
        help: "set fewer 'uncertainty.draws', or 'uncertainty: none'")
    }
  }

  private func clipping(of leaf: Int, _ raw: [Double]) -> Diagnostic? {
    let indicator = tree.indicators[leaf]
    let count = indicator.normalisation.suspiciouslyClipped(raw)
    guard count > 0, let low = raw.filter({ !$0.isNaN }).min(),
      let high = raw.filter({ !$0.isNaN }).max()
    else { return nil }
    return Diagnostic(
      .clippedValues, .warning, at: indicator.place,
      "\(count) of \(raw.count) cases lie outside the limits of indicator "
        + "'\(indicator.id)' and were moved to them",
      notes: [
        "its values run from \(plainText(low)) to \(plainText(high))"
      ],
      help: "check lo and hi: scores of evaluators are 0 to 100 after "
        + "division by their highest score, and rates and boxes are 0 to 100")
  }

  /// The formula of the score.
  private var formula: String {
    switch options.score {
    case .topsis:
      return "S = 100 D⁻ / (D⁺ + D⁻)"
    case .weightedSum:
      var names: [String] = []
      for (position, indicator) in tree.indicators.enumerated()
      where !tree.children[position].isEmpty
        && !names.contains(indicator.aggregate.formula)
      {
        names.append(indicator.aggregate.formula)
      }
      return names.isEmpty ? "S = y" : "S = " + names.joined(separator: "; ")
    }
  }
}

extension Aggregate {
  /// The formula over the children that have a score.
  var formula: String {
    switch self {
    case .arithmetic: "Σ w y / Σ w"
    case .geometric: "exp(Σ w ln y / Σ w)"
    case .harmonic: "Σ w / Σ (w / y)"
    case .power(let exponent):
      "(Σ w y^\(plainText(exponent)) / Σ w)^(1/\(plainText(exponent)))"
    case .minimum: "min y"
    case .sumCapped: "min(100, Σ w y)"
    case .sum(let cap):
      cap.isFinite ? "min(\(plainText(cap)), Σ w y)" : "Σ w y"
    case .worstOf(let count):
      "0 if min y = 0; 100 if \(count) y = 100; else min y"
    }
  }
}
