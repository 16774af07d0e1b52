import SurveyData
import Testing

@testable import SurveyReport

/// A table of one column of numbers, with half-widths of intervals.
private func table(
  _ values: [(String, Double?)], margin: Double? = nil,
  format: StatisticsTable.Format = .share, isLowerBetter: Bool = false,
  figure: StatisticsTable.Figure = .dots(column: "v", reference: nil)
) -> StatisticsTable {
  StatisticsTable(
    "t", title: LocalizedText(zh: "表", en: "Table"), stub: "",
    columns: [
      .init(
        "v", LocalizedText(zh: "满意率", en: "Satisfaction"), format,
        isLowerBetter: isLowerBetter)
    ],
    rows: values.enumerated().map { place, pair in
      StatisticsTable.Row(
        "r\(place)", LocalizedText(pair.0),
        [
          .init(
            pair.1,
            interval: pair.1.flatMap { value in
              margin.map {
                Interval(
                  lower: value - $0, upper: value + $0, level: 0.95,
                  method: "t")
              }
            })
        ])
    }, figure: figure)
}

private func headline(_ table: StatisticsTable, _ language: Language) -> String?
{
  let input = ReportInput(
    id: "t", title: "t", languages: [language], version: "", sections: [])
  return TableHeadline(table: table, context: Context(language, input)).text
}

private func check(
  _ table: StatisticsTable, zh: String?, en: String?,
  _ place: SourceLocation = #_sourceLocation
) {
  #expect(headline(table, .chinese) == zh, sourceLocation: place)
  #expect(headline(table, .english) == en, sourceLocation: place)
}

private let five: [(String, Double?)] = [
  ("A", 0.61), ("B", 0.8), ("C", 0.82), ("D", 0.9), ("E", 0.84),
]

@Test func theLowestOfFiveStandsOut() {
  check(
    table(five, margin: 0.05), zh: "A的满意率在五项中最低",
    en: "Satisfaction is lowest for A")
}

@Test func overlappingIntervalsMakeCautious() {
  check(
    table(five, margin: 0.11),
    zh: "五项中A、B等三个的满意率可能最低，区间互有重叠",
    en: "Satisfaction may be lowest for any of A, B and one more, whose"
      + " intervals overlap")
  check(
    table(five, margin: 0.3),
    zh: "五项的满意率区间互有重叠，仅凭区间不能断定高低",
    en: "Satisfaction: the intervals of the five items overlap and do"
      + " not settle an order")
}

@Test func allThatMayBeAtAnEndAreCounted() {
  let low: [(String, Double?)] = [
    ("A", 0.1), ("B", 0.12), ("C", 0.14), ("D", 0.9), ("E", 0.9),
  ]
  check(
    table(low, margin: 0.03), zh: "五项中A、B等三个的满意率可能最低，区间互有重叠",
    en: "Satisfaction may be lowest for any of A, B and one more, whose"
      + " intervals overlap")
  let high: [(String, Double?)] = [
    ("A", 0.1), ("E", 0.1), ("B", 0.8), ("C", 0.82), ("D", 0.84),
  ]
  check(
    table(high, margin: 0.03, isLowerBetter: true),
    zh: "五项中D、C等三个的满意率可能最高，区间互有重叠",
    en: "Satisfaction may be highest for any of D, C and one more, whose"
      + " intervals overlap")
}

@Test func withLowNumbersTheGoodOnesTheHighestIsNamed() {
  let late: [(String, Double?)] = [("A", 0.1), ("B", 0.12), ("C", 0.4)]
  check(
    table(late, margin: 0.03, isLowerBetter: true),
    zh: "C的满意率在三项中最高", en: "Satisfaction is highest for C")
  check(
    table(late, isLowerBetter: true),
    zh: "满意率以C最高（40.0%），A最低（10.0%）",
    en: "Satisfaction is highest for C (40.0%) and lowest for A (10.0%)")
}

