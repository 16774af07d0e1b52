import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// What a chart is made from: columns by their role, and texts.
struct ChartPlan {
  let kind: ChartKind
  /// What the rows are; the values themselves where rows have no names.
  private(set) var label: ColumnReference
  let section: ColumnReference?
  /// The columns of values; for other kinds the first one is what the kind
  /// calls `rank` or `weight`.
  var values: [ColumnReference] = []
  var lower: [ColumnReference] = []
  var upper: [ColumnReference] = []
  /// The column whose values are the series, for files with one number a row.
  var series: ColumnReference?
  var base: ColumnReference?
  var certainty: ColumnReference?
  var parent: ColumnReference?
  var y: ColumnReference?
  var yLower: ColumnReference?
  var yUpper: ColumnReference?
  var reference: Double?
  var cutX: Double?
  var cutY: Double?
  var count = 5
  var isStacked = false
  var limits = ControlLimits.Kind.p
  /// What only some of the kinds have.
  var further = Further()
  let format: StatisticsTable.Format?
  let level: Double
  let title: String?
  let subtitle: String?
  let source: String?
  let notes: [String]
  let isMadeUp: Bool

  /// How numbers can be written.
  private enum Format: String, CaseIterable {
    case value, share, points, count, coefficient, statistic
  }

  /// Reads the keys of a kind; `nil` where a column is missing.
  init?(_ settings: SettingsReader, kind: ChartKind) {
    self.kind = kind
    self.label = ColumnReference(name: "", place: settings.place)
    var label = kind.labelKey.flatMap { settings.requiredColumn($0) }
    section = settings.column("section")
    let format: Format? = settings.choice("format")
    self.format = format.flatMap {
      StatisticsTable.Format(rawValue: $0.rawValue)
    }
    level = settings.level("level") ?? 0.95
    title = settings.string("title")
    subtitle = settings.string("subtitle")
    source = settings.string("source")
    notes = settings.strings("note") ?? []
    isMadeUp = settings.boolean("made-up") ?? false
    func one(_ key: String) -> [ColumnReference] {
      settings.requiredColumn(key).map { [$0] } ?? []
    }
    func optional(_ key: String) -> [ColumnReference] {
      settings.columns(key) ?? []
    }
    switch kind {
    case .dots:
      values = one("value")
      reference = settings.number("reference")
    case .bars, .heat, .trend:
      values = settings.requiredColumns("value") ?? []
      series = settings.column("series")
      if kind == .bars {
        isStacked = settings.boolean("stacked") ?? false
        further.isWhole = settings.boolean("whole") ?? false
      }
    case .funnel:
      values = one("value")
      base = settings.requiredColumn("base")
      reference = settings.number("target", in: 0...1)
    case .ranks: values = one("rank")
    case .stars:
      values = one("value")
      count = settings.integer("count", in: 1...10) ?? 5
      certainty = settings.column("certainty")
      base = settings.column("base")
    case .scatter:
      values = one("x")
      y = settings.requiredColumn("y")
      lower = optional("x-lower")
      upper = optional("x-upper")
      yLower = settings.column("y-lower")
      yUpper = settings.column("y-upper")
      cutX = settings.number("cut-x")
      cutY = settings.number("cut-y")
      further.weight = settings.column("weight")
    case .waterfall: values = one("value")
    case .control:
      values = one("value")
      base = settings.requiredColumn("base")
      limits = settings.choice("limits") ?? .p
    case .tree:
      values = one("weight")
      parent = settings.requiredColumn("parent")
    case .dumbbell, .likert, .league, .multiples, .kano, .path, .profile,
      .histogram, .box, .cdf, .weights:
      readFurther(settings)
    }
    if [.dots, .league].contains(kind) {
      further.isLowerBetter = settings.choice("better") == Better.lower
    }
    if kind.labelKey == nil { label = values.first }
    if [.dots, .bars, .trend, .league, .path].contains(kind) {
      lower = optional("lower")
      upper = optional("upper")
    } else if kind == .ranks {
      lower = one("lower")
      upper = one("upper")
    }
    if kind != .ranks, kind != .dumbbell,
      lower.count != upper.count
        || !lower.isEmpty && lower.count != values.count
    {
      settings.log.report(
        Diagnostic(
          .chartBounds, at: lower.first?.place ?? upper.first?.place,
          "\(lower.count) lower and \(upper.count) upper bounds do not fit"
            + " \(values.count) columns of values",
          help: "name a column of lower and one of upper bounds for each value")
      )
      return nil
    }
    if let series, values.count > 1 {
      settings.log.report(
        Diagnostic(
          .chartBounds, at: series.place,
          "'series' goes with one column of values, not with \(values.count)",
          help: "name one column at 'value', or leave 'series' out"))
      return nil
    }
    guard let label, !values.isEmpty else { return nil }
    if [.funnel, .control].contains(kind), base == nil { return nil }
    if kind == .scatter, y == nil { return nil }
    if kind == .tree, parent == nil { return nil }
    if kind == .ranks, lower.isEmpty || upper.isEmpty { return nil }
    guard isComplete else { return nil }
    self.label = label
  }
}
