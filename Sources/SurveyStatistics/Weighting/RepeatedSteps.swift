/// What a step of weighting did to one set of weights: few numbers, from which
/// it can be done again without solving anything.
struct StepTrace: Sendable {
  /// Numbers whose meaning the step knows.
  var parts: [[Double]]
  /// Whether the step met what it has to meet.
  var isMet = true
}

/// A step of weighting that can be done to any weights.
protocol RepeatedStep: Sendable {
  /// Does the step to weights; `nil` when it cannot be done.
  func apply(to weights: inout [Double]) -> StepTrace?

  /// Does to the same weights again what a trace is of.
  func replay(_ trace: StepTrace, on weights: inout [Double])
}

/// The steps of weighting in every replicate, kept as what solved them and not
/// as the weights of every row: a calibration as its λ, a propensity as its
/// coefficients. Memory grows with the number of targets, not with that of
/// the rows.
struct RepeatedSteps: Sendable {
  /// The weights of the full sample before the first step.
  let before: [Double]
  /// The steps in order.
  let steps: [any RepeatedStep]
  /// What each step did in each replicate; `nil` for a replicate in which one
  /// could not be done, of which all weights are 0.
  let traces: [[StepTrace]?]

  /// Does all steps again.
  func replay(_ replicate: Int, on weights: inout [Double]) {
    guard let done = traces[replicate] else {
      for row in weights.indices { weights[row] = 0 }
      return
    }
    for (step, trace) in zip(steps, done) { step.replay(trace, on: &weights) }
  }
}

extension CalibrationWork: RepeatedStep {
  func apply(to weights: inout [Double]) -> StepTrace? {
    let outcome = calibrated(weights)
    weights = outcome.weights
    return StepTrace(parts: outcome.trace, isMet: outcome.hasConverged)
  }

  func replay(_ trace: StepTrace, on weights: inout [Double]) {
    // Rounds of calibration and thresholds of the trimming in between.
    for (position, part) in trace.parts.enumerated() {
      if position.isMultiple(of: 2) {
        multiply(&weights, byFactorsOf: part)
      } else if let trimming = calibration.trimming,
        let cut = trimming.trimmed(
          weights, lower: part[0].isNaN ? nil : part[0],
          upper: part[1].isNaN ? nil : part[1])
      {
        weights = cut.weights
      }
    }
  }
}

extension NonresponseWork: RepeatedStep {
  func apply(to weights: inout [Double]) -> StepTrace? {
    guard let outcome = try? adjusted(weights) else { return nil }
    weights = outcome.weights
    return StepTrace(parts: outcome.trace, isMet: outcome.hasConverged)
  }

  func replay(_ trace: StepTrace, on weights: inout [Double]) {
    guard let variables else {
      let factors = trace.parts[0]
      for row in weights.indices {
        weights[row] =
          statuses[row] == .respondent && weights[row] > 0 && cells[row] >= 0
          ? weights[row] * factors[Int(cells[row])] : 0
      }
      return
    }
    let unknown = trace.parts[1][0]
    let predictor = variables.predictor(trace.parts[0])
    let classes = trace.parts.count > 2 ? trace.parts[2...].map(\.self) : []
    for row in weights.indices {
      guard statuses[row] == .respondent, weights[row] > 0 else {
        weights[row] = 0
        continue
      }
      let chance = ResponsePropensity.chance(predictor[row])
      if classes.count == 2 {
        let position = classes[0].count { chance > $0 }
        let factor =
          chance.isFinite && position < classes[1].count
          ? classes[1][position] : 0
        weights[row] = weights[row] * factor * unknown
      } else {
        weights[row] = weights[row] / chance * unknown
      }
    }
  }
}

extension WeightTrimming: RepeatedStep {
  func apply(to weights: inout [Double]) -> StepTrace? {
    guard let trimmed = trimmed(weights) else { return nil }
    weights = trimmed.weights
    return StepTrace(parts: [[trimmed.lower ?? .nan, trimmed.upper ?? .nan]])
  }

  func replay(_ trace: StepTrace, on weights: inout [Double]) {
    let limits = trace.parts[0]
    if let again = trimmed(
      weights, lower: limits[0].isNaN ? nil : limits[0],
      upper: limits[1].isNaN ? nil : limits[1])
    {
      weights = again.weights
    }
  }
}
