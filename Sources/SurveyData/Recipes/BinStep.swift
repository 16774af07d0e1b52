import Diagnostics

/// Puts numbers into groups, each from one break to the next.
///
/// The groups get the codes 1, 2, … and a label each. Numbers outside the
/// breaks are missing as `out-of-range` and counted. Quantiles are those of
/// type 7 (Hyndman and Fan 1996), as spreadsheets and numpy have them; breaks
/// that fall together give fewer groups.
public struct BinStep: RecipeStep {
  /// Which end belongs to a group.
  public enum Closed: String, Sendable, CaseIterable {
    /// The lower end; the last group has both.
    case left
    /// The upper end; the first group has both.
    case right
  }

  /// Where the groups end.
  public enum Breaks: Sendable {
    /// At these numbers, in order.
    case numbers([Double])
    /// So that this many groups hold equally many rows.
    case quantiles(Int)
  }

  /// The key of the step.
  public static let key = "bin"
  /// Where the step stands.
  public var place: Place
  /// The column of numbers.
  public var name: PlacedName
  /// The column to make.
  public var target: PlacedName
  /// Where the groups end.
  public var breaks: Breaks
  /// The labels of the groups, in order; made from the breaks when empty.
  public var labels: [LocalizedText]
  /// Which end belongs to a group.
  public var closed: Closed
  /// The label of the new column.
  public var label: LocalizedText?

  /// Creates a step.
  public init(
    _ name: PlacedName, into target: PlacedName, breaks: Breaks,
    labels: [LocalizedText] = [], closed: Closed = .left,
    label: LocalizedText? = nil, at place: Place
  ) {
    self.name = name
    self.target = target
    self.breaks = breaks
    self.labels = labels
    self.closed = closed
    self.label = label
    self.place = place
  }

  /// Returns the table with the column of groups.
  public func apply(to table: Table) throws(TableFaults) -> StepOutcome {
    let column = try table.columns([name])[0]
    guard let numbers = column.numbers(), !column.isDay else {
      throw TableFaults(
        Diagnostic(
          .wrongStep, at: name.place,
          "'\(column.name)' holds no numbers and cannot be put into groups",
          help: "derive a number first, such as year(date)"))
    }
    if table[target.name] != nil, target.name != column.name {
      throw TableFaults(nameTaken(target.name, at: target.place))
    }
    var findings: [Diagnostic] = []
    let ends = try self.ends(numbers, column, &findings)
    var reasons = [UInt8](repeating: 0, count: numbers.count)
    var outside = 0
    let groups = numbers.enumerated().map { row, number -> Int32 in
      if let reason = column.missing[row] {
        reasons[row] = reason.rawValue
        return 0
      }
      guard let group = group(of: number, ends) else {
        reasons[row] = MissingReason.outOfRange.rawValue
        outside += 1
        return 0
      }
      return Int32(group + 1)
    }
    if outside > 0 {
      findings.append(
        Diagnostic(
          .lostValues, .warning, at: place,
          "\(outside) \(outside == 1 ? "cell" : "cells") of '\(column.name)' "
            + "lie outside the breaks and are missing as 'out-of-range'",
          zh: "“\(column.name)”有\(outside)格在分组界限之外，按“out-of-range”记为缺失",
          help: "begin with 'lowest' and end with 'highest' to have them all"))
    }
    var variable = Variable(target.name, label: label ?? column.variable?.label)
    variable.kind = .integer
    variable.valueLabels = (0..<max(0, ends.count - 1)).map { group in
      Variable.ValueLabel(
        String(group + 1),
        labels.isEmpty ? written(group, ends) : labels[group])
    }
    let result = Column(
      target.name, .integers(WholeNumbers(groups)),
      missing: MissingReasons(reasons),
      variable: variable)
    return StepOutcome(
      table.putting(result),
      [StepChange(result.valueCount, .cells, of: target.name)],
      findings: findings)
  }

  private func ends(
    _ numbers: [Double], _ column: Column, _ findings: inout [Diagnostic]
  ) throws(TableFaults) -> [Double] {
    let ends: [Double]
    switch breaks {
    case .numbers(let breaks): ends = breaks
    case .quantiles(let count):
      let sorted = numbers.filter { !$0.isNaN }.sorted()
      var found: [Double] = []
      for position in 0...count where !sorted.isEmpty {
        let cut = quantile(sorted, Double(position) / Double(count))
        if found.last != cut { found.append(cut) }
      }
      if !sorted.isEmpty, found.count == 1 { found.append(found[0]) }
      if found.count < count + 1 {
        findings.append(
          Diagnostic(
            .lostValues, .warning, at: place,
            "'\(column.name)' has so many equal values that "
              + "\(count) groups become \(max(0, found.count - 1))",
            zh:
              "“\(column.name)”相同的值过多，\(count)组合并为\(max(0, found.count - 1))组",
            help: "give 'breaks' instead of 'quantiles'"))
      }
      ends = found
    }
    guard labels.isEmpty || ends.isEmpty || labels.count == ends.count - 1
    else {
      throw TableFaults(
        Diagnostic(
          .wrongStep, at: place,
          "\(labels.count) labels are given for \(max(0, ends.count - 1)) groups",
          help: "a group lies between two breaks, so that there is one label "
            + "less than breaks"))
    }
    return ends
  }

  private func group(of number: Double, _ ends: [Double]) -> Int? {
    guard let first = ends.first, let last = ends.last, number >= first,
      number <= last
    else { return nil }
    // The first end above the number, or not below it.
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      let isAbove =
        closed == .left ? ends[middle] > number : ends[middle] >= number
      if isAbove { high = middle } else { low = middle + 1 }
    }
    return min(max(low - 1, 0), ends.count - 2)
  }

  private func written(_ group: Int, _ ends: [Double]) -> LocalizedText {
    let (low, high) = (ends[group], ends[group + 1])
    if low == -.infinity, high == .infinity { return LocalizedText("…") }
    let isLast = group == ends.count - 2
    if low == -.infinity {
      return LocalizedText(
        "\(closed == .left && !isLast ? "<" : "≤") \(plainText(high))")
    }
    if high == .infinity {
      return LocalizedText(
        "\(closed == .left || group == 0 ? "≥" : ">") \(plainText(low))")
    }
    let opening = closed == .left || group == 0 ? "[" : "("
    let closing = closed == .right || isLast ? "]" : ")"
    return LocalizedText(
      "\(opening)\(plainText(low)), \(plainText(high))\(closing)")
  }
}

/// The quantile of type 7 of sorted numbers.
private func quantile(_ sorted: [Double], _ share: Double) -> Double {
  let position = share * Double(sorted.count - 1)
  let below = min(max(0, Int(position)), sorted.count - 1)
  let above = min(below + 1, sorted.count - 1)
  let part = position - Double(below)
  return sorted[below] + part * (sorted[above] - sorted[below])
}
