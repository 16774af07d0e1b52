import Foundation
import Probability
import TestSupport
import Testing

/// The cells of a file in `Tests/References/probability`.
private func cells(_ file: String) throws -> [[Substring]] {
  let text = try String(
    contentsOf: Fixture.reference("probability/\(file)"), encoding: .utf8)
  return text.split(separator: "\n").dropFirst().map {
    $0.split(separator: ",", omittingEmptySubsequences: false)
  }
}

private func numbers(_ cell: Substring) -> [Double] {
  cell.split(separator: " ").compactMap { Double($0) }
}

@Suite struct WeightedChiSquaresTests {
  /// Numerical integration against 60-digit series, at a relative 1e-10.
  @Test func exact() throws {
    let rows = try cells("weighted_chi_squares.csv")
    #expect(rows.count == 360)
    for row in rows {
      let form = WeightedChiSquares(
        weights: numbers(row[0]), degreesOfFreedom: numbers(row[1]),
        denominatorDegrees: Double(row[2]) ?? .infinity)
      let point = try #require(Double(row[3]))
      let expected = try #require(Double(row[4]))
      let found = form.upperTail(point, method: .exact)
      #expect(
        isClose(found, expected, relative: 1e-10, floor: 1e-300),
        "\(row): \(found)")
    }
  }

  /// The approximations against R survey, whose saddlepoint loses digits
  /// close to the mean, and against its formula with 50 digits.
  @Test(arguments: [
    ("weighted_chi_squares_r.csv", 5e-5),
    ("weighted_chi_squares_saddlepoint.csv", 1e-9),
  ])
  func approximations(file: String, tolerance: Double) throws {
    let rows = try cells(file)
    #expect(rows.count == 112)
    for row in rows {
      let form = WeightedChiSquares(
        weights: numbers(row[0]),
        denominatorDegrees: Double(row[1]) ?? .infinity)
      let point = try #require(Double(row[2]))
      let simple = try #require(Double(row[3]))
      let first = form.upperTail(point, method: .satterthwaite)
      #expect(isClose(first, simple, relative: 1e-12), "\(row): \(first)")
      let saddle = try #require(Double(row[4]))
      let second = form.upperTail(point, method: .saddlepoint)
      #expect(
        isClose(second, saddle, relative: tolerance), "\(row): \(second)")
    }
  }

  /// 2·χ²(2) − χ²(2) is a difference of exponentials.
  @Test func negativeWeights() {
    let form = WeightedChiSquares(weights: [2, -1], degreesOfFreedom: [2, 2])
    let above = form.upperTail(3, method: .exact)
    #expect(isClose(above, 2.0 / 3 * exp(-0.75), relative: 1e-10))
    let below = form.upperTail(-1, method: .exact)
    #expect(isClose(below, 1 - exp(-0.5) / 3, relative: 1e-10))
    let turned = WeightedChiSquares(weights: [-2], degreesOfFreedom: [2])
    let tail = turned.upperTail(-3, method: .exact)
    #expect(isClose(tail, 1 - exp(-0.75), relative: 1e-10))
    #expect(turned.upperTail(1, method: .exact) == 0)
  }

  @Test(arguments: [
    WeightedChiSquares.Method.satterthwaite, .saddlepoint, .exact,
  ])
  func edges(method: WeightedChiSquares.Method) {
    let nothing = WeightedChiSquares(weights: [])
    #expect(nothing.upperTail(1, method: method) == 0)
    #expect(nothing.upperTail(-1, method: method) == 1)
    let broken = WeightedChiSquares(weights: [1, .nan])
    #expect(broken.upperTail(1, method: method).isNaN)
    let plain = WeightedChiSquares(weights: [1, 0, 2])
    #expect(plain.upperTail(0, method: method) == 1)
    #expect(plain.upperTail(.infinity, method: method) == 0)
    #expect(plain.upperTail(.nan, method: method).isNaN)
    let far = plain.upperTail(1e5, method: method)
    #expect(far >= 0 && far < 1e-300)
    let near = plain.upperTail(1e-9, method: method)
    #expect(near > 0.999 && near <= 1)
    let single = WeightedChiSquares(weights: [1], denominatorDegrees: 0)
    #expect(single.upperTail(1, method: method).isNaN)
  }
}
