import SVG
import Testing

@testable import SurveyCharts

private let words = Tongue.en.words
private let frame = Tongue.en.frame("chart", "Title", "Subtitle")

private func bars(
  _ cells: [[Double?]], style: NumberStyle = .integer
) -> BarChart {
  BarChart(
    frame: frame, words: words, series: ["a", "b"],
    rows: cells.map { .init(label: "row", cells: $0.map { .init($0) }) },
    arrangement: .stacked, axis: ValueAxis(style: style, title: ""))
}

@Test func aMissingPartLeavesNoSum() {
  let chart = bars([[1, 2], [nil, 4]])
  #expect(chart.sum(chart.rows[0]) == 3)
  #expect(chart.sum(chart.rows[1]) == nil)
  #expect(chart.svg().contains(words.missing))
}

@Test func onlySharesOfAWholeHaveNoSums() {
  #expect(bars([[40, 40]]).showsSums)
  #expect(!bars([[0.4, 0.6], [0.5, 0.5]], style: .percent(0)).showsSums)
}

@Test(arguments: [60.0, 120, 400])
func anAxisHasTwoTicksHoweverLongTheyAre(width: Double) {
  let ticks = Ticks(
    domain: 6e11...1e12, style: .integer, width: width, size: 12)
  #expect(ticks.values.count > 1)
  #expect(ticks.values.count == ticks.texts.count)
  if width < 100 { #expect(ticks.texts == ["6×10¹¹", "1×10¹²"]) }
}

@Test func wideTickLabelsStayInTheFigure() {
  let axis = LevelAxis(
    domain: 0...1e12, range: 100...700, style: .integer, size: 12)
  let plane = Plane(
    x: axis,
    y: UprightAxis(
      domain: 0...1, top: 0, bottom: 100, style: .integer, size: 12),
    theme: .light)
  let text = plane.backdrop().children.map { "\($0)" }.joined()
  #expect(text.contains("1,000,000,000,000"))
  let half = TextMeasure.width("1,000,000,000,000", size: 11) / 2
  #expect(text.contains(Coordinate.text(716 - half)))
}

@Test func aFunnelCountsInWholeNumbers() {
  let axis = LevelAxis(
    domain: 26.5...27.5, range: 0...500, style: .integer, isWhole: true,
    size: 12)
  #expect(axis.texts == ["27"])
}

@Test func headsOfColumnsDoNotCutWords() {
  let column = TextColumn(
    head: "Unfavourable answers", texts: ["9%"], theme: .light)
  #expect(column.head.lines == ["Unfavourable", "answers"])
}

@Test func aLongNameKeepsItsValue() {
  let name = String(repeating: "服务态度与沟通能力", count: 6)
  let trend = TrendChart(
    frame: frame, words: words, times: ["1", "2"],
    series: [
      .init(label: name, points: [.init(1), .init(88.74)]),
      .init(label: "b", points: [.init(2), .init(3)]),
    ], axis: ValueAxis(style: .decimal(2), title: ""))
  #expect(trend.svg().contains(" 88.74</"))
  let steps = CumulativeChart(
    frame: frame, words: words,
    series: [.init(label: name, values: [73.23], shares: [1])],
    axis: ValueAxis(style: .decimal(2), title: ""), shareLabel: "share",
    medianLabel: "Median")
  let svg = steps.svg()
  #expect(svg.contains(">73.23</text>"))
  #expect(svg.contains(">Median</text>"))
}

@Test func linesThatDoNotStartAtZeroSaySo() {
  func notes(_ low: Double, _ scale: ClosedRange<Double>?) -> [String] {
    TrendChart(
      frame: frame, words: words, times: ["1", "2"],
      series: [.init(label: "a", points: [.init(low), .init(90)])],
      axis: ValueAxis(style: .integer, title: "", scale: scale)
    ).body(theme: .light, width: 700).notes
  }
  #expect(notes(70, nil) == [words.withoutZero])
  #expect(notes(0, nil) == [])
  #expect(notes(70, 0...100) == [words.partialUpright])
}

@Test func cutsLieInsideOfThePlot() {
  let chart = ScatterChart(
    frame: frame, words: words,
    rows: [
      .init(label: "a", x: .init(1), y: .init(1)),
      .init(label: "b", x: .init(2), y: .init(3)),
    ], xAxis: ValueAxis(style: .integer, title: "x"),
    yAxis: ValueAxis(style: .integer, title: "y"), cutX: 5, cutY: 5,
    quadrants: .init(
      topLeft: "q1", topRight: "q2", bottomLeft: "q3", bottomRight: "q4",
      undecided: "", heading: ""))
  let svg = chart.svg()
  for name in ["q1", "q2", "q3", "q4"] { #expect(svg.contains(">\(name)<")) }
}
