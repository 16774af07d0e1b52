import Foundation
import SVG
import TestSupport
import Testing

/// Widths in em in Noto Sans CJK SC; what is reserved is never less, and for
/// Chinese exactly as much.
@Test(
  arguments: [
    ("Overall satisfaction with service quality", 18.23),
    ("服务态度与沟通能力（含线上咨询）", 16.0),
    ("2023 年第 4 季度 n = 1,204", 11.78), ("“满意”：87.3%", 7.86),
  ] as [(String, Double)])
func reservedWidthIsEnoughAndNotFarOff(text: String, known: Double) {
  let reserved = TextMeasure.ems(text)
  #expect(reserved >= known - 0.005)
  #expect(reserved <= known * 1.25)
}

@Test func hanIsOneEmAndMarksTakeNoRoom() {
  #expect(isClose(TextMeasure.ems("满意"), 2))
  #expect(isClose(TextMeasure.ems("（）"), 2))
  #expect(isClose(TextMeasure.ems("e\u{301}"), TextMeasure.ems("e")))
  #expect(isClose(TextMeasure.ems("a\u{200D}"), TextMeasure.ems("a")))
  #expect(isClose(TextMeasure.ems("👨‍👩‍👧"), 1.3))
  #expect(isClose(TextMeasure.ems("\u{7}"), 0))
  #expect(isClose(TextMeasure.ems("①"), 1), "ambiguous counts as wide")
  #expect(isClose(TextMeasure.ems("5"), 0.636))
  #expect(isClose(TextMeasure.width("满意", size: 12), 24))
  #expect(TextMeasure.ems("") == 0)
}

@Test(
  arguments: [
    ("abc", 3), ("满意", 4), ("满意 a", 6), ("e\u{301}", 1), ("😀", 2),
    ("“a”", 3), ("ｗ", 2), ("\u{1B}", 0), ("", 0), ("한국", 4), ("𠮷", 2),
    ("满意，（a–b）−1", 15), ("1\u{FE0F}\u{20E3}", 1), ("a\u{301}满", 3),
    ("满\tb", 3), ("㐀", 2), ("＝x", 3),
  ] as [(String, Int)])
func terminalCells(text: String, cells: Int) {
  #expect(cellWidth(text) == cells)
}

@Test func wideFormsOfTheTableAreNotNarrowerThanAnyFont() {
  // Curly quotes are 1 em in Chinese fonts and a third of it in Latin ones.
  #expect(isClose(TextMeasure.ems("“"), 1))
  #expect(isClose(TextMeasure.ems("\u{2212}"), 0.838))
}

@Test func everyCharacterOfTheReferenceHasRoomInEveryFont() throws {
  let file = Fixture.reference("TextWidths/char_widths_milliem.csv")
  let lines = try String(contentsOf: file, encoding: .utf8)
    .split(separator: "\n").dropFirst()
  #expect(lines.count > 100)
  for line in lines {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    let code = try #require(UInt32(fields[0].dropFirst(2), radix: 16))
    let scalar = try #require(Unicode.Scalar(code))
    let room = TextMeasure.ems(String(Character(scalar)))
    for width in fields.suffix(5).compactMap({ Double($0) }) {
      #expect(room >= width / 1000 - 1e-9, "\(line)")
    }
  }
}
