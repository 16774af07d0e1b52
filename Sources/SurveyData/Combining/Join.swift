import Diagnostics

/// Puts columns of another table beside those of a table, by keys.
///
/// Rows keep their order. A row without a partner has cells that are missing
/// as `not-applicable`; rows of the other table without a partner come last.
/// Keys with a missing part match nothing.
public struct JoinPlan: Sendable {
  /// Which rows stay.
  public enum Kind: String, Sendable, CaseIterable {
    /// All rows of the table.
    case left
    /// Rows with a partner.
    case inner
    /// All rows of both.
    case full
  }

  /// The columns of the key in both tables.
  public var keys: [(own: PlacedName, other: PlacedName)]
  /// Which rows stay.
  public var kind: Kind
  /// What stands before the names of the other table's columns.
  public var prefix: String
  /// What stands behind them.
  public var suffix: String
  /// Whether a row may have several partners.
  public var allowsMany: Bool
  /// The columns of the other table to bring; all when left out.
  public var columns: [PlacedName]?
  /// Where the study asks for it.
  public var place: Place

  /// Creates a plan.
  public init(
    keys: [(own: PlacedName, other: PlacedName)], kind: Kind = .left,
    prefix: String = "", suffix: String = "", allowsMany: Bool = false,
    columns: [PlacedName]? = nil, at place: Place
  ) {
    self.keys = keys
    self.kind = kind
    self.prefix = prefix
    self.suffix = suffix
    self.allowsMany = allowsMany
    self.columns = columns
    self.place = place
  }

  /// Joins `other` to `table`.
  public func combine(
    _ table: Table, with other: Table, log: DiagnosticLog
  ) throws(TableFaults) -> CombinedTable {
    let pairs = try keyColumns(table, other)
    let brought = try broughtColumns(table, other, pairs.map(\.right))
    let keys = RowKeys(
      pairs, leftRows: table.rowCount, rightRows: other.rowCount)
    let partners = RowsByKey(keys.right, count: keys.count)
    try checkRepeated(partners, keys, other, pairs.map(\.right), log)
    let rows = try pairedRows(keys, partners)
    tellUnmatched(
      rows.unmatchedOwn, keys.left, table, pairs.map(\.left),
      in: other.source.file, .warning, log)
    tellUnmatched(
      rows.unmatchedOther, keys.right, other, pairs.map(\.right),
      in: table.source.file, kind == .full ? .warning : .note, log)
    return CombinedTable(
      table: joined(table, other, pairs, brought, rows),
      report: CombiningReport(
        "join",
        [
          ("matched rows", rows.matched),
          ("unmatched rows", rows.unmatchedOwn.count),
          ("unmatched rows of the other table", rows.unmatchedOther.count),
          ("rows", rows.own.count),
        ]))
  }

  // MARK: - Columns

  private func keyColumns(
    _ table: Table, _ other: Table
  ) throws(TableFaults) -> [(left: Column, right: Column)] {
    var faults: [Diagnostic] = []
    var pairs: [(left: Column, right: Column)] = []
    for key in keys {
      do throws(Diagnostic) {
        let left = try table.column(key.own.name, at: key.own.place)
        let right = try other.column(key.other.name, at: key.other.place)
        let areNumbers =
          ["whole numbers", "numbers"].contains(left.typeName)
          && ["whole numbers", "numbers"].contains(right.typeName)
        guard areNumbers || left.typeName == right.typeName,
          left.typeName != "several answers"
        else {
          throw Diagnostic(
            .wrongCombination, at: key.own.place,
            "the key '\(left.name)' holds \(left.typeName), and "
              + "'\(right.name)' of '\(other.source.file)' \(right.typeName)",
            help: "give both the same type in their codebooks")
        }
        pairs.append((left, right))
      } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw TableFaults(faults) }
    return pairs
  }

