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
    var all = [Int](repeating: 0, count: count)
    var sampled = all
    for row in 0..<rowCount {
      all[Int(strata[row])] += 1
      if isSampled[row] { sampled[Int(strata[row])] += 1 }
    }
    for row in 0..<rowCount {
      let stratum = Int(strata[row])
      if sampled[stratum] == 0 {
        throw fault(
          "a stratum of the second phase has \(all[stratum]) rows and none of"
            + " them was sampled", row,
          help: "its rows would be left out of every estimate; join it with"
            + " another stratum in 'second-phase'")
      }
      if sampled[stratum] == 1, all[stratum] > 1 {
        throw fault(
          "a stratum of the second phase has \(all[stratum]) rows and one of"
            + " them was sampled", row,
          help: "one row does not tell how much rows differ; join the stratum"
            + " with another")
      }
    }
    return SecondPhase(
      stages[0], isSampled: isSampled, strata: strata, stratumCount: count,
      method: plan.method)
  }

  private func check(
    _ specification: DesignSpecification, _ stages: [DesignStage]
  ) throws(Diagnostic) {
    if specification.unequal != nil || specification.replicates != nil {
      throw fault(
        "a second phase goes with neither 'pps' nor 'replicates'", nil)
    }
    if stages.count > 1 {
      throw fault(
        "a second phase goes with a first phase of one stage, and this one"
          + " has \(stages.count)", nil,
        help: "leave the population of the later stages out")
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
