import Diagnostics
import SurveyCharts
import SurveyData
import SurveyTables

/// Returns every file of a report, ordered by path.
///
/// For each language these are `report.html` and `report.ipynb`, the charts
/// in `charts/`, the tables in `tables/` (HTML, Markdown, CSV and SVG), and
/// when cards are asked for `cards/index.html` and one page for each case.
/// The first language has plain names; another one carries its code, as in
/// `report.en.html`. A result that stands in several sections is written
/// once. Without any language the report is written in Chinese.
///
/// - Parameter memory: Asked for every group of files that show one result;
///   it may give back what it knows instead of having them made. Nothing but
///   the result and the head of `input` is shown in them.
public func renderReport(
  _ input: ReportInput, memory: RenderMemory = { $1() }
) -> [OutputFile] {
  var languages: [Language] = []
  for language in input.languages.isEmpty ? [.chinese] : input.languages
  where !languages.contains(language) {
    languages.append(language)
  }
  var input = input
  input.languages = languages
  return languages.flatMap { language in
    let document = ReportDocument(input, language)
    let files = zip(document.views, input.shownResults).flatMap {
      view, result in
      let unit = RenderUnit(
        part: .result, language: language, name: view.name, result: result)
      return memory(unit) {
        document.figureFiles(of: view) + document.tableFiles(of: view)
      }
    }
    let cards = document.cards.map { deck in
      let unit = RenderUnit(
        part: .cards, language: language, name: deck.names.joined(),
        result: deck.result)
      return memory(unit) { deck.files() }
    }
    let texts = Dictionary(
      files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    return files + [
      ReportPage(document: document).file(),
      ReportNotebook(document: document, files: texts).file(),
    ] + (cards ?? [])
  }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

/// Returns what a report cannot do as asked: a name pattern with an unknown
/// placeholder, or cards for a result that is not an evaluation.
public func checkReport(_ input: ReportInput) -> [Diagnostic] {
  guard let cards = input.cards else { return [] }
  var findings = CardName(cards.namePattern).unknownPlaceholders.map {
    Diagnostic(
      .unknownPlaceholder, .warning,
      "the name of the cards '\(cards.namePattern)' holds '\($0)'",
      help: "use \(CardName.placeholders.joined(separator: " or "))")
  }
  let result = cards.result.value
  if case .evaluation = result.details {
    return findings
  }
  findings.append(
    Diagnostic(
      .cardsWithoutCases, .error,
      "'\(result.id)' is of kind '\(result.kind)' and has no cases for cards",
      help: "name an analysis of kind 'evaluation'"))
  return findings
}

extension ReportDocument {
  /// The charts.
  func figureFiles(of view: ResultView) -> [OutputFile] {
    view.figures.map {
      OutputFile(path: context.files.chart($0.name), text: $0.svg)
    }
  }

  /// The tables in every format.
  func tableFiles(of view: ResultView) -> [OutputFile] {
    view.tables.flatMap { table -> [OutputFile] in
      if table.isLong {
        let writer = CSVTableWriter(.asShown)
        return [
          OutputFile(
            path: context.files.table(table.name, writer.fileExtension),
            text: writer.text(of: table.model))
        ]
      }
      let writers: [any TableWriter] = [
        SVGTableWriter(), MarkdownTableWriter(), CSVTableWriter(.tidy),
      ]
      return writers.map {
        OutputFile(
          path: context.files.table(table.name, $0.fileExtension),
          text: $0.text(of: table.model))
      } + [tablePage(table)]
    }
  }

  /// A table as a page that can be opened by itself.
  private func tablePage(_ table: NamedTable) -> OutputFile {
    let writer = HTMLTableWriter(styling: .inline)
    let page = Page(
      context: context, title: table.model.title, translations: [],
      links: [(text: context.words.report, path: "../\(context.files.report)")],
      header: [],
      content: [
        HTML.scrolling(
          HTML(trusted: writer.text(of: table.model)),
          label: table.model.title, isBroad: HTML.isBroad(table.model))
      ])
    return OutputFile(
      path: context.files.table(table.name, writer.fileExtension),
      text: page.text)
  }
}
