import Diagnostics
import SurveyData
import SurveyStatistics

/// Turns the rows of a file into the table that a chart is drawn from.
struct ChartTableMaker {
  let plan: ChartPlan
  let table: Table
  let language: Language

  /// The table, with the figure that it asks for.
  func make() throws(Diagnostic) -> StatisticsTable {
    var made = try filled()
    made.headline = plan.title.map { LocalizedText($0) }
    if plan.further.isLowerBetter, !made.columns.isEmpty {
      made.columns[0].isLowerBetter = true
    }
    return made
  }

  private func filled() throws(Diagnostic) -> StatisticsTable {
    if var own = try spread() {
      printAsWritten(&own)
      return own
    }
    let label = try column(plan.label)
    let section = try plan.section.map(column)
    var made = StatisticsTable(
      "chart", title: LocalizedText(plan.title ?? defaultTitle),
      stub: text(label), columns: [], rows: [],
      notes: plan.notes.map { LocalizedText($0) })
    if let series = plan.series {
      try fill(&made, label: label, section: section, series: column(series))
    } else {
      let columns = try self.columns()
      made.columns = columns.map(\.column)
      for row in 0..<table.rowCount {
        guard let name = label.text(at: row) else { continue }
        made.rows.append(
          StatisticsTable.Row(
            "row-\(row + 1)", LocalizedText(name),
            section: section?.text(at: row).map { LocalizedText($0) },
            columns.map { $0.cell(row) }))
      }
      if plan.kind == .tree { nameByLabel(&made) }
    }
    if plan.kind == .control { return try control(made) }
    if plan.kind == .kano { return try kano(made) }
    if plan.kind == .likert || plan.further.isWhole { try divide(&made) }
    try check(made)
    printAsWritten(&made)
    made.figure = figure(made)
    return try refined(made)
  }

  /// What stands where the numbers have no headline: the columns that are
  /// drawn.
  var defaultTitle: String {
    let names = (plan.values + [plan.y].compactMap { $0 }).map(\.name)
    let separator = language == .chinese ? "、" : ", "
    return names.prefix(3).joined(separator: separator)
      + (names.count > 3 ? language == .chinese ? "等" : " …" : "")
  }

  func column(
    _ reference: ColumnReference
  ) throws(Diagnostic) -> Column {
    try table.column(reference.name, at: reference.place)
  }

  func numbers(
    _ reference: ColumnReference
  ) throws(Diagnostic) -> [Double] {
    let column = try column(reference)
    if let numbers = column.numbers() { return numbers }
    throw Diagnostic(
      .notNumeric, at: reference.place,
      "'\(reference.name)' holds texts, and a chart needs numbers there",
      help: "name a column of numbers")
  }

  func text(_ column: Column) -> LocalizedText {
    LocalizedText(
      zh: column.label(.chinese), en: column.label(.english))
  }

  // MARK: - Columns

  /// A column of the made table and how its cells come about.
  private struct Made {
    var column: StatisticsTable.Column
    var cell: (Int) -> StatisticsTable.Cell
  }

  private func columns() throws(Diagnostic) -> [Made] {
    var made: [Made] = []
    for (place, value) in plan.values.enumerated() {
      let isRank = plan.kind == .ranks
      let bounds = place < plan.lower.count && !isRank
      made.append(
        try self.made(
          value, bounds ? plan.lower[place] : nil,
          bounds ? plan.upper[place] : nil))
    }
    for more in [plan.further.target].compactMap({ $0 }) + plan.further.ranks {
      made.append(try self.made(more, nil, nil))
    }
    for name in [plan.further.from, plan.further.measured].compactMap({ $0 }) {
      made.append(try texts(name))
    }
    if plan.kind == .ranks {
      made.append(try self.made(plan.lower[0], nil, nil))
      made.append(try self.made(plan.upper[0], nil, nil))
    }
    if let y = plan.y {
      made.append(try self.made(y, plan.yLower, plan.yUpper))
    }
    if let base = plan.base {
      var column = try self.made(base, nil, nil)
      column.column.format = .count
      if plan.kind == .stars { column.column.name = "base" }
      made.append(column)
    }
    if let certainty = plan.certainty {
      var column = try self.made(certainty, nil, nil)
      column.column.format = .share
      made.append(column)
    }
    if let parent = plan.parent { made.append(try texts(parent)) }
    return made
  }

