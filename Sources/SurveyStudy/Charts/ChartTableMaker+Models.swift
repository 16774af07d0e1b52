import Diagnostics
import SurveyData
import SurveyStatistics

/// Tables of Kano's classes, answers, leagues and fitted lines.
extension ChartTableMaker {
  /// Coefficients from the counts of Kano's classes.
  func kano(_ counted: StatisticsTable) throws(Diagnostic) -> StatisticsTable {
    var made = counted
    let hasMore = plan.further.classes.dropFirst(4).map { $0 != nil }
    made.columns = [
      .init(
        "dissatisfaction",
        LocalizedText(zh: "缺失时的不满系数", en: "Dissatisfaction without it"),
        .coefficient),
      .init(
        "satisfaction",
        LocalizedText(zh: "具备时的满意系数", en: "Satisfaction with it"),
        .coefficient),
      .init("n", "n", .count),
    ]
    if hasMore[0] {
      made.columns.append(
        .init("reverse", LocalizedText(zh: "反向", en: "Reverse"), .share))
    }
    if hasMore[1] {
      made.columns.append(
        .init(
          "questionable", LocalizedText(zh: "可疑", en: "Questionable"), .share))
    }
    var regions: [[Double]] = []
    var points: [(Double, Double)] = []
    let level = plan.level
    for place in made.rows.indices {
      let counts = made.rows[place].cells.map { $0.value ?? 0 }
      let all = counts.reduce(0, +)
      let rest = counts.dropFirst(4).map { all > 0 ? $0 / all : nil }
      guard
        let found = KanoCoefficients(
          attractive: counts[0], oneDimensional: counts[1], mustBe: counts[2],
          indifferent: counts[3])
      else {
        made.rows[place].cells =
          [.init(nil), .init(nil), .init(0)] + rest.map { .init($0) }
        regions.append([])
        continue
      }
      func cell(_ share: Double) -> StatisticsTable.Cell {
        let ends = found.interval(share, level: level)
        return .init(
          share,
          interval: Interval(
            lower: ends.lower, upper: ends.upper, level: level,
            method: "wilson"))
      }
      made.rows[place].cells =
        [
          cell(found.dissatisfaction), cell(found.satisfaction),
          .init(found.base),
        ] + rest.map { .init($0) }
      regions.append(found.region(level: level))
      points.append((found.dissatisfaction, found.satisfaction))
    }
    let count = Double(max(1, points.count))
    let means = (
      points.reduce(0) { $0 + $1.0 } / count,
      points.reduce(0) { $0 + $1.1 } / count
    )
    made.figure = .kano(
      .init(
        x: "dissatisfaction", y: "satisfaction",
        cutX: plan.further.cut ?? means.0, cutY: plan.further.cut ?? means.1,
        isMean: plan.further.cut == nil, regions: regions))
    return made
  }

  /// Makes the parts of each row add up to one.
  func divide(_ made: inout StatisticsTable) throws(Diagnostic) {
    let parts = made.columns.count - (plan.kind == .likert ? 1 : 0)
    if plan.kind == .likert, parts < 2 {
      throw Diagnostic(
        .chartBounds, at: plan.values.first?.place,
        "a Likert chart needs a column of counts or shares for each answer, and"
          + " 'value' names one",
        help: "name the columns from the worst answer to the best:"
          + " --set value=bad,middle,good")
    }
    for place in made.rows.indices {
      let values = made.rows[place].cells.prefix(parts).map { $0.value ?? 0 }
      if values.contains(where: { $0 < 0 }) {
        throw Diagnostic(
          .chartBounds, at: plan.values.first?.place,
          "'\(made.rows[place].label[language])' has a part below 0",
          help: "name columns of counts or shares, all of at least 0")
      }
      // Nobody knows the whole of which a part is missing.
      let isKnown = made.rows[place].cells.prefix(parts)
        .allSatisfy { $0.value?.isFinite ?? false }
      let sum = isKnown ? values.reduce(0, +) : 0
      for part in 0..<parts {
        let value = made.rows[place].cells[part].value
        made.rows[place].cells[part] =
          sum > 0 && sum.isFinite ? .init(value.map { $0 / sum }) : .init(nil)
      }
    }
    for part in 0..<parts { made.columns[part].format = .share }
  }

  func refinedFigure(_ made: StatisticsTable) -> StatisticsTable.Figure? {
    let names = made.columns.map(\.name)
    switch plan.kind {
    case .likert:
      let count = plan.values.count
      // An even scale has no middle; an odd one has one answer there.
      return .likert(
        .init(
          columns: Array(names.prefix(count)),
          unfavourable: min(plan.further.unfavourable ?? count / 2, count),
          favourable: min(plan.further.favourable ?? count / 2, count),
          neutral: plan.further.neutral, base: names.last))
    case .league:
      return .league(
        .init(
          score: names[0], ranks: Array(names.dropFirst()),
          margins: plan.further.comparesPairs ? margins(made) : [],
          supportsRanking: supportsRanking(made)))
    default: return nil
    }
  }

  /// 1.39 standard errors, found from the intervals that the file gives.
  private func margins(_ made: StatisticsTable) -> [Double?] {
    made.rows.map { row in
      row.cells.first?.interval.map {
        comparisonMargin(width: $0.upper - $0.lower, level: plan.level)
      }
    }
  }

  /// Ranks whose widest range covers over half of the field say nothing.
  private func supportsRanking(_ made: StatisticsTable) -> Bool {
    guard plan.further.ranks.count == 3 else { return true }
    let widths = made.rows.compactMap { row -> Double? in
      guard let low = row.cells[2].value, let high = row.cells[3].value else {
        return nil
      }
      return high - low + 1
    }
    return (widths.max() ?? 0) * 2 <= Double(max(2, made.rows.count))
  }

  /// The line of a scatter plot without cuts.
  func refined(_ made: StatisticsTable) throws(Diagnostic) -> StatisticsTable {
    guard plan.kind == .scatter, plan.cutX == nil, plan.cutY == nil else {
      return made
    }
    let label = try column(plan.label)
    var weights: [Double]?
    if let weight = plan.further.weight {
      let all = try numbers(weight)
      weights = (0..<table.rowCount).filter { label.text(at: $0) != nil }
        .map { all[$0] }
    }
    let x = made.rows.map { $0.cells[0].value ?? .nan }
    let y = made.rows.map { $0.cells[1].value ?? .nan }
    guard let line = WeightedLine(x: x, y: y, weights: weights) else {
      return made
    }
    let known = x.filter(\.isFinite)
    let (low, high) = (known.min() ?? 0, known.max() ?? 0)
    var fit = StatisticsTable.Fit(
      x: made.columns[0].name, y: made.columns[1].name,
      intercept: line.intercept, slope: line.slope, slopeInterval: nil,
      places: [], lower: [], upper: [], isWeighted: line.isWeighted)
    if let ends = line.slopeInterval(level: plan.level) {
      fit.slopeInterval = Interval(
        lower: ends.lower, upper: ends.upper, level: plan.level, method: "t")
    }
    for step in 0...40 {
      let place = low + (high - low) * Double(step) / 40
      guard let ends = line.band(at: place, level: plan.level) else { break }
      fit.places.append(place)
      fit.lower.append(ends.lower)
      fit.upper.append(ends.upper)
    }
    var result = made
    result.figure = .fit(fit)
    return result
  }
}
