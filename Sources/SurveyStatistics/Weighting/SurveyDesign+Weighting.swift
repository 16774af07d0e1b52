import Diagnostics
import LinearAlgebra
import SurveyData
import Synchronization

extension SurveyDesign {
  /// The design with its weights changed step by step.
  ///
  /// Variances know of every calibration: by residuals, or, where there are
  /// replicate weights, because each replicate goes through all steps anew.
  ///
  /// - Returns: The design and what the reader should know of it.
  /// - Throws: A diagnostic about targets that cannot be met, or about
  ///   columns and values that do not fit.
  public func weighted(
    by plan: WeightingPlan, table: Table
  ) throws(Diagnostic) -> (design: SurveyDesign, findings: [Diagnostic]) {
    precondition(table.rowCount == rowCount)
    var work = WeightingWork(table: table, initial: weights)
    for step in plan.steps { try work.add(step) }
    var design = self
    design.weights = work.weights
    design.weighting = work.record
    if !work.residuals.isEmpty {
      design.adjustments.append(
        CalibrationResiduals(
          steps: work.residuals, finalWeights: work.weights))
    }
    if let replicates {
      let repeated = work.repeated(replicates)
      design.replicates = repeated.replicates
      if repeated.failed > 0 {
        work.findings.append(
          Diagnostic(
            .unmetTargets, .warning, at: Place(file: table.source.file),
            "\(repeated.failed) of \(replicates.count) replicates do not meet"
              + " the targets",
            zh: "\(replicates.count)套复制权重中有\(repeated.failed)套达不到校准目标"))
      }
    }
    return (design, work.findings)
  }
}

/// The steps as they are done.
private struct WeightingWork {
  let table: Table
  var weights: [Double]
  var record: WeightingRecord
  var residuals: [CalibrationResiduals.Step] = []
  var findings: [Diagnostic] = []
  private var steps: [any RepeatedStep] = []
  private var keys = ReplicateKeys()

  init(table: Table, initial: [Double]) {
    self.table = table
    weights = initial
    record = WeightingRecord(initial: initial)
  }

  private var place: Place { Place(file: table.source.file) }

  mutating func add(_ step: WeightingPlan.Step) throws(Diagnostic) {
    var done = WeightingRecord.Step(step: step, before: weights, after: weights)
    switch step {
    case .nonresponse(let adjustment):
      let work = try NonresponseWork(
        adjustment, table: table, weights: weights)
      let outcome = try work.adjusted(weights)
      done.after = outcome.weights
      done.chances = outcome.chances
      done.hasConverged = outcome.hasConverged
      if !outcome.hasConverged {
        findings.append(
          Diagnostic(
            .unmetTargets, .warning, at: place,
            "the regression of the response did not converge",
            zh: "应答回归未能收敛",
            help: "leave variables out that tell the response exactly"))
      }
      keys.add(work.rowKeys)
      steps.append(work)
    case .trim(let trimming):
      guard let trimmed = trimming.trimmed(weights) else {
        throw trimming.refusal(weights, file: table.source.file)
      }
      done.after = trimmed.weights
      done.trimmed = trimmed
      keys.add(weights: record.initial)
      steps.append(trimming)
    case .calibration(let calibration):
      try add(calibration, &done)
    }
    guard done.after.allSatisfy(\.isFinite) else {
      throw Diagnostic(
        .unmetTargets, at: place,
        "the step '\(step.name)' makes weights that are no finite numbers",
        zh: "步骤“\(step.name)”得出的权重不是有限的数",
        help: "look for cells with hardly any weight")
    }
    weights = done.after
    record.steps.append(done)
  }

  private mutating func add(
    _ calibration: Calibration, _ done: inout WeightingRecord.Step
  ) throws(Diagnostic) {
    let place = calibration.stated.place ?? place
    if let trimming = calibration.trimming {
      for threshold in [trimming.lower, trimming.upper].compactMap({ $0 })
      where threshold.value(for: weights) == nil {
        throw trimming.refusal(weights, file: table.source.file)
      }
    }
    let work = try CalibrationWork(calibration, table: table, weights: weights)
    let outcome = work.calibrated(weights)
    findings += work.targets.diagnostics
    done.after = outcome.weights
    done.iterations = outcome.iterations
    done.hasConverged = outcome.hasConverged
    done.targets = work.targets
    done.trimmed = outcome.trimmed
    done.beyondThresholds = outcome.beyondThresholds
    if !outcome.hasConverged { findings.append(unmet(work, outcome)) }
    if outcome.beyondThresholds > 0 {
      findings.append(
        Diagnostic(
          .unmetTargets, .warning, at: place,
          "\(outcome.beyondThresholds) weights stay beyond the thresholds of"
            + " 'trim': the targets need them",
          zh: "\(outcome.beyondThresholds)个权重仍超出“trim”的界限：要达到校准目标必须如此",
          help: "widen the thresholds, or join cells with few rows"))
    }
    let silenced = weights.indices.count {
      weights[$0] > 0 && outcome.weights[$0] == 0
    }
    if silenced > 0 { findings.append(self.silenced(silenced, work)) }
    let negative = outcome.weights.count { $0 < 0 }
    if negative > 0 {
      findings.append(
        Diagnostic(
          .negativeWeight, .warning, at: place,
          "'linear' made \(negative) weights negative",
          zh: "“linear”使\(negative)个权重成为负数",
          help: "set 'bounds', such as [0.2, 5], or use raking or logit"))
    }
    residuals.append(
      CalibrationResiduals.Step(
        prediction: work.prediction(before: weights, after: outcome.weights),
        weights: outcome.weights))
    keys.add(work.cellOfRow)
    if calibration.trimming != nil { keys.add(weights: record.initial) }
    steps.append(work)
  }