  private func texts(_ reference: ColumnReference) throws(Diagnostic) -> Made {
    let column = try column(reference)
    return Made(
      column: .init(reference.name, text(column), .text),
      cell: { row in
        column.text(at: row).map { .init(LocalizedText($0)) } ?? .empty
      })
  }

  private func made(
    _ value: ColumnReference, _ lower: ColumnReference?,
    _ upper: ColumnReference?
  ) throws(Diagnostic) -> Made {
    let numbers = try numbers(value)
    let lows = try lower.map(self.numbers)
    let highs = try upper.map(self.numbers)
    let level = plan.level
    let column = try column(value)
    return Made(
      column: .init(value.name, text(column), format(numbers)),
      cell: { row in
        guard numbers[row].isFinite else { return .init(nil) }
        guard let low = lows?[row], let high = highs?[row], low.isFinite,
          high.isFinite, low <= high
        else { return .init(numbers[row]) }
        return .init(
          numbers[row],
          interval: Interval(
            lower: low, upper: high, level: level, method: "given"))
      })
  }

  /// How numbers are printed when `format` does not say it: shares only where
  /// the kind has shares.
  func format(_ numbers: [Double]) -> StatisticsTable.Format {
    if plan.kind == .ranks { return .count }
    if let format = plan.format { return format }
    // Weights of parts may be shares, or points that add up to 100.
    return plan.kind == .funnel
      || plan.kind == .tree && numbers.allSatisfy { !($0 > 1 + 1e-9) }
      ? .share : .value
  }

  /// Values are printed with no more decimals than the file has, the same in
  /// every column, so that the numbers of a chart look alike: 73.3 is not
  /// 73.30, and 50 is not 50.00.
  private func printAsWritten(_ made: inout StatisticsTable) {
    guard plan.format == nil else { return }
    let places = made.columns.indices.filter {
      made.columns[$0].format == .value
    }
    var numbers: [Double] = []
    for row in made.rows {
      for place in places where place < row.cells.count {
        let cell = row.cells[place]
        numbers += [cell.value, cell.interval?.lower, cell.interval?.upper]
          .compactMap { $0 }
      }
    }
    guard let format = Self.written(numbers) else { return }
    for place in places { made.columns[place].format = format }
  }

  /// The format of the fewest decimals, up to two, that shows numbers as they
  /// are; `nil` where that of all values has no more.
  static func written(_ numbers: [Double]) -> StatisticsTable.Format? {
    let largest = numbers.map(abs).filter(\.isFinite).max() ?? 0
    // Four digits of the largest number are shown otherwise.
    let limits = [1000.0, 100, 10]
    let shown = limits.firstIndex { largest >= $0 } ?? 3
    let factors = [1.0, 10, 100]
    let formats: [StatisticsTable.Format] = [.total, .degrees, .statistic]
    let fewest = factors.firstIndex { factor in
      numbers.allSatisfy { number in
        let scaled = number * factor
        return !scaled.isFinite
          || abs(scaled - scaled.rounded()) <= 1e-9 * abs(scaled)
      }
    }
    guard let fewest, fewest == 0 || fewest < shown else { return nil }
    return formats[fewest]
  }

  // MARK: - One number a row

