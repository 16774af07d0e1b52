import SVG
import SurveyData
import SurveyTables

/// The page about the quality of the answers to one questionnaire.
struct QualityPage: Sendable {
  let input: QualityInput
  let context: Context
  /// The folder of the page, empty for one without a report.
  let folder: String
  /// What the names of the files start with.
  let name: String

  var report: QualityReport { input.report.value }
  var words: Words { context.words }
  var language: Language { context.language }

  /// Respondents listed on the page; the rest is in the file of flags.
  static let listed = 200
  /// Items in the chart of missing answers; the table has all.
  static let drawn = 60

  init(
    _ input: QualityInput, _ language: Language, folder: String = "",
    name: String
  ) {
    self.input = input
    self.folder = folder
    self.name = name
    context = Context(
      language,
      ReportInput(
        id: "quality", title: input.title ?? LocalizedText(name),
        languages: input.languages, isMadeUp: input.isMadeUp,
        source: input.source, version: input.version, sections: []))
  }

  /// The bytes of the file.
  var text: String {
    let file = report.source.file.split(separator: "/").last.map(String.init)
    let title = words.qualityTitle(file ?? report.name)
    var header = [HTML("h1", [:], HTML(title))]
    if let study = context.text(input.title) {
      header.append(HTML("p", ["class": "subtitle"], HTML(study)))
    }
    return Page(
      context: context, title: title,
      translations: context.languages.filter { $0 != language }.map {
        Page.Translation(
          name: Words.name(of: $0), code: Words($0).code,
          path: "\(name)\(FileNames($0, in: context.languages).suffix).html")
      },
      links: folder.isEmpty || !input.hasReport
        ? [] : [(text: words.report, path: "../\(context.files.report)")],
      header: header, content: content,
      style: ".wordy td:last-child{min-width:13em}"
    ).text
  }

  private var content: [HTML] {
    var parts = [
      HTML("p", ["class": "finding"], HTML(finding)),
      HTML("p", [:], HTML(words.flagMeaning)),
      section("rules", words.rulesHeading, rules),
    ]
    guard report.rowCount > 0 else { return parts + [how] }
    parts.append(section("flags", words.flagsHeading, [table(flagCounts)]))
    parts += optional("distributions", words.distributionsHeading, histograms)
    parts += optional("overlap", words.overlapHeading, overlap)
    parts += optional("missing", words.missingHeading, missing)
    parts += optional("without", words.withoutHeading, without)
    parts += input.comparisons.map(comparison)
    parts += optional("flagged", words.flaggedHeading, flagged)
    return parts + [how]
  }

  func section(_ id: String, _ heading: String, _ parts: [HTML]) -> HTML {
    HTML("section", ["id": id], [HTML("h2", [:], HTML(heading))] + parts)
  }

  private func optional(
    _ id: String, _ heading: String, _ parts: [HTML]
  ) -> [HTML] {
    parts.isEmpty ? [] : [section(id, heading, parts)]
  }

  func table(_ model: TableModel) -> HTML {
    HTML.table(NamedTable(model.id, model), context, hasFile: false)
  }

  /// A table whose last column holds sentences, which keep some width.
  func wordyTable(_ model: TableModel) -> HTML {
    HTML("div", ["class": "wordy"], table(model))
  }

  // MARK: - Numbers as text

  func number(_ count: Int) -> String {
    NumberStyle.integer.text(Double(count))
  }

  func share(_ count: Int, of total: Int? = nil) -> Double {
    Double(count) / Double(max(1, total ?? report.rowCount))
  }

  /// A small share keeps a digit.
  func percent(_ share: Double) -> String {
    NumberStyle.percent(1).text(share)
  }

  func names(_ columns: [String]) -> String {
    columns.joined(separator: words.say("、", ", "))
  }

  // MARK: - What stands first

  /// How many respondents have several flags, or else any.
  var finding: String {
    let total = number(report.rowCount)
    guard report.rowCount > 0 else { return words.noRespondents }
    for limit in [3, 1] {
      let count = report.rows(withFlags: limit)
      if count == 0 { continue }
      let sentence = words.flagged(
        number(count), of: total, share: percent(share(count)), flags: limit)
      let excluded = report.excluded.count { $0 }
      let end = words.say("。", ".")
      if excluded == 0 { return sentence + end }
      return words.sentences([
        sentence + end,
        words.excludedRows(number(excluded), share: percent(share(excluded))),
      ])
    }
    return words.nobodyFlagged(total) + words.say("。", ".")
  }

  private var rules: [HTML] {
    let rows = report.findings.map { finding -> RowNode in
      let count = report.count(of: finding.rule)
      return RowNode(
        words.rule(finding.rule),
        [
          .value(Double(count), .integer),
          report.rowCount == 0
            ? .notAvailable : .value(share(count), .percent(1)),
          .value(Double(finding.base), .integer),
          .text(words.action(finding.action)),
          .text(finding.threshold[language]),
        ])
    }
    return [
      wordyTable(
        context.table(
          "rules",
          title: words.rulesApplied(
            report.findings.count, to: number(report.rowCount)),
          stub: words.rule,
          columns: [
            ColumnNode(words.flaggedRows), ColumnNode(words.flaggedShare),
            ColumnNode(words.judgedRows), ColumnNode(words.action),
            ColumnNode(words.flaggedWhen),
          ], rows: rows,
          notes: [report.excludedAt.map(words.excludedAt)]))
    ]
  }

  private var flagCounts: TableModel {
    let most = report.flags.map(\.nonzeroBitCount).max() ?? 0
    var counts = [Int](repeating: 0, count: most + 1)
    for flags in report.flags { counts[flags.nonzeroBitCount] += 1 }
    return context.table(
      "flags", title: words.flagsTable, stub: words.flagCount,
      columns: [
        ColumnNode(words.respondents), ColumnNode(words.flaggedShare),
      ],
      rows: counts.enumerated().map { flags, count in
        RowNode(
          String(flags),
          [
            .value(Double(count), .integer), .value(share(count), .percent(1)),
          ])
      })
  }

  // MARK: - How

  private var how: HTML {
    var parts = [
      HTML("h3", [:], HTML(words.columnsHeading)),
      HTML.terms(
        report.choices.map { choice in
          (
            choice.role[language],
            [
              words.bracketed(
                names(choice.columns), choice.reason[language])
            ]
          )
        }),
      HTML("h3", [:], HTML(words.rulesHeading)),
      HTML.terms(
        report.findings.map { finding in
          (
            words.rule(finding.rule),
            [finding.convention[language]]
          )
        }),
    ]
    if !report.skipped.isEmpty {
      parts += [
        HTML("h3", [:], HTML(words.notAppliedHeading)),
        HTML.terms(
          report.skipped.map {
            (words.rule($0.rule), [$0.reason[language] + words.say("。", ".")])
          }),
      ]
    }
    return section("how", words.howHeading, parts)
  }
}
