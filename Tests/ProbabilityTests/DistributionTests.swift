import Foundation
import Probability
import TestSupport
import Testing

/// One row of `Tests/References/probability/expected.csv`.
private struct Row {
  var name: String
  var argument: Double
  var lower: Double
  var upper: Double
  var distribution: any Distribution
}

private func rows() throws -> [Row] {
  let text = try String(
    contentsOf: Fixture.reference("probability/expected.csv"), encoding: .utf8)
  return try text.split(separator: "\n").dropFirst().map { line in
    let cells = line.split(separator: ",")
    let numbers = cells.dropFirst().compactMap { Double($0) }
    try #require(numbers.count == 5)
    let (a, b) = (numbers[1], numbers[2])
    let distribution: any Distribution =
      switch cells[0] {
      case "normal": NormalDistribution()
      case "student": StudentTDistribution(degreesOfFreedom: a)
      case "chi-squared": ChiSquaredDistribution(degreesOfFreedom: a)
      case "fisher":
        FDistribution(numeratorDegrees: a, denominatorDegrees: b)
      case "beta": BetaDistribution(alpha: a, beta: b)
      default: BinomialDistribution(trials: Int(a), share: b)
      }
    return Row(
      name: String(line), argument: numbers[0], lower: numbers[3],
      upper: numbers[4], distribution: distribution)
  }
}

/// Distribution functions against 60-digit values, at a relative 1e-12.
@Suite struct DistributionTests {
  @Test func probabilities() throws {
    let rows = try rows()
    #expect(rows.count > 200)
    for row in rows {
      let found = row.distribution
      #expect(
        isClose(
          found.cumulative(row.argument), row.lower, relative: 1e-12,
          floor: 1e-300), "\(row.name)")
      #expect(
        isClose(
          found.upperTail(row.argument), row.upper, relative: 1e-12,
          floor: 1e-300), "\(row.name)")
    }
  }

  /// The quantile of a probability that keeps its digits gives the argument
  /// back.
  @Test func quantiles() throws {
    for row in try rows() where row.lower > 1e-250 && row.lower < 0.999 {
      guard let found = row.distribution as? any ContinuousDistribution else {
        continue
      }
      #expect(
        isClose(
          found.quantile(row.lower), row.argument, relative: 1e-12,
          floor: 1e-13), "\(row.name)")
    }
  }

  @Test func knownQuantiles() {
    #expect(
      isClose(
        NormalDistribution().quantile(0.975), 1.9599639845400542355,
        relative: 1e-14))
    #expect(
      isClose(
        StudentTDistribution(degreesOfFreedom: 14).quantile(0.975),
        2.1447866879169273, relative: 1e-13))
    #expect(
      isClose(
        ChiSquaredDistribution(degreesOfFreedom: 1).quantile(0.95),
        3.841458820694124, relative: 1e-13))
  }

  @Test func ends() {
    #expect(NormalDistribution().quantile(0) == -.infinity)
    #expect(NormalDistribution().quantile(1) == .infinity)
    let student = StudentTDistribution(degreesOfFreedom: 3)
    #expect(student.quantile(1) == .infinity)
    #expect(student.cumulative(.infinity) == 1)
    let binomial = BinomialDistribution(trials: 5, share: 0.4)
    #expect(binomial.cumulative(5) == 1)
    #expect(binomial.cumulative(-1) == 0)
    #expect(binomial.upperTail(5) == 0)
    #expect(BetaDistribution(alpha: 2, beta: 3).quantile(0) == 0)
    #expect(BetaDistribution(alpha: 2, beta: 3).quantile(1) == 1)
  }

  @Test func outsideTheDomainIsNotANumber() {
    #expect(NormalDistribution().quantile(1.5).isNaN)
    #expect(NormalDistribution().cumulative(.nan).isNaN)
    #expect(StudentTDistribution(degreesOfFreedom: 0).quantile(0.9).isNaN)
    #expect(StudentTDistribution(degreesOfFreedom: -1).cumulative(1).isNaN)
    #expect(ChiSquaredDistribution(degreesOfFreedom: 2).cumulative(-1).isNaN)
    #expect(
      FDistribution(numeratorDegrees: 0, denominatorDegrees: 3)
        .quantile(0.5).isNaN)
    #expect(BetaDistribution(alpha: 0, beta: 1).cumulative(0.5).isNaN)
    #expect(BetaDistribution(alpha: 1, beta: 1).cumulative(2).isNaN)
    #expect(BinomialDistribution(trials: 3, share: 2).cumulative(1).isNaN)
  }
}
