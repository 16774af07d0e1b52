import Foundation
import SurveyStatistics
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Funnel: Decodable {
    var target: Double
    var limits: [[Double]]

    enum CodingKeys: String, CodingKey {
      case target = "p0"
      case limits = "limits_0.1_2.5_97.5_99.9"
    }
  }
  var n: [Double]
  var funnel: Funnel
}

/// Against limits computed with SciPy.
@Test func limitsOfAFunnel() throws {
  let file = Fixture.reference("evaluation/shrinkage.json")
  let expected = try JSONDecoder().decode(
    Expected.self, from: Data(contentsOf: file))
  for (base, limits) in zip(expected.n, expected.funnel.limits) {
    let band = FunnelBand(
      target: expected.funnel.target, from: base, to: base)
    let place = try #require(band.bases.firstIndex(of: base))
    let (inner, outer) = (
      band.limits(level: 0.95), band.limits(level: 0.998)
    )
    let found: [Double] = [
      outer.lower[place], inner.lower[place], inner.upper[place],
      outer.upper[place],
    ]
    #expect(isClose(found, limits))
  }
}

/// All of 30 at a target of 98 % has a probability of 0.55, none of 30 lies
/// far below; 26 of 30 has one of 0.0029.
@Test func tailsPlaceRatesInAFunnel() {
  let band = FunnelBand(target: 0.98, from: 10, to: 100)
  func place(_ hits: Double, _ base: Double) -> Int? {
    band.position(rate: hits / base, base: base, levels: [0.95, 0.998])
  }
  #expect(place(30, 30) == 0)
  #expect(place(0, 30) == -2)
  #expect(place(26, 30) == -1)
  #expect(place(3, 30.5) == nil)
  #expect(
    FunnelBand(target: 1, from: 1, to: 9).position(
      rate: 1, base: 4, levels: [0.95]) == nil)
}

@Test func edgesOfAFunnel() {
  let certain = FunnelBand(target: 1, from: 0, to: 0)
  #expect(certain.bases.allSatisfy { $0 >= 1 })
  #expect(certain.limits(level: 0.95).lower.allSatisfy { $0 == 1 })
  let none = FunnelBand(target: -3, from: 5, to: 2)
  #expect(!none.bases.isEmpty)
  #expect(none.limits(level: 0.95).upper.allSatisfy { $0 == 0 })
  let wide = FunnelBand(target: 0.4, from: 1, to: 1e6).limits(level: 0.998)
  #expect(zip(wide.lower, wide.upper).allSatisfy { $0 <= $1 })
}
