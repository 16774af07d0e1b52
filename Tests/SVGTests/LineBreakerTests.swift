import SVG
import Testing

private func lines(
  _ text: String, ems: Double, maximum: Int = 3
) -> LineBreaker.Lines {
  LineBreaker(width: ems * 10, size: 10, maximum: maximum).lines(text)
}

@Test func englishBreaksAfterSpacesHyphensAndSlashes() {
  #expect(
    lines("Contact with the deputy", ems: 8).lines
      == ["Contact with", "the deputy"])
  #expect(lines("follow-up/visit", ems: 5).lines == ["follow-", "up/visit"])
  #expect(lines("in 2023-2024", ems: 6).lines == ["in", "2023-2024"])
}

@Test func chineseBreaksAnywhereButNotBeforeClosingPunctuation() {
  #expect(lines("办理态度，答复", ems: 4).lines == ["办理态", "度，答复"])
  #expect(lines("答复（含线上）", ems: 3).lines.first == "答复")
  for line in lines("他说：“满意。”然后离开（很快）。", ems: 4, maximum: 9).lines {
    #expect(!"，。、；：？！）》」』】〉”’…—％".contains(line.first ?? "x"))
    #expect(!"（《「『【〈“‘".contains(line.last ?? "x"))
  }
}

@Test func digitsStayWithTheirUnit() {
  let broken = lines("须在3个月内答复", ems: 3, maximum: 9).lines
  #expect(!broken.contains { $0.hasSuffix("3") })
  #expect(
    lines("共 87.3% 满意", ems: 5, maximum: 9).lines.contains {
      $0.contains("87.3%")
    })
}

@Test func noLineIsWiderThanTheColumn() {
  let texts = [
    "服务态度与沟通能力（含线上咨询）和mixed English words一起出现的很长很长的标签",
    "Incomprehensibilities and counterrevolutionaries",
    String(repeating: "长", count: 200), "a/b/c/d/e/f",
  ]
  for text in texts {
    for width in [2.0, 3.5, 8, 20] {
      let broken = lines(text, ems: width, maximum: 100)
      for line in broken.lines {
        #expect(TextMeasure.ems(line) <= width + 1e-9, "\(line)")
      }
      #expect(
        broken.lines.joined().filter { $0 != " " }
          == text.filter { $0 != " " })
    }
  }
}

@Test func moreThanTheMaximumIsCutWithAnEllipsis() {
  let broken = lines(String(repeating: "满", count: 40), ems: 5)
  #expect(broken.isShortened)
  #expect(broken.lines.count == 3)
  #expect(broken.lines.last == "满满满满…")
  #expect(!lines("满意", ems: 5).isShortened)
}

@Test func emptyTextAndNarrowColumnsAreAnswers() {
  #expect(lines("", ems: 5).lines == [""])
  #expect(lines("   ", ems: 5).lines == [""])
  #expect(lines("满意", ems: 0.5).lines == ["满", "意"])
  #expect(lines("a\nb\tc", ems: 9).lines == ["a b c"])
}

@Test func balancedLinesAreEvenAndNoMoreThanNeeded() {
  let breaker = LineBreaker(width: 150, size: 10)
  let text = "办理前、中、后与代表的沟通（三见面）"
  let greedy = breaker.lines(text).lines
  let balanced = breaker.balanced(text).lines
  #expect(greedy.count == balanced.count)
  let widths = balanced.map { TextMeasure.ems($0) }
  #expect((widths.max() ?? 0) - (widths.min() ?? 0) <= 3)
  #expect(balanced.joined() == text)
}
