import SVG
import SurveyData

/// What is unfolded below a result: the rows on their way to it, the formula
/// with the values put in for its first number, files, weights and
/// conventions. Plain elements only, so that it works without scripts and on
/// paper.
struct LineagePanel: Sendable {
  private let provenance: Provenance
  private let name: String
  private let headline: [HTML]
  private let conventions: [String]
  private let words: Words

  /// Takes what there is to say about `result`.
  init(_ result: AnalysisResult, _ context: Context) {
    provenance = result.provenance
    name = result.id
    words = context.words
    conventions = result.conventions.compactMap { context.text($0.sentence) }
    headline = Self.headline(result, context)
  }

  /// The fold; empty without any funnel, which results of other programs have.
  func html() -> [HTML] {
    guard !provenance.funnels.isEmpty else { return [] }
    var content = headline
    content += provenance.funnels.flatMap { Self.funnel($0, words) }
    var entries: [(term: String, sentences: [String])] = []
    if let design = provenance.design {
      entries.append((words.design, [design[words.language]]))
    }
    let files = provenance.sources.map { source in
      source.sha256.isEmpty
        ? source.file
        : words.bracketed(
          source.file, "SHA-256 \(source.sha256.prefix(12))…")
    }
    if !files.isEmpty { entries.append((words.files, files)) }
    if !conventions.isEmpty {
      entries.append((words.conventions, conventions))
    }
    content.append(HTML.terms(entries))
    content.append(
      HTML("p", ["class": "note"], HTML(words.explainHint(name))))
    return [
      HTML(
        "details", ["class": "lineage"],
        [HTML("summary", [:], HTML(words.howItCame))] + content)
    ]
  }

  // MARK: - The first number

  private static func headline(
    _ result: AnalysisResult, _ context: Context
  ) -> [HTML] {
    let words = context.words
    if case .evaluation(let evaluation) = result.details {
      guard let first = evaluation.cases.first(where: { $0.score != nil })
      else { return [] }
      return scoreTable(first, evaluation, context)
    }
    let main =
      result.estimates.first { $0.statistic == "index" && $0.group.isEmpty }
      ?? result.estimates.first { $0.group.isEmpty }
    guard let main,
      let worked = WorkedFormula(main, of: result)
    else {
      let found = tableNumber(result, context)
      if !found.isEmpty { return found }
      return result.provenance.formula.isEmpty
        ? []
        : [HTML("p", [:], HTML("code", [:], HTML(result.provenance.formula)))]
    }
    let style = PrintStyle([main]).table
    var subject = context.label(main.label, main.variable)
    if let category = main.category {
      subject += " = " + context.label(main.categoryLabel, category)
    }
    return [
      HTML(
        "p", [:],
        HTML(
          words.pair(
            words.ofSubject(words.statistic(main.statistic), subject), "")),
        HTML(
          "code", [:],
          HTML(
            "\(worked.formula) = \(worked.values) = "
              + style.text(worked.result))))
    ]
  }

  /// The first number of the tables that a formula with its values gives, with
  /// what its interval is made from.
  private static func tableNumber(
    _ result: AnalysisResult, _ context: Context
  ) -> [HTML] {
    guard case .tables(let tables, _) = result.details else { return [] }
    let words = context.words
    func told(
      _ name: String, _ worked: WorkedFormula, _ format: NumberStyle
    ) -> [HTML] {
      [
        HTML(
          "p", [:], HTML(words.pair(name, "")),
          HTML(
            "code", [:],
            HTML(
              "\(worked.formula) = \(worked.values) = "
                + format.text(worked.result))))
      ]
    }
    if let account = tables.first(where: { $0.name == "account" }),
      let worked = WorkedFormula.points(of: account).first
    {
      let counted = account.columns.firstIndex { $0.name == "counted" } ?? 0
      return told(
        context.text(account.title) ?? account.name, worked,
        StatisticsTableStyles(account).style(column: counted, row: nil))
    }
    for table in tables {
      let styles = StatisticsTableStyles(table)
      for (row, line) in table.rows.enumerated() {
        for (column, head) in table.columns.enumerated() {
          guard
            let worked = WorkedFormula.formulas(
              of: row, column, in: table, of: result
            ).first
          else { continue }
          let name = words.ofSubject(
            context.label(head.label, head.name),
            context.label(line.label, line.name))
          let style = styles.style(column: column, row: row)
          let cell = line.cells[column]
          let parameters =
            cell.interval.map {
              intervalParameters($0, sums: cell.sums)
            } ?? []
          return told(name, worked, style)
            + parameters.compactMap { context.text($0) }
            .map { HTML("p", [:], HTML("code", [:], HTML($0))) }
        }
      }
    }
    return []
  }

