import Diagnostics

/// Turns columns into rows: one row for each row and wave (or item).
///
/// With a pattern such as `{item}_{wave}` the field `item` names the columns
/// that values go to, and the other field becomes a column. Without a field
/// `item`, or with a list of columns, values go to one column.
///
/// All rows of a respondent stand together, in the order of the columns.
public struct LongPlan: Sendable {
  /// The columns that become rows.
  public enum Source: Sendable {
    /// These columns.
    case columns([PlacedName])
    /// All columns whose names have this form.
    case pattern(NamePattern, written: PlacedName)
  }

  /// The columns that become rows.
  public var source: Source
  /// The columns that every row repeats; all others when left out.
  public var identifiers: [PlacedName]?
  /// The column that tells from where a value comes.
  public var names: PlacedName
  /// The column of values; not for patterns with a field `item`.
  public var values: PlacedName
  /// Where the study asks for it.
  public var place: Place

  /// Creates a plan.
  public init(
    from source: Source, identifiers: [PlacedName]? = nil, names: PlacedName,
    values: PlacedName, at place: Place
  ) {
    self.source = source
    self.identifiers = identifiers
    self.names = names
    self.values = values
    self.place = place
  }

  /// A column that becomes rows.
  private struct Cell {
    var position: Int
    var item: String
    var name: String
  }

  /// Returns the long table.
  public func combine(
    _ table: Table, log: DiagnosticLog
  ) throws(TableFaults) -> CombinedTable {
    let cells = try self.cells(table)
    let used = Set(cells.map(\.position))
    var kept = table.columns.indices.filter { !used.contains($0) }
    if let identifiers {
      _ = try table.columns(identifiers)
      kept = identifiers.compactMap { table.position(of: $0.name) }
    }
    let waves = unique(cells.map(\.name))
    let items = unique(cells.map(\.item))
    let (rows, count) = (table.rowCount, waves.count)
    guard rows <= 200_000_000 / max(1, count) else {
      throw TableFaults(
        Diagnostic(
          .wrongCombination, at: place,
          "the long table has more than 200,000,000 rows"))
    }
    let repeated = (0..<rows * count).map { $0 / count }
    var columns = kept.map { table.columns[$0].selecting(repeated) }
    columns.append(nameColumn(waves, rows: rows))
    for item in items {
      columns.append(try stacked(item, cells, waves, table, log))
    }
    var seen: Set<[UInt8]> = []
    for column in columns where !seen.insert(Array(column.name.utf8)).inserted {
      throw TableFaults(nameTaken(column.name, at: place))
    }
    let lines =
      table.sourceLines.isEmpty
      ? [] : SourceLines(repeated.map { table.sourceLines[$0] })
    return CombinedTable(
      table: Table(
        name: table.name, columns: columns, source: table.source,
        sourceLines: lines),
      report: CombiningReport(
        "long",
        [
          ("rows before", rows), ("columns as rows", cells.count),
          ("rows after", rows * count),
        ]))
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private func cells(_ table: Table) throws(TableFaults) -> [Cell] {
    switch source {
    case .columns(let names):
      let columns = try table.columns(names)
      return columns.compactMap { column in
        table.position(of: column.name).map {
          Cell(position: $0, item: values.name, name: column.name)
        }
      }
    case .pattern(let pattern, let written):
      let field = pattern.fields.first { $0 != "item" } ?? "item"
      let cells = table.columns.enumerated().compactMap {
        position, column -> Cell? in
        guard let found = pattern.values(in: column.name) else { return nil }
        return Cell(
          position: position, item: found["item"] ?? values.name,
          name: found[field] ?? "")
      }
      guard !cells.isEmpty else {
        throw TableFaults(
          Diagnostic(
            .wrongCombination, at: written.place,
            "no column has a name of the form '\(written.name)'",
            help: table.helpFinding(written.name, shown: 20)))
      }
      return cells
    }
  }

  private func nameColumn(_ waves: [String], rows: Int) -> Column {
    let numbers = waves.compactMap { wave in
      Int32(wave).flatMap { String($0) == wave ? $0 : nil }
    }
    let variable = Variable(names.name)
    if numbers.count == waves.count {
      return Column(
        names.name,
        .integers(WholeNumbers((0..<rows).flatMap { _ in numbers })),
        variable: variable)
    }
    let codes = (0..<Int32(waves.count)).map { $0 }
    return Column(
      names.name,
      .texts(
        DictionaryText(
          codes: (0..<rows).flatMap { _ in codes }, levels: waves)),
      variable: variable)
  }

  private func stacked(
    _ item: String, _ cells: [Cell], _ waves: [String], _ table: Table,
    _ log: DiagnosticLog
  ) throws(TableFaults) -> Column {
    let columns = waves.map { wave in
      cells.first { $0.item == item && $0.name == wave }
        .map { table.columns[$0.position] }
    }
    let (rows, count) = (table.rowCount, waves.count)
    let values: ColumnValues
    do throws(Diagnostic) {
      values = try stackedValues(
        columns, [Int](repeating: rows, count: count), at: place)
    } catch {
      throw TableFaults(error)
    }
    var reasons: [UInt8] = []
    reasons.reserveCapacity(rows * count)
    for column in columns {
      if let column, !column.missing.isComplete {
        reasons += column.missing.rawReasons
      } else {
        reasons += [UInt8](
          repeating: column == nil ? MissingReason.notApplicable.rawValue : 0,
          count: rows)
      }
    }
    let present = columns.compactMap { $0 }
    if case .texts = values, Set(present.map(\.typeName)).count > 1 {
      log.report(
        Diagnostic(
          .typeConflict, .warning, at: place,
          "the columns of '\(item)' are of different types, and it becomes text: "
            + present.map { "'\($0.name)' holds \($0.typeName)" }
            .joined(separator: ", "),
          zh: "“\(item)”的各列类型不同，按文本处理："
            + present.map { "“\($0.name)”为\($0.typeTitle[.chinese])" }.joined(
              separator: "，"),
          help: "give the columns the same type in the codebook"))
    }
    var variable = present.first?.variable
    variable?.name = item
    let stacked = Column(
      item, values, missing: MissingReasons(reasons), variable: variable)
    // From one wave after the other to one respondent after the other.
    return stacked.selecting(
      (0..<rows * count).map { $0 % count * rows + $0 / count })
  }
}
