import Probability
import TestSupport
import Testing

@Suite struct RandomStreamsTests {
  /// The known answers that Salmon et al. publish with Random123.
  @Test(arguments: [
    (
      SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
      SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    ),
    (
      SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
      SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
      SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ])
  func knownAnswers(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>
  ) {
    #expect(Philox(key: key).words(at: counter) == words)
  }

  @Test func drawsDoNotDependOnEarlierDraws() {
    var direct = RandomStream(seed: 25, name: "a", draw: 7)
    var other = RandomStream(seed: 25, name: "a", draw: 3)
    _ = other.next()
    var again = other.draw(7)
    let expected = (0..<9).map { _ in direct.next() }
    #expect(expected == (0..<9).map { _ in again.next() })
  }

  @Test func nameSeedAndDrawGiveDifferentNumbers() {
    var streams = [
      RandomStream(seed: 25, name: "a"), RandomStream(seed: 26, name: "a"),
      RandomStream(seed: 25, name: "b"),
      RandomStream(seed: 25, name: "a", draw: 1),
    ]
    let first = streams.indices.map { streams[$0].next() }
    #expect(Set(first).count == 4)
  }

  @Test func momentsAreRight() {
    var stream = RandomStream(seed: 1, name: "moments")
    let count = 50_000
    func moments(_ make: () -> Double) -> (mean: Double, variance: Double) {
      var (sum, squares) = (0.0, 0.0)
      for _ in 0..<count {
        let value = make()
        sum += value
        squares += value * value
      }
      let mean = sum / Double(count)
      return (mean, squares / Double(count) - mean * mean)
    }
    // Tolerances are about four standard errors.
    let uniform = moments { stream.uniform() }
    #expect(abs(uniform.mean - 0.5) < 0.006)
    #expect(abs(uniform.variance - 1.0 / 12) < 0.0015)
    let normal = moments { stream.normal() }
    #expect(abs(normal.mean) < 0.02)
    #expect(abs(normal.variance - 1) < 0.03)
    for shape in [0.3, 1, 4.5] {
      let gamma = moments { stream.gamma(shape: shape) }
      #expect(abs(gamma.mean - shape) < 0.02 * shape.squareRoot())
      #expect(
        abs(gamma.variance - shape)
          < 0.02 * shape * (2 + 6 / shape).squareRoot())
    }
    let below = moments { Double(stream.below(7)) }
    #expect(abs(below.mean - 3) < 0.04)
    #expect(abs(below.variance - 4) < 0.08)
  }

  @Test func dirichletHasItsMeanAndSpread() {
    let weights = [0.5, 0.3, 0.2, 0]
    let concentration = 40.0
    var sums = [0.0, 0, 0, 0]
    var squares = 0.0
    let count = 20_000
    for draw in 0..<count {
      var stream = RandomStream(seed: 9, name: "dirichlet", draw: draw)
      let drawn = stream.dirichlet(weights.map { $0 * concentration })
      for position in sums.indices { sums[position] += drawn[position] }
      squares += (drawn[0] - 0.5) * (drawn[0] - 0.5)
    }
    for position in sums.indices {
      #expect(abs(sums[position] / Double(count) - weights[position]) < 0.003)
    }
    let expected = 0.5 * 0.5 / (concentration + 1)
    #expect(abs(squares / Double(count) / expected - 1) < 0.04)
  }

  @Test func tinyParametersStillAddUpToOne() {
    var stream = RandomStream(seed: 3, name: "tiny")
    for _ in 0..<100 {
      let drawn = stream.dirichlet([1e-9, 1e-9, 0])
      #expect(isClose(drawn.reduce(0, +), 1))
      #expect(drawn[2] == 0)
    }
    #expect(stream.dirichlet([0, 0]) == [0, 0])
    #expect(stream.below(1) == 0)
  }
}
