import Diagnostics
import SurveyCharts
import SurveyData
import SurveyTables

/// Returns every file of a report, ordered by path.
///
/// For each language these are, as far as `input.formats` asks for them,
/// `report.html`, `report.ipynb` and `report.xlsx`, the charts in `charts/`,
/// the tables in `tables/`, and when cards are asked for `cards/index.html`,
/// `cards/sheet.html` with all of them small, and one page for each case. The
/// first language has plain names; another one carries its code, as in
/// `report.en.html`. A result that stands in several sections is written
/// once. Without any language the report is written in Chinese.
///
/// What the notebook reads is written with it.
///
/// - Parameter memory: Asked for every group of files that show one result;
///   it may give back what it knows instead of having them made. Nothing but
///   the result and the head of `input` is shown in them.
public func renderReport(
  _ input: ReportInput, memory: @escaping RenderMemory = { $1() }
) -> [OutputFile] {
  var seen: Set<Language> = []
  let languages = (input.languages.isEmpty ? [.chinese] : input.languages)
    .filter { seen.insert($0).inserted }
  var input = input
  input.languages = languages
  return inParallel(languages.count) { [input] index in
    files(of: ReportDocument(input, languages[index]), memory)
  }.flatMap(\.self).sorted {
    $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
  }
}

/// Every file of a report in one language.
private func files(
  of document: ReportDocument, _ memory: @escaping RenderMemory
) -> [OutputFile] {
  let (formats, language) = (document.input.formats, document.context.language)
  let (views, results) = (document.views, document.input.shownResults)
  let files = inParallel(min(views.count, results.count)) { position in
    let view = views[position]
    let unit = RenderUnit(
      part: .result, language: language, name: view.name,
      result: results[position])
    return memory(unit) {
      document.figureFiles(of: view) + document.tableFiles(of: view)
    }
  }.flatMap(\.self)
  // What shows all results takes longest and is made side by side.
  var makers: [@Sendable () -> [OutputFile]] = []
  if formats.contains(.html) {
    makers.append { [ReportPage(document: document).file()] }
    if let deck = document.cards {
      let unit = RenderUnit(
        part: .cards, language: language, name: deck.names.joined(),
        result: deck.result)
      makers.append { memory(unit) { deck.files() } }
    }
  }
  if formats.contains(.notebook) {
    makers.append {
      let texts = Dictionary(
        files.map { ($0.path, $0.text) },
        uniquingKeysWith: { first, _ in first })
      return [ReportNotebook(document: document, files: texts).file()]
    }
  }
  if formats.contains(.xlsx) {
    makers.append { [ReportWorkbook(document: document).file()] }
  }
  let whole = makers
  return files + inParallel(whole.count) { whole[$0]() }.flatMap(\.self)
}

/// Returns what a report cannot do as asked: a name pattern with an unknown
/// placeholder, or cards for a result that is not an evaluation.
public func checkReport(_ input: ReportInput) -> [Diagnostic] {
  guard let cards = input.cards else { return [] }
  var findings = CardName(cards.namePattern).unknownPlaceholders.map {
    Diagnostic(
      .unknownPlaceholder, .warning,
      "the name of the cards '\(cards.namePattern)' holds '\($0)'",
      zh: "卡片的文件名样式“\(cards.namePattern)”含有“\($0)”",
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
      zh: "“\(result.id)”的类型为“\(result.kind)”，没有可以制作卡片的对象",
      help: "name an analysis of kind 'evaluation'"))
  return findings
}

extension ReportDocument {
  private var formats: Set<ReportFormat> { input.formats }

  /// The charts.
  func figureFiles(of view: ResultView) -> [OutputFile] {
    view.figures.flatMap { figure -> [OutputFile] in
      var files: [OutputFile] = []
      if !formats.isDisjoint(with: [.svg, .notebook]) {
        // A page shows the same drawing.
        let svg =
          formats.contains(.html)
          ? figure.svg(sharedWith: context.pageTheme) : figure.svg
        files.append(
          OutputFile(path: context.files.chart(figure.name), text: svg))
      }
      for (format, picture) in [
        (ReportFormat.png, PictureFormat.png), (.pdf, .pdf),
      ] where formats.contains(format) {
        files.append(
          OutputFile(
            path: context.files.chart(figure.name, picture.rawValue),
            .picture(svg: figure.svg, picture)))
      }
      // The page shows the first rows and points at this file.
      if formats.contains(.html),
        figure.table.rows.count > PageLimits.figureRows
      {
        files.append(
          OutputFile(
            path: context.files.chartData(figure.name),
            text: CSVTableWriter(.asShown).text(of: table(of: figure))))
      }
      return files
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
  func tableFiles(of view: ResultView) -> [OutputFile] {
    view.tables.flatMap { table -> [OutputFile] in
      if table.isLong {
        // Pages and notebooks link to it.
        let isLinked = !formats.isDisjoint(with: [.csv, .html, .notebook])
        return isLinked
          ? [file(table, LaidTable(table.model), CSVTableWriter(.asShown))] : []
      }
      var files: [OutputFile] = []
      let laid = table.laid
      func add(_ writer: any TableWriter, for asked: Set<ReportFormat>) {
        if !formats.isDisjoint(with: asked) {
          files.append(file(table, laid, writer))
        }
      }
      add(SVGTableWriter(), for: [.svg])
      add(MarkdownTableWriter(), for: [.markdown, .notebook])
      add(CSVTableWriter(.tidy), for: [.csv, .notebook])
      add(LaTeXTableWriter(), for: [.latex])
      add(PlainTableWriter(width: 100), for: [.text])
      if formats.contains(.csvShown) {
        files.append(file(table, laid, CSVTableWriter(.asShown), "shown.csv"))
      }
      if !formats.isDisjoint(with: [.html, .notebook]) {
        files.append(tablePage(table, laid))
      }
      return files
    }
  }

  private func file(
    _ table: NamedTable, _ laid: LaidTable, _ writer: any TableWriter,
    _ ending: String? = nil
  ) -> OutputFile {
    OutputFile(
      path: context.files.table(table.name, ending ?? writer.fileExtension),
      text: writer.text(of: laid))
  }

  /// A table as a page that can be opened by itself.
  private func tablePage(
    _ table: NamedTable, _ laid: LaidTable
  ) -> OutputFile {
    let writer = HTMLTableWriter(styling: .inline)
    let page = Page(
      context: context, title: table.model.title, translations: [],
      links: formats.contains(.html)
        ? [(text: context.words.report, path: "../\(context.files.report)")]
        : [],
      // The caption of the table shows the same.
      header: [HTML("h1", ["class": "aloud"], HTML(table.model.title))],
      content: [
        HTML.scrolling(
          HTML(trusted: writer.text(of: laid)),
          label: table.model.title, isBroad: HTML.isBroad(table.model))
      ], hasStyleAttributes: true)
    return OutputFile(
      path: context.files.table(table.name, writer.fileExtension),
      text: page.text)
  }
}
