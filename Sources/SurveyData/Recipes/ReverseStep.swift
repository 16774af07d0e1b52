import Diagnostics

/// Turns answer scales around, so that 1 becomes 5 on a scale from 1 to 5.
///
/// Labels of values turn along. The scale counts as higher-is-better
/// afterwards, because that is what turning an item is for.
public struct ReverseStep: RecipeStep {
  /// The key of the step.
  public static let key = "reverse"
  /// Where the step stands.
  public var place: Place
  /// The items.
  public var names: [PlacedName]
  /// The ends of the scale; those of the codebook when left out.
  public var scale: ClosedRange<Double>?

  /// Creates a step.
  public init(
    _ names: [PlacedName], scale: ClosedRange<Double>? = nil, at place: Place
  ) {
    self.names = names
    self.scale = scale
    self.place = place
  }

  /// Returns the table with the items turned.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let columns = try table.columns(names)
    var outcome = StepOutcome(table, [])
    var faults: [Diagnostic] = []
    for (name, column) in zip(names, columns) {
      do throws(Diagnostic) {
        let turned = try turned(column, name)
        outcome.changes.append(
          StepChange(
            turned.column.differences(from: column), .cells, of: column.name))
        if turned.outside > 0 {
          outcome.findings.append(
            Diagnostic(
              .lostValues, .warning, at: name.place,
              "\(turned.outside) "
                + "\(turned.outside == 1 ? "cell" : "cells") of "
                + "'\(column.name)' lie outside the scale and are missing "
                + "as 'out-of-range'",
              zh: "“\(column.name)”有\(turned.outside)格超出量表，按“out-of-range”记为缺失",
              help: "correct the scale, or declare the codes as missing"))
        }
        outcome.table = outcome.table.putting(turned.column)
      } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw TableFaults(faults) }
    return outcome
  }

  private func turned(
    _ column: Column, _ name: PlacedName
  ) throws(Diagnostic) -> (column: Column, outside: Int) {
    guard let numbers = column.numbers(), !column.isText, !column.isDay else {
      throw Diagnostic(
        .wrongStep, at: name.place,
        "'\(column.name)' holds no numbers and cannot be reversed",
        help: "recode its values to numbers first")
    }
    let known = column.variable?.scale
    let declared = known.flatMap {
      $0.minimum < $0.maximum ? $0.minimum...$0.maximum : nil
    }
    guard let ends = scale ?? declared else {
      throw Diagnostic(
        .wrongStep, at: name.place,
        "the scale of '\(column.name)' is not known",
        help: "write reverse: {columns: [\(column.name)], scale: [1, 5]}, or "
          + "give the scale in the codebook")
    }
    let sum = ends.lowerBound + ends.upperBound
    var reasons = column.missing.rawReasons
    var outside = 0
    let values = numbers.enumerated().map { row, number -> Double in
      if column.missing.isMissing(row) { return 0 }
      if ends.contains(number) { return sum - number }
      outside += 1
      if reasons.isEmpty {
        reasons = [UInt8](repeating: 0, count: numbers.count)
      }
      reasons[row] = MissingReason.outOfRange.rawValue
      return 0
    }
    var copy = column
    copy.missing = MissingReasons(reasons)
    copy.values = numberValues(values, missing: copy.missing)
    copy.variable = turned(column.variable ?? Variable(column.name), ends)
    return (copy, outside)
  }

  private func turned(
    _ variable: Variable, _ ends: ClosedRange<Double>
  ) -> Variable {
    var variable = variable
    let sum = ends.lowerBound + ends.upperBound
    var labels: [Variable.ValueLabel] = []
    var others: [Variable.ValueLabel] = []
    for label in variable.valueLabels {
      guard label.missing == nil, let code = Double(label.code),
        ends.contains(code)
      else {
        others.append(label)
        continue
      }
      var label = label
      label.code = plainText(sum - code)
      // Labels in the order of their codes stay in that order.
      labels.insert(label, at: 0)
    }
    variable.valueLabels = labels + others
    variable.scale = Variable.Scale(
      minimum: ends.lowerBound, maximum: ends.upperBound)
    return variable
  }
}

extension Column {
  /// Whether the column holds texts.
  var isText: Bool {
    if case .texts = values { return true }
    return false
  }

  /// Whether the column holds calendar days.
  var isDay: Bool {
    if case .days = values { return true }
    return false
  }
}
