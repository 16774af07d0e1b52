import SVG
import SurveyData
import Testing

@testable import SurveyReport

private func entry(
  _ label: String, _ value: Double?, _ half: Double?
) -> (label: String, estimate: Estimate?) {
  (
    label,
    Estimate(
      variable: label, statistic: "index", unit: .index, value: value,
      interval: half.flatMap { half in
        value.map {
          Interval(
            lower: $0 - half, upper: $0 + half, level: 0.95, method: "t")
        }
      }, base: 100, weightedBase: 100)
  )
}

private func sentence(
  _ entries: [(label: String, estimate: Estimate?)], _ language: Language,
  _ measure: Words.Measure = .item
) -> String {
  Comparison(entries).sentence(
    measure, Words(language), .points, name: entries.first?.label ?? "")
}

@Test func theLowestIsNamedWhenItsIntervalIsClear() {
  let entries = [
    entry("态度", 92, 1), entry("速度", 90, 1), entry("质量", 80, 1),
    entry("结果", 91, 1),
  ]
  #expect(sentence(entries, .chinese) == "质量是四项评价中得分最低的一项")
  #expect(
    sentence(entries, .english) == "质量 is rated lowest of the four aspects")
}

@Test func twoThatOverlapAreNotToldApart() {
  let entries = [
    entry("A", 92, 1), entry("B", 80, 1), entry("C", 81, 1), entry("D", 92, 1),
  ]
  #expect(
    sentence(entries, .english)
      == "B and C are rated lowest; their intervals overlap")
  #expect(sentence(entries, .chinese) == "B与C得分最低，两者区间重叠")
}

@Test func theLowestIsNotCalledClearWhenItOverlaps() {
  let entries = [
    entry("A", 91, 1.7), entry("B", 86.4, 1.7), entry("C", 89.6, 1.7),
    entry("D", 90.1, 1.7),
  ]
  #expect(
    sentence(entries, .english)
      == "B is rated lowest, but its interval overlaps with that of C")
  #expect(sentence(entries, .chinese) == "B得分最低，但与C的区间重叠")
}

@Test func allThatMayBeLowestAreCounted() {
  var entries = [entry("A", 80, 3)]
  entries += (1...5).map { entry("B\($0)", 80.5 + Double($0), 3) }
  entries += [entry("C", 95, 1), entry("D", 95, 1)]
  #expect(
    sentence(entries, .english)
      == "A, B1 and four more may each be rated lowest: their intervals overlap"
  )
  #expect(
    sentence(entries, .chinese, .part("办成率"))
      == "八项中A、B1等六个的办成率可能最低，区间互有重叠")
}

/// Limits have another order than values.
@Test func theOneThatOverlapsIsNamed() {
  let entries = [
    entry("A", 80, 2), entry("B", 83, 0.5), entry("C", 84, 3),
    entry("D", 86.5, 1),
  ]
  #expect(
    sentence(entries, .english)
      == "A is rated lowest, but its interval overlaps with that of C")
}

@Test func nothingIsClaimedWhenAllOverlap() {
  let entries = [entry("A", 82, 3), entry("B", 80, 3), entry("C", 81, 3)]
  #expect(
    sentence(entries, .english)
      == "The intervals of the three aspects overlap and do not settle an order"
  )
  #expect(
    sentence(entries, .chinese, .group("满意度指数")) == "三组的满意度指数区间互有重叠，仅凭区间不能断定高低")
}

@Test func theHighestIsNamedWhenOnlyItIsClear() {
  let entries = [
    entry("A", 70, 2), entry("B", 71, 2), entry("C", 72, 2), entry("D", 90, 2),
  ]
  #expect(
    sentence(entries, .english) == "D is rated highest of the four aspects")
}

@Test func nothingIsClaimedAgainstValuesWithoutAnInterval() {
  let entries = [
    entry("A", 99, nil), entry("B", 98, 0.2), entry("C", 99.5, nil),
  ]
  #expect(
    sentence(entries, .english)
      == "The intervals of the three aspects overlap and do not settle an order"
  )
}

@Test func smallBasesStopNoClaimAndAreCounted() {
  var entries = [
    entry("A", 99, 1), entry("B", 60, 1), entry("C", 80, 1), entry("D", 20, 1),
  ]
  entries[0].estimate?.base = 12
  entries[3].estimate?.base = 29
  #expect(
    sentence(entries, .chinese, .group("满意度指数"))
      == "B的满意度指数在两组中最低（不含基数不足30的两组）")
  #expect(
    sentence(entries, .english)
      == "B is rated lowest of the two aspects (without two aspects of a base "
      + "below 30)")
  entries[2].estimate?.base = 3
  #expect(
    sentence(entries, .english)
      == "The bases of the four aspects are too small to compare")
}

@Test func withoutIntervalsOnlyTheSpanIsTold() {
  let entries = [entry("A", 70, nil), entry("B", 90, nil)]
  #expect(
    sentence(entries, .english)
      == "The two aspects are rated between 70.0 and 90.0")
}

@Test func aSingleValueHasItsInterval() {
  #expect(sentence([entry("A", 70, 2)], .english) == "A is 70.0 (68.0–72.0)")
  #expect(sentence([entry("甲", 70, 2)], .chinese) == "甲为70.0（68.0–72.0）")
}

@Test func valuesThatAreMissingSayNothing() {
  #expect(sentence([entry("A", nil, nil)], .chinese) == "没有可用的数据")
  #expect(sentence([], .english) == "There are no usable data")
}

private func shares(_ values: [Double], base: Int) -> [Estimate] {
  values.map {
    Estimate(
      variable: "x", statistic: "satisfied", unit: .share, value: $0,
      base: base, weightedBase: Double(base))
  }
}

@Test func sharesAreWholePerCents() {
  #expect(PrintStyle(shares([0.823, 0.5], base: 400)).chart == .percent(0))
  #expect(PrintStyle(shares([0.823, 0.5], base: 400)).table == .percent(1))
}

@Test func sharesOfLargeBasesHaveADecimal() {
  #expect(PrintStyle(shares([0.823, 0.5], base: 1000)).chart == .percent(1))
}

@Test func sharesNearTheCeilingHaveDecimals() {
  #expect(PrintStyle(shares([0.981, 0.992], base: 400)).chart == .percent(1))
  #expect(PrintStyle(shares([0.9981, 0.9982], base: 400)).chart == .percent(2))
  #expect(PrintStyle(shares([0.003, 0.02], base: 400)).chart == .percent(1))
}

@Test(
  arguments: [
    (4.123, NumberStyle.decimal(2)), (83.2, .decimal(1)), (664.7, .integer),
    (0.5, .decimal(3)), (3_811_472, .integer),
  ] as [(Double, NumberStyle)])
func valuesHaveThreeDigits(value: Double, expected: NumberStyle) {
  let estimate = Estimate(
    variable: "x", statistic: "mean", unit: .value, value: value, base: 10,
    weightedBase: 10)
  #expect(PrintStyle([estimate]).chart == expected)
}
