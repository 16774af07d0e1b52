import SVG
import SurveyCharts
import SurveyData

/// Likert charts of an index: how many were satisfied, basically satisfied
/// and dissatisfied, or how many chose the best and the worst codes.
struct GradeFigures: Sendable {
  /// A set of rates that together describe all answers.
  enum Scheme: Sendable {
    /// Satisfied, basically satisfied, dissatisfied.
    case grades
    /// Best codes, worst codes, what is between them.
    case boxes
  }

  let result: AnalysisResult
  let cube: EstimateCube
  let context: Context
  /// A part of every figure's name, already safe.
  let name: String

  private var words: Words { context.words }

  /// The scheme for which all rates are there.
  var scheme: Scheme? {
    let found = Set(cube.statistics)
    if found.isSuperset(of: ["satisfied", "satisfied-or-basic", "dissatisfied"])
    {
      return .grades
    }
    return found.isSuperset(of: ["top-box", "bottom-box"]) ? .boxes : nil
  }

  /// The chart over all rows with one bar an item.
  func ofSubjects() -> Figure? {
    guard cube.subjects.count > 1 else { return nil }
    let rows = cube.subjects.compactMap { subject in
      row(cube.label(subject), subject, [], isTotal: false)
    }
    return figure(cube.fileName(name, ["grades"]), rows, by: nil)
  }

  /// The chart of a single item with one bar a group.
  func ofGroups(_ grouping: [String]) -> Figure? {
    guard cube.subjects.count == 1, let subject = cube.subjects.first else {
      return nil
    }
    var rows = cube.groups(grouping).compactMap { group in
      row(cube.label(group: group), subject, group, isTotal: false)
    }
    if let total = row(words.overall, subject, [], isTotal: true) {
      rows.insert(total, at: 0)
    }
    return figure(
      cube.fileName(name, ["grades"], by: grouping), rows,
      by: cube.label(grouping: grouping), groups: cube.groups(grouping))
  }

  /// The chart of a single item without groups.
  func ofSingle() -> Figure? {
    guard cube.subjects.count == 1, let subject = cube.subjects.first,
      let row = row(cube.label(subject), subject, [], isTotal: false)
    else { return nil }
    return figure(cube.fileName(name, ["grades"]), [row], by: nil)
  }

  /// The share of the middle: what neither end takes.
  private func row(
    _ label: String, _ subject: EstimateCube.Subject, _ group: [GroupTerm],
    isTotal: Bool
  ) -> LikertChart.Row? {
    guard let scheme else { return nil }
    let (best, worst, both): (String, String, String?) =
      switch scheme {
      case .grades: ("satisfied", "dissatisfied", "satisfied-or-basic")
      case .boxes: ("top-box", "bottom-box", nil)
      }
    guard let top = cube(subject, group, best), let topShare = top.value,
      let bottom = cube(subject, group, worst)?.value
    else { return nil }
    let middle: Double
    if let both {
      guard let together = cube(subject, group, both)?.value else { return nil }
      middle = together - topShare
    } else {
      middle = 1 - topShare - bottom
    }
    var shares = [bottom, max(0, middle), topShare]
    if hasRest { shares.insert(max(0, 1 - shares.reduce(0, +)), at: 1) }
    return LikertChart.Row(
      label: label, shares: shares, base: top.base,
      effectiveBase: top.effectiveBase, isTotal: isTotal)
  }

  /// Whether some answers are none of the grades, such as abstentions in the
  /// denominator.
  private var hasRest: Bool {
    guard scheme == .grades else { return false }
    return cube.all("satisfied-or-basic").contains { both in
      guard let together = both.value,
        let worst = cube(
          EstimateCube.Subject(
            variable: both.variable, category: both.category), both.group,
          "dissatisfied")?.value
      else { return false }
      return 1 - together - worst > 0.0005
    }
  }

  private var categories: [LikertChart.Category] {
    switch scheme {
    case .boxes:
      [
        .init(words.bottomBoxAnswers, .unfavourable),
        .init(words.middleAnswers, .neutral),
        .init(words.topBoxAnswers, .favourable),
      ]
    default:
      [.init(gradeNames.worst, .unfavourable)]
        + (hasRest ? [.init(gradeNames.rest, .neutral)] : [])
        + [
          .init(gradeNames.second, .favourable),
          .init(gradeNames.best, .favourable),
        ]
    }
  }

