import Diagnostics
import SurveyData

/// Weights to draw from, read from a table of texts: a row a draw, a column a
/// leaf.
///
/// The first row may name the leaves, in any order; without names the columns
/// are taken in the order of the leaves of the tree. Each row is divided by
/// its sum.
public struct WeightDrawsTable: Sendable {
  /// The weights of the leaves in the order of the tree, one list a draw.
  public let weights: [[Double]]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - table: The table; its own header is not used.
  ///   - tree: The tree.
  /// - Throws: A `weightDraws` diagnostic.
  public init(_ table: Table, tree: IndicatorTree) throws(Diagnostic) {
    let file = table.source.file
    let ids = tree.leaves.map { tree.indicators[$0].id }
    func fault(
      _ message: String, zh chinese: String, row: Int? = nil,
      help: String? = nil
    ) -> Diagnostic {
      let line = row.flatMap {
        table.sourceLines.isEmpty ? nil : Int(table.sourceLines[$0])
      }
      return Diagnostic(
        .weightDraws, at: Place(file: file, line: line), message,
        zh: chinese, help: help)
    }
    guard table.rowCount > 0 else {
      throw fault(
        "'\(file)' holds no weights",
        zh: "“\(file)”中没有权重")
    }
    func cells(_ row: Int) -> [String] {
      table.columns.map { $0.text(at: row) ?? "" }
    }
    let head = cells(0)
    let hasNames = head.contains { Double($0) == nil }
    var order = Array(ids.indices)
    if hasNames {
      order = []
      for id in ids {
        guard let column = head.firstIndex(of: id) else {
          throw fault(
            "no column of '\(file)' has the weights of indicator '\(id)'",
            zh: "“\(file)”没有指标“\(id)”的权重列",
            row: 0,
            help: nearest(to: id, in: head).map { "did you mean '\($0)'?" })
        }
        order.append(column)
      }
    } else if head.count != ids.count {
      throw fault(
        "'\(file)' has \(head.count) columns of weights for \(ids.count) "
          + "indicators without children",
        zh: "“\(file)”有\(head.count)列权重，而末级指标有\(ids.count)个", row: 0,
        help: "name the indicators in the first row")
    }
    var weights: [[Double]] = []
    weights.reserveCapacity(table.rowCount)
    for row in (hasNames ? 1 : 0)..<table.rowCount {
      let texts = cells(row)
      var sum = 0.0
      var list: [Double] = []
      for column in order {
        guard let weight = Double(texts[column]), weight >= 0, weight.isFinite
        else {
          throw fault(
            "'\(texts[column])' is not a weight",
            zh: "“\(texts[column])”不是权重", row: row)
        }
        sum += weight
        list.append(weight)
      }
      guard sum > 0 else {
        throw fault(
          "all weights of a draw are zero",
          zh: "有一次抽取的权重全部为零", row: row)
      }
      weights.append(list.map { $0 / sum })
    }
    if weights.isEmpty {
      throw fault(
        "'\(file)' holds no weights",
        zh: "“\(file)”中没有权重")
    }
    self.weights = weights
  }
}
