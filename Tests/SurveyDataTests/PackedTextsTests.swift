import Testing

@testable import SurveyData

@Suite struct PackedTextsTests {
  /// Texts of one length at first, and of others later.
  @Test(arguments: 0..<8)
  func textsComeBack(variant: Int) {
    let even = (0..<40).map { "R0000\($0 % 10)" }
    let odd = variant % 2 == 0 ? [] : ["满意", "", "a longer text", "R00001"]
    let texts = (variant == 4 ? ["", "", ""] : even) + odd
    var packed = PackedTexts()
    if variant % 3 == 0 { packed.reserve(count: 50, byteCount: 400) }
    if variant < 4 {
      for text in texts { packed.append(text.utf8) }
    } else {
      for part in [texts[..<2], texts[2...]] {
        let block = part.flatMap { Array($0.utf8) }
        let lengths = part.map { UInt32($0.utf8.count) }
        block.withUnsafeBufferPointer { block in
          lengths.withUnsafeBufferPointer {
            packed.append(block: block, lengths: $0)
          }
        }
      }
    }
    #expect(Array(packed) == texts)
    #expect(packed == PackedTexts(texts))
    for (position, text) in texts.enumerated() {
      #expect(packed.byteCount(position) == text.utf8.count)
    }
    #expect(packed != PackedTexts(texts + ["x"]))
  }

  @Test func sourceLinesAreAddedTogether() {
    var (one, other) = (SourceLines(), SourceLines())
    for (start, own) in [
      (2, [0, 1, 2]), (5, [0, 2, 3]), (9, []), (9, [0, 5]),
    ]
      as [(Int, [Int32])]
    {
      own.withUnsafeBufferPointer { one.append($0, from: start) }
      for line in own { other.append(Int32(start) + line) }
    }
    #expect(Array(one) == Array(other))
    #expect(one.count == 8)
  }
}
