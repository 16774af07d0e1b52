import SVG
import SurveyCharts
import SurveyData

/// Charts of how answers are spread: bars around a line where the answers
/// are a scale from bad to good, dots otherwise.
struct ShareFigures: Sendable {
  let result: AnalysisResult
  let cube: EstimateCube
  let context: Context
  /// A part of every figure's name, already safe.
  let name: String

  private var words: Words { context.words }
  private var statistic: String { "share" }

  /// Whether all estimates are shares of answers.
  var applies: Bool {
    cube.statistics == [statistic]
      && cube.subjects.allSatisfy { $0.category != nil }
  }

  /// All charts: over all rows, then by each grouping.
  func figures() -> [Figure] {
    if let scale { return bars(scale) }
    let dots = EstimateFigures(
      result: result, cube: cube, context: context, name: name)
    return [dots.ofSubjects(statistic, finding: overallFinding)]
      .compactMap { $0 }
      + cube.groupings.compactMap {
        dots.ofGroups(
          statistic, $0, subjects: cube.subjects, finding: groupFinding($0))
      }
  }

  // MARK: - Answers

  private var answers: [AnswerScale.Answer] {
    guard let variable = cube.variables.first else { return [] }
    return cube.subjects.filter { $0.variable == variable }.map { subject in
      AnswerScale.Answer(
        code: subject.category ?? "",
        label: cube(subject, [], statistic)?.categoryLabel)
    }
  }

  /// The scale that all variables share, when all its answers are there.
  private var scale: AnswerScale? {
    // Of several answers each share stands for itself.
    if result.conventions.contains(where: { $0.name == "several-answers" }) {
      return nil
    }
    let codes = answers.map(\.code)
    let isShared = cube.variables.allSatisfy { variable in
      let shares = cube.subjects.filter { $0.variable == variable }
      let sum = shares.compactMap { cube($0, [], statistic)?.value }
        .reduce(0, +)
      return shares.map { $0.category ?? "" } == codes && abs(sum - 1) < 1e-6
    }
    return isShared ? AnswerScale(answers) : nil
  }

  private func label(_ answer: AnswerScale.Answer) -> String {
    context.label(answer.label, answer.code)
  }

  private func estimates(
    _ variable: String, _ group: [GroupTerm]
  ) -> [Estimate?] {
    answers.map {
      cube(
        EstimateCube.Subject(variable: variable, category: $0.code), group,
        statistic)
    }
  }

  // MARK: - Bars

  private func bars(_ scale: AnswerScale) -> [Figure] {
    let variables = cube.variables
    var figures: [Figure] = []
    if variables.count > 1 || cube.groupings.isEmpty {
      let rows = variables.compactMap {
        row(cube.variableLabel($0), $0, [], scale)
      }
      figures += [
        bars(
          scale, cube.fileName(name, [statistic]), rows,
          title: overallFinding ?? spanFinding(scale))
      ].compactMap { $0 }
    }
    for grouping in cube.groupings {
      for (position, variable) in variables.enumerated() {
        var rows = cube.groups(grouping).compactMap {
          row(cube.label(group: $0), variable, $0, scale)
        }
        if let all = row(words.overall, variable, [], scale, isTotal: true) {
          rows.insert(all, at: 0)
        }
        let parts =
          variables.count > 1
          ? [uniqueSlugs(variables)[position], statistic] : [statistic]
        let order =
          [scale.order.last, scale.order.first].compactMap { $0 }
          + scale.order.dropFirst().dropLast()
        figures += [
          bars(
            scale, cube.fileName(name, parts, by: grouping), rows,
            title: groupFinding(grouping, variable, order: order),
            of: variables.count > 1 ? cube.variableLabel(variable) : nil,
            by: grouping)
        ].compactMap { $0 }
      }
    }
    return figures
  }

  private func row(
    _ label: String, _ variable: String, _ group: [GroupTerm],
    _ scale: AnswerScale, isTotal: Bool = false
  ) -> LikertChart.Row? {
    let found = estimates(variable, group)
    guard let any = found.compactMap({ $0 }).first else { return nil }
    return LikertChart.Row(
      label: label, shares: scale.order.map { found[$0]?.value ?? 0 },
      base: any.base, effectiveBase: any.effectiveBase, isTotal: isTotal)
  }

