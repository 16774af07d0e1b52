import Foundation
import SurveyStatistics
import TestSupport
import Testing

private struct Expected: Decodable {
  var y: [Double]
  var n: [Double]
  var centre: Double
  var lower: [Double]
  var upper: [Double]
  var laney_lower: [Double]
  var laney_upper: [Double]
  var longest_run: Int
  var allowed_run: [Int]
  var crossings: Int
  var needed: [Int]
}

private func expected() throws -> Expected {
  try JSONDecoder().decode(
    Expected.self,
    from: Data(contentsOf: Fixture.reference("charts/control.json")))
}

@Test func limitsOfControlCharts() throws {
  let expected = try expected()
  let plain = try #require(
    ControlLimits(counts: expected.y, bases: expected.n))
  let laney = try #require(
    ControlLimits(counts: expected.y, bases: expected.n, kind: .laney))
  #expect(isClose(plain.centre, expected.centre))
  #expect(isClose(plain.lower.compactMap { $0 }, expected.lower))
  #expect(isClose(plain.upper.compactMap { $0 }, expected.upper))
  #expect(isClose(laney.lower.compactMap { $0 }, expected.laney_lower))
  #expect(isClose(laney.upper.compactMap { $0 }, expected.laney_upper))
  #expect(plain.longestRun == expected.longest_run)
  #expect(plain.crossings == expected.crossings)
  #expect(plain.isOutside.contains(true))
}

@Test func rulesOfRuns() throws {
  let expected = try expected()
  for count in 2...40 {
    // Alternating around a half, so that no point lies on the centre.
    let counts = (0..<count).map { $0 % 2 == 0 ? 4.0 : 6.0 }
    let found = try #require(
      ControlLimits(
        counts: counts, bases: Array(repeating: 10, count: count)))
    guard count.isMultiple(of: 2) else { continue }
    #expect(found.longestRunAllowed == expected.allowed_run[count - 1])
    #expect(found.crossingsNeeded == expected.needed[count - 1])
    #expect(found.longestRun == 1)
    #expect(found.crossings == count - 1)
  }
}

@Test func fewPointsHaveAMedianAndNoLimits() throws {
  let found = try #require(
    ControlLimits(counts: [1, 2, 9, 4], bases: [10, 10, 10, 0]))
  #expect(!found.hasLimits)
  #expect(found.centre == 0.2)
  #expect(found.lower.allSatisfy { $0 == nil })
  #expect(found.rates[3] == nil)
  #expect(ControlLimits(counts: [], bases: []) == nil)
  #expect(ControlLimits(counts: [1], bases: [0]) == nil)
  let constant = try #require(
    ControlLimits(
      counts: Array(repeating: 0, count: 15),
      bases: Array(repeating: 5, count: 15), kind: .laney))
  #expect(!constant.isOutside.contains(true))
}