  private func broughtColumns(
    _ table: Table, _ other: Table, _ keyColumns: [Column]
  ) throws(TableFaults) -> [Column] {
    var wanted = other.columns
    if let columns { wanted = try other.columns(columns) }
    var brought: [Column] = []
    var clashes: [String] = []
    for column in wanted
    where !keyColumns.contains(where: { $0.name == column.name }) {
      var copy = column
      copy.name = prefix + column.name + suffix
      copy.variable?.name = copy.name
      if copy.name != column.name
        || copy.header.map({ table[$0] != nil }) == true
      {
        copy.header = nil
      }
      if table.columns.contains(where: { $0.name == copy.name }) {
        clashes.append(copy.name)
      }
      brought.append(copy)
    }
    guard let first = clashes.first else { return brought }
    throw TableFaults(
      Diagnostic(
        .wrongCombination, at: place,
        clashes.count == 1
          ? "both tables have a column named '\(first)'"
          : "both tables have the columns "
            + clashes.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
            + (clashes.count > 5 ? ", …" : ""),
        help: prefix + suffix == ""
          ? "add 'prefix: other_', or name the columns to bring under 'columns'"
          : "choose another prefix or suffix"))
  }

  // MARK: - Rows

  private struct Pairs {
    /// For each row of the result the row of the table; -1 for none.
    var own: [Int] = []
    /// The same for the other table.
    var other: [Int] = []
    var matched = 0
    var unmatchedOwn: [Int] = []
    var unmatchedOther: [Int] = []
  }

  private func pairedRows(
    _ keys: RowKeys, _ partners: RowsByKey
  ) throws(TableFaults) -> Pairs {
    var pairs = Pairs()
    pairs.own.reserveCapacity(keys.left.count)
    pairs.other.reserveCapacity(keys.left.count)
    var isKnown = [Bool](repeating: false, count: keys.count)
    for (row, key) in keys.left.enumerated() {
      if key >= 0 { isKnown[Int(key)] = true }
      let found = key < 0 ? [] : partners[key]
      if found.isEmpty {
        pairs.unmatchedOwn.append(row)
        if kind == .inner { continue }
        pairs.own.append(row)
        pairs.other.append(-1)
        continue
      }
      pairs.matched += 1
      for partner in found {
        pairs.own.append(row)
        pairs.other.append(Int(partner))
      }
      if pairs.own.count > 100_000_000 {
        throw TableFaults(
          Diagnostic(
            .wrongCombination, at: place,
            "the join has more than 100,000,000 rows",
            help: "a key that stands in many rows of both tables gives every "
              + "pair of them; use a finer key"))
      }
    }
    for (row, key) in keys.right.enumerated()
    where key < 0 || !isKnown[Int(key)] {
      pairs.unmatchedOther.append(row)
    }
    if kind == .full {
      pairs.own += [Int](repeating: -1, count: pairs.unmatchedOther.count)
      pairs.other += pairs.unmatchedOther
    }
    return pairs
  }

  private func joined(
    _ table: Table, _ other: Table, _ pairs: [(left: Column, right: Column)],
    _ brought: [Column], _ rows: Pairs
  ) -> Table {
    let ownKeys = Dictionary(
      pairs.map { ($0.left.name, $0.right) }, uniquingKeysWith: { a, _ in a })
    var columns: [Column] = []
    for column in table.columns {
      if kind == .full, let key = ownKeys[column.name] {
        columns.append(keyColumn(column, key, rows))
      } else {
        columns.append(column.selecting(rows.own, or: .notApplicable))
      }
    }
    columns += brought.map { $0.selecting(rows.other, or: .notApplicable) }
    let lines =
      table.sourceLines.isEmpty || kind == .full
      ? [] : SourceLines(rows.own.map { table.sourceLines[$0] })
    return Table(
      name: table.name, columns: columns, source: table.source,
      sourceLines: lines)
  }

  /// The key of rows that only the other table has is that of the other.
  private func keyColumn(
    _ own: Column, _ other: Column, _ rows: Pairs
  ) -> Column {
    let split = rows.own.firstIndex(of: -1) ?? rows.own.count
    let first = own.selecting(Array(rows.own[..<split]))
    let last = other.selecting(Array(rows.other[split...]))
    var result = own
    if let values = try? stackedValues(
      [first, last], [first.count, last.count], at: place)
    {
      result.values = values
    }
    func raw(_ column: Column) -> [UInt8] {
      column.missing.isComplete
        ? [UInt8](repeating: 0, count: column.count) : column.missing.rawReasons
    }
    result.missing = MissingReasons(raw(first) + raw(last))
    return result
  }
}
