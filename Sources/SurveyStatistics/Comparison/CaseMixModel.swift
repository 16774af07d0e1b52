import Diagnostics
import SurveyData

extension CaseMix {
  /// What every row is expected to have, given its difficulty.
  struct Expectations {
    /// The probability of each row; not-a-number where it is not known.
    var values: [Double]
    var findings: [Diagnostic] = []
  }

  /// Finds the probability that a row has the outcome.
  ///
  /// Both methods keep the sum: over all rows as many are expected as are
  /// observed. Rows count alike, whatever their weight.
  ///
  /// - Throws: A diagnostic about columns, or a regression that cannot be
  ///   fitted.
  func expectations(
    _ outcome: [Double], variable: String, cells: [Int32], data: AnalysisData
  ) throws(Diagnostic) -> Expectations {
    let isUsed = outcome.indices.map {
      cells[$0] >= 0 && !outcome[$0].isNaN
    }
    switch method {
    case .indirect: return try strata(outcome, isUsed, data)
    case .logistic: return try regression(outcome, isUsed, data)
    }
  }

  private func strata(
    _ outcome: [Double], _ isUsed: [Bool], _ data: AnalysisData
  ) throws(Diagnostic) -> Expectations {
    let grouping = try Grouping(
      terms, data: AnalysisData(table: data.table, domain: isUsed))
    var hits = [Double](repeating: 0, count: grouping.cellCount)
    var counts = hits
    for row in outcome.indices where grouping.cells[row] >= 0 {
      hits[Int(grouping.cells[row])] += outcome[row]
      counts[Int(grouping.cells[row])] += 1
    }
    var result = Expectations(
      values: grouping.cells.map { cell in
        cell < 0 ? .nan : hits[Int(cell)] / counts[Int(cell)]
      })
    note(grouping.ungrouped, &result, data)
    return result
  }

  private func regression(
    _ outcome: [Double], _ isUsed: [Bool], _ data: AnalysisData
  ) throws(Diagnostic) -> Expectations {
    let plain = AnalysisData(table: data.table, domain: isUsed)
    let specification = ModelSpecification(
      outcome: "", terms: terms, factors: factors)
    let frame = try ModelFrame(
      specification, data: plain, hasIntercept: true
    ) { isUsed[$0] }
    let prepared = try PreparedModel(
      frame, outcome: frame.rows.map { outcome[$0] }, family: .binomial,
      link: .logit, hasIntercept: true, tolerance: specification.tolerance,
      data: plain)
    let means = prepared.model.means(prepared.fit.coefficients)
    var values = [Double](repeating: .nan, count: outcome.count)
    for (position, row) in frame.rows.enumerated() {
      values[row] = means[position]
    }
    var result = Expectations(
      values: values,
      findings: prepared.diagnostics.filter { $0.severity != .note })
    note(frame.missingCount, &result, data)
    return result
  }

  private func note(
    _ missing: Int, _ result: inout Expectations, _ data: AnalysisData
  ) {
    guard missing > 0 else { return }
    result.findings.append(
      Diagnostic(
        .rowsWithoutGroup, .note, at: Place(file: data.table.source.file),
        (missing == 1 ? "1 row has" : "\(missing) rows have")
          + " no value of the case mix and count for no unit",
        zh: "\(missing)行缺少结构调整变量的值，不计入任何单位"))
  }
}