@Test func numbersWithoutIntervalsAreNamedWithTheirTies() {
  check(
    table(five), zh: "满意率以A最低（61.0%），D最高（90.0%）",
    en: "Satisfaction is lowest for A (61.0%) and highest for D (90.0%)")
  let tied: [(String, Double?)] = [
    ("A", 0.5), ("B", 0.9), ("C", 0.9), ("D", 0.9),
  ]
  check(
    table(tied), zh: "满意率以A最低（50.0%），B等3项（并列）最高（90.0%）",
    en: "Satisfaction is lowest for A (50.0%) and highest for B and two "
      + "others (tied) (90.0%)")
}

@Test func equalSingleMissingAndWeakNumbers() {
  check(
    table([("A", 0.5), ("B", 0.5), ("C", 0.5)], margin: 0.1),
    zh: "三项的满意率都是50.0%", en: "Satisfaction is 50.0% for all three")
  check(
    table([("A", 0.5), ("B", nil)], margin: 0.1),
    zh: "A的满意率为50.0%（40.0–60.0）",
    en: "Satisfaction is 50.0% (40.0–60.0) for A")
  check(table([("A", nil)]), zh: nil, en: nil)
  // A base too small to rely on takes no part in a claim, and stops none.
  var weak = table(five, margin: 0.02)
  weak.rows[0].cells[0].isWeak = true
  check(
    weak, zh: "D的满意率在四项中最高（不含基数过小的一项）",
    en: "Satisfaction is highest for D (without one item of too small a base)")
  for row in weak.rows.indices.dropLast() {
    weak.rows[row].cells[0].isWeak = true
  }
  check(
    weak, zh: "五项的满意率基数过小，不作比较",
    en: "Satisfaction: the bases of the five items are too small to compare")
}

@Test func valuesAgainstAReference() {
  let effects: [(String, Double?)] = [("A", 0.3), ("B", 0.02), ("C", -0.4)]
  let zero = StatisticsTable.Figure.dots(column: "v", reference: 0)
  check(
    table(effects, margin: 0.1, format: .coefficient, figure: zero),
    zh: "三项中一项明显高于0，一项明显低于",
    en: "One of three lies clearly above 0, one clearly below")
  check(
    table(
      [("A", 0.3), ("B", 0.02)], margin: 0.1, format: .coefficient,
      figure: zero), zh: "只有A明显高于0", en: "Only A lies clearly above 0")
  check(
    table(effects, margin: 1, format: .coefficient, figure: zero),
    zh: "三项都不能与0区分", en: "None of the three can be told apart from 0")
  check(
    table(
      [("A", 0.3), ("B", 0.2)], margin: 0.1, format: .coefficient,
      figure: zero), zh: "两项都明显高于0", en: "Both lie clearly above 0")
}

@Test func aTrendFromItsFirstToItsLastPoint() {
  let trend = StatisticsTable.Figure.trend(columns: ["v"])
  let years: [(String, Double?)] = [
    ("2023", 0.6), ("2024", nil), ("2025", 0.8),
  ]
  check(
    table(years, margin: 0.05, figure: trend),
    zh: "满意率由60.0%（2023）升至80.0%（2025）",
    en: "Satisfaction rises from 60.0% (2023) to 80.0% (2025)")
  check(
    table(years, margin: 0.2, figure: trend),
    zh: "满意率由60.0%（2023）到80.0%（2025），变化在误差之内",
    en: "Satisfaction: 60.0% (2023) to 80.0% (2025), no clear change")
  check(
    table([("2023", 0.6), ("2025", 0.6)], figure: trend),
    zh: "满意率在2023和2025都是60.0%",
    en: "Satisfaction is 60.0% both in 2023 and in 2025")
}

