import SVG
import TestSupport
import Testing

@testable import SurveyCharts

private func dots(_ rows: [DotPlot.Row], _ axis: ValueAxis? = nil) -> DotPlot {
  DotPlot(
    frame: Tongue.en.frame("dots", "Title", "Subtitle"),
    words: Tongue.en.words, rows: rows,
    axis: axis ?? ValueAxis(style: .integer, title: "Points"))
}

@Test func smallBasesAreHollowAndExplainedOnlyWhenTheyOccur() {
  let words = Tongue.en.words
  let strong = DotPlot.Row(label: "a", value: 1, lower: 0, upper: 2, base: 100)
  let small = DotPlot.Row(label: "b", value: 2, lower: 1, upper: 3, base: 99)
  let tiny = DotPlot.Row(label: "c", value: 3, lower: 2, upper: 4, base: 29)
  let body = { (rows: [DotPlot.Row]) in
    dots(rows).body(theme: .light, width: 700).notes
  }
  #expect(body([strong]) == [])
  #expect(body([strong, small]) == [words.smallBase])
  #expect(body([small, tiny]) == [words.smallBase, words.verySmallBase])
  let table = dots([strong, small, tiny]).table.rows
  #expect(table[0] == ["c", "3", "", "", "29**"], "no interval below 30")
  #expect(table[1] == ["b", "2", "1", "3", "99*"])
  #expect(table[2] == ["a", "1", "0", "2", "100"])
}

@Test func theEffectiveBaseDecidesWhenItIsSmaller() {
  let row = DotPlot.Row(
    label: "a", value: 1, lower: 0, upper: 2, base: 500, effectiveBase: 80)
  #expect(
    dots([row]).body(theme: .light, width: 700).notes
      == [Tongue.en.words.smallBase])
}

@Test func aRowWithoutAnswersSaysSo() {
  let chart = dots([.init(label: "a", value: nil, base: 0)])
  #expect(chart.svg().contains(Tongue.en.words.noAnswers))
}

@Test func anAxisThatShowsLessThanTheScaleSaysSo() {
  let rows = [DotPlot.Row(label: "a", value: 80, base: 500)]
  func notes(_ minimum: Double?) -> [String] {
    dots(
      rows,
      ValueAxis(
        minimum: minimum, maximum: 100, style: .integer, title: "",
        scale: 0...100)
    ).body(theme: .light, width: 700).notes
  }
  #expect(notes(50) == [Tongue.en.words.partialAxis])
  #expect(notes(0) == [])
}

@Test func rowsAreSortedWithinSectionsAndEqualOnesKeepTheirOrder() {
  let chart = dots([
    .init(label: "a", value: 1, base: 500, section: "s"),
    .init(label: "b", value: nil, base: 500, section: "s"),
    .init(label: "c", value: 9, base: 500, section: "t"),
    .init(label: "d", value: 1, base: 500, section: "s"),
    .init(label: "e", value: 2, base: 500, section: "s"),
  ])
  #expect(chart.table.rows.map(\.[0]) == ["e", "a", "d", "b", "c"])
}

@Test func likertTotalsExcludeTheNeutralAndTotalsComeFirst() {
  let chart = GalleryLikert.service(.en, .aside, id: "x")
  let table = chart.table
  #expect(table.rows[0][0] == "All stages")
  #expect(table.rows[0].suffix(2) == ["13%", "73%"])
  #expect(table.rows[1][0] == "Attitude of the staff")
  #expect(table.rows.last?[0] == "Result on the ground")
}

@Test func equalLikertRowsAreSortedByMeanThenAsGiven() {
  func row(_ label: String, _ shares: [Double]) -> LikertChart.Row {
    .init(label: label, shares: shares, base: 500)
  }
  var chart = GalleryLikert.service(.en, .aside, id: "x")
  chart.rows = [
    row("a", [0.5, 0, 0, 0.5, 0]), row("b", [0.5, 0, 0, 0.5, 0]),
    row("c", [0, 0.5, 0, 0.5, 0]), row("d", [0, 0, 0.9, 0.1, 0]),
  ]
  #expect(chart.table.rows.map(\.[0]) == ["c", "a", "b", "d"])
  chart.order = .asGiven
  #expect(chart.table.rows.map(\.[0]) == ["a", "b", "c", "d"])
}

