import Testing

@testable import SurveyStatistics

/// Sorting by digits and finding quantiles without sorting.
@Suite struct FallingOrderTests {
  private static func numbers(_ count: Int, _ distinct: UInt64) -> [Double] {
    var state: UInt64 = 25
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double((state >> 33) % distinct) / 8 - 40
    }
  }

  /// The order is that of a stable sort, whatever the digits are.
  @Test(arguments: [1, 2, 63, 64, 65, 700, 5000], [1, 3, 640, 1 << 30])
  func orderIsThatOfASort(count: Int, distinct: UInt64) {
    var scores = Self.numbers(count, distinct)
    scores += [.nan, 0, -0.0, 1e300, -1e300, .infinity, -.infinity]
    var order = FallingOrder()
    order.sort(scores)
    let expected = scores.indices.filter { !scores[$0].isNaN }.sorted {
      scores[$0] > scores[$1] || scores[$0] == scores[$1] && $0 < $1
    }
    #expect((0..<order.count).map { order[$0] } == expected)
    let ties = (1..<order.count).map { order.isTied($0 - 1, $0) }
    let equal = zip(expected, expected.dropFirst()).map {
      scores[$0] == scores[$1]
    }
    #expect(ties == equal)
    // The memory of one order serves the next.
    order.sort([3, 1, 2])
    #expect((0..<order.count).map { order[$0] } == [0, 2, 1])
  }

  /// What quantiles look at stands where sorting puts it.
  @Test(arguments: [1, 2, 3, 12, 13, 14, 100, 999, 1000], [1, 4, 1 << 30])
  func quantilesAreThoseOfASort(count: Int, distinct: UInt64) {
    let drawn = Self.numbers(count, distinct)
    let rising = drawn.sorted()
    let half = Array(rising.prefix(count / 2))
    let lists = [
      drawn, rising, rising.reversed(), half + rising.reversed(),
    ]
    for list in lists {
      let sorted = list.sorted()
      for shares in [[0.025, 0.975], [0.05, 0.5, 0.95], [0, 1], [0.5]] {
        var settled = list
        settled.withUnsafeMutableBufferPointer { settleQuantiles($0, shares) }
        for share in shares {
          #expect(
            RankDraws.quantile(settled, share)
              == RankDraws.quantile(sorted, share))
        }
        #expect(settled.sorted() == sorted)
      }
    }
  }
}
