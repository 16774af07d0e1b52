import Diagnostics
import SurveyData

extension TargetReading {
  /// Finds the rows of totals of numbers.
  mutating func readNumbers() throws(Diagnostic) {
    let isCounted =
      ranges.isEmpty
      && segments.allSatisfy { calibration.totals[$0 ?? ""] != nil }
    if isCounted { countPopulation() }
    var termOfName: [String: Int] = [:]
    for margin in calibration.margins {
      guard case .total(let target) = margin.target,
        let name = margin.variables.first
      else { continue }
      guard target.isFinite else {
        throw Diagnostic(
          .wrongTarget, at: place(margin),
          "the total of '\(name)' is not a finite number",
          zh: "“\(name)”的总量不是有限的数")
      }
      let column = try table.column(name)
      guard let numbers = column.numbers() else {
        throw Diagnostic(
          .notNumeric, at: place(margin),
          "'\(name)' has the target \(plainText(target)) and holds text",
          zh: "“\(name)”的目标为\(plainText(target))，而该列为文本",
          help: "give a target for each of its values")
      }
      let segment = segment(of: margin)
      let rows = rowsOfSegment[segment]
      if rows.contains(where: { !numbers[$0].isFinite }) {
        throw missing(name, numbers.map { $0.isFinite ? 0 : -1 })
      }
      let term: Int
      if let known = termOfName[name] {
        term = known
      } else {
        term = terms.count
        termOfName[name] = term
        terms.append(
          AuxiliaryVariables.Term(
            columns: [Int32](repeating: -1, count: numbers.count),
            values: numbers.map { $0.isFinite ? $0 : 0 }))
      }
      for row in rows {
        guard terms[term].columns[row] < 0 else { throw twice(margin) }
        terms[term].columns[row] = Int32(goals.count)
      }
      goals.append(
        CalibrationTargets.Goal(
          margin: name,
          marginLabel: column.variable?.label ?? LocalizedText(name), cell: nil,
          label: LocalizedText(zh: "总量", en: "total"),
          segment: segmentLabels[segment], target: target))
    }
  }

  /// The population as a margin of one cell, where `total` tells it and no
  /// margin does.
  private mutating func countPopulation() {
    let start = goals.count
    terms.append(AuxiliaryVariables.Term(columns: segmentOfRow, values: nil))
    for segment in segments.indices {
      goals.append(
        CalibrationTargets.Goal(
          margin: "population",
          marginLabel: LocalizedText(zh: "总体", en: "Population"), cell: "all",
          label: LocalizedText(zh: "全部", en: "all"),
          segment: segmentLabels[segment],
          target: populations[segment] ?? 0))
      ranges.append(start + segment..<start + segment + 1)
    }
  }
}
