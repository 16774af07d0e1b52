import SVG
import TestSupport
import Testing

@testable import SurveyCharts

@Test func labelsAtEndsArePushedApartTogether() {
  let wanted: [Double] = [10, 10, 50, 12]
  let found: [Double] = wanted.spread(gap: 10, within: 0...100)
  // Three that want to stand around 10.67, ten apart.
  let middle: Double = 32.0 / 3
  let expected: [Double] = [middle - 10, middle, 50, middle + 10]
  #expect(isClose(found, expected))
  let low: [Double] = [0, 0]
  let pushed: [Double] = [0, 10]
  #expect(isClose(low.spread(gap: 10, within: 0...100), pushed))
  let crowded = Array(repeating: 5.0, count: 11).spread(
    gap: 10, within: 0...50)
  #expect(isClose(crowded.first ?? 1, 0))
  #expect(isClose(crowded.last ?? 1, 50))
}

@Test func labelsNeverStandOnEachOtherOrOnPoints() {
  let points = (0..<40).map { index -> (x: Double, y: Double) in
    let x = Double(index * 37 % 200)
    let y = Double(index * 53 % 150)
    return (x, y)
  }
  let marks = points.map { Box.around(x: $0.x, y: $0.y, radius: 4) }
  var placer = LabelPlacer(
    bounds: Box(left: -50, top: -50, right: 300, bottom: 250), taken: marks)
  var boxes: [Box] = []
  for point in points {
    let found = placer.place(
      width: 40, size: 12, x: point.x, y: point.y, radius: 4,
      isInsistent: true)
    if let found { boxes.append(found.box) }
  }
  #expect(boxes.count > 20)
  for (index, box) in boxes.enumerated() {
    #expect(!marks.contains { $0.meets(box) })
    #expect(!boxes[..<index].contains { $0.meets(box) })
  }
}

/// Coefficients of a million ran into the nodes beside them.
@Test(arguments: [0.5, 1234, 1_234_567.89, 1e11, 1e300])
func coefficientsFitBetweenNodes(size: Double) throws {
  var chart = GalleryModels.path(.en)
  for index in chart.arrows.indices {
    chart.arrows[index].value = BarChart.Cell(
      size, lower: -size, upper: size * 1.01)
  }
  for width in [320.0, 720, 1200] {
    let layout = PathLayout(chart: chart, theme: .light, width: width)
    let ends = layout.places.map {
      (left: $0.x - $0.width / 2, right: $0.x + $0.width / 2)
    }
    for route in layout.routes where !route.isBackward {
      let room = ends[route.to].left - ends[route.from].right
      let label = PathLayout.labelWidth(chart, route.arrow, .light)
      #expect(room > label + 8)
      #expect(label < 320)
    }
    for place in layout.places {
      for item in place.indicators {
        let text = TextMeasure.width(chart.text(item.arrow), size: 11)
        #expect(place.width - 42 - text > 60)
      }
    }
  }
}

@Test(
  arguments: [
    ("2023", 2023.0), ("2023年", 2023), ("2023Q3", 2023.5), ("2023-Q3", 2023.5),
    ("2023年第3季度", 2023.5), ("2023-07", 2023.5), ("2023年7月", 2023.5),
    ("2023-07-01", 2023.5), ("2023/7/1", 2023.5),
  ] as [(String, Double)])
func timesAreRead(text: String, expected: Double) {
  #expect(TimePlace.years(text) == expected)
}

@Test(
  arguments: [
    "", "wave 1", "第一轮", "23", "2023-13", "2023-00", "2023Q5", "2023-01-02-03",
    "20230701", "2023-02-32", "Q1",
  ])
func otherLabelsAreNoTimes(text: String) {
  #expect(TimePlace.years(text) == nil)
}

