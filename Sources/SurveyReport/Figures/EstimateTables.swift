import SVG
import SurveyData
import SurveyTables

/// Tables of estimates: one for all rows and one for each grouping.
struct EstimateTables: Sendable {
  let result: AnalysisResult
  let cube: EstimateCube
  let context: Context
  /// A part of every table's name, already safe.
  let name: String

  private var words: Words { context.words }

  /// The tables in the order of the groupings.
  func tables() -> [NamedTable] {
    guard !result.estimates.isEmpty else { return [] }
    // With a single subject the row of all stands in each table anyhow.
    let needsOverall = cube.subjects.count > 1 || cube.groupings.isEmpty
    var tables: [NamedTable] = []
    if needsOverall, cube.estimates.contains(where: { $0.group.isEmpty }) {
      tables.append(
        NamedTable(
          name,
          table(
            name, title: words.overallTable, stub: words.item,
            rows: overallRows())))
    }
    for grouping in cube.groupings {
      let label = cube.label(grouping: grouping)
      let tableName = cube.fileName(name, by: grouping)
      tables.append(
        NamedTable(
          tableName,
          table(
            tableName, title: words.tableBy(label), stub: label,
            rows: groupRows(grouping), by: grouping)))
    }
    return tables
  }

  private func table(
    _ name: String, title: String, stub: String, rows: [RowNode],
    by grouping: [String] = []
  ) -> TableModel {
    context.table(
      name, title: title, subtitle: context.text(result.title), stub: stub,
      columns: columns(), rows: rows, notes: notes(grouping))
  }

  /// - Parameter grouping: The groups that stand in the table.
  private func notes(_ grouping: [String]) -> [String?] {
    let shown = result.estimates.filter {
      $0.group.isEmpty || $0.group.map(\.variable) == grouping
    }
    return
      intervalNotes() + [
        EstimateCube.lacksSomeIntervals(shown)
          ? words.noIntervalNote : nil,
        words.baseNote(isWeighted: isWeighted),
        words.columnNote(
          effective: hasEffectiveBase, designEffect: hasDesignEffect),
      ]
  }

  /// How the intervals were made: one note, or one for each method with the
  /// statistics that it was used for.
  private func intervalNotes() -> [String] {
    var methods: [(name: String, statistics: [String])] = []
    func add(_ method: String, _ subject: String) {
      if let known = methods.firstIndex(where: { $0.name == method }) {
        if !methods[known].statistics.contains(subject) {
          methods[known].statistics.append(subject)
        }
      } else {
        methods.append((method, [subject]))
      }
    }
    for block in blocks where !block.isPerThousand {
      // A share without events has Wilson's interval among others.
      let found = estimates(block).compactMap { estimate in
        estimate.interval.map { interval in
          (
            variable: estimate.variable,
            method: words.interval(
              level: NumberStyle.percentLevel(interval.level),
              method: interval.method)
          )
        }
      }
      var ofVariables: [(variable: String, method: String)] = []
      for one in found
      where !ofVariables.contains(where: { $0.variable == one.variable }) {
        ofVariables.append(one)
      }
      guard let first = ofVariables.first else { continue }
      if ofVariables.allSatisfy({ $0.method == first.method }) {
        add(first.method, label(block))
      } else {
        for one in ofVariables {
          add(
            one.method,
            cube.variableLabel(one.variable, of: block.statistic))
        }
      }
    }
    return methods.map { method in
      words.tableIntervalNote(
        method.name, of: methods.count > 1 ? method.statistics : [])
    }
  }

  private var isWeighted: Bool {
    result.estimates.contains { abs($0.weightedBase - Double($0.base)) > 1e-9 }
  }

  private var hasEffectiveBase: Bool {
    result.estimates.contains {
      guard let effective = $0.effectiveBase else { return false }
      return abs(effective - Double($0.base)) > 0.05
    }
  }

  private var hasDesignEffect: Bool {
    result.estimates.contains { $0.designEffect != nil }
  }

  private var hasErrors: Bool {
    result.estimates.contains { $0.standardError != nil }
  }

