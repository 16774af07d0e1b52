import SurveyStatistics
import TestSupport
import Testing

/// x = 1…4, y = 2, 3, 5, 6: by hand b = 7/5, a = 1/2, residuals 0.1, −0.3,
/// 0.3, −0.1, s² = 0.1, Σ(x − x̄)² = 5, t(0.975; 2) = 4.302653.
@Test func aLineOfLeastSquaresByHand() throws {
  let line = try #require(WeightedLine(x: [1, 2, 3, 4], y: [2, 3, 5, 6]))
  #expect(isClose(line.slope, 1.4))
  #expect(isClose(line.intercept, 0.5))
  let ends = try #require(line.slopeInterval(level: 0.95))
  let reach = 4.302652729911275 * 0.02.squareRoot()
  #expect(abs(ends.lower - (1.4 - reach)) < 1e-9)
  #expect(abs(ends.upper - (1.4 + reach)) < 1e-9)
  // At the mean the band is t·√(s²/n).
  let band = try #require(line.band(at: 2.5, level: 0.95))
  let half = 4.302652729911275 * 0.025.squareRoot()
  #expect(abs(band.upper - band.lower - 2 * half) < 1e-9)
  #expect(!line.isWeighted)
}

/// A weight of two is the point twice, for the line; the sandwich is by hand:
/// x̄ = 1.25, ȳ = 1.75, Σw(x − x̄)² = 2.75, Σw(x − x̄)(y − ȳ) = 3.25.
@Test func aWeightedLineByHand() throws {
  let line = try #require(
    WeightedLine(x: [0, 1, 2], y: [0, 2, 2.5], weights: [1, 1, 2]))
  let twice = try #require(WeightedLine(x: [0, 1, 2, 2], y: [0, 2, 2.5, 2.5]))
  #expect(isClose(line.slope, twice.slope))
  #expect(isClose(line.intercept, twice.intercept))
  #expect(isClose(line.slope, 3.25 / 2.75))
  let rise = 3.25 / 2.75
  let errors =
    [0 - 1.75 + rise * 1.25, 2 - 1.75 + rise * 0.25]
    + [2.5 - 1.75 - rise * 0.75]
  let parts = zip([1.0, 1, 2], zip([-1.25, -0.25, 0.75], errors)).map {
    $0.0 * $0.1.0 * $0.1.1
  }
  let sum = parts.reduce(0) { $0 + $1 * $1 }
  let error = (1.5 * sum).squareRoot() / 2.75
  #expect(abs(try #require(line.slopeError) - error) < 1e-12)
}

@Test func linesThatCannotBeDrawn() {
  #expect(WeightedLine(x: [1, 1, 1], y: [1, 2, 3]) == nil)
  #expect(WeightedLine(x: [1, .nan], y: [1, 2]) == nil)
  #expect(WeightedLine(x: [1, 2], y: [1, 2], weights: [1, 0]) == nil)
  let two = WeightedLine(x: [1, 2], y: [1, 3])
  #expect(two?.slope == 2)
  #expect(two?.band(at: 1, level: 0.95) == nil)
}

@Test func quantilesOfWeightedValues() {
  let plain = WeightedSpread([4, 1, 3, 2])
  #expect(plain.quantile(0.5) == 2.5)
  #expect(plain.quantile(0.25) == 1.5)
  #expect(plain.quantile(0.3) == 2)
  #expect(plain.quantile(0) == 1 && plain.quantile(1) == 4)
  // Weights of 3 to 1: the share at or below 1 is 0.75.
  let weighted = WeightedSpread([1, 2, 5], weights: [3, 1, 0])
  #expect(weighted.quantile(0.5) == 1)
  #expect(weighted.quantile(0.75) == 1.5)
  #expect(weighted.base == 2)
  let ties = WeightedSpread([2, 2, 2, .nan])
  #expect(ties.values == [2] && ties.shares == [1] && ties.base == 3)
  #expect(WeightedSpread([]).quantile(0.5) == nil)
}

/// A = 60, O = 30, M = 10, I = 40: satisfaction 90/140, dissatisfaction
/// 40/140.
@Test func kanosCoefficients() throws {
  let kano = try #require(
    KanoCoefficients(
      attractive: 60, oneDimensional: 30, mustBe: 10, indifferent: 40))
  #expect(isClose(kano.satisfaction, 90.0 / 140))
  #expect(isClose(kano.dissatisfaction, 40.0 / 140))
  let region = kano.region(level: 0.95)
  #expect(region.count == 96)
  // The rightmost point lies √χ²(0.95; 2) standard errors from the middle.
  let share = 40.0 / 140
  let reach = 5.991464547107979.squareRoot()
  let error = (share * (1 - share) / 140).squareRoot()
  #expect(abs(region[0] - share - reach * error) < 1e-9)
  #expect(
    KanoCoefficients(
      attractive: 0, oneDimensional: 0, mustBe: 0, indifferent: 0) == nil)
  let certain = KanoCoefficients(
    attractive: 5, oneDimensional: 0, mustBe: 0, indifferent: 0)
  #expect(certain?.region(level: 0.95) == [])
}

/// Of a 95 % interval of ±1.96 the comparison interval is ±1.39.
@Test func comparisonIntervals() {
  #expect(abs(comparisonMargin(width: 2 * 1.959964, level: 0.95) - 1.39) < 1e-6)
}