  private func bars(
    _ scale: AnswerScale, _ name: String, _ rows: [LikertChart.Row],
    title: String, of variable: String? = nil, by grouping: [String] = []
  ) -> Figure? {
    guard !rows.isEmpty else { return nil }
    let by = grouping.isEmpty ? nil : cube.label(grouping: grouping)
    let categories = scale.order.map {
      LikertChart.Category(label(answers[$0]), scale.sides[$0])
    }
    func total(_ side: LikertChart.Category.Side) -> String {
      words.together(
        categories.filter { $0.side == side }.map(\.label),
        isGood: side == .favourable)
    }
    let frame = context.frame(
      name, title: title,
      subtitle: [
        context.text(result.title), variable, by.map(words.by),
        rows.count > 1 ? words.sortedByValue : nil,
      ],
      notes: [words.baseNote(isWeighted: isWeighted)])
    let style = style(by: grouping)
    return Figure(name, frame) { frame in
      LikertChart(
        frame: frame, words: words.chartWords(row: by),
        categories: categories, rows: rows,
        favourableLabel: total(.favourable),
        unfavourableLabel: total(.unfavourable), style: style)
    }
  }

  private var isWeighted: Bool {
    cube.estimates.contains { abs($0.weightedBase - Double($0.base)) > 1e-9 }
  }

  /// The style of the shares over all rows, or of those by a grouping.
  private func style(by grouping: [String] = []) -> NumberStyle {
    PrintStyle(
      cube.estimates.filter { $0.group.map(\.variable) == grouping }
    ).chart
  }

  // MARK: - Findings

  /// What may be said about the answers over all rows; `nil` when the chart
  /// knows better.
  private var overallFinding: String? {
    guard cube.variables.count == 1, cube.subjects.count > 1 else {
      return cube.hasOneCategory || scale != nil ? nil : spanOfMostFrequent
    }
    let found = cube.subjects.compactMap { subject in
      cube(subject, [], statistic).flatMap { estimate in
        estimate.value.map { (cube.label(subject), $0, estimate.interval) }
      }
    }.sorted { $0.1 > $1.1 }
    guard let first = found.first, found.count > 1 else { return nil }
    let second = found[1]
    // All that cannot be told from the first are named or counted.
    let tied = found.filter { other in
      guard let own = first.2, let interval = other.2 else { return false }
      return own.lower <= interval.upper
    }
    if tied.count > 2 {
      if tied.count == found.count {
        return words.notDistinguishable(
          tied.count, .part(words.statistic(statistic)))
      }
      return words.mostFrequentSeveral(
        tied.map(\.0), style().text(tied.last?.1 ?? first.1),
        style().text(first.1))
    }
    if let own = first.2, let next = second.2, own.lower <= next.upper {
      return words.mostFrequentTwo(
        first.0, style().text(first.1), second.0, style().text(second.1))
    }
    let shown = style().text(
      first.1, lower: first.2?.lower, upper: first.2?.upper,
      separator: words.tableWords.intervalSeparator)
    return words.mostFrequent(first.0, words.spaced(shown))
  }

  private var spanOfMostFrequent: String {
    let largest = cube.variables.compactMap { variable in
      cube.subjects.filter { $0.variable == variable }
        .compactMap { cube($0, [], statistic)?.value }.max()
    }
    return words.mostFrequentSpan(
      style().text(largest.min() ?? 0), style().text(largest.max() ?? 0))
  }

  /// Between which shares the best answer lies over the variables.
  private func spanFinding(_ scale: AnswerScale) -> String {
    guard let best = scale.order.last else { return words.nothingEstimated }
    let values = cube.variables.compactMap { estimates($0, [])[best]?.value }
    return words.shareOfItems(
      label(answers[best]), style().text(values.min() ?? 0),
      style().text(values.max() ?? 0))
  }

  /// What differs between groups: the first answer whose shares do so
  /// clearly, the most frequent ones first.
  private func groupFinding(_ grouping: [String]) -> String? {
    guard cube.variables.count == 1, let variable = cube.variables.first,
      cube.subjects.count > 1
    else { return nil }
    let shares = estimates(variable, []).map { $0?.value ?? 0 }
    let order = shares.indices.sorted {
      (shares[$1], $0) < (shares[$0], $1)
    }
    return groupFinding(grouping, variable, order: order)
  }

  private func groupFinding(
    _ grouping: [String], _ variable: String, order: [Int]
  ) -> String {
    for position in order {
      let answer = answers[position]
      let comparison = Comparison(
        cube.groups(grouping).map {
          (cube.label(group: $0), estimates(variable, $0)[position])
        })
      guard comparison.differs else { continue }
      let name = words.share(of: label(answer))
      return comparison.sentence(
        .group(name), words, style(by: grouping), name: name)
    }
    return words.noAnswerDiffers(by: cube.label(grouping: grouping))
  }
}
