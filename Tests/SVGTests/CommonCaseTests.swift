import Testing

@testable import SVG

/// What is written in a faster way for common numbers and texts is the same
/// as what the way for all of them writes.
@Suite struct CommonCaseTests {
  /// Numbers without any order, the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64 = 7

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test func numbersOfOrdinarySizeAreRoundedAlike() {
    var numbers = Numbers()
    var values: [Double] = [
      0, -0.0, 0.5, -0.5, 0.05, 0.049, 0.95, 9.5, 9.95, 999.95, 999_999.5,
      0.000_5, 123_456_789_012.345, 999_999_999_999.9, 1e12, 5e-5, 1e-300,
      0.1 + 0.2, 2.675, 1.005,
    ]
    let scales: [Double] = [1, 1, 100, 1e5, 1e9]
    for _ in 0..<4000 {
      let scale: Double = scales.randomElement(using: &numbers) ?? 1
      let value = Double.random(in: -scale...scale, using: &numbers)
      values.append(value)
      // Halves are frequent among numbers with few decimals.
      values.append((value * 200).rounded() / 200)
    }
    let shapes: [(Int, Int)] = [
      (0, 0), (1, 0), (2, 0), (3, 2), (0, 2), (1, 2),
    ]
    var shortOnes = 0
    for value in values {
      for (decimals, shift) in shapes {
        let long = NumberStyle.long(
          value, decimals: decimals, shift: shift, plus: "+")
        guard
          let short = NumberStyle.short(
            value, decimals: decimals, shift: shift, plus: "+")
        else { continue }
        shortOnes += 1
        #expect(short == long)
      }
    }
    #expect(shortOnes > 40_000)
  }

  @Test func coordinatesHaveAtMostTwoDecimals() {
    var numbers = Numbers()
    for _ in 0..<4000 {
      let hundredths = Int.random(in: -30_000_000...30_000_000, using: &numbers)
      let size = hundredths.magnitude
      var expected = String(size / 100)
      if size % 100 > 0 {
        let rest = String(size % 100)
        expected += "." + (rest.count == 1 ? "0" + rest : rest)
        if expected.last == "0" { expected.removeLast() }
      }
      if hundredths < 0 { expected = "-" + expected }
      #expect(Coordinate.text(Double(hundredths) / 100) == expected)
    }
  }

  @Test func labelsOfCommonCharactersBreakAlike() {
    let signs = Array(
      "办理满意度三〇 a1B-/,.;:?!%()[]{}，。、；：？！）》」』】〉”’…—％‰（《「『【〈“‘－·×°−≥★\u{3000}"
        .unicodeScalars)
    var numbers = Numbers()
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &numbers) {
        if let sign = signs.randomElement(using: &numbers) {
          text.unicodeScalars.append(sign)
        }
      }
      #expect(
        LineBreaker.simplePieces(text) == LineBreaker.piecesOfCharacters(text))
      var width = 0.0
      for character in text { width += TextMeasure.ems(character) }
      #expect(CharacterWidths.simpleEms(text) == width)
    }
  }

  @Test(arguments: ["e\u{301}", "👍🏽", "a\tb", "한국", "か\u{3099}", "a\u{A0}b"])
  func otherLabelsAreReadByCharacters(text: String) {
    #expect(LineBreaker.simplePieces(text) == nil)
  }
}
