import SurveyCharts
import SurveyTables

/// The notebook of a report: the same findings, charts and tables, with code
/// that reads the files written beside it.
///
/// The code contains names of files only, never a label of the data, and its
/// outputs are what it prints when it is run.
struct ReportNotebook: Sendable {
  let document: ReportDocument
  /// The bytes of the files that the cells read, by path.
  let files: [String: String]

  private var context: Context { document.context }
  private var words: Words { context.words }

  /// The file.
  func file() -> OutputFile {
    var cells = [opening(), code("setup", Self.setup, outputs: [])]
    var shown: Set<Int> = []
    for section in document.sections {
      cells.append(
        markdown(
          section.anchor, heading(2, section.title),
          AuthorText(section.text ?? "").markdown))
      for position in section.views where shown.insert(position).inserted {
        cells += self.cells(of: document.views[position], in: section)
      }
    }
    let notebook = JSONValue.object([
      "cells": .array(cells),
      "metadata": .object([
        "kernelspec": .object([
          "display_name": .string("Python 3"), "language": .string("python"),
          "name": .string("python3"),
        ]),
        "language_info": .object(["name": .string("python")]),
        "title": .string(document.title),
      ]),
      "nbformat": .integer(4),
      "nbformat_minor": .integer(5),
    ])
    var bytes = notebook.bytes
    bytes.append(UInt8(ascii: "\n"))
    return OutputFile(path: context.files.notebook, bytes: bytes)
  }

  private func opening() -> JSONValue {
    markdown(
      "title", heading(1, document.title),
      escapedMarkdown(context.text(document.input.subtitle) ?? ""),
      escapedMarkdown(words.notebookOpening),
      context.mark.map {
        "**\(escapedMarkdown($0))** \(escapedMarkdown(words.madeUpSentence))"
      } ?? "")
  }

  private func cells(
    of view: ResultView, in section: ReportDocument.Section
  ) -> [JSONValue] {
    var cells = [
      markdown(
        "result-\(view.name)",
        view.heading == section.title ? "" : heading(3, view.heading),
        escapedMarkdown(view.finding))
    ]
    for figure in view.figures {
      let path = context.files.chart(figure.name)
      cells.append(
        code(
          "fig-\(figure.name)", "show_chart(\"\(path)\")",
          outputs: [Self.chartOutput(files[path] ?? "")]))
    }
    for table in view.tables {
      if table.isLong {
        let text = escapedMarkdown(
          words.tableInFile(table.model.title, rows: table.rowCount))
        cells.append(
          markdown(
            "tab-\(table.name)",
            "[\(text)]"
              + "(\(linkPath(context.files.table(table.name, "csv"))))"))
        continue
      }
      let paths = ["csv", "html", "md"].map {
        context.files.table(table.name, $0)
      }
      cells.append(
        code(
          "tab-\(table.name)",
          "data = pd.read_csv(\"\(paths[0])\")\n"
            + "show_table(\"\(paths[1])\", \"\(paths[2])\")",
          outputs: [
            Self.tableOutput(
              page: files[paths[1]] ?? "", markdown: files[paths[2]] ?? "")
          ]))
    }
    cells.append(
      markdown(
        "method-\(view.name)",
        view.method.entries.map { entry in
          "- **\(escapedMarkdown(entry.term))** "
            + escapedMarkdown(words.run(entry.sentences))
        }.joined(separator: "\n")))
    return cells
  }

  /// Python that shows what the cells name.
  private static let setup = """
    from base64 import b64encode
    from html import escape
    from pathlib import Path
    from xml.etree import ElementTree

    import pandas as pd
    from IPython.display import display

    SVG = "{http://www.w3.org/2000/svg}"


    def show_chart(path):
        svg = Path(path).read_text(encoding="utf-8")
        root = ElementTree.fromstring(svg)
        title = root.findtext(SVG + "title", "")
        text = title + "\\n" + root.findtext(SVG + "desc", "")
        data = b64encode(svg.encode("utf-8")).decode("ascii")
        html = (
            '<figure><img alt="' + escape(text) + '" '
            'src="data:image/svg+xml;base64,' + data + '">'
            "<figcaption>" + escape(title) + "</figcaption></figure>"
        )
        bundle = {"text/plain": text, "text/html": html, "image/svg+xml": svg}
        display(bundle, raw=True)


    def show_table(page, markdown):
        html = Path(page).read_text(encoding="utf-8")
        html = html[html.index("<table") : html.rindex("</table>") + 8]
        text = Path(markdown).read_text(encoding="utf-8")
        bundle = {"text/plain": text, "text/html": html, "text/markdown": text}
        display(bundle, raw=True)
    """

  /// What `show_chart` displays.
  private static func chartOutput(_ svg: String) -> JSONValue {
    let title = svgText(of: "title", in: svg)
    let text = title + "\n" + svgText(of: "desc", in: svg)
    let html =
      "<figure><img alt=\"\(escapedHTML(text))\" "
      + "src=\"data:image/svg+xml;base64,\(base64(svg.utf8))\">"
      + "<figcaption>\(escapedHTML(title))</figcaption></figure>"
    return displayData([
      "text/plain": text, "text/html": html, "image/svg+xml": svg,
    ])
  }

  /// What `show_table` displays.
  private static func tableOutput(
    page: String, markdown: String
  ) -> JSONValue {
    var html = ""
    let (bytes, open, close) = (
      Array(page.utf8), Array("<table".utf8), Array("</table>".utf8)
    )
    if let start = firstPlace(of: open, in: bytes[...]),
      let end = lastPlace(of: close, in: bytes[start...])
    {
      html = String(decoding: bytes[start..<end + close.count], as: UTF8.self)
    }
    return displayData([
      "text/html": html, "text/markdown": markdown, "text/plain": markdown,
    ])
  }

  private static func displayData(_ bundle: [String: String]) -> JSONValue {
    .object([
      "data": .object(bundle.mapValues { JSONValue.lines($0) }),
      "metadata": .object([:]),
      "output_type": .string("display_data"),
    ])
  }

  private func heading(_ level: Int, _ text: String) -> String {
    String(repeating: "#", count: level) + " "
      + escapedMarkdown(
        text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// A cell of paragraphs that are escaped already.
  private func markdown(_ id: String, _ parts: String...) -> JSONValue {
    let text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    return .object([
      "cell_type": .string("markdown"), "id": .string(cellID(id)),
      "metadata": .object([:]), "source": .lines(text),
    ])
  }

  private func code(
    _ id: String, _ source: String, outputs: [JSONValue]
  ) -> JSONValue {
    .object([
      "cell_type": .string("code"), "execution_count": .null,
      "id": .string(cellID(id)), "metadata": .object([:]),
      "outputs": .array(outputs), "source": .lines(source),
    ])
  }

  /// Ids have at most 64 characters, letters of ASCII, digits and hyphens;
  /// others end in their hash.
  private func cellID(_ name: String) -> String {
    let letters = name.unicodeScalars.filter(\.isASCII)
    if name.utf8.count <= 64, letters.count == name.utf8.count { return name }
    let start = String(String.UnicodeScalarView(letters)).prefix(55)
    return "\(start)-\(shortHash(name))"
  }
}
