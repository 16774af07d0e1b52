import Diagnostics

/// Turns rows into columns: one row for each key, one column for each value
/// and name.
///
/// Keys stand in the order of their first rows. Columns that are the same in
/// all rows of each key stay; others are left out, with a finding.
public struct WidePlan: Sendable {
  /// The columns that tell which rows become one.
  public var identifiers: [PlacedName]
  /// The column whose values become parts of names.
  public var names: PlacedName
  /// The columns of values.
  public var values: [PlacedName]
  /// The form of the new names; `item` and the column of names are its
  /// fields.
  public var pattern: NamePattern
  /// Where the study asks for it.
  public var place: Place

  /// Creates a plan.
  public init(
    identifiers: [PlacedName], names: PlacedName, values: [PlacedName],
    pattern: NamePattern, at place: Place
  ) {
    self.identifiers = identifiers
    self.names = names
    self.values = values
    self.pattern = pattern
    self.place = place
  }

  /// Returns the wide table.
  public func combine(
    _ table: Table, log: DiagnosticLog
  ) throws(TableFaults) -> CombinedTable {
    let keyColumns = try table.columns(identifiers)
    let nameColumn = try table.columns([names])[0]
    let valueColumns = try table.columns(values)
    let keys = RowKeys(keyColumns, rows: table.rowCount).left
    let waves = nameColumn.categories()
    guard waves.levels.count * valueColumns.count <= 10_000 else {
      throw TableFaults(
        Diagnostic(
          .wrongCombination, at: names.place,
          "'\(names.name)' has \(waves.levels.count) values, which gives more "
            + "than 10,000 columns",
          help: "name a column with few values, such as a wave"))
    }
    let (group, groups) = groupedRows(keys, waves.codes)
    tellMissing(group, table, log)
    let cells = try cells(group, groups.count, waves, table, keyColumns)
    var columns = keyColumns.map { $0.selecting(groups) }
    let own = Set((keyColumns + valueColumns).map(\.name) + [nameColumn.name])
    var varying: [String] = []
    for column in table.columns where !own.contains(column.name) {
      if isConstant(column, group, groups) {
        columns.append(column.selecting(groups))
      } else {
        varying.append(column.name)
      }
    }
    if !varying.isEmpty {
      log.report(
        Diagnostic(
          .wrongCombination, .warning, at: place,
          "\(varying.count == 1 ? "a column differs" : "columns differ") within "
            + "a key and \(varying.count == 1 ? "is" : "are") left out: "
            + varying.prefix(10).joined(separator: ", ")
            + (varying.count > 10 ? ", …" : ""),
          zh: "\(varying.count)列在同一关键值内不一致，未保留："
            + varying.prefix(10).joined(separator: "、")
            + (varying.count > 10 ? "等" : ""),
          help: "name them under 'values' to keep them"))
    }
    for column in valueColumns {
      for (position, level) in waves.levels.enumerated() {
        var copy = column.selecting(cells[position], or: .notApplicable)
        copy.name = pattern.name(["item": column.name, names.name: level.value])
        copy.header = nil
        copy.variable = described(column.variable, copy.name, level.value)
        columns.append(copy)
      }
    }
    var seen: Set<[UInt8]> = []
    for column in columns where !seen.insert(Array(column.name.utf8)).inserted {
      throw TableFaults(nameTaken(column.name, at: place))
    }
    let lines =
      table.sourceLines.isEmpty
      ? [] : SourceLines(groups.map { table.sourceLines[$0] })
    return CombinedTable(
      table: Table(
        name: table.name, columns: columns, source: table.source,
        sourceLines: lines),
      report: CombiningReport(
        "wide",
        [
          ("rows before", table.rowCount), ("rows after", groups.count),
          ("columns made", valueColumns.count * waves.levels.count),
        ]))
  }

  private func described(
    _ variable: Variable?, _ name: String, _ level: String
  ) -> Variable? {
    guard var variable else { return nil }
    variable.name = name
    variable.label?.chinese?.append("（\(level)）")
    variable.label?.english?.append(" (\(level))")
    return variable
  }

  /// For each row its group, -1 without a key or a name, and the first row of
  /// each group.
  private func groupedRows(
    _ keys: [Int32], _ names: [Int32]
  ) -> (group: [Int], firstRows: [Int]) {
    var positions: [Int32: Int] = [:]
    var first: [Int] = []
    let group = keys.indices.map { row -> Int in
      if keys[row] < 0 || names[row] < 0 { return -1 }
      if let known = positions[keys[row]] { return known }
      positions[keys[row]] = first.count
      first.append(row)
      return first.count - 1
    }
    return (group, first)
  }

  private func tellMissing(
    _ group: [Int], _ table: Table, _ log: DiagnosticLog
  ) {
    let gone = group.count { $0 < 0 }
    if gone == 0 { return }
    log.report(
      Diagnostic(
        .missingKeys, .warning, at: place,
        "\(gone) \(gone == 1 ? "row has" : "rows have") no value in a key or "
          + "in '\(names.name)' and \(gone == 1 ? "is" : "are") left out",
        zh: "\(gone)行缺少关键列或“\(names.name)”的值，未计入",
        help: "fill the cells, or filter such rows first"))
  }

  /// For each name and group the row; -1 for none.
  private func cells(
    _ group: [Int], _ count: Int, _ waves: Categories, _ table: Table,
    _ keyColumns: [Column]
  ) throws(TableFaults) -> [[Int]] {
    var cells = [[Int]](
      repeating: [Int](repeating: -1, count: count), count: waves.levels.count)
    var repeated = 0
    var example = ""
    for row in group.indices where group[row] >= 0 {
      let wave = Int(waves.codes[row])
      let first = cells[wave][group[row]]
      if first < 0 {
        cells[wave][group[row]] = row
        continue
      }
      repeated += 1
      if repeated > 1 { continue }
      let key = keyColumns.map { "'\($0.text(at: row) ?? "")'" }
        .joined(separator: ", ")
      example = "\(key) with '\(waves.levels[wave].value)'"
      if !table.sourceLines.isEmpty {
        example +=
          " (lines \(table.sourceLines[first]), \(table.sourceLines[row]))"
      }
    }
    if repeated == 0 { return cells }
    throw TableFaults(
      Diagnostic(
        .repeatedKeys, at: place,
        "\(repeated) \(repeated == 1 ? "row repeats" : "rows repeat") a key and "
          + "a name, the first is \(example)",
        help: "add a column to 'id' that tells the rows apart"))
  }

  private func isConstant(
    _ column: Column, _ group: [Int], _ first: [Int]
  ) -> Bool {
    let leaders = column.selecting(
      group.map { $0 < 0 ? -1 : first[$0] }, or: .blank)
    let own = column.selecting(
      group.indices.map { group[$0] < 0 ? -1 : $0 }, or: .blank)
    return own.differences(from: leaders) == 0
  }
}