  private var hasDegrees: Bool {
    result.estimates.contains { $0.degreesOfFreedom != nil }
  }

  // MARK: - Columns

  /// What is printed in one block of rows.
  private struct Block {
    var statistic: String
    /// The kind of its numbers, which decides how all of them are printed.
    var unit: Estimate.Unit
    /// Dissatisfied answers per thousand instead of their share.
    var isPerThousand = false
  }

  /// One block a statistic and kind of number. Where nearly all are
  /// satisfied, the dissatisfied follow per thousand, because shares show
  /// little.
  private var blocks: [Block] {
    let blocks = cube.statistics.flatMap { statistic in
      cube.units(of: statistic).map { Block(statistic: statistic, unit: $0) }
    }
    let rates = cube.all("dissatisfied").compactMap(\.value)
    return PrintStyle.isCrowded(rates)
      ? blocks + [
        Block(statistic: "dissatisfied", unit: .share, isPerThousand: true)
      ] : blocks
  }

  private func label(_ block: Block) -> String {
    if block.isPerThousand { return words.dissatisfiedPerThousand }
    let name = words.statistic(block.statistic)
    return block.unit == .net && cube.units(of: block.statistic).count > 1
      ? words.bracketed(name, words.percentagePoints) : name
  }

  private func estimates(_ block: Block) -> [Estimate] {
    cube.all(block.statistic).filter { $0.unit == block.unit }
  }

  /// All numbers of a row have columns of their own, so that a table is as
  /// wide with one statistic as with many.
  private func columns() -> [ColumnNode] {
    let statistics = cube.statistics
    let name =
      statistics.count == 1 ? words.statistic(statistics[0]) : words.value
    let levels = Set(result.estimates.compactMap(\.interval?.level))
    let interval =
      levels.count == 1
      ? levels.first.map {
        words.intervalColumn(level: NumberStyle.percentLevel($0))
      } : nil
    var columns = [
      ColumnNode(
        interval.map { words.bracketed(name, $0) } ?? name, statistic: "*")
    ]
    if hasErrors {
      columns.append(ColumnNode(words.standardError, statistic: "*-se"))
    }
    columns.append(ColumnNode(words.base, statistic: "n"))
    if isWeighted {
      columns.append(ColumnNode(words.weightedBase, statistic: "weighted-n"))
    }
    if hasEffectiveBase {
      columns.append(ColumnNode(words.effectiveBase, statistic: "effective-n"))
    }
    if hasDesignEffect {
      columns.append(ColumnNode(words.designEffect, statistic: "*-deff"))
    }
    if hasDegrees {
      columns.append(ColumnNode(words.degreesOfFreedom, statistic: "*-df"))
    }
    return columns
  }

  // MARK: - Rows

  private func overallRows() -> [RowNode] {
    let blocks = blocks
    if blocks.count > 1, cube.subjects.count == 1,
      let subject = cube.subjects.first
    {
      return [
        RowNode(
          group: cube.label(subject),
          blocks.compactMap { row(label($0), $0, subject, [], kind: .detail) })
      ]
    }
    return blocks.flatMap { block -> [RowNode] in
      let rows = overallRows(block)
      return blocks.count > 1 && !rows.isEmpty
        ? [RowNode(group: label(block), rows)] : rows
    }
  }

  private func overallRows(_ block: Block) -> [RowNode] {
    let hasCategories = cube.subjects.contains { $0.category != nil }
    guard hasCategories, cube.variables.count > 1, !cube.hasOneCategory else {
      return cube.subjects.compactMap {
        row(
          cube.label($0, of: block.statistic), block, $0, [], kind: .detail)
      }
    }
    return cube.variables.compactMap { variable in
      let name = cube.variableLabel(variable, of: block.statistic)
      let subjects = cube.subjects.filter {
        $0.variable == variable
          && cube($0, [], block.statistic)?.unit == block.unit
      }
      if subjects.allSatisfy({ $0.category == nil }), let only = subjects.first
      {
        return row(name, block, only, [], kind: .detail)
      }
      let children =
        subjects.compactMap { subject in
          let first = cube(subject, [], block.statistic)
          let label = context.label(
            first?.categoryLabel, subject.category ?? "")
          return row(label, block, subject, [], kind: .detail)
        }
      return children.isEmpty ? nil : RowNode(group: name, children)
    }
  }

