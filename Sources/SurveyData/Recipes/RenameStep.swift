import Diagnostics

/// Gives columns other names, all at the same time.
public struct RenameStep: RecipeStep {
  /// The key of the step.
  public static let key = "rename"
  /// Where the step stands.
  public var place: Place
  /// Old and new names.
  public var names: [(old: PlacedName, new: PlacedName)]

  /// Creates a step.
  public init(_ names: [(old: PlacedName, new: PlacedName)], at place: Place) {
    self.names = names
    self.place = place
  }

  /// Returns the table with the new names.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    _ = try table.columns(names.map(\.old))
    var columns = table.columns
    var renamed: [Int: String] = [:]
    for (old, new) in names {
      guard let position = table.position(of: old.name) else { continue }
      if renamed[position] != nil {
        throw TableFaults(
          Diagnostic(
            .wrongStep, at: old.place,
            "'\(columns[position].name)' is renamed twice",
            help: "remove one of the two"))
      }
      renamed[position] = new.name
    }
    var changed = 0
    for (position, name) in renamed where columns[position].name != name {
      changed += 1
      columns[position].name = name
      columns[position].variable?.name = name
    }
    var seen: Set<[UInt8]> = []
    for column in columns where !seen.insert(Array(column.name.utf8)).inserted {
      let new = names.first { $0.new.name == column.name }?.new
      var fault = nameTaken(column.name, at: new?.place ?? place)
      // Two waves that call one question differently.
      let old = names.filter { $0.new.name == column.name }.map(\.old.name)
      if old.count > 1 {
        fault.help =
          "make one column of them: derive: {\(column.name):"
          + " \"coalesce(\(old.joined(separator: ", ")))\"}"
      }
      throw TableFaults(fault)
    }
    return StepOutcome(
      table.with(columns: columns), [StepChange(changed, .columns)])
  }
}

/// A column that is to be made and is there already.
func nameTaken(_ name: String, at place: Place) -> Diagnostic {
  Diagnostic(
    .nameTaken, at: place, "there is a column named '\(name)' already",
    help: "choose another name, or drop that column first")
}
