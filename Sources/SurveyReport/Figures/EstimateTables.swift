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
      let tableName = slug("\(name)-by-\(grouping.joined(separator: "-"))")
      tables.append(
        NamedTable(
          tableName,
          table(
            tableName, title: words.tableBy(label), stub: label,
            rows: groupRows(grouping))))
    }
    return tables
  }

  private func table(
    _ name: String, title: String, stub: String, rows: [RowNode]
  ) -> TableModel {
    context.table(
      name, title: title, subtitle: context.text(result.title), stub: stub,
      columns: columns(), rows: rows, notes: notes())
  }

  private func notes() -> [String?] {
    intervalNotes() + [words.baseNote(isWeighted: isWeighted)]
  }

  /// How the intervals were made: one note, or one for each method with the
  /// statistics that it was used for.
  private func intervalNotes() -> [String] {
    var methods: [(name: String, statistics: [String])] = []
    for statistic in cube.statistics {
      guard let interval = cube.all(statistic).compactMap(\.interval).first
      else { continue }
      let name = words.interval(
        level: NumberStyle.percentLevel(interval.level),
        method: interval.method)
      if let known = methods.firstIndex(where: { $0.name == name }) {
        methods[known].statistics.append(words.statistic(statistic))
      } else {
        methods.append((name, [words.statistic(statistic)]))
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

  /// Whether rates are so good that shares show little and counts per
  /// thousand show more.
  private var showsPerThousand: Bool {
    PrintStyle.isCrowded(cube.all("dissatisfied").compactMap(\.value))
  }

  /// Whether a statistic has a column of standard errors. Beside an index the
  /// rates have none, which keeps the table narrow; their intervals say the
  /// same.
  private func hasError(_ statistic: String) -> Bool {
    let all = cube.all(statistic)
    let isRateAmongOthers =
      cube.statistics.count > 2 && all.first?.unit == .share
    return !isRateAmongOthers && all.contains { $0.standardError != nil }
  }

  private func columns() -> [ColumnNode] {
    var columns: [ColumnNode] = []
    for statistic in cube.statistics {
      columns.append(
        ColumnNode(words.statistic(statistic), statistic: statistic))
      if hasError(statistic) {
        columns.append(
          ColumnNode(words.standardError, statistic: "\(statistic)-se"))
      }
    }
    if showsPerThousand {
      columns.append(
        ColumnNode(
          words.dissatisfiedPerThousand, statistic: "dissatisfied-per-1000"))
    }
    columns.append(ColumnNode(words.base, statistic: "n"))
    if isWeighted {
      columns.append(ColumnNode(words.weightedBase, statistic: "weighted-n"))
    }
    if hasEffectiveBase {
      columns.append(ColumnNode(words.effectiveBase, statistic: "effective-n"))
    }
    if hasDesignEffect {
      columns.append(ColumnNode(words.designEffect, statistic: "deff"))
    }
    return columns
  }

  private func overallRows() -> [RowNode] {
    let variables = Set(cube.subjects.map(\.variable))
    let hasCategories = cube.subjects.contains { $0.category != nil }
    guard hasCategories, variables.count > 1 else {
      return cube.subjects.compactMap {
        row(cube.label($0), $0, [], kind: .detail)
      }
    }
    var rows: [RowNode] = []
    var seen: Set<String> = []
    for variable in cube.subjects.map(\.variable)
    where seen.insert(variable).inserted {
      let children = cube.subjects.filter { $0.variable == variable }
        .compactMap { subject in
          let first = cube(subject, [], cube.statistics.first ?? "")
          let label = context.label(
            first?.categoryLabel, subject.category ?? "")
          return row(label, subject, [], kind: .detail)
        }
      rows.append(RowNode(group: cube.variableLabel(variable), children))
    }
    return rows
  }

  private func groupRows(_ grouping: [String]) -> [RowNode] {
    let groups = cube.groups(grouping)
    let parts = cube.subjects.map { subject -> (String, [RowNode]) in
      let overall = row(words.overall, subject, [], kind: .overall)
      let rows = groups.compactMap { group in
        row(cube.label(group: group), subject, group, kind: .detail)
      }
      return (cube.label(subject), (overall.map { [$0] } ?? []) + rows)
    }
    if parts.count == 1, let only = parts.first { return only.1 }
    return parts.map { RowNode(group: $0.0, $0.1) }
  }

  private func row(
    _ label: String, _ subject: EstimateCube.Subject, _ group: [GroupTerm],
    kind: RowNode.Kind
  ) -> RowNode? {
    let found = cube.statistics.map { cube(subject, group, $0) }
    guard let any = found.compactMap({ $0 }).first else { return nil }
    var cells: [TableCell] = []
    for (statistic, estimate) in zip(cube.statistics, found) {
      let style = PrintStyle(styleGroup(statistic, subject))
      cells.append(cell(estimate, style))
      if hasError(statistic) {
        cells.append(
          estimate?.standardError.map { .value($0, style.error) }
            ?? .notAvailable)
      }
    }
    if showsPerThousand {
      let rate = cube(subject, group, "dissatisfied")?.value
      cells.append(
        rate.map { .value($0 * 1000, .decimal(1)) } ?? .notAvailable)
    }
    cells.append(.value(Double(any.base), .integer))
    if isWeighted { cells.append(.value(any.weightedBase, .decimal(1))) }
    if hasEffectiveBase {
      cells.append(
        any.effectiveBase.map { .value($0, .decimal(1)) } ?? .notAvailable)
    }
    if hasDesignEffect {
      cells.append(
        any.designEffect.map { .value($0, .decimal(2)) } ?? .notAvailable)
    }
    return RowNode(label, cells, kind: kind)
  }

  /// The estimates that share a number of decimals: means of variables on
  /// different scales do not, rates do.
  private func styleGroup(
    _ statistic: String, _ subject: EstimateCube.Subject
  ) -> [Estimate] {
    let all = cube.all(statistic)
    switch all.first?.unit {
    case .value, .total:
      return all.filter { $0.variable == subject.variable }
    default: return all
    }
  }

  private func cell(_ estimate: Estimate?, _ style: PrintStyle) -> TableCell {
    guard let estimate, let value = estimate.value else { return .notAvailable }
    let effective = estimate.effectiveBase ?? Double(estimate.base)
    return .estimate(
      value, lower: estimate.interval?.lower, upper: estimate.interval?.upper,
      base: estimate.base, style.table, isWeak: effective < 30)
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