  private struct GradeNames {
    var best: String
    var second: String
    var worst: String
    var rest: String
    var favourable: String
  }

  /// What the parts of a bar are called. Among more than three grades the
  /// best one need not be called satisfied, so that each is named.
  private var gradeNames: GradeNames {
    let plain = GradeNames(
      best: words.satisfiedAnswers, second: words.basicAnswers,
      worst: words.dissatisfiedAnswers, rest: words.otherAnswers,
      favourable: words.favourableAnswers)
    guard let grades = words.grades, grades.count > 3,
      let best = grades.first, let worst = grades.last
    else { return plain }
    let denominator = result.conventions.first { $0.name == "denominator" }
    return GradeNames(
      best: words.bestGrade(best), second: words.secondGrade(grades[1]),
      worst: words.worstGrade(worst),
      rest: words.gradesBetween(
        Array(grades[2..<(grades.count - 1)]),
        hasOthers: denominator.map { $0.value != "valid" } ?? false),
      favourable: words.twoBestGrades)
  }

  private func figure(
    _ name: String, _ rows: [LikertChart.Row], by grouping: String?,
    groups: [[GroupTerm]] = []
  ) -> Figure? {
    guard let scheme, !rows.isEmpty else { return nil }
    let statistics =
      scheme == .grades
      ? ["satisfied-or-basic", "dissatisfied"] : ["top-box", "bottom-box"]
    let best = cube.all(statistics[0])
    let style = PrintStyle(best).chart
    let frame = context.frame(
      name, title: finding(statistics[0], groups, style),
      subtitle: [
        context.text(result.title), grouping.map(words.by),
        rows.count > 1 ? words.sortedByValue : nil,
      ],
      notes: [
        words.baseNote(
          isWeighted: best.contains {
            abs($0.weightedBase - Double($0.base)) > 1e-9
          })
      ])
    let categories = categories
    let favourable =
      scheme == .grades ? gradeNames.favourable : words.topBoxAnswers
    let unfavourable =
      scheme == .grades ? gradeNames.worst : words.bottomBoxAnswers
    return Figure(name, frame) { frame in
      LikertChart(
        frame: frame, words: words.chartWords(row: grouping),
        categories: categories, rows: rows, favourableLabel: favourable,
        unfavourableLabel: unfavourable, style: style)
    }
  }

  /// The dissatisfied per thousand, where nearly all are satisfied;
  /// otherwise what the shares of the good answers show.
  private func finding(
    _ statistic: String, _ groups: [[GroupTerm]], _ style: NumberStyle
  ) -> String {
    if let subject = cube.subjects.first, groups.count > 1 {
      let name = words.statistic(statistic)
      let comparison = Comparison(
        groups.map {
          (cube.label(group: $0), cube(subject, $0, statistic))
        })
      return comparison.sentence(.group(name), words, style, name: name)
    }
    let overall = cube.subjects.compactMap { cube($0, [], statistic) }
    if let only = overall.first, overall.count == 1, let value = only.value {
      let bad = cube.all("dissatisfied").first { $0.group.isEmpty }?.value
      let isCrowded = PrintStyle.isCrowded([value])
      return words.shareFinding(
        words.statistic(statistic), style.text(value),
        dissatisfied: isCrowded
          ? bad.map { NumberStyle.decimal(1).text($0 * 1000) } : nil)
    }
    // The wider rate first; where it tells nothing apart, the narrower one.
    let candidates = [statistic] + (scheme == .grades ? ["satisfied"] : [])
    let comparisons = candidates.map { candidate in
      Comparison(
        cube.subjects.map { (cube.label($0), cube($0, [], candidate)) })
    }
    let best = comparisons.firstIndex(where: \.differs) ?? 0
    let name = words.statistic(candidates[best])
    return comparisons[best].sentence(.rate(name), words, style, name: name)
  }
}
