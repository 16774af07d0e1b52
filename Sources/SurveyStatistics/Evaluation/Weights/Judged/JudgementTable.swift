import Diagnostics
import SurveyData

/// Judgements of pairs, by parent and judge, as a table has them in long
/// form.
struct JudgementTable {
  /// For each parent one matrix a judge, judges in the order of their names.
  private(set) var matrices: [Int: [(judge: String, matrix: JudgementMatrix)]] =
    [:]

  /// Reads a table with `parent`, `first`, `second` and `value`, and `judge`
  /// when there are several. A value is a number such as 3, or a fraction
  /// such as 1/3.
  init(_ table: Table, tree: IndicatorTree) throws(Diagnostic) {
    let pairs = try ComparedPairs(table, tree: tree)
    var found: [Int: [Int: JudgementMatrix]] = [:]
    for row in pairs.rows {
      let first = pairs.id(row.parent, row.first)
      guard let value = Self.ratio(row.value) else {
        throw Diagnostic(
          .pairwiseJudgements, at: row.place,
          "judgement '\(row.value)' is not a positive number or fraction",
          zh: "判断值“\(row.value)”不是正数或分数",
          help: "write 3 or 1/3")
      }
      var matrix =
        found[row.parent]?[row.judge]
        ?? JudgementMatrix(count: tree.children[row.parent].count)
      if row.first == row.second {
        if value == 1 { continue }
        throw Diagnostic(
          .pairwiseJudgements, at: row.place,
          "'\(first)' is compared with itself",
          zh: "“\(first)”与自身比较")
      }
      let known = matrix.rows[row.first][row.second]
      if !known.isNaN, abs(known / value - 1) > 1e-9 {
        throw Diagnostic(
          .pairwiseJudgements, at: row.place,
          "'\(first)' and '\(pairs.id(row.parent, row.second))' are compared "
            + "twice, with different judgements",
          zh: "“\(first)”与“\(pairs.id(row.parent, row.second))”比较了两次，判断不同",
          help: "keep one row for each judge and pair")
      }
      matrix.set(row.first, row.second, value)
      found[row.parent, default: [:]][row.judge] = matrix
    }
    for (parent, byJudge) in found {
      matrices[parent] = byJudge.keys.sorted().map { judge in
        (
          pairs.name(ofJudge: judge),
          byJudge[judge] ?? JudgementMatrix(count: 0)
        )
      }
    }
  }

  private static func ratio(_ text: String) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { Double(String($0.filter { !$0.isWhitespace })) }
    let value: Double?
    switch parts.count {
    case 1: value = parts[0]
    case 2:
      guard let above = parts[0], let below = parts[1], below > 0 else {
        return nil
      }
      value = above / below
    default: value = nil
    }
    guard let value, value > 0, value.isFinite else { return nil }
    return value
  }
}
