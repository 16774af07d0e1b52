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
