import Diagnostics

/// Keeps the rows that meet a condition.
public struct FilterStep: RecipeStep {
  /// The key of the step.
  public static let key = "filter"
  /// Where the step stands.
  public var place: Place
  /// The condition.
  public var condition: RowExpression

  /// Creates a step.
  public init(_ condition: RowExpression, at place: Place) {
    self.condition = condition
    self.place = place
  }

  /// Returns the rows that meet the condition.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    do {
      let rows = try condition.rows(of: table)
      let kept = rows.indices.filter { rows[$0] }
      let dropped = table.rowCount - kept.count
      var findings: [Diagnostic] = []
      if kept.isEmpty, table.rowCount > 0 {
        findings.append(
          Diagnostic(
            .emptySelection, .warning, at: condition.place ?? place,
            "no row meets the condition: \(condition.text)",
            zh: "没有一行符合条件：\(condition.text)",
            help: "compare it with the values in the file"))
      }
      return StepOutcome(
        dropped == 0 ? table : table.selecting(kept),
        [StepChange(dropped, .rows)], findings: findings)
    } catch {
      throw TableFaults(error)
    }
  }
}

/// Takes columns out.
public struct DropStep: RecipeStep {
  /// The key of the step.
  public static let key = "drop"
  /// Where the step stands.
  public var place: Place
  /// The columns that go.
  public var names: [PlacedName]

  /// Creates a step.
  public init(_ names: [PlacedName], at place: Place) {
    self.names = names
    self.place = place
  }

  /// Returns the table without the columns.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    _ = try table.columns(names)
    let gone = Set(names.compactMap { table.position(of: $0.name) })
    guard gone.count < table.columns.count else {
      throw TableFaults(
        Diagnostic(
          .wrongStep, at: place, "'drop' leaves no column",
          help: "keep at least one column"))
    }
    let kept = table.columns.indices.filter { !gone.contains($0) }
    return StepOutcome(
      table.with(columns: kept.map { table.columns[$0] }),
      [StepChange(gone.count, .columns)])
  }
}

/// Keeps some columns, in the order in which they are named.
public struct KeepStep: RecipeStep {
  /// The key of the step.
  public static let key = "keep"
  /// Where the step stands.
  public var place: Place
  /// The columns that stay.
  public var names: [PlacedName]

  /// Creates a step.
  public init(_ names: [PlacedName], at place: Place) {
    self.names = names
    self.place = place
  }

  /// Returns the table with these columns only.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let columns = try table.columns(names)
    guard !columns.isEmpty else {
      throw TableFaults(
        Diagnostic(
          .wrongStep, at: place, "'keep' leaves no column",
          help: "name at least one column"))
    }
    var kept: [Column] = []
    for column in columns
    where !kept.contains(where: { $0.name == column.name }) {
      kept.append(column)
    }
    return StepOutcome(
      table.with(columns: kept),
      [StepChange(table.columns.count - kept.count, .columns)])
  }
}

/// Sets cells missing, with a reason.
public struct SetMissingStep: RecipeStep {
  /// The key of the step.
  public static let key = "set-missing"
  /// Where the step stands.
  public var place: Place
  /// The rows; all when left out.
  public var condition: RowExpression?
  /// The columns.
  public var names: [PlacedName]
  /// Why there is no value.
  public var reason: MissingReason

  /// Creates a step.
  public init(
    _ names: [PlacedName], where condition: RowExpression?,
    reason: MissingReason, at place: Place
  ) {
    self.names = names
    self.condition = condition
    self.reason = reason
    self.place = place
  }

  /// Returns the table without these cells. Cells that are missing already
  /// keep their reason.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let columns = try table.columns(names)
    let rows: [Bool]
    do {
      rows =
        try condition?.rows(of: table)
        ?? [Bool](repeating: true, count: table.rowCount)
    } catch {
      throw TableFaults(error)
    }
    var result = table
    var changes: [StepChange] = []
    for column in columns {
      var raw = column.missing.rawReasons
      if raw.isEmpty { raw = [UInt8](repeating: 0, count: column.count) }
      var changed = 0
      for row in rows.indices where rows[row] && raw[row] == 0 {
        raw[row] = reason.rawValue
        changed += 1
      }
      var copy = column
      copy.missing = MissingReasons(raw)
      result = result.putting(copy)
      changes.append(StepChange(changed, .cells, of: column.name))
    }
    return StepOutcome(result, changes)
  }
}