  private func groupRows(_ grouping: [String]) -> [RowNode] {
    let groups = cube.groups(grouping)
    let blocks = blocks
    let parts = blocks.flatMap { block in
      cube.subjects.map { subject -> (label: String, rows: [RowNode]) in
        let overall = row(words.overall, block, subject, [], kind: .overall)
        let rows = groups.compactMap { group in
          row(cube.label(group: group), block, subject, group, kind: .detail)
        }
        let label =
          blocks.count == 1
          ? cube.label(subject)
          : cube.subjects.count == 1
            ? self.label(block)
            : words.pair(
              cube.label(subject, of: block.statistic), self.label(block))
        return (label, (overall.map { [$0] } ?? []) + rows)
      }
    }.filter { part in
      // What is known of all rows only stands in the table of all rows.
      part.rows.contains { $0.kind == .detail }
        || cube.subjects.count == 1 && !part.rows.isEmpty
    }
    if parts.count == 1, let only = parts.first { return only.rows }
    return parts.map { RowNode(group: $0.label, $0.rows) }
  }

  private func row(
    _ label: String, _ block: Block, _ subject: EstimateCube.Subject,
    _ group: [GroupTerm], kind: RowNode.Kind
  ) -> RowNode? {
    guard let estimate = cube(subject, group, block.statistic),
      estimate.unit == block.unit
    else { return nil }
    let style = PrintStyle(styleGroup(block, subject))
    let factor = block.isPerThousand ? 1000.0 : 1
    let valueStyle = block.isPerThousand ? .decimal(1) : style.table
    let errorStyle = block.isPerThousand ? .decimal(2) : style.error
    func number(_ value: Double?, _ style: NumberStyle) -> TableCell {
      value.map { .value($0, style) } ?? .notAvailable
    }
    var cells = [cell(estimate, times: factor, valueStyle)]
    if hasErrors {
      cells.append(
        number(estimate.standardError.map { $0 * factor }, errorStyle))
    }
    cells.append(.value(Double(estimate.base), .integer))
    if isWeighted { cells.append(.value(estimate.weightedBase, .decimal(1))) }
    if hasEffectiveBase {
      cells.append(number(estimate.effectiveBase, .decimal(1)))
    }
    if hasDesignEffect {
      cells.append(number(estimate.designEffect, .decimal(2)))
    }
    if hasDegrees {
      let degrees = estimate.degreesOfFreedom
      let isWhole = degrees.map { $0 == $0.rounded() } ?? true
      cells.append(number(degrees, isWhole ? .integer : .decimal(1)))
    }
    var row = RowNode(label, cells, kind: kind)
    row.statistic =
      block.isPerThousand ? "dissatisfied-per-1000" : block.statistic
    return row
  }

  /// The estimates that share a number of decimals: means of variables on
  /// different scales do not, rates do.
  private func styleGroup(
    _ block: Block, _ subject: EstimateCube.Subject
  ) -> [Estimate] {
    let all = estimates(block)
    switch block.unit {
    case .value, .total:
      return all.filter { $0.variable == subject.variable }
    default: return all
    }
  }

  private func cell(
    _ estimate: Estimate, times factor: Double, _ style: NumberStyle
  ) -> TableCell {
    guard let value = estimate.value else { return .notAvailable }
    let effective = estimate.reliabilityBase ?? Double(estimate.base)
    return .estimate(
      value * factor, lower: estimate.interval.map { $0.lower * factor },
      upper: estimate.interval.map { $0.upper * factor },
      base: estimate.base, style, isWeak: effective < 30)
  }
}

extension NumberStyle {
  /// A confidence level: `95%`, `99.5%`.
  static func percentLevel(_ level: Double) -> String {
    let whole = NumberStyle.percent(0).text(level)
    let exact = NumberStyle.percent(1).text(level)
    return exact.replacing(".0", with: "") == whole ? whole : exact
  }
}