private func pairs(
  _ rows: [(String, [Double?], Double?)], _ figure: StatisticsTable.Figure,
  format: StatisticsTable.Format = .value
) -> StatisticsTable {
  StatisticsTable(
    "t", title: "t", stub: "",
    columns: [
      .init("a", LocalizedText(zh: "2024年", en: "2024"), format),
      .init("b", LocalizedText(zh: "2025年", en: "2025"), format),
      .init("c", LocalizedText(zh: "目标", en: "target"), format),
    ],
    rows: rows.enumerated().map { place, row in
      StatisticsTable.Row(
        "r\(place)", LocalizedText(row.0),
        row.1.map { value in
          .init(
            value,
            interval: value.flatMap { value in
              row.2.map {
                Interval(
                  lower: value - $0, upper: value + $0, level: 0.95,
                  method: "t")
              }
            })
        })
    }, figure: figure)
}

@Test func twoWaves() {
  let waves = StatisticsTable.Figure.dumbbell(
    earlier: "a", later: "b", target: nil)
  let rows: [(String, [Double?], Double?)] = [
    ("A", [61, 70], 2), ("B", [80, 72], 2), ("C", [77, 78], 2),
    ("D", [50, nil], 2),
  ]
  check(
    pairs(rows, waves), zh: "三项中一项明显上升，一项明显下降，A变化最大（+9.00）",
    en: "One of three clearly rises, one falls; most for A (+9.00)")
  check(
    pairs([("A", [61, 62], 5), ("B", [70, 69], 5)], waves),
    zh: "两项都没有明显变化", en: "Neither of the two clearly changes")
  let targets = StatisticsTable.Figure.dumbbell(
    earlier: "a", later: "b", target: "c")
  check(
    pairs([("A", [10, 12, 12], nil), ("B", [20, 22, 25], nil)], targets),
    zh: "与目标相差最大的是B（−3.00）", en: "B misses its target most (−3.00)")
  check(
    pairs([("A", [10, 12, 12], nil)], targets), zh: "各项都与目标一致",
    en: "All targets are met")
}

@Test func aModelNamesItsStrongestPath() {
  func model(_ arrows: [(String, String, Double, Double)]) -> StatisticsTable {
    StatisticsTable(
      "t", title: "t", stub: "",
      columns: [
        .init("from", "from", .text), .init("v", "v", .coefficient),
      ],
      rows: arrows.enumerated().map { place, arrow in
        StatisticsTable.Row(
          "r\(place)", LocalizedText(arrow.1),
          [
            .init(LocalizedText(arrow.0)),
            .init(
              arrow.2,
              interval: Interval(
                lower: arrow.2 - arrow.3, upper: arrow.2 + arrow.3,
                level: 0.95, method: "t")),
          ])
      }, figure: .path(from: "from", value: "v", measured: nil))
  }
  check(
    model([("A", "B", -0.7, 0.1), ("A", "C", 0.3, 0.1), ("B", "C", 0.1, 0.2)]),
    zh: "最强的路径是A→B（−0.70）；三条中一条的区间包含0",
    en: "Strongest path: A → B (−0.70); one of three intervals covers 0")
  check(
    model([("A", "B", 0.5, 0.1), ("A", "C", 0.4, 0.1)]),
    zh: "A→B（+0.50）最强，但与A→C（+0.40）难分高低",
    en: "A → B (+0.50) is strongest but cannot be told apart from "
      + "A → C (+0.40)")
  check(
    model([("A", "B", 0.1, 0.2)]), zh: "路径系数的区间包含0",
    en: "The interval of the path covers 0")
}

@Test func ratesInAFunnel() {
  let funnel = StatisticsTable.Figure.funnel(
    .init(
      rate: "a", base: "b", target: 0.7, bases: [10, 100],
      limits: [
        .init(level: 0.95, lower: [0.6, 0.6], upper: [0.8, 0.8]),
        .init(level: 0.998, lower: [0.5, 0.5], upper: [0.9, 0.9]),
      ]))
  func rates(_ rates: [(String, Double)]) -> StatisticsTable {
    var made = pairs(rates.map { ($0.0, [$0.1, 50], nil) }, funnel)
    made.columns[0].format = .share
    return made
  }
  check(
    rates([("A", 0.7), ("B", 0.79)]), zh: "2个都在95%界限之内",
    en: "All 2 lie within the 95% limits")
  check(
    rates([("A", 0.95), ("B", 0.82), ("C", 0.4)]),
    zh: "A高于，C低于99.8%界限（共3个）",
    en: "Outside the 99.8% limits: A above, C below, of 3")
  // Tails that were computed come before the curves.
  var judged = rates([("A", 0.95), ("B", 0.79)])
  if case .funnel(var funnel) = judged.figure {
    funnel.positions = [0, 0]
    judged.figure = .funnel(funnel)
  }
  check(
    judged, zh: "2个都在95%界限之内",
    en: "All 2 lie within the 95% limits")
}