  /// Rows that no longer count, because a target of theirs is 0.
  private func silenced(_ rows: Int, _ work: CalibrationWork) -> Diagnostic {
    let empty = work.targets.goals.filter { $0.target == 0 }.prefix(5)
    let names = empty.map(\.name).joined(separator: ", ")
    let chinese = empty.map {
      "“\($0.marginLabel[.chinese])”=“\($0.label[.chinese])”"
    }.joined(separator: "、")
    return Diagnostic(
      .silencedRows, .warning, at: place,
      "\(counted(rows, "row")) get the weight 0 and no longer count"
        + (empty.isEmpty ? "" : ": the target of \(names) is 0"),
      zh: "\(rows)行的权重变为0，不再计入结果"
        + (empty.isEmpty
          ? "" : "：\(chinese)的目标为0"),
      help: "a target of 0 says that the population has nobody of the kind;"
        + " where that is so, leave the rows out with 'where' and say why")
  }

  private func unmet(
    _ work: CalibrationWork, _ outcome: CalibrationWork.Outcome
  ) -> Diagnostic {
    let reached = work.targets.variables.totals(outcome.weights)
    let worst = work.targets.goals.indices.max { left, right in
      func miss(_ position: Int) -> Double {
        let target = work.targets.goals[position].target
        return abs(reached[position] - target) / max(abs(target), 1e-300)
      }
      return miss(left) < miss(right)
    }
    return Diagnostic(
      .unmetTargets, .warning,
      at: work.calibration.stated.place ?? place,
      "'\(work.calibration.method.rawValue)' does not meet all targets after"
        + " \(counted(outcome.iterations, "round"))",
      zh:
        "“\(work.calibration.method.rawValue)”经\(outcome.iterations)轮仍未达到全部校准目标",
      notes: worst.map {
        [
          "furthest off: \(work.targets.goals[$0].name) has"
            + " \(plainText(reached[$0])), not"
            + " \(plainText(work.targets.goals[$0].target))"
        ]
      } ?? [],
      help: "join cells with few rows, widen the bounds, or relax a target")
  }

  /// Every replicate through all steps.
  ///
  /// Where the steps do the same to all rows of a unit and cell, and these are
  /// few, their factors are kept. Of a weight of 0 no factor makes another
  /// one; then, and where rows differ, what solved the steps is kept, and the
  /// weights are multiplied out again when they are needed.
  func repeated(
    _ replicates: ReplicateWeights
  ) -> (replicates: ReplicateWeights, failed: Int) {
    var result = replicates
    result.baseWeights = weights
    let groups = keys.groups(of: replicates)
    let steps = steps
    let done = replicates.numberedTraces(groups?.rows) { weights in
      var traces: [StepTrace] = []
      for step in steps {
        guard let trace = step.apply(to: &weights) else { return nil }
        traces.append(trace)
      }
      return traces
    }
    let failed = done.count { found in
      found.map { $0.traces.contains { !$0.isMet } } ?? true
    }
    if let groups, let factors = factors(done.map { $0?.weights }, groups) {
      result.storage = .factors(unitOfRow: groups.groupOfRow, factors)
    } else {
      result.storage = .steps(
        sampled: replicates.storage,
        RepeatedSteps(
          before: replicates.baseWeights, steps: steps,
          traces: done.map { $0?.traces }))
    }
    return (result, failed)
  }

  /// The factor of each group in each replicate; `nil` where one would have
  /// to make a weight of 0 another one.
  private func factors(
    _ columns: [[Double]?], _ groups: ReplicateKeys.Groups
  ) -> Matrix? {
    var factors = Matrix(rows: groups.rows.count, columns: columns.count)
    for (group, row) in groups.rows.enumerated() {
      for replicate in columns.indices {
        let value = columns[replicate]?[group] ?? 0
        if weights[row] != 0 {
          factors[group, replicate] = value / weights[row]
        } else if value != 0 {
          return nil
        }
      }
    }
    return factors
  }
}

extension ReplicateWeights {
  /// What steps did to each replicate, on all cores, and the weights that some
  /// rows have afterwards; `nil` where a step could not be done.
  fileprivate func numberedTraces(
    _ rows: [Int]?,
    _ change: @Sendable (inout [Double]) -> [StepTrace]?
  ) -> [(traces: [StepTrace], weights: [Double])?] {
    let found = Mutex(
      [(traces: [StepTrace], weights: [Double])?](
        repeating: nil, count: count))
    _ = numbered { replicate, weights in
      fill(&weights, replicate: replicate)
      if let traces = change(&weights) {
        let kept = rows.map { rows in rows.map { weights[$0] } } ?? []
        found.withLock { $0[replicate] = (traces, kept) }
      }
      return nil
    }
    return found.withLock { $0 }
  }
}
