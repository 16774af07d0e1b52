import Diagnostics
import SurveyData

/// Precedence charts, by parent and judge, from a table in long form.
struct PrecedenceTable {
  /// For each parent one chart a judge, judges in the order of their names;
  /// not-a-number where a pair was not compared.
  private(set) var charts: [Int: [[[Double]]]] = [:]

  /// Reads `parent`, `first`, `second` and `value`, 1, 0.5 or 0, and `judge`
  /// when there are several.
  init(_ table: Table, tree: IndicatorTree) throws(Diagnostic) {
    let pairs = try ComparedPairs(table, tree: tree)
    var found: [Int: [Int: [[Double]]]] = [:]
    for row in pairs.rows where row.first != row.second {
      guard let value = Double(row.value), [0, 0.5, 1].contains(value) else {
        throw Diagnostic(
          .statedWeights, at: row.place,
          "'\(row.value)' in a precedence chart is not 1, 0.5 or 0",
          zh: "优序图中的“\(row.value)”不是1、0.5或0",
          help: "write 1 when the first comes before the second, 0.5 when "
            + "neither does, 0 when it comes after")
      }
      let count = tree.children[row.parent].count
      var chart =
        found[row.parent]?[row.judge]
        ?? [[Double]](
          repeating: [Double](repeating: .nan, count: count), count: count)
      let known = chart[row.first][row.second]
      if !known.isNaN, known != value {
        throw Diagnostic(
          .statedWeights, at: row.place,
          "'\(pairs.id(row.parent, row.first))' and "
            + "'\(pairs.id(row.parent, row.second))' are compared twice, with "
            + "different results",
          zh:
            "“\(pairs.id(row.parent, row.first))”与“\(pairs.id(row.parent, row.second))”比较了两次，结果不同",
          help: "keep one row for each judge and pair")
      }
      chart[row.first][row.second] = value
      chart[row.second][row.first] = 1 - value
      found[row.parent, default: [:]][row.judge] = chart
    }
    for (parent, byJudge) in found {
      charts[parent] = byJudge.keys.sorted().compactMap { byJudge[$0] }
    }
  }
}
