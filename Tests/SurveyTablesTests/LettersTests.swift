import SurveyTables
import TestSupport
import Testing

/// Letters behind numbers, in every form of a table.
@Suite struct LettersTests {
  private var table: TableModel {
    var above = TableCell.value(0.345, .percent(1))
    above.letters = "BC"
    var interval = TableCell.estimate(
      0.25, lower: 0.2, upper: 0.3, .percent(1))
    interval.letters = "a"
    var words = Example.english
    words.above = "above "
    return TableModel(
      id: "letters", language: "en", title: "Letters", stubHeading: "",
      columns: [
        ColumnNode("A", statistic: "a"), ColumnNode("B", statistic: "b"),
      ],
      rows: [
        RowNode("yes", [above, interval]),
        RowNode(
          "no", [.value(0.655, .percent(1)), .value(0.75, .percent(1))]),
      ], words: words)
  }

  @Test func areSpokenAndRaisedOnPages() {
    let text = HTMLTableWriter(styling: .classes).text(of: table)
    #expect(
      text.contains(
        "34.5%<sup class=\"manyi-letters\">"
          + "<span class=\"manyi-aloud\">, above </span>BC</sup>"))
    #expect(text.contains("aria-hidden=\"true\">\u{2007}\u{2007}</sup>"))
    let inline = HTMLTableWriter(styling: .inline).text(of: table)
    #expect(inline.contains("style=\"font:0.7em"))
    // Without a place of their own, words that are only heard stood outside
    // of the frame that scrolls, and the page scrolled sideways.
    #expect(inline.contains("monospace;position:relative\""))
  }

  @Test func standBehindNumbersInPlainText() {
    let text = PlainTableWriter(width: 80).text(of: table)
    #expect(text.contains("34.5% BC"))
    #expect(text.contains("25.0% a (20.0"))
    // Numbers without letters end where the others do.
    #expect(text.contains("65.5%     "))
  }

  @Test func surviveInFilesForMachines() {
    let tidy = CSVTableWriter(.tidy).text(of: table).split(separator: "\n")
    #expect(tidy.contains("yes,A,a,0.345,,,,,BC"))
    #expect(tidy.contains("yes,B,b,0.25,0.2,0.3,,,a"))
    #expect(tidy.contains("no,A,a,0.655,,,,,"))
    let shown = CSVTableWriter(.asShown).text(of: table)
    #expect(shown.contains("34.5% BC"))
  }

  @Test func standInPicturesAndMarkdown() {
    #expect(SVGTableWriter().text(of: table).contains(">BC</text>"))
    #expect(MarkdownTableWriter().text(of: table).contains("34.5% BC"))
  }
}
