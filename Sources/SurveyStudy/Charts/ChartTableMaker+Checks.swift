import Diagnostics
import SurveyData
import SurveyReport

/// Numbers that a kind of chart would draw wrongly.
extension ChartTableMaker {
  /// Refuses stars that there are not, and steps that lead somewhere else.
  func check(_ made: StatisticsTable) throws(Diagnostic) {
    let place = plan.values.first?.place
    switch plan.kind {
    case .stars:
      for row in made.rows {
        guard let value = row.cells.first?.value, value.isFinite,
          value < 0 || value > Double(plan.count) * (1 + 1e-9)
        else { continue }
        throw Diagnostic(
          .chartNumbers, at: place,
          "'\(row.label[language])' has \(compactNumber(value)) stars of \(plan.count)",
          help: "name a column of stars from 0 to \(plan.count), or give"
            + " 'count' the number of stars that there are")
      }
    case .waterfall:
      let values = made.rows.compactMap { $0.cells.first?.value }
        .filter(\.isFinite)
      guard values.count > 2, let last = values.last else { return }
      let sum = values.dropLast().reduce(0, +)
      // Rounded numbers add up to about the last one.
      guard abs(sum - last) > Self.rounding(values) else { return }
      throw Diagnostic(
        .chartNumbers, at: place,
        "the first level and the changes add up to \(compactNumber(sum)), and the last level"
          + " is \(compactNumber(last))",
        help: "let the first row be the level at the start, the last row that"
          + " at the end, and the rows between them all of the changes")
    default: break
    }
  }

  /// How far the sum of rounded numbers may be from a rounded sum: half a
  /// unit of the last decimal for each of them.
  private static func rounding(_ values: [Double]) -> Double {
    let decimals = values.map { value -> Int in
      let text = value.description
      guard !text.contains("e"), let point = text.firstIndex(of: ".") else {
        return 0
      }
      let fraction = text[text.index(after: point)...]
      return fraction == "0" ? 0 : fraction.count
    }
    let room = decimals.reduce(0.0) { sum, count in
      var unit = 1.0
      for _ in 0..<min(12, count) { unit /= 10 }
      return sum + unit / 2
    }
    let largest = values.map(abs).max() ?? 0
    return max(room, largest * 1e-9)
  }
}
