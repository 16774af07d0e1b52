import SVG
import SurveyCharts
import SurveyData

/// Dot plots of estimates, each with the finding as its title.
struct EstimateFigures: Sendable {
  let result: AnalysisResult
  let cube: EstimateCube
  let context: Context
  /// A part of every figure's name, already safe.
  let name: String

  private var words: Words { context.words }

  /// Whether the subjects of one statistic may be compared with one another:
  /// rates and indices may, means of variables on scales of their own may
  /// not.
  func isComparable(_ statistic: String) -> Bool {
    switch cube.all(statistic).first?.unit {
    case .share, .index, .net, .coefficient: true
    default: false
    }
  }

  /// A dot plot of the subjects over all rows, when there are several.
  func ofSubjects(_ statistic: String, finding: String? = nil) -> Figure? {
    let subjects = alike(cube.subjects, statistic)
    let entries = subjects.map {
      (cube.label($0, of: statistic), cube($0, [], statistic))
    }
    guard isComparable(statistic), entries.count(where: { $0.1 != nil }) > 1
    else { return nil }
    let isSectioned = cube.variables.count > 1 && !cube.hasOneCategory
    let rows = subjects.compactMap { subject -> DotPlot.Row? in
      cube(subject, [], statistic).map {
        row(
          categoryLabel(subject, isSectioned), $0,
          section: isSectioned && subject.category != nil
            ? cube.variableLabel(subject.variable, of: statistic) : nil)
      }
    }
    // Shares of answers and the like are no marks that somebody gave.
    let unit = cube.all(statistic).first?.unit
    return figure(
      cube.fileName(name, [statistic]), statistic, rows, entries,
      finding: finding,
      measure: unit == .index ? .item : .part(measureName(statistic, nil)),
      by: nil, reference: nil)
  }

  /// A dot plot of one subject, or of several in sections, by a grouping.
  func ofGroups(
    _ statistic: String, _ grouping: [String],
    subjects: [EstimateCube.Subject], finding: String? = nil
  ) -> Figure? {
    let groups = cube.groups(grouping)
    let subjects = alike(subjects, statistic)
    var rows: [DotPlot.Row] = []
    var entries: [(String, Estimate?)] = []
    for subject in subjects {
      for group in groups {
        guard let estimate = cube(subject, group, statistic) else { continue }
        let label = cube.label(group: group)
        let section = subjects.count > 1 ? cube.label(subject) : nil
        rows.append(row(label, estimate, section: section))
        entries.append(
          (
            section.map { words.bracketed($0, label) } ?? label, estimate
          ))
      }
    }
    guard !rows.isEmpty, let first = subjects.first else { return nil }
    let single = subjects.count == 1
    // Groups are parts of a total; beside it they would only look small.
    let unit = cube.all(statistic).first?.unit
    let overall =
      single && unit != .total ? cube(first, [], statistic)?.value : nil
    return figure(
      cube.fileName(
        name, [statistic], subject: single ? first : nil, by: grouping),
      statistic, rows, entries,
      finding: finding ?? (single ? nil : contrast(statistic, grouping)),
      measure: .group(measureName(statistic, single ? first : nil)),
      by: cube.label(grouping: grouping),
      reference: overall.map {
        DotPlot.Reference(label: words.overall, value: $0)
      })
  }

  /// The subjects whose numbers are of the kind that the first one has: one
  /// scale holds no days beside shares.
  private func alike(
    _ subjects: [EstimateCube.Subject], _ statistic: String
  ) -> [EstimateCube.Subject] {
    let units = cube.units(of: statistic)
    guard units.count > 1 else { return subjects }
    let others = Set(
      cube.all(statistic).filter { $0.unit != units[0] }.map {
        EstimateCube.Subject(variable: $0.variable, category: $0.category)
      })
    return subjects.filter { !others.contains($0) }
  }

