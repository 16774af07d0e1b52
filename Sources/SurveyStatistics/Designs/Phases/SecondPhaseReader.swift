import Diagnostics
import SurveyData

/// Reads which rows are in the second phase and from which strata.
struct SecondPhaseReader {
  let plan: SecondPhaseSpecification
  let columns: DesignColumns

  /// The second phase of a sample whose first phase is `stages`.
  ///
  /// - Throws: A diagnostic when the column says neither yes nor no, a
  ///   stratum has no sampled row or one of several, or the design has what
  ///   does not go with two phases.
  func read(
    _ specification: DesignSpecification, _ stages: [DesignStage]
  ) throws(Diagnostic) -> SecondPhase {
    try check(specification, stages)
    let isSampled = try flags()
    let rowCount = isSampled.count
    var strata = [Int32](repeating: 0, count: rowCount)
    var count = rowCount == 0 ? 0 : 1
    for name in plan.strata {
      let next = try columns.codes(name, role: "stratum")
      let keys = DenseKeys(
        outer: strata, outerCount: count, inner: next.codes,
        innerCount: next.count)
      (strata, count) = (keys.codes, keys.count)
    }
    var isMet = [Bool](repeating: false, count: count)
    for row in 0..<rowCount where isSampled[row] {
      isMet[Int(strata[row])] = true
    }
    if let row = (0..<rowCount).first(where: { !isMet[Int(strata[$0])] }) {
      let size = strata.count { $0 == strata[row] }
      throw fault(
        "a stratum of the second phase has \(counted(size, "row")) and none of"
          + " them was sampled", row,
        help: "its rows would be left out of every estimate; join it with"
          + " another stratum in 'second-phase'")
    }
    var clusters: [(codes: [Int32], count: Int)] = []
    for name in plan.clusters {
      clusters.append(try columns.codes(name, role: "cluster"))
    }
    let draws = PhaseDraws(
      isSampled: isSampled, strata: strata, clusters: clusters,
      probabilities: try probabilities(strata, count, clusters.first),
      isIndependent: plan.draw == .poisson)
    if let row = draws.single {
      throw fault(
        "the second phase drew one unit of several in a stratum or cluster",
        row,
        help: "one unit does not tell how much units differ; join it with"
          + " another")
    }
    if let row = draws.impossible {
      throw fault(
        "this row is not in the second phase, and its probability there is 1",
        row, help: "correct '\(plan.probabilities ?? "")'")
    }
    return SecondPhase(
      first: stages, unequal: specification.unequal?.method, second: draws,
      method: plan.method)
  }

  /// The probability with which the unit of each row was drawn.
  private func probabilities(
    _ strata: [Int32], _ strataCount: Int,
    _ clusters: (codes: [Int32], count: Int)?
  ) throws(Diagnostic) -> [Double]? {
    guard let name = plan.probabilities else { return nil }
    var units: [Int32]?
    var parents = strata
    if let clusters {
      let keys = DenseKeys(
        outer: strata, outerCount: strataCount, inner: clusters.codes,
        innerCount: clusters.count)
      (units, parents) = (keys.codes, keys.outer)
    }
    let stage = DesignStage(
      unitOfRow: units, parentOfUnit: parents, parentCount: strataCount)
    let found = try UnequalReader(
      plan: UnequalSpecification(.overton), columns: columns
    ).probabilities(name, stage)
    return strata.indices.map { found[stage.unit(of: $0)] }
  }

  private func check(
    _ specification: DesignSpecification, _ stages: [DesignStage]
  ) throws(Diagnostic) {
    if specification.replicates != nil {
      throw fault(
        "replicate weights are made of one phase", nil,
        help: "leave 'second-phase' out and draw the phase anew in every"
          + " replicate: a step of 'weighting' with nonresponse, whose"
          + " 'status' is '\(plan.sampled)' and whose 'cells' are the strata of"
          + " the second phase")
    }
    if let unequal = specification.unequal,
      unequal.method == .joint || unequal.method == .hartleyRao
        || unequal.variance == .yatesGrundy || plan.method == .approximate
    {
      throw fault(
        "under a second phase 'pps' knows brewer and overton with the"
          + " variance of Horvitz and Thompson, by the method full", nil,
        help: "choose 'pps: overton', which needs no other probabilities")
    }
    if plan.probabilities == nil, plan.draw == .poisson {
      throw fault(
        "'draw: poisson' needs the probabilities of the second phase", nil,
        help: "name their column with 'probabilities'")
    }
    if plan.method == .approximate, plan.probabilities != nil {
      throw fault(
        "the method 'approx' takes the share of rows that were sampled, and"
          + " knows no 'probabilities'", nil, help: "choose the method full")
    }
    if plan.method == .approximate, stages.count > 1 {
      throw fault(
        "the method 'approx' is for a first phase of one stage, and this one"
          + " has \(stages.count)", nil, help: "choose the method full")
    }
    if plan.method == .approximate, stages[0].unitOfRow != nil {
      throw fault(
        "the method 'approx' is for a first phase without clusters", nil,
        help: "choose the method full")
    }
  }

  private func flags() throws(Diagnostic) -> [Bool] {
    let column = try columns.table.column(plan.sampled)
    let yes: Set = ["1", "true", "yes", "是"]
    let no: Set = ["0", "false", "no", "否"]
    var result: [Bool] = []
    for row in 0..<column.count {
      let text = column.text(at: row)?.lowercased() ?? ""
      guard yes.contains(text) || no.contains(text) else {
        throw fault(
          text.isEmpty
            ? "'\(plan.sampled)' does not say whether this row is in the"
              + " second phase"
            : "'\(plan.sampled)' has the value '\(text)'", row,
          help: "write 1 or 0, true or false, yes or no")
      }
      result.append(yes.contains(text))
    }
    return result
  }

  private func fault(
    _ message: String, _ row: Int?, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .wrongSecondPhase,
      at: columns.place(row == nil ? nil : plan.sampled, row: row), message,
      help: help)
  }
}
