import Diagnostics
import SurveyCharts
import SurveyData
import SurveyTables

/// Returns every file of a report, ordered by path.
///
/// For each language these are `report.html` and `report.ipynb`, the charts
/// in `charts/`, the tables in `tables/` (HTML, Markdown, CSV and SVG), and
/// when cards are asked for `cards/index.html`, `cards/sheet.html` with all
/// of them small, and one page for each case.
/// The first language has plain names; another one carries its code, as in
/// `report.en.html`. A result that stands in several sections is written
/// once. Without any language the report is written in Chinese.
public func renderReport(_ input: ReportInput) -> [OutputFile] {
  var seen: Set<Language> = []
  let languages = (input.languages.isEmpty ? [.chinese] : input.languages)
    .filter { seen.insert($0).inserted }
  var input = input
  input.languages = languages
  return inParallel(languages.count) { [input] index in
    let document = ReportDocument(input, languages[index])
    let files = document.figureFiles() + document.tableFiles()
    let texts = Dictionary(
      files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    return files + [
      ReportPage(document: document).file(),
      ReportNotebook(document: document, files: texts).file(),
    ] + (document.cards?.files() ?? [])
  }.flatMap(\.self).sorted {
    $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
  }
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
  func figureFiles() -> [OutputFile] {
    views.flatMap(\.figures).flatMap { figure -> [OutputFile] in
      let drawing = OutputFile(
        path: context.files.chart(figure.name), text: figure.svg)
      guard figure.table.rows.count > PageLimits.figureRows else {
        return [drawing]
      }
      return [
        drawing,
        OutputFile(
          path: context.files.chartData(figure.name),
          text: CSVTableWriter(.asShown).text(of: table(of: figure))),
      ]
    }
  }

  /// The numbers of a figure as a table.
  private func table(of figure: Figure) -> TableModel {
    let heads = figure.table.columns
    return context.table(
      figure.name, title: figure.title, stub: heads.first ?? "",
      columns: heads.dropFirst().map { ColumnNode($0) },
      rows: figure.table.rows.map { row in
        RowNode(row.first ?? "", row.dropFirst().map(Self.cell))
      })
  }

  /// A printed number is a number again, which needs no guard in a file.
  private static func cell(_ text: String) -> TableCell {
    guard let number = Double(text), number.isFinite else {
      return .text(text)
    }
    let point = text.firstIndex(of: ".")
    let decimals = point.map { text[$0...].count - 1 } ?? 0
    return .value(number, decimals == 0 ? .integer : .decimal(decimals))
  }

  /// The tables in every format.
  func tableFiles() -> [OutputFile] {
    views.flatMap(\.tables).flatMap { table -> [OutputFile] in
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
      // The caption of the table shows the same.
      header: [HTML("h1", ["class": "aloud"], HTML(table.model.title))],
      content: [
        HTML.scrolling(
          HTML(trusted: writer.text(of: table.model)),
          label: table.model.title, isBroad: HTML.isBroad(table.model))
      ], hasStyleAttributes: true)
    return OutputFile(
      path: context.files.table(table.name, writer.fileExtension),
      text: page.text)
  }
}
