import Diagnostics

/// Gives columns labels, units, scales and labels of values.
public struct LabelStep: RecipeStep {
  /// What is said about a column; what is left out stays as it is.
  public struct Item: Sendable {
    /// The column.
    public var name: PlacedName
    /// A short label.
    public var label: LocalizedText?
    /// The wording of the question.
    public var question: LocalizedText?
    /// The unit of the values.
    public var unit: LocalizedText?
    /// The ends of the scale.
    public var scale: Variable.Scale?
    /// Labels of codes; other codes keep theirs.
    public var valueLabels: [Variable.ValueLabel] = []

    /// Creates an item that says nothing yet.
    public init(_ name: PlacedName) { self.name = name }
  }

  /// The key of the step.
  public static let key = "label"
  /// Where the step stands.
  public var place: Place
  /// What is said, column by column.
  public var items: [Item]

  /// Creates a step.
  public init(_ items: [Item], at place: Place) {
    self.items = items
    self.place = place
  }

  /// Returns the table with the labels.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let columns = try table.columns(items.map(\.name))
    var outcome = StepOutcome(table, [])
    for (item, column) in zip(items, columns) {
      let old = column.variable ?? Variable(column.name)
      var new = old
      if let label = item.label { new.label = label }
      if let question = item.question { new.question = question }
      if let unit = item.unit { new.unit = unit }
      if let scale = item.scale { new.scale = scale }
      var changed = 0
      for label in item.valueLabels {
        if let position = new.valueLabels.firstIndex(where: {
          $0.code == label.code
        }) {
          if new.valueLabels[position].label != label.label { changed += 1 }
          new.valueLabels[position].label = label.label
        } else {
          new.valueLabels.append(label)
          changed += 1
        }
      }
      changed += new.label == old.label ? 0 : 1
      changed += new.question == old.question ? 0 : 1
      changed += new.unit == old.unit ? 0 : 1
      changed += new.scale == old.scale ? 0 : 1
      var copy = column
      copy.variable = new
      outcome.table = outcome.table.putting(copy)
      outcome.changes.append(StepChange(changed, .labels, of: column.name))
    }
    return outcome
  }
}
