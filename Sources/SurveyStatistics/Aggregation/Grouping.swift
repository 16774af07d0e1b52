import Diagnostics
import SurveyData

/// The cells that a list of variables makes of the rows, and the sampled
/// units in each.
struct Grouping: Sendable {
  /// The cell of each row; -1 for rows outside.
  let cells: [Int32]
  /// What each cell is about, in the order of the values of the variables.
  let terms: [[GroupTerm]]
  /// The sampled units of each cell.
  let tree: CellTree
  /// Rows of the domain without a value of a grouping variable.
  let ungrouped: Int

  /// The number of cells.
  var cellCount: Int { terms.count }

  /// The rows of each cell, in their order.
  var rowsOfCells: [[Int]] {
    var rows = [[Int]](repeating: [], count: cellCount)
    for row in cells.indices where cells[row] >= 0 {
      rows[Int(cells[row])].append(row)
    }
    return rows
  }

  /// Crosses `variables` in the rows of the domain. Without variables there
  /// is one cell with all of them.
  init(_ variables: [String], data: AnalysisData) throws(Diagnostic) {
    let table = data.table
    var codes = [Int32](repeating: 0, count: table.rowCount)
    if let domain = data.domain {
      for row in domain.indices where !domain[row] { codes[row] = -1 }
    }
    let domain = codes
    let available = data.fileRows { domain[$0] >= 0 }
    var terms: [[GroupTerm]] = [[]]
    for name in variables {
      let column = try table.column(name)
      let categories = column.categories()
      let keys = DenseKeys(
        outer: codes, outerCount: terms.count, inner: categories.codes,
        innerCount: categories.levels.count)
      let before = terms
      terms = (0..<keys.count).map { cell in
        let level = categories.levels[Int(keys.inner[cell])]
        return before[Int(keys.outer[cell])] + [
          GroupTerm(
            variable: name, value: level.value, label: level.label,
            variableLabel: column.variable?.label)
        ]
      }
      codes = keys.codes
    }
    let grouped = codes
    cells = codes
    self.terms = terms
    ungrouped = available - data.fileRows { grouped[$0] >= 0 }
    tree = CellTree(
      cells: codes, cellCount: terms.count, design: data.design)
  }

  /// All rows first, then each of the groupings.
  static func all(
    _ by: [[String]], data: AnalysisData
  ) throws(Diagnostic) -> [Grouping] {
    var result = [try Grouping([], data: data)]
    for variables in by where !variables.isEmpty {
      result.append(try Grouping(variables, data: data))
    }
    return result
  }

  /// Notes about rows that are in no group.
  static func findings(
    _ groupings: [Grouping], by: [[String]], data: AnalysisData
  ) -> [Diagnostic] {
    let named = by.filter { !$0.isEmpty }
    return zip(groupings.dropFirst(), named).compactMap { grouping, names in
      withoutGroup(grouping.ungrouped, names, data)
    }
  }

  /// The note about `count` rows that have no value of `names`.
  static func withoutGroup(
    _ count: Int, _ names: [String], _ data: AnalysisData
  ) -> Diagnostic? {
    guard count > 0 else { return nil }
    let crossed = names.map { "'\($0)'" }.joined(separator: " × ")
    return Diagnostic(
      .rowsWithoutGroup, .note, at: Place(file: data.table.source.file),
      (count == 1 ? "1 row has" : "\(count) rows have")
        + " no value of \(crossed) and "
        + (count == 1 ? "counts in no group" : "count in no group"),
      zh:
        "\(count)行没有\(names.map { "“\($0)”" }.joined(separator: "×"))的值，不计入任何组"
    )
  }
}

extension AnalysisData {
  /// The notes about rows that are in no group, without making the groups.
  ///
  /// - Throws: An `unknownColumn` diagnostic.
  public func rowsWithoutGroup(
    _ by: [[String]]
  ) throws(Diagnostic) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for names in by where !names.isEmpty {
      var isWithout = [Bool](repeating: false, count: table.rowCount)
      for name in names {
        let codes = try table.column(name).categories().codes
        for row in codes.indices where codes[row] < 0 { isWithout[row] = true }
      }
      let found = isWithout
      let count = fileRows { found[$0] && domain?[$0] ?? true }
      notes += [Grouping.withoutGroup(count, names, self)].compactMap { $0 }
    }
    return notes
  }
}
