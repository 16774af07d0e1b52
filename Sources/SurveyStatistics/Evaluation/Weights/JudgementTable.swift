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
    let parents = try table.column("parent")
    let firsts = try table.column("first")
    let seconds = try table.column("second")
    let values = try table.column("value")
    let judges = table["judge"]?.categories()
    var found: [Int: [Int: JudgementMatrix]] = [:]
    for row in 0..<table.rowCount {
      let place = Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]))
      let parentID = parents.text(at: row) ?? ""
      guard let parent = tree.position(of: parentID) else {
        throw Self.unknown(parentID, tree.indicators.map(\.id), place)
      }
      let children = tree.children[parent]
      let ids = children.map { tree.indicators[$0].id }
      var pair: [Int] = []
      for column in [firsts, seconds] {
        let id = column.text(at: row) ?? ""
        guard let position = ids.firstIndex(of: id) else {
          throw Self.unknown(id, ids, place, below: parentID)
        }
        pair.append(position)
      }
      let text = values.text(at: row) ?? ""
      guard let value = Self.ratio(text) else {
        throw Diagnostic(
          .pairwiseJudgements, at: place,
          "judgement '\(text)' is not a positive number or fraction",
          help: "write 3 or 1/3")
      }
      let judge = judges.map { Int($0.codes[row]) } ?? 0
      var matrix =
        found[parent]?[judge] ?? JudgementMatrix(count: children.count)
      if pair[0] == pair[1] {
        if value == 1 { continue }
        throw Diagnostic(
          .pairwiseJudgements, at: place,
          "'\(ids[pair[0]])' is compared with itself")
      }
      let known = matrix.rows[pair[0]][pair[1]]
      if !known.isNaN, abs(known / value - 1) > 1e-9 {
        throw Diagnostic(
          .pairwiseJudgements, at: place,
          "'\(ids[pair[0]])' and '\(ids[pair[1]])' are compared twice, with "
            + "different judgements",
          help: "keep one row for each judge and pair")
      }
      matrix.set(pair[0], pair[1], value)
      found[parent, default: [:]][judge] = matrix
    }
    for (parent, byJudge) in found {
      matrices[parent] = byJudge.keys.sorted().map { judge in
        let name =
          judges.flatMap { judge >= 0 ? $0.levels[judge].value : nil } ?? "1"
        return (name, byJudge[judge] ?? JudgementMatrix(count: 0))
      }
    }
  }

  private static func unknown(
    _ id: String, _ ids: [String], _ place: Place, below parent: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .pairwiseJudgements, at: place,
      parent.map { "'\(id)' is not an indicator below '\($0)'" }
        ?? "'\(id)' is not an indicator of the tree",
      help: nearest(to: id, in: ids).map { "did you mean '\($0)'?" }
        ?? "choose from \(ids.joined(separator: ", "))")
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