  /// On how many subjects the groups differ clearly.
  private func contrast(_ statistic: String, _ grouping: [String]) -> String {
    let groups = cube.groups(grouping)
    let comparisons = cube.subjects.map { subject in
      Comparison(
        groups.map { (cube.label(group: $0), cube(subject, $0, statistic)) })
    }
    return words.contrast(
      comparisons.count(where: \.differs), of: comparisons.count,
      by: cube.label(grouping: grouping),
      hasIntervals: comparisons.contains(where: \.hasIntervals))
  }

  /// A name of the statistic that includes the subject when it is one of
  /// several.
  func measureName(
    _ statistic: String, _ subject: EstimateCube.Subject?
  ) -> String {
    let name =
      onlyCategory.map(words.share) ?? words.statistic(statistic)
    guard let subject else { return name }
    switch statistic {
    case "mean", "total", "ratio", "share", "ratio-total", "median",
      "cumulative-share", "variance", "standard-deviation", "covariance",
      "correlation", "agreement", "kappa":
      return words.ofSubject(name, cube.label(subject))
    default:
      return cube.subjects.count > 1
        ? words.ofSubject(name, cube.label(subject)) : name
    }
  }

  /// The value that the shares of all variables are about.
  private var onlyCategory: String? {
    guard cube.hasOneCategory, let first = cube.estimates.first else {
      return nil
    }
    return context.label(first.categoryLabel, first.category ?? "")
  }

  private func categoryLabel(
    _ subject: EstimateCube.Subject, _ isSectioned: Bool
  ) -> String {
    guard isSectioned, let category = subject.category else {
      return cube.label(subject)
    }
    let estimate = cube.estimates.first {
      $0.variable == subject.variable && $0.category == category
    }
    return context.label(estimate?.categoryLabel, category)
  }

  private func row(
    _ label: String, _ estimate: Estimate, section: String?
  ) -> DotPlot.Row {
    DotPlot.Row(
      label: label, value: estimate.value, lower: estimate.interval?.lower,
      upper: estimate.interval?.upper, base: estimate.base,
      effectiveBase: estimate.reliabilityBase, section: section)
  }

  private func figure(
    _ name: String, _ statistic: String, _ rows: [DotPlot.Row],
    _ entries: [(label: String, estimate: Estimate?)],
    finding given: String? = nil, measure: Words.Measure, by grouping: String?,
    reference: DotPlot.Reference?
  ) -> Figure {
    let estimates = entries.compactMap(\.estimate)
    let style = PrintStyle(estimates).chart
    let unit = estimates.first?.unit ?? .value
    let interval = estimates.compactMap(\.interval).first
    let intervalName = interval.map {
      words.intervalColumn(level: NumberStyle.percentLevel($0.level))
    }
    let finding =
      given
      ?? Comparison(entries).sentence(
        measure, words, style, name: entries.first?.label ?? "")
    let isWeighted = estimates.contains {
      abs($0.weightedBase - Double($0.base)) > 1e-9
    }
    let frame = context.frame(
      name, title: finding,
      subtitle: [
        context.text(result.title), onlyCategory.map(words.share),
        grouping.map(words.by), words.sortedByValue,
      ],
      notes: [
        interval.map {
          words.intervalNote(
            level: NumberStyle.percentLevel($0.level), method: $0.method)
        },
        EstimateCube.lacksSomeIntervals(estimates)
          ? words.noIntervalNote : nil,
        words.baseNote(isWeighted: isWeighted),
      ])
    let axis = ValueAxis(
      style: style, title: words.axisTitle(statistic, unit: unit),
      scale: Self.scale(unit))
    return Figure(name, frame) { frame in
      DotPlot(
        frame: frame,
        words: words.chartWords(interval: intervalName, row: grouping),
        rows: rows, axis: axis, reference: reference)
    }
  }

  private static func scale(_ unit: Estimate.Unit) -> ClosedRange<Double>? {
    switch unit {
    case .share: 0...1
    case .index: 0...100
    case .net: -1...1
    default: nil
    }
  }
}

extension Estimate {
  /// The base that says whether an interval is worth drawing.
  ///
  /// A ratio counts rows, each of which may hold many answers; few rows have
  /// few degrees of freedom and a wide interval, which tells all there is.
  var reliabilityBase: Double? {
    statistic == "ratio" ? .infinity : effectiveBase
  }
}