@Test func ranksAreRefusedWhereTheDataDoNotSupportThem() {
  let ranked = GalleryCases.league(.en, ranks: true)
  let refused = GalleryCases.league(.en, ranks: false)
  #expect(ranked.table.columns.contains(ranked.headings.rank))
  #expect(ranked.table.rows[2].contains("3 (1\u{2013}7)"))
  #expect(!refused.table.columns.contains(refused.headings.rank))
  let svg = refused.svg()
  #expect(svg.contains("so the data do not"))
  #expect(!svg.contains(refused.headings.rank))
}

@Test func unscoredUnitsComeLastInALeague() {
  var chart = GalleryCases.league(.en, ranks: true)
  chart.rows[0].score = nil
  #expect(chart.table.rows.last?[0] == chart.rows[0].label)
  #expect(chart.table.rows.last?[1] == Tongue.en.words.missing)
}

@Test func shortRowsOfAHeatTableAreMissing() {
  var chart = GalleryCases.heat(.en)
  chart.rows = [.init(label: "a", cells: [.init(value: 50, text: "50")])]
  #expect(chart.table.rows[0][1] == "50")
  #expect(chart.table.rows[0][2] == Tongue.en.words.missing)
  #expect(chart.svg().contains("url(#heat-en-hatch)"))
}

/// What cannot be there, such as a case beside itself, is no missing value.
@Test func blankCellsOfAHeatTableAreNotMissing() {
  var chart = GalleryCases.heat(.en)
  chart.rows = [
    .init(
      label: "a",
      cells: chart.columns.indices.map { index in
        index == 0
          ? .init(value: nil, text: "", state: .blank)
          : .init(value: 50, text: "50")
      })
  ]
  #expect(chart.table.rows[0][1] == "")
  #expect(!chart.svg().contains("url(#heat-en-hatch)"))
  #expect(!chart.svg().contains(">\(Tongue.en.words.missing)<"))
}

@Test func columnNamesAreNeverUprightBelowTwentyFiveColumns() {
  for count in [10, 16, 24] {
    let svg = GalleryCases.heat(.en, columns: count).svg()
    #expect(!svg.contains("rotate(-90)"))
  }
  #expect(GalleryCases.heat(.en, columns: 30).svg().contains("rotate(-90)"))
}

@Test func theDescriptionHoldsTheNumbers() {
  let svg = GalleryDots.districts(.en).svg()
  #expect(svg.contains("East: Score 86.4, Lower 84.5, Upper 88.3, n 412."))
  #expect(svg.contains("Made-up data"))
}

@Test(
  arguments: [
    (0.0, 100.0, [0, 20, 40, 60, 80, 100]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (-3, 4, [-2, 0, 2, 4]), (1e9, 2e9, [1e9, 1.2e9, 1.4e9, 1.6e9, 1.8e9, 2e9]),
  ] as [(Double, Double, [Double])])
func ticksAreRoundNumbers(low: Double, high: Double, expected: [Double]) {
  let ticks = Ticks(
    domain: low...high, style: .decimal(0), width: 2000, size: 12)
  #expect(isClose(ticks.values, expected))
}

@Test func tickTextsHaveTheDecimalsTheyNeedAndFit() {
  let ticks = Ticks(
    domain: 0...0.01, style: .percent(0), width: 400, size: 12)
  #expect(ticks.texts.first == "0.0%")
  #expect(Set(ticks.texts).count == ticks.texts.count)
  let narrow = Ticks(
    domain: 0...1e9, style: .integer, width: 180, size: 12)
  let room = TextMeasure.widest(narrow.texts, size: 12)
  #expect(room * Double(narrow.values.count - 1) <= 180)
}
