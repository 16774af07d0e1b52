import Diagnostics
import SurveyData
import SurveyStatistics

extension ChartTableMaker {
  /// The table of a control chart: rates with their limits, and what the rules
  /// of runs say.
  func control(
    _ counted: StatisticsTable
  ) throws(Diagnostic) -> StatisticsTable {
    var made = counted
    let counts = made.rows.map { $0.cells[0].value ?? .nan }
    let bases = made.rows.map { $0.cells[1].value ?? .nan }
    for (place, pair) in zip(counts, bases).enumerated()
    where pair.0 < 0 || pair.0 > pair.1 {
      throw Diagnostic(
        .chartBounds, at: plan.base?.place,
        "'\(made.rows[place].label[language])' has a count that is not between"
          + " 0 and its base",
        help: "name counts at 'value' and what they are out of at 'base'")
    }
    guard
      let limits = ControlLimits(
        counts: counts, bases: bases, kind: plan.limits)
    else { return made }
    made.columns = [
      .init("rate", made.columns[0].label, .share),
      .init("lower", LocalizedText(zh: "下限", en: "Lower limit"), .share),
      .init("upper", LocalizedText(zh: "上限", en: "Upper limit"), .share),
    ]
    for place in made.rows.indices {
      made.rows[place].cells = [
        .init(limits.rates[place]), .init(limits.lower[place]),
        .init(limits.upper[place]),
      ]
    }
    made.notes = [note(limits)] + made.notes
    made.figure = .control(
      value: "rate", lower: "lower", upper: "upper", centre: limits.centre,
      isShifted: limits.isShifted)
    return made
  }

  private func note(_ limits: ControlLimits) -> LocalizedText {
    let (run, allowed) = (limits.longestRun, limits.longestRunAllowed)
    let (crossings, needed) = (limits.crossings, limits.crossingsNeeded)
    let isLaney = plan.limits == .laney && limits.hasLimits
    return LocalizedText(
      zh: (isLaney ? "界限按Laney的P′加宽。" : "")
        + "中心线同侧最长连续\(run)点（偶然至多\(allowed)点），穿越中心线\(crossings)次"
        + "（偶然至少\(needed)次）："
        + (limits.isShifted ? "水平有变动。" : "未见水平变动。"),
      en: (isLaney ? "Limits widened by Laney’s P′. " : "")
        + "Longest run on one side of the centre: \(run) (chance: up to "
        + "\(allowed)); crossings: \(crossings) (chance: at least \(needed)): "
        + (limits.isShifted ? "a shift." : "no shift."))
  }
}
