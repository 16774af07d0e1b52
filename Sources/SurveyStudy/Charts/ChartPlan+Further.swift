import Diagnostics
import Settings
import SurveyData

extension ChartPlan {
  /// Keys that only some of the kinds have.
  struct Further {
    /// The weights of rows.
    var weight: ColumnReference?
    /// Where an arrow starts.
    var from: ColumnReference?
    /// Whether what an arrow points to was measured.
    var measured: ColumnReference?
    /// What values are held against.
    var target: ColumnReference?
    /// The rank, the best and the worst one.
    var ranks: [ColumnReference] = []
    /// Whether comparison intervals are drawn.
    var comparesPairs = false
    /// How panels are joined.
    var isLine = true
    /// The column of the unit that is shown.
    var highlighted: ColumnReference?
    /// How many bars a histogram has.
    var bins: Int?
    /// Answers of Kano's classes, and where the plane is cut.
    var classes: [ColumnReference?] = []
    var cut: Double?
    /// How many answers are bad and good.
    var unfavourable: Int?
    var favourable: Int?
    var neutral = StatisticsTable.Likert.Neutral.aside
    /// Whether parts are made to add up to 100 %.
    var isWhole = false
    /// Whether low numbers are the good ones.
    var isLowerBetter = false
    /// Whether something that is needed is missing.
    var isIncomplete = false
  }

  /// Which numbers are the good ones.
  enum Better: String, CaseIterable {
    case higher, lower
  }

  private enum Mark: String, CaseIterable {
    case line, bars
  }

  /// Whether the keys of the kind are all there.
  var isComplete: Bool { !further.isIncomplete }

  mutating func readFurther(_ settings: SettingsReader) {
    func required(_ key: String) -> ColumnReference? {
      let found = settings.requiredColumn(key)
      if found == nil { further.isIncomplete = true }
      return found
    }
    func several() -> [ColumnReference] {
      settings.requiredColumns("value") ?? []
    }
    switch kind {
    case .dumbbell:
      values = [required("earlier"), required("later")].compactMap { $0 }
      for wave in ["earlier", "later"] {
        let ends = ["lower", "upper"].map { settings.column("\(wave)-\($0)") }
        if let low = ends[0], let high = ends[1] {
          lower.append(low)
          upper.append(high)
        } else if let one = ends[0] ?? ends[1] {
          settings.log.report(
            Diagnostic(
              .chartBounds, at: one.place,
              "an interval needs '\(wave)-lower' and '\(wave)-upper'",
              help: "name both columns, or neither"))
          further.isIncomplete = true
        }
      }
      if lower.count == 1, let place = lower.first?.place {
        settings.log.report(
          Diagnostic(
            .chartBounds, at: place, "only one of the two waves has intervals",
            help: "name the bounds of both waves, or of neither"))
        further.isIncomplete = true
      }
      further.target = settings.column("target")
    case .likert:
      values = several()
      base = required("base")
      further.unfavourable = settings.integer("unfavourable", in: 0...50)
      further.favourable = settings.integer("favourable", in: 0...50)
      further.neutral = settings.choice("neutral") ?? .aside
    case .league:
      values = [required("value")].compactMap { $0 }
      let keys = ["rank", "rank-lower", "rank-upper"]
      further.ranks = keys.compactMap { settings.column($0) }
      further.comparesPairs = settings.boolean("comparison") ?? false
      if !further.ranks.isEmpty, further.ranks.count < 3,
        let place = further.ranks.first?.place
      {
        settings.log.report(
          Diagnostic(
            .chartBounds, at: place,
            "ranks go with the best and the worst rank",
            help: "name columns at 'rank', 'rank-lower' and 'rank-upper'"))
        further.isIncomplete = true
      }
    case .multiples:
      values = several()
      series = settings.column("series")
      further.isLine = settings.choice("mark") != Mark.bars
    case .kano:
      further.classes =
        ["attractive", "one-dimensional", "must-be", "indifferent"]
        .map(required)
        + ["reverse", "questionable"].map { settings.column($0) }
      values = further.classes.compactMap { $0 }
      if let cut = settings.string("cut"), cut != "means" {
        further.cut = settings.number("cut", in: 0...1)
      } else {
        further.cut = settings.string("cut") == nil ? 0.5 : nil
      }
    case .path:
      values = [required("value")].compactMap { $0 }
      further.from = required("from")
      further.measured = settings.column("measured")
    case .profile:
      values = several()
      further.highlighted = required("highlighted")
      if let one = further.highlighted, !values.isEmpty,
        !values.contains(where: { $0.name == one.name })
      {
        settings.reportWrong(
          "highlighted", "'\(one.name)' is none of the units in 'value'",
          help: "name one of: "
            + values.prefix(8).map(\.name).joined(separator: ", "))
        further.isIncomplete = true
      }
    case .histogram:
      values = [required("value")].compactMap { $0 }
      further.bins = settings.integer("bins", in: 1...200)
    case .box, .cdf:
      values = [required("value")].compactMap { $0 }
      further.weight = settings.column("weight")
    case .weights: values = several()
    default: break
    }
  }
}
