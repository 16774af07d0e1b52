import Diagnostics

/// Computes columns from others.
public struct DeriveStep: RecipeStep {
  /// A column to compute.
  public struct Item: Sendable {
    /// Its name.
    public var name: PlacedName
    /// The calculation.
    public var expression: ValueExpression
    /// A label.
    public var label: LocalizedText?
    /// The unit of its values.
    public var unit: LocalizedText?
    /// The labels of its codes.
    public var valueLabels: [Variable.ValueLabel] = []
    /// The ends of its scale.
    public var scale: Variable.Scale?

    /// Creates an item.
    public init(
      _ name: PlacedName, _ expression: ValueExpression,
      label: LocalizedText? = nil, unit: LocalizedText? = nil
    ) {
      self.name = name
      self.expression = expression
      self.label = label
      self.unit = unit
    }
  }

  /// The key of the step.
  public static let key = "derive"
  /// Where the step stands.
  public var place: Place
  /// The columns in order; each may use those before it.
  public var items: [Item]

  /// Creates a step.
  public init(_ items: [Item], at place: Place) {
    self.items = items
    self.place = place
  }

  /// Returns the table with the columns, in the place of those of the same
  /// name.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    var outcome = StepOutcome(table, [])
    var faults: [Diagnostic] = []
    var failed: [String] = []
    for item in items {
      do throws(Diagnostic) {
        try derive(item, &outcome)
      } catch {
        // A column that could not be made is not to be told of twice.
        let isKnown =
          error.code == .unknownColumn
          && failed.contains { error.message.hasSuffix("named '\($0)'") }
        if !isKnown { faults.append(error) }
        failed.append(item.name.name)
      }
    }
    if !faults.isEmpty { throw TableFaults(faults) }
    return outcome
  }

  private func derive(
    _ item: Item, _ outcome: inout StepOutcome
  ) throws(Diagnostic) {
    let name = item.name.name
    let computed = try item.expression.column(name, of: outcome.table)
    var column = computed.column
    describe(&column, item)
    let old = outcome.table.columns.first { $0.name == name }
    column.header = old?.header
    outcome.changes.append(
      StepChange(
        old.map { column.differences(from: $0) } ?? column.valueCount,
        .cells, of: name))
    outcome.findings += lost(computed, item)
    outcome.table = outcome.table.putting(column)
  }

  private func describe(_ column: inout Column, _ item: Item) {
    guard
      item.label != nil || item.unit != nil || !item.valueLabels.isEmpty
        || item.scale != nil
    else { return }
    var variable = column.variable ?? Variable(column.name)
    if let label = item.label { variable.label = label }
    if let unit = item.unit { variable.unit = unit }
    if let scale = item.scale { variable.scale = scale }
    if !item.valueLabels.isEmpty { variable.valueLabels = item.valueLabels }
    column.variable = variable
  }

  private func lost(_ computed: ComputedColumn, _ item: Item) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func add(_ count: Int, _ what: LocalizedText, _ reason: MissingReason) {
      if count == 0 { return }
      findings.append(
        Diagnostic(
          .lostValues, .warning, at: item.expression.place ?? item.name.place,
          "\(count) \(count == 1 ? "cell" : "cells") of '\(item.name.name)' "
            + "\(count == 1 ? "is" : "are") missing as '\(reason.name)': "
            + what[.english],
          zh:
            "“\(item.name.name)”有\(count)格按“\(reason.name)”记为缺失：\(what[.chinese])",
          help: "if(condition, value) computes only where it can"))
    }
    add(
      computed.undefinedCells,
      LocalizedText(
        zh: "没有这样的数或日期，例如除以零",
        en: "there is no such number or date, as after a division by zero"),
      .notApplicable)
    add(
      computed.unreadableCells,
      LocalizedText(
        zh: "文本不是数字或日期", en: "the text is no number or date"),
      .unreadable)
    return findings
  }
}