/// A passport draws the middle of the conventions; first in any of them is
/// what may be first.
@Test func whoMayBeFirstIsAMatterOfAllConventions() {
  let names = ["rank", "middle_lower", "middle_upper", "lower", "upper"]
  let made = StatisticsTable(
    "passport", title: "T", stub: "S",
    columns: names.map { .init($0, LocalizedText($0), .count) },
    rows: [
      ("A04", [1, 1, 1, 1, 2]), ("A13", [2, 2, 3, 1, 4]),
      ("A05", [3, 3, 4, 3, 5]), ("A07", [4, 4, 5, 4, 6]),
      ("A09", [5, 5, 6, 5, 6]),
    ].map { name, numbers in
      StatisticsTable.Row(
        name, LocalizedText(name), numbers.map { .init(Double($0)) })
    },
    figure: .rankRange(
      rank: "rank", lower: "middle_lower", upper: "middle_upper"))
  check(
    made, zh: "A04和A13可能居首，两者尚不能区分",
    en: "A04 and A13 may rank first and cannot be told apart")
}

@Test func theAuthorsHeadlineReplacesTheOneFromTheNumbers() {
  var made = table(five, margin: 0.05)
  made.headline = LocalizedText(zh: "我的标题", en: "Mine")
  let svg = renderChart(ChartRequest(table: made, language: .english)) ?? ""
  #expect(svg.contains(">Mine<"))
  #expect(!svg.contains("lowest"))
}

@Test func someNumbersWithoutIntervalsAreNotSaidToOverlap() {
  var table = table(five, margin: 0.05)
  table.rows[3].cells[0].interval = nil
  check(
    table, zh: "五项的满意率在61.0%至90.0%之间",
    en: "Satisfaction ranges from 61.0% to 90.0% over five items")
}

@Test func numbersFarBelowOneAreToldApart() {
  let tiny: [(String, Double?)] = [("A", 6.1e-7), ("B", 8.2e-7)]
  check(
    table(tiny, format: .value), zh: "满意率以A最低（0.00000061），B最高（0.00000082）",
    en: "Satisfaction is lowest for A (0.00000061) and highest for B "
      + "(0.00000082)")
}

/// Cumulative shares only grow; what counts is which is highest at the end.
@Test func cumulativeSharesNameTheHighestAtTheEnd() {
  func shares(_ last: (Double, Double)) -> StatisticsTable {
    let rows: [(String, Double, Double)] = [
      ("30", 0.1, 0.3), ("60", 0.4, 0.4), ("90", last.0, last.1),
    ]
    return StatisticsTable(
      "t", title: "t", stub: "",
      columns: [
        .init("a", LocalizedText(zh: "已解决", en: "Solved"), .share),
        .init("b", LocalizedText(zh: "列入计划", en: "Planned"), .share),
      ],
      rows: rows.map {
        .init($0.0, LocalizedText($0.0), [.init($0.1), .init($0.2)])
      },
      figure: .trend(columns: ["a", "b"]))
  }
  check(
    shares((0.7, 0.6)), zh: "到90，已解决最多（70.0%）",
    en: "By 90, Solved is most frequent (70.0%)")
  check(shares((0.6, 0.6)), zh: "两项都上升", en: "Both rise")
  check(
    shares((0.3, 0.6)), zh: "两项都上升", en: "Both rise")
}
