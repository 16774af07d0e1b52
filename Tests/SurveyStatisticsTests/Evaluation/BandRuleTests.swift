import SurveyData
import Testing

@testable import SurveyStatistics

/// Numbers of ckwrap (Ckmeans.1d.dp), jenkspy and NumPy.
@Suite struct BandRuleTests {
  @Test func clustersAgree() throws {
    let reference = try EvaluationReference("bands")
    let numbers = reference["x"].numbers
    let found = try #require(OptimalClusters(numbers, count: 5))
    #expect(found.labels.map(Double.init) == reference["labels"].numbers)
    let within = try #require(reference["within_ss"].number)
    let fit = try #require(reference["GVF"].number)
    // The reference's sum of squares has 12 good digits.
    #expect(abs(found.within - within) < 1e-9)
    #expect(abs(found.fit - fit) < 1e-12)
    for (a, b) in zip(found.centres, reference["centers"].numbers) {
      #expect(abs(a - b) < 1e-9)
    }
    let cuts = reference["star_cuts_midpoints"].numbers
    #expect(cuts.count == 4)
    for (a, b) in zip(found.cuts, cuts) { #expect(abs(a - b) < 1e-9) }
  }

  @Test func quantilesAgree() throws {
    let reference = try EvaluationReference("bands")
    let bands = try #require(
      BandRule(.quantile, labels: BandRule.stars(5))
        .bands(for: reference["x"].numbers))
    let cuts = bands.dropLast().map(\.threshold)
    let wanted = reference["quantile20_type7"].numbers
    #expect(wanted.count == 4)
    for (a, b) in zip(cuts.reversed(), wanted) { #expect(abs(a - b) < 1e-9) }
  }

  /// The least sum of squares over every way to cut small sets.
  @Test func noOtherDivisionIsBetter() {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double((state >> 33) % 40) / 4
    }
    for size in 3...9 {
      for _ in 0..<20 {
        let numbers = (0..<size).map { _ in next() }
        guard let found = OptimalClusters(numbers, count: 3) else { continue }
        let best = leastSquares(numbers.sorted(), 3)
        #expect(abs(found.within - best) < 1e-9)
        for (a, x) in numbers.enumerated() {
          for (b, y) in numbers.enumerated() where x <= y {
            #expect(found.labels[a] <= found.labels[b])
          }
        }
      }
    }
  }

  private func leastSquares(_ sorted: [Double], _ groups: Int) -> Double {
    if groups == 1 { return squares(sorted[...]) }
    var best = Double.infinity
    for cut in stride(from: groups - 1, to: sorted.count, by: 1) {
      let rest = leastSquares(Array(sorted[..<cut]), groups - 1)
      best = min(best, rest + squares(sorted[cut...]))
    }
    return best
  }

  private func squares(_ part: ArraySlice<Double>) -> Double {
    let mean = part.reduce(0, +) / Double(max(1, part.count))
    return part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  @Test func edges() {
    #expect(OptimalClusters([], count: 1) == nil)
    #expect(OptimalClusters([1, 1, 1], count: 2) == nil)
    #expect(OptimalClusters([.nan, 1], count: 1) == nil)
    #expect(OptimalClusters([3, 1, 2], count: 3)?.labels == [2, 0, 1])
    #expect(OptimalClusters([4], count: 1)?.fit == 1)
    #expect(OptimalClusters([1, 2], count: 0) == nil)
    let rule = BandRule(.kMeans, labels: BandRule.stars(3))
    #expect(rule.bands(for: [.nan, .nan]) == nil)
    #expect(rule.bands(for: [50, 50, 50, 60]) == nil)
    // Every score falls into a band, the lowest too.
    let scores = [-3.0, 20, 21, 90, 91]
    let bands = rule.bands(for: scores) ?? []
    let places = scores.map {
      bandPosition(of: $0, in: bands, comparison: .exact)
    }
    #expect(places == [2, 1, 1, 0, 0])
  }

  @Test func manyNumbersAreQuick() {
    let numbers = (0..<20_000).map { Double(($0 * 7919) % 20_011) }
    let found = OptimalClusters(numbers, count: 5)
    #expect(found?.counts.reduce(0, +) == 20_000)
    #expect((found?.fit ?? 0) > 0.95)
  }
}