@Test func distancesAreInProportionToTime() {
  let uneven: [Double] = [0, 0.2, 1]
  let even: [Double] = [0, 0.5, 1]
  #expect(isClose(TimePlace.places(["2020", "2021", "2025"]), uneven))
  #expect(isClose(TimePlace.places(["2020", "b", "2025"]), even))
  let days: [Double] = [0, 0.1, 1]
  #expect(isClose(TimePlace.places(["day 15", "day 30", "day 165"]), days))
  #expect(isClose(TimePlace.places(["第15天", "第30天", "第165天"]), days))
  #expect(isClose(TimePlace.places(["0个月", "6个月", "60个月"]), days))
  #expect(isClose(TimePlace.places(["day 15", "month 30", "day 165"]), even))
  #expect(
    isClose(TimePlace.places(["2025", "2020", "2021"]), even), "not rising")
  #expect(TimePlace.places(["2020"]) == [0.5])
}

@Test func linesBreakAtMissingValuesAndInterruptions() {
  let chart = GalleryTrends.waves(.en)
  #expect(chart.runs(chart.series[0]) == [[0, 1], [3, 4]])
  #expect(chart.runs(chart.series[1]) == [[0, 1, 2], [3, 4]])
}

@Test func aFunnelSaysWhereEachCaseLies() {
  let chart = FunnelChart(
    frame: Tongue.en.frame("f", "t", "s"), words: Tongue.en.words,
    rows: [
      .init(label: "in", rate: 0.5, base: 15),
      .init(label: "above 95", rate: 0.75, base: 15),
      .init(label: "above both", rate: 0.9, base: 15),
      .init(label: "below both", rate: 0.1, base: 30),
      .init(label: "none", rate: nil, base: 30),
      .init(label: "no base", rate: 0.5, base: 0),
    ], axis: ValueAxis(style: .percent(0), title: ""), target: 0.5,
    bases: [10, 20],
    limits: [
      .init(label: "95%", lower: [0.2, 0.4], upper: [0.8, 0.6]),
      .init(label: "99.8%", lower: [0.1, 0.3], upper: [0.9, 0.7]),
    ],
    headings: .init(
      base: "n", position: "where", within: "within", above: "above ",
      below: "below ", target: ""))
  #expect(
    chart.table.rows.map { $0[3] } == [
      "within", "above 95%", "above 99.8%", "below 99.8%", "no data",
      "no data",
    ])
}

@Test func anIntervalThatTouchesACutLeavesACaseUnclassified() {
  let chart = GalleryPlanes.priorities(.en)
  let found = chart.table.rows.map { [$0[0], $0.last ?? ""] }
  #expect(found[5] == ["Result on the ground", "Concentrate here"])
  #expect(
    found[2] == ["Contact", "interval touches a cut: not classified"])
  #expect(found[0] == ["Attitude", "Possible overkill"])
}

@Test func starsAreFilledToTheTenth() {
  let chart = GalleryRows.stars(.en)
  let svg = chart.svg()
  #expect(svg.contains("East station: 4.6 of 5, Certainty 92%, n 96"))
  // Four whole stars with their gaps and 0.6 of the fifth, and the edge.
  #expect(svg.contains("width=\"109\""))
  #expect(chart.table.rows.last?[1] == "no data")
}

@Test func aWaterfallAddsChangesUp() {
  let chart = GalleryRows.waterfall(.en, isPartial: false)
  let after = chart.table.rows.map { $0[2] }
  #expect(after == ["4.0", "5.4", "4.5", "7.6", "7.6", "2.4", "2.4"])
  #expect(chart.table.rows.map { $0[1] }.contains("+1.4"))
}

@Test func circlesInATreeAreCut() {
  let nodes: [TreeChart.Node] = [
    .init(id: "a", label: "a", parent: "b", weight: nil),
    .init(id: "b", label: "b", parent: "a", weight: nil),
    .init(id: "c", label: "c", parent: "c", weight: nil),
    .init(id: "d", label: "d", parent: "nobody", weight: nil),
  ]
  let shape = TreeShape(nodes)
  #expect(Set(shape.roots) == [0, 2, 3])
  #expect(shape.children == [[1], [], [], []])
  #expect(shape.depths == [0, 1, 0, 0])
}

@Test func ranksStandInOrderAndMissingOnesLast() {
  let chart = GalleryRows.ranks(.en, count: 6)
  #expect(chart.table.rows.last == ["Open", "no data", ""])
  #expect(chart.table.rows.first?[1] == "1")
}

