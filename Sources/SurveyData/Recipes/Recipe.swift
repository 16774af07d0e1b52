import Diagnostics

/// A name that a study gives, and where.
public struct PlacedName: Sendable, Hashable {
  /// The name.
  public var name: String
  /// Where it stands.
  public var place: Place

  /// Creates a name.
  public init(_ name: String, at place: Place) {
    self.name = name
    self.place = place
  }
}

/// Findings that keep a table from being made.
public struct TableFaults: Error, Sendable {
  /// All that was found, in order.
  public var diagnostics: [Diagnostic]

  /// Creates faults.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Creates a single fault.
  public init(_ diagnostic: Diagnostic) {
    diagnostics = [diagnostic]
  }
}

/// One step of a recipe: a change of a table that says what it changed.
public protocol RecipeStep: Sendable {
  /// The key of the step in a study, such as `recode`.
  static var key: String { get }
  /// Where the step stands.
  var place: Place { get }

  /// Returns the changed table.
  ///
  /// Names and types are checked before anything is computed.
  func apply(to table: Table) throws(TableFaults) -> StepOutcome
}

/// What a step made of a table.
public struct StepOutcome: Sendable {
  /// The changed table.
  public var table: Table
  /// How much was changed, by column where that can be told.
  public var changes: [StepChange]
  /// What deserves a look.
  public var findings: [Diagnostic]

  /// Creates an outcome.
  public init(
    _ table: Table, _ changes: [StepChange], findings: [Diagnostic] = []
  ) {
    self.table = table
    self.changes = changes
    self.findings = findings
  }
}

/// How much of a table a step changed.
public struct StepChange: Sendable, Hashable {
  /// What is counted.
  public enum Unit: String, Sendable, Hashable {
    /// Cells that have another value now, or none, or one for the first time.
    case cells
    /// Rows that were taken out.
    case rows
    /// Columns that were added, renamed or taken out.
    case columns
    /// Labels, units and scales that were given.
    case labels
  }

  /// The number.
  public var count: Int
  /// What is counted.
  public var unit: Unit
  /// The column that it is about.
  public var column: String?

  /// Creates a change.
  public init(_ count: Int, _ unit: Unit, of column: String? = nil) {
    self.count = count
    self.unit = unit
    self.column = column
  }
}

/// What a step did.
public struct StepReport: Sendable, Hashable {
  /// The key of the step.
  public var step: String
  /// Where the step stands.
  public var place: Place
  /// How much it changed.
  public var changes: [StepChange]
  /// The number of rows after it.
  public var rows: Int

  /// Creates a report.
  public init(step: String, place: Place, changes: [StepChange], rows: Int) {
    self.step = step
    self.place = place
    self.changes = changes
    self.rows = rows
  }

  /// The step and its changes in a line: `recode: 37 cells of 'age' changed`.
  public var sentence: String {
    let parts = changes.map { change -> String in
      let unit = change.unit.rawValue
      let counted =
        "\(change.count) \(change.count == 1 ? String(unit.dropLast()) : unit)"
      let verb =
        switch change.unit {
        case .rows: "taken out"
        case .labels: "given"
        case .columns:
          step == "drop" || step == "keep" ? "taken out" : step + "d"
        case .cells: "changed"
        }
      return counted + (change.column.map { " of '\($0)'" } ?? "") + " \(verb)"
    }
    return
      "\(step): \(parts.isEmpty ? "nothing changed" : parts.joined(separator: ", "))"
  }
}

/// What a recipe did to a table, step by step.
public struct RecipeLog: Sendable, Hashable {
  /// The number of rows before the first step.
  public var rowsBefore: Int
  /// The steps in order.
  public var steps: [StepReport]

  /// Creates a log of no steps.
  public init(rowsBefore: Int) {
    self.rowsBefore = rowsBefore
    steps = []
  }

  /// The number of rows after the last step.
  public var rowsAfter: Int { steps.last?.rows ?? rowsBefore }
}

/// Steps that clean a table, one after the other.
public struct Recipe: Sendable {
  /// The steps in order.
  public var steps: [any RecipeStep]

  /// Creates a recipe.
  public init(_ steps: [any RecipeStep] = []) {
    self.steps = steps
  }

  /// Runs the steps.
  ///
  /// A step that changes nothing gets a warning. The first step with a fault
  /// ends the recipe, because what comes after it would only repeat the fault.
  ///
  /// - Returns: The cleaned table with what was done, or `nil` after a fault.
  public func run(
    on table: Table, log: DiagnosticLog
  ) -> (table: Table, log: RecipeLog)? {
    var table = table
    var done = RecipeLog(rowsBefore: table.rowCount)
    for (position, step) in steps.enumerated() {
      do {
        let outcome = try step.apply(to: table)
        log.report(outcome.findings)
        let key = type(of: step).key
        if outcome.changes.allSatisfy({ $0.count == 0 }) {
          log.report(
            Diagnostic(
              .unchangedStep, .warning, at: step.place,
              "the step '\(key)' changes nothing",
              zh: "步骤“\(key)”没有改变任何内容",
              help: "compare its values with those in the file, or remove it"))
        }
        table = outcome.table
        done.steps.append(
          StepReport(
            step: key, place: step.place, changes: outcome.changes,
            rows: table.rowCount))
      } catch {
        var faults = error.diagnostics
        let left = steps.count - position - 1
        if left > 0, let last = faults.indices.last {
          faults[last].notes.append(
            left == 1
              ? "the step after it was not run"
              : "the \(left) steps after it were not run")
        }
        log.report(faults)
        return nil
      }
    }
    return (table, done)
  }
}