  /// Rows are labels and columns are series, both in the order of the file.
  private func fill(
    _ made: inout StatisticsTable, label: Column, section: Column?,
    series: Column
  ) throws(Diagnostic) {
    let cells = try self.made(
      plan.values[0], plan.lower.first, plan.upper.first)
    var names: [String] = []
    var labels: [String] = []
    var places: [String: Int] = [:]
    var rows: [String: Int] = [:]
    for row in 0..<table.rowCount {
      guard let name = series.text(at: row), let own = label.text(at: row)
      else { continue }
      if places[name] == nil {
        places[name] = names.count
        names.append(name)
      }
      if rows[own] == nil {
        rows[own] = labels.count
        labels.append(own)
      }
    }
    made.columns = names.enumerated().map { place, name in
      StatisticsTable.Column(
        "series-\(place + 1)", LocalizedText(name), cells.column.format,
        spanner: cells.column.label)
    }
    made.rows = labels.enumerated().map { place, name in
      StatisticsTable.Row(
        "row-\(place + 1)", LocalizedText(name),
        Array(repeating: .empty, count: names.count))
    }
    var filled: Set<[Int]> = []
    for row in 0..<table.rowCount {
      guard let name = series.text(at: row), let own = label.text(at: row),
        let column = places[name], let line = rows[own]
      else { continue }
      guard filled.insert([line, column]).inserted else {
        throw Diagnostic(
          .repeatedChartCell, at: plan.series?.place,
          "two rows have the label '\(own)' and the series '\(name)'",
          help: "keep one row for each label and series")
      }
      made.rows[line].cells[column] = cells.cell(row)
      if let section {
        made.rows[line].section =
          section.text(at: row).map { LocalizedText($0) }
      }
    }
  }

  /// Parts of a tree are found by their labels.
  private func nameByLabel(_ made: inout StatisticsTable) {
    for place in made.rows.indices {
      made.rows[place].name = made.rows[place].label[language]
    }
  }

  // MARK: - The figure

  private func figure(_ made: StatisticsTable) -> StatisticsTable.Figure? {
    let names = made.columns.map(\.name)
    let first = names.first ?? ""
    switch plan.kind {
    case .dots: return .dots(column: first, reference: plan.reference)
    case .bars: return .bars(columns: names, isStacked: plan.isStacked)
    case .heat: return .heat(columns: names)
    case .trend: return .trend(columns: names)
    case .ranks:
      return .rankRange(rank: names[0], lower: names[1], upper: names[2])
    case .stars:
      return .stars(
        column: first, count: plan.count, certainty: plan.certainty?.name)
    case .scatter:
      return .scatter(
        x: names[0], y: names[1], cutX: plan.cutX, cutY: plan.cutY)
    case .waterfall: return .waterfall(column: first)
    case .tree: return .tree(parent: names[1], weight: names[0])
    case .funnel: return .funnel(funnel(made))
    case .dumbbell:
      return .dumbbell(
        earlier: names[0], later: names[1],
        target: plan.further.target.map { _ in names[2] })
    case .multiples:
      return .multiples(columns: names, isLine: plan.further.isLine)
    case .path:
      return .path(
        from: names[1], value: names[0],
        measured: plan.further.measured.map { _ in names[2] })
    case .profile:
      return .profile(
        columns: names, highlighted: plan.further.highlighted?.name ?? "")
    case .league, .likert: return refinedFigure(made)
    // Their columns are not those of the file.
    case .control, .kano, .histogram, .box, .cdf, .weights: return nil
    }
  }

  /// Limits of 95 and 99.8 % around the target, or around the rate of all
  /// rows together.
  private func funnel(_ made: StatisticsTable) -> StatisticsTable.Funnel {
    let pairs = made.rows.compactMap { row -> (rate: Double, base: Double)? in
      guard let rate = row.cells[0].value, let base = row.cells[1].value,
        base >= 1, base <= 1e9, (0...1).contains(rate)
      else { return nil }
      return (rate, base)
    }
    let total = pairs.reduce(0) { $0 + $1.base }
    let pooled =
      total > 0 ? pairs.reduce(0) { $0 + $1.rate * $1.base } / total : 0
    let target = plan.reference ?? pooled
    let band = FunnelBand(
      target: target, from: pairs.map(\.base).min() ?? 1,
      to: pairs.map(\.base).max() ?? 1)
    let levels = [0.95, 0.998]
    return StatisticsTable.Funnel(
      rate: made.columns[0].name, base: made.columns[1].name, target: target,
      bases: band.bases,
      limits: levels.map { level in
        let limits = band.limits(level: level)
        return .init(level: level, lower: limits.lower, upper: limits.upper)
      },
      positions: made.rows.filter { $0.kind == .detail }.map { row in
        guard let rate = row.cells[0].value, let base = row.cells[1].value
        else { return nil }
        return band.position(rate: rate, base: base, levels: levels)
      })
  }
}