@Test func aLineCrossesTheBoxesThatItRunsThrough() {
  let box = Box(left: 10, top: 10, right: 20, bottom: 20)
  func crosses(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Bool {
    box.isCrossed(by: Segment(fromX: x1, fromY: y1, toX: x2, toY: y2))
  }
  #expect(crosses(0, 15, 30, 15))
  #expect(crosses(15, 0, 15, 30))
  #expect(crosses(0, 0, 30, 30))
  #expect(crosses(12, 12, 18, 18), "inside")
  #expect(!crosses(0, 15, 9, 15), "ends before it")
  #expect(!crosses(0, 25, 30, 25), "below it")
  #expect(!crosses(0, 12, 12, 0), "past its corner")
}

@Test func linesToDisplacedLabelsCrossNoLabel() {
  // A label that has to go far, and one in its way.
  let marks = [Box](
    repeating: .around(x: 50, y: 50, radius: 4), count: 1)
  let wall = [
    Box(left: 40, top: 30, right: 200, bottom: 44),
    Box(left: 40, top: 56, right: 200, bottom: 70),
  ]
  var placer = LabelPlacer(
    bounds: Box(left: 0, top: 0, right: 300, bottom: 100),
    taken: marks + wall)
  var lines: [Segment] = []
  var boxes: [Box] = []
  for _ in 0..<6 {
    guard
      let found = placer.place(
        width: 30, size: 10, x: 50, y: 50, radius: 4, isInsistent: true)
    else { continue }
    for line in lines { #expect(!found.box.isCrossed(by: line)) }
    if let lead = found.lead {
      let line = Segment(fromX: 50, fromY: 50, toX: lead.x, toY: lead.y)
      for box in boxes { #expect(!box.isCrossed(by: line)) }
      lines.append(line)
    }
    boxes.append(found.box)
  }
  #expect(boxes.count > 1)
}

@Test func ticksOfTinyNumbersDiffer() {
  let styles: [NumberStyle] = [
    .percent(0), .decimal(1), .integer, .signed(1), .signedPercentagePoints(1),
  ]
  for style in styles {
    for size in [1e-9, 1e-12, 3e-15, 1e-100] {
      let ticks = Ticks(
        domain: 0...size, style: style, width: 4000, size: 12)
      #expect(ticks.values.count > 1)
      #expect(Set(ticks.texts).count == ticks.texts.count, "\(ticks.texts)")
    }
  }
  let share = Ticks(
    domain: 0...4e-12, style: .percent(0), width: 4000, size: 12)
  #expect(share.texts.last == "4×10⁻¹⁰%", "\(share.texts)")
}

@Test func decadesOfALogarithmicAxisDoNotStandOnEachOther() {
  for width in [80.0, 120, 300, 700] {
    let axis = LevelAxis(
      domain: 1...1e11, range: 0...width, style: .integer,
      isLogarithmic: true, size: 12)
    #expect(!axis.texts.isEmpty)
    for (left, right) in zip(
      axis.values.indices, axis.values.indices.dropFirst())
    {
      let room =
        TextMeasure.width(axis.texts[left], size: 11)
        + TextMeasure.width(axis.texts[right], size: 11)
      let distance = axis(axis.values[right]) - axis(axis.values[left])
      #expect(distance >= room / 2)
    }
  }
}

@Test func manyTimesHaveMarksWhereTheyHaveNames() {
  func marks(_ count: Int) -> Int {
    let times = (0..<count).map { "\(2000 + $0 / 12)-\($0 % 12 + 1)" }
    let trend = TrendChart(
      frame: ChartFrame(id: "x", language: "en", title: "x"),
      words: Tongue.en.words, times: times,
      series: [
        .init(label: "a", points: times.map { .init(Double($0.count)) })
      ], axis: ValueAxis(style: .integer, title: ""))
    // Each mark is four pixels high and stands below the axis.
    return trend.svg().matches(of: /y1="([0-9.]+)" [^>]*y2="([0-9.]+)"/)
      .filter { match in
        (Double(match.2) ?? 0) - (Double(match.1) ?? 0) == 4
      }.count
  }
  #expect(marks(24) == 24)
  #expect(marks(240) < 20)
}
