import SVG
import SurveyData

extension ResultView {
  /// Turns one result into figures, tables and a finding.
  init(_ result: AnalysisResult, name: String, context: Context) {
    let context = context.naming(gradesOf: result)
    let words = context.words
    self.init(
      name: name,
      heading: context.text(result.title) ?? words.kind(result.kind),
      finding: words.nothingEstimated, figures: [], tables: [],
      method: MethodNote(result, context),
      lineage: LineagePanel(result, context))
    switch result.details {
    case .verdicts(let verdicts):
      let view = VerdictView(
        verdicts: verdicts, result: result, context: context, name: name)
      finding = view.finding
      figures = view.figures()
      tables = view.tables()
    case .reliability(let scales):
      let view = ReliabilityView(
        scales: scales, result: result, context: context, name: name)
      finding = view.finding
      figures = view.figures()
      tables = view.tables()
    case .evaluation(let evaluation):
      let view = EvaluationFigures(
        evaluation: evaluation, result: result, context: context, name: name)
      finding = view.finding
      figures =
        [view.league("\(name)-league", title: view.finding)]
        + [view.heat()].compactMap { $0 }
      tables = EvaluationTables(figures: view).tables()
      let further = StatisticsTableView(
        statistics: evaluation.tables, result: result, context: context,
        name: name)
      figures += further.figures()
      tables += further.tables()
      let sentences = evaluation.findings.compactMap { context.text($0) }
      if !sentences.isEmpty {
        // The first is a headline, without a full stop.
        finding +=
          words.say("。", ". ") + sentences.joined(separator: words.say("", " "))
      }
    case .tables(let statistics, let sentence):
      // A table named as the variable shows the estimates already.
      let variable = result.estimates.first?.variable
      if !statistics.contains(where: { $0.name == variable }) {
        addEstimates(result, context)
      }
      let view = StatisticsTableView(
        statistics: statistics, result: result, context: context, name: name)
      figures += view.figures()
      tables = view.tables() + tables
      finding =
        context.text(sentence)
        ?? (result.estimates.isEmpty ? view.finding : finding)
    case .none:
      addEstimates(result, context)
    }
    if let headline = context.text(result.headline) {
      finding = headline
      if let first = figures.first { figures[0] = first.titled(headline) }
    }
  }

  private mutating func addEstimates(
    _ result: AnalysisResult, _ context: Context
  ) {
    let cube = EstimateCube(result.estimates, context)
    guard let main = cube.statistics.first else { return }
    let dots = EstimateFigures(
      result: result, cube: cube, context: context, name: name)
    let grades = GradeFigures(
      result: result, cube: cube, context: context, name: name)
    let shares = ShareFigures(
      result: result, cube: cube, context: context, name: name)
    if shares.applies {
      figures = shares.figures()
      finding = figures.first?.title ?? sentence(dots, main)
      tables = EstimateTables(
        result: result, cube: cube, context: context, name: name
      ).tables()
      return
    }
    var found: [Figure] = []
    // Where there are grades, bars show all answers and dots the index.
    if grades.scheme != nil {
      if cube.groupings.isEmpty {
        found += [grades.ofSingle()].compactMap { $0 }
      }
      found += [grades.ofSubjects()].compactMap { $0 }
      found += cube.groupings.compactMap(grades.ofGroups)
    }
    let lead =
      cube.statistics.first { $0 == "index" }
      ?? cube.statistics.first { cube.all($0).first?.unit != .share } ?? main
    if let figure = dots.ofSubjects(lead) { found.append(figure) }
    for grouping in cube.groupings {
      found += groupFigures(dots, cube, lead, grouping)
      // Rates at the ceiling: what is left over tells the groups apart.
      if lead != "dissatisfied",
        PrintStyle.isCrowded(cube.all("dissatisfied").compactMap(\.value)),
        let figure = dots.ofGroups(
          "dissatisfied", grouping, subjects: cube.subjects)
      {
        found.append(figure)
      }
    }
    finding = found.first?.title ?? sentence(dots, lead)
    figures = found
    tables = EstimateTables(
      result: result, cube: cube, context: context, name: name
    ).tables()
  }

  /// Subjects on one scale share a chart; the others get one each.
  private func groupFigures(
    _ dots: EstimateFigures, _ cube: EstimateCube, _ lead: String,
    _ grouping: [String]
  ) -> [Figure] {
    if dots.isComparable(lead) {
      return [dots.ofGroups(lead, grouping, subjects: cube.subjects)]
        .compactMap { $0 }
    }
    return cube.subjects.compactMap {
      dots.ofGroups(lead, grouping, subjects: [$0])
    }
  }

  /// The values over all rows, when there is no chart to take a title from.
  private func sentence(
    _ dots: EstimateFigures, _ statistic: String
  ) -> String {
    let (cube, words) = (dots.cube, dots.context.words)
    let parts = cube.subjects.compactMap { subject -> String? in
      guard let estimate = cube(subject, [], statistic),
        let value = estimate.value
      else { return nil }
      let style = PrintStyle([estimate]).chart
      let shown = style.text(
        value, lower: estimate.interval?.lower,
        upper: estimate.interval?.upper,
        separator: words.tableWords.intervalSeparator)
      return words.isValue(
        dots.measureName(statistic, subject), words.spaced(shown))
    }
    guard parts.count <= 3 else { return words.estimateCount(parts.count) }
    return parts.isEmpty
      ? words.nothingEstimated : parts.joined(separator: words.say("；", "; "))
  }
}
