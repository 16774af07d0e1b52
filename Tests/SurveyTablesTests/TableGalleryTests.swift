import SVG
import SurveyTables
import TestSupport
import Testing

/// One page with every example in every form, to look at in a browser.
@Test func theGalleryOfTablesIsAsRecorded() {
  let written: [(name: String, table: TableModel)] = [
    ("rich", Example.rich), ("letters", Example.letters),
    ("wide", Example.wide), ("single", Example.single),
    ("empty", Example.empty), ("nothing", Example.nothing),
    ("hostile", Example.hostile), ("long", Example.long),
  ]
  // Each in its other language behind it.
  let tables = written.flatMap { example in
    [example]
      + TranslatedExample.all.filter { $0.name.hasPrefix(example.name + ".") }
  }
  var page = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>Tables</title>
    <style>body { font-family: sans-serif; margin: 2em; max-width: 75em; }
    pre { overflow: auto; max-height: 30em; padding: 1em; background: #f5f5f5;
      font-family: "Noto Sans Mono CJK SC", monospace; font-size: 13px; }
    img { max-width: 100%; border: 1px solid #ddd; }
    summary { cursor: pointer; margin: 0.5em 0; }
    \(HTMLTableWriter.styleSheet)</style></head><body>
    <h1>Tables</h1>
    <p>Every example in every form, in Chinese and in English. All data are made
    up. <a href="../charts/index.html">Charts</a></p>

    """
  for (name, table) in tables {
    page += "<h2>\(name)</h2>\n"
    page += HTMLTableWriter(styling: .classes).text(of: named(table, name))
    page += "<p><img src=\"\(name).svg\" alt=\"\(name) as SVG\"></p>\n"
    let sheet = SheetWriter().sheet(of: table, name: name)
    let texts: [(form: String, text: String)] = [
      ("Plain text", PlainTableWriter(width: 100).text(of: table)),
      ("Markdown", MarkdownTableWriter().text(of: table)),
      ("CSV, tidy", CSVTableWriter(.tidy).text(of: table)),
      ("CSV, as shown", CSVTableWriter(.asShown).text(of: table)),
      ("LaTeX", LaTeXTableWriter().text(of: table)),
      ("Sheet of a workbook", dump(sheet)),
    ]
    for (form, text) in texts {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escapedForXML(String($0)) }
      page += "<details><summary>\(form)</summary>\n<pre>"
      page += lines.joined(separator: "\n")
      page += "</pre></details>\n"
    }
  }
  page += "</body></html>\n"
  #expect(goldenDifference(page, "tables/index.html") == nil)
  let letters = SVGTableWriter().text(of: Example.letters)
  #expect(goldenDifference(letters, "tables/letters.svg") == nil)
  for (name, table) in TranslatedExample.all {
    let text = SVGTableWriter().text(of: table)
    #expect(goldenDifference(text, "tables/\(name).svg") == nil)
  }
}

/// No text of an example stays in the other language.
@Test(arguments: TranslatedExample.all.map(\.name))
func examplesAreTranslated(name: String) throws {
  let found = TranslatedExample.all.first { $0.name == name }
  let table = try #require(found).table
  let left = TranslatedExample.untranslated(table)
  // A hostile name of a unit, which is English in both.
  #expect(left.filter { !$0.hasPrefix("Housing") } == [])
}

/// The example with ids of its own, as they are on one page.
private func named(_ table: TableModel, _ name: String) -> TableModel {
  var table = table
  table.id = "gallery-\(name)"
  return table
}