  /// What each indicator brings to the score of one case, as a table that
  /// adds up.
  static func scoreTable(
    _ item: CaseResult, _ evaluation: EvaluationResult, _ context: Context
  ) -> [HTML] {
    let words = context.words
    let breakdown = ScoreBreakdown(item, in: evaluation)
    guard !breakdown.parts.isEmpty else {
      return evaluation.isTreeScore
        ? [] : [HTML("p", [:], HTML(words.noContributions))]
    }
    // Numbers that do not add up are not shown as if they did.
    guard let score = item.score,
      abs(breakdown.sum - score) <= 1e-6 * max(1, abs(score))
    else { return [] }
    let points = NumberStyle.decimal(2)
    let origin = IndicatorOrigin(evaluation: evaluation, context: context)
    var rows = breakdown.parts.map { part -> [String] in
      let indicator = evaluation.indicators[part.indicator]
      let label = context.label(indicator.name, indicator.id)
      let name =
        context.text(indicator.unit).map { words.bracketed(label, $0) }
        ?? label
      let value =
        item.values.indices.contains(part.indicator)
        ? item.values[part.indicator] : nil
      return [
        part.isCut ? words.cut(name) : name,
        value?.raw.map { compactNumber($0, 6) } ?? "",
        part.isCut ? "" : origin.text(indicator, value, item),
        part.isCut ? "" : origin.rule(indicator),
        part.score.map(points.text) ?? "",
        NumberStyle.percent(2).text(part.weight),
        points.text(part.contribution),
      ]
    }
    rows.append([
      "\(words.sumRow)", "", "", "", "", "", points.text(breakdown.sum),
    ])
    return [
      HTML(
        "p", [:], HTML(words.pair(item.id, points.text(score)))),
      HTML.scrolling(
        numberTable(
          head: [
            words.indicator, words.rawValue, words.originColumn,
            words.ruleColumn, words.indicatorScore, words.globalWeight,
            words.contributionColumn,
          ], rows: rows), label: words.howScoreCame),
    ]
      + (breakdown.reachesLeaves
        ? [] : [HTML("p", [:], HTML(words.groupContributions))])
  }

  /// A table of numbers, whose third and fourth column are texts. It scrolls
  /// on narrow screens rather than break names sign by sign.
  private static func numberTable(
    head: [String], rows: [[String]]
  ) -> HTML {
    HTML(
      "table", ["class": "plain roomy sums"],
      HTML(
        "thead", [:],
        HTML("tr", [:], head.map { HTML("th", ["scope": "col"], HTML($0)) })),
      HTML(
        "tbody", [:],
        rows.map { row in
          HTML(
            "tr", [:],
            row.enumerated().map { column, text in
              column == 0
                ? HTML("th", ["scope": "row"], HTML(text))
                : HTML("td", [:], HTML(text))
            })
        }))
  }

  // MARK: - Rows

  /// The steps of one table, and what the variables used of it.
  static func funnel(_ funnel: RowFunnel, _ words: Words) -> [HTML] {
    let style = NumberStyle.integer
    // What lost nothing is told in a line.
    if funnel.steps.isEmpty, !funnel.items.contains(where: { $0.unused > 0 }) {
      let read = "\(words.recordsRead) \(style.text(Double(funnel.read)))"
      let name = words.dataSet(funnel.data, file: funnel.file)
      return [HTML("p", [:], HTML(words.pair(name, read)))]
    }
    var rows = [[words.recordsRead, "", style.text(Double(funnel.read))]]
    rows += funnel.steps.map { step in
      [
        words.funnelStep(step),
        NumberStyle.signed(0).text(Double(step.change)),
        style.text(Double(step.rows)),
      ]
    }
    var content = [
      HTML.scrolling(
        HTML.simpleTable(
          head: [
            words.dataSet(funnel.data, file: funnel.file),
            words.changeColumn, words.leftColumn,
          ], rows: rows), label: words.rowSteps)
    ]
    let shown = funnel.items.filter { $0.unused > 0 }.prefix(limit)
    if !shown.isEmpty {
      content.append(
        HTML.scrolling(
          HTML.simpleTable(
            head: [
              words.variableColumn, words.usedColumn, words.unusedColumn,
              words.reasonColumn,
            ],
            rows: shown.map { item in
              [
                item.label?[words.language] ?? item.variable,
                style.text(Double(item.used)),
                style.text(Double(item.unused)), reasons(item, words),
              ]
            }), label: words.usedColumn))
    }
    return content
  }

  /// With more variables than this the table is longer than its use.
  private static let limit = 40

  private static func reasons(_ item: RowFunnel.Item, _ words: Words) -> String
  {
    let style = NumberStyle.integer
    var parts = item.missing.map {
      "\(words.reason($0.reason)) \(style.text(Double($0.rows)))"
    }
    if item.notCounted > 0 {
      parts.append(words.notCounted(style.text(Double(item.notCounted))))
    }
    return parts.joined(separator: words.say("，", ", "))
  }
}

/// Where the raw value of an indicator comes from, and its rule.
struct IndicatorOrigin {
  let evaluation: EvaluationResult
  let context: Context

  /// The file with the line of the case, or with the number of records.
  func text(
    _ indicator: IndicatorResult, _ value: CaseResult.IndicatorValue?,
    _ item: CaseResult
  ) -> String {
    let words = context.words
    let files = evaluation.files
    let count = NumberStyle.integer.text(Double(value?.base ?? 0))
    switch indicator.source {
    case "evaluators": return words.scoresIn(files.scores ?? "", count)
    case "satisfaction": return words.ratingsIn(files.ratings ?? "", count)
    case "ledger", "external":
      return files.cases + (item.line.map { ":\($0)" } ?? "")
    default: return ""
    }
  }

  /// What earns how much.
  func rule(_ indicator: IndicatorResult) -> String {
    context.text(indicator.rule)
      ?? context.words.normalisation(indicator.normalisation)
  }
}
