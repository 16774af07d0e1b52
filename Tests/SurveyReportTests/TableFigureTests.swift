import SurveyData
import Testing

@testable import SurveyReport

private typealias Row = StatisticsTable.Row
private typealias Cell = StatisticsTable.Cell

/// A table with a column of each kind that figures need.
private func table(
  _ figure: StatisticsTable.Figure, rows count: Int = 6
) -> StatisticsTable {
  let columns: [StatisticsTable.Column] = [
    .init("rate", LocalizedText(zh: "满意率", en: "Rate"), .share),
    .init("n", LocalizedText(zh: "件数", en: "Cases"), .count),
    .init("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
    .init("best", LocalizedText(zh: "最好", en: "Best"), .count),
    .init("worst", LocalizedText(zh: "最差", en: "Worst"), .count),
    .init("score", LocalizedText(zh: "得分", en: "Score"), .value),
    .init("stars", LocalizedText(zh: "星级", en: "Stars"), .count),
    .init("agree", LocalizedText(zh: "一致", en: "Agree"), .share),
    .init("change", LocalizedText(zh: "变化", en: "Change"), .value),
    .init("parent", LocalizedText(zh: "上级", en: "Parent"), .text),
  ]
  let rows = (0..<count).map { index -> Row in
    let place = Double(index)
    let rate = 0.9 - 0.07 * place
    let score = 80 - place * 3
    let interval = Interval(
      lower: score - 2, upper: score + 2, level: 0.95, method: "t")
    let cells: [Cell] = [
      .init(rate), .init(40 + 20 * place), .init(place + 1),
      .init(max(1, place)), .init(place + 3), .init(score, interval: interval),
      .init(1 + place.truncatingRemainder(dividingBy: 5)), .init(0.8),
      .init(index == 0 ? 70 : place - 2),
      index == 0 ? .empty : .init(LocalizedText("unit-1")),
    ]
    return Row(
      "unit-\(index + 1)",
      LocalizedText(zh: "第\(index + 1)单位", en: "Unit \(index + 1)"), cells)
  }
  return StatisticsTable(
    "units", title: LocalizedText(zh: "各单位", en: "Units"),
    stub: LocalizedText(zh: "单位", en: "Unit"), columns: columns, rows: rows,
    figure: figure)
}

private let figures: [(String, StatisticsTable.Figure)] = [
  ("dots", .dots(column: "score", reference: 70)),
  ("bars", .bars(columns: ["rate", "agree"], isStacked: false)),
  ("stacked", .bars(columns: ["rate", "agree"], isStacked: true)),
  (
    "funnel",
    .funnel(
      .init(
        rate: "rate", base: "n", target: 0.7, bases: [20, 100, 200],
        limits: [
          .init(
            level: 0.95, lower: [0.5, 0.6, 0.65], upper: [0.9, 0.8, 0.75]),
          .init(level: 0.998, lower: [0.4, 0.55, 0.6], upper: [1, 0.85, 0.8]),
        ]))
  ), ("ranks", .rankRange(rank: "rank", lower: "best", upper: "worst")),
  ("stars", .stars(column: "stars", count: 5, certainty: "agree")),
  ("trend", .trend(columns: ["score"])),
  ("scatter", .scatter(x: "score", y: "rate", cutX: nil, cutY: nil)),
  ("cuts", .scatter(x: "score", y: "rate", cutX: 72, cutY: 0.7)),
  ("waterfall", .waterfall(column: "change")),
  ("tree", .tree(parent: "parent", weight: "rate")),
  (
    "control",
    .control(
      value: "rate", lower: "agree", upper: "agree", centre: 0.7,
      isShifted: true)
  ), ("dumbbell", .dumbbell(earlier: "score", later: "change", target: nil)),
  ("targets", .dumbbell(earlier: "rate", later: "agree", target: "rate")),
  ("path", .path(from: "parent", value: "score", measured: nil)),
  (
    "box",
    .box(columns: ["best", "rank", "score", "worst", "stars"], base: "n")
  ), ("cdf", .cumulative(value: "score", columns: ["rate", "agree"])),
  ("multiples", .multiples(columns: ["rate", "agree"], isLine: true)),
  (
    "kano",
    .kano(
      .init(
        x: "rate", y: "agree", cutX: 0.5, cutY: 0.5, isMean: false,
        regions: [[0.1, 0.1, 0.2, 0.2, 0.3]]))
  ),
  (
    "fit",
    .fit(
      .init(
        x: "score", y: "rate", intercept: 0, slope: 1, slopeInterval: nil,
        places: [60, 80], lower: [0, 0], upper: [1, 1], isWeighted: false))
  ),
  (
    "league",
    .league(
      .init(
        score: "score", ranks: ["rank", "best", "worst"], margins: [1, nil],
        supportsRanking: true))
  ),
  (
    "likert",
    .likert(
      .init(
        columns: ["rate", "agree"], unfavourable: 1, favourable: 1,
        neutral: .aside, base: "n"))
  ),
  ("profile", .profile(columns: ["rate", "agree"], highlighted: "rate")),
]

private func report(_ tables: [StatisticsTable]) -> [OutputFile] {
  let result = AnalysisResult(
    id: "units", kind: "evaluation",
    title: LocalizedText(zh: "虚构的单位", en: "Made-up units"),
    provenance: Sample.provenance, conventions: [], estimates: [],
    details: .tables(tables, finding: nil))
  return renderReport(
    ReportInput(
      id: "figures", title: LocalizedText(zh: "图", en: "Figures"),
      languages: [.chinese, .english], isMadeUp: true, version: "0",
      sections: [
        ReportSection(
          id: "all", title: nil, results: [Released(releasing: result)])
      ]))
}

@Test func everyFigureOfATableIsDrawn() {
  let tables = figures.map { name, figure -> StatisticsTable in
    var made = table(figure)
    made.name = name
    return made
  }
  let files = report(tables)
  let charts = files.filter { $0.path.hasPrefix("charts/") }
  #expect(charts.count == 2 * figures.count)
  for (name, _) in figures {
    #expect(charts.count { $0.path.contains("-\(name).") } == 2, "\(name)")
  }
  for chart in charts {
    #expect(chart.text.hasPrefix("<svg"))
    #expect(!chart.text.contains("nan"), "\(chart.path)")
  }
  let page = files.first { $0.path == "report.html" }?.text ?? ""
  #expect(page.contains("第1单位"))
}

/// Too few rows, unknown columns: the table stands alone.
@Test func figuresWithoutEnoughRowsAreLeftOut() {
  for (name, figure) in figures {
    let files = report([table(figure, rows: 0)])
    #expect(!files.contains { $0.path.hasPrefix("charts/") }, "\(name)")
    var other = table(figure)
    other.columns = []
    #expect(
      !report([other]).contains { $0.path.hasPrefix("charts/") }, "\(name)")
    var short = table(figure)
    for place in short.rows.indices { short.rows[place].cells = [] }
    _ = report([short])
  }
}

@Test func aChartOnItsOwnHasItsTextsAndItsLook() {
  var made = table(.dots(column: "score", reference: nil))
  made.notes = [LocalizedText(zh: "注", en: "A note")]
  made.headline = "Units and more"
  let request = ChartRequest(
    table: made, subtitle: "below", source: "nobody", isMadeUp: true,
    language: .english, look: .dark)
  let svg = renderChart(request) ?? ""
  for text in ["Units and more", "below", "nobody", "A note", "#16191d"] {
    #expect(svg.contains(text), "\(text)")
  }
  made.rows = []
  #expect(renderChart(ChartRequest(table: made, language: .chinese)) == nil)
}
