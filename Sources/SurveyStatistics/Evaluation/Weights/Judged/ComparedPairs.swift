import Diagnostics
import SurveyData

/// The rows of a table in long form in which judges compare pairs of
/// indicators with the same parent.
struct ComparedPairs {
  /// One comparison.
  struct Row {
    var parent: Int
    /// The positions of the pair among the children of the parent.
    var first: Int
    var second: Int
    var judge: Int
    /// The judgement as written.
    var value: String
    var place: Place
  }

  let rows: [Row]
  private let judges: Categories?
  private let tree: IndicatorTree

  /// Reads `parent`, `first`, `second` and `value`, and `judge` when there
  /// are several. Without a parent the indicators stand below the root, which
  /// a list of indicators does not name.
  init(_ table: Table, tree: IndicatorTree) throws(Diagnostic) {
    self.tree = tree
    let parents = table["parent"]
    let firsts = try table.column("first")
    let seconds = try table.column("second")
    let values = try table.column("value")
    judges = table["judge"]?.categories()
    var rows: [Row] = []
    for row in 0..<table.rowCount {
      let place = Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]))
      let parentID = parents?.text(at: row) ?? tree.root.id
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
      rows.append(
        Row(
          parent: parent, first: pair[0], second: pair[1],
          judge: judges.map { Int($0.codes[row]) } ?? 0,
          value: values.text(at: row) ?? "", place: place))
    }
    self.rows = rows
  }

  /// The id of a child of a parent.
  func id(_ parent: Int, _ child: Int) -> String {
    tree.indicators[tree.children[parent][child]].id
  }

  /// The name of a judge.
  func name(ofJudge judge: Int) -> String {
    judges.flatMap { judge >= 0 ? $0.levels[judge].value : nil } ?? "1"
  }

  private static func unknown(
    _ id: String, _ ids: [String], _ place: Place, below parent: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .pairwiseJudgements, at: place,
      parent.map { "'\(id)' is not an indicator below '\($0)'" }
        ?? "'\(id)' is not an indicator of the tree",
      zh: parent.map { "“\(id)”不是“\($0)”之下的指标" } ?? "“\(id)”不是指标体系中的指标",
      help: nearest(to: id, in: ids).map { "did you mean '\($0)'?" }
        ?? "choose from \(ids.joined(separator: ", "))")
  }
}
