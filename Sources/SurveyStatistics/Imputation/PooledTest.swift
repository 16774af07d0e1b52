import LinearAlgebra
import Probability

/// What is left of a fit for the tests over imputations, without its rows.
struct FittedCoefficients: Sendable {
  let names: [String]
  let values: [Double]
  let covariance: Matrix
  let degreesOfFreedom: Double

  init(_ model: PreparedModel) {
    names = model.kept.map { model.frame.columns[$0].name }
    values = model.sampled.values
    covariance = model.sampled.covariance
    degreesOfFreedom = model.degreesOfFreedom
  }
}

extension PreparedModel {
  /// The names of the coefficients of some terms.
  func names(of terms: [Int]) -> [String] {
    positions(of: terms).map { frame.columns[kept[$0]].name }
  }
}

/// Wald's test of several coefficients over imputations (Li, Raghunathan and
/// Rubin 1991).
///
/// With the mean Q̄ of the k coefficients over m imputations, the mean Ū of
/// their covariances and the covariance B between them:
///
///     r = (1 + 1/m) tr(BŪ⁻¹)/k,   D = Q̄ᵀŪ⁻¹Q̄ / (k(1 + r))
///
/// D has an F distribution with k and ν degrees of freedom; ν is that of
/// Reiter (2007), from the degrees of freedom of complete data, as
/// `testEstimates` and `testModels` of R's mitml have it. For k = 1 it is the
/// square of t with the degrees of freedom of Barnard and Rubin.
///
/// Edge cases:
///
/// - `nil` where an imputation lacks one of the coefficients, or Ū has no
///   inverse.
/// - Where the imputations agree, B is 0 and ν is that of the complete data
///   times (ν + 1)/(ν + 3).
/// - Without degrees of freedom of complete data, or with fewer than five
///   pairs k(m − 1) − 4 for Reiter's terms, ν is that of Li and others.
///
/// `regTermTest` of R's survey package takes Q̄ᵀT⁻¹Q̄/k instead, with the
/// pooled covariance T, which few imputations estimate badly.
///
/// Checked against mitml in `Tests/References/imputation`.
struct PooledTest {
  /// The test.
  let test: TermTest
  /// r, the relative increase of the variance.
  let increase: Double

  /// Pools the tests of the coefficients `names`.
  init?(_ models: [FittedCoefficients], names: [String]) {
    var values: [[Double]] = []
    var covariances: [Matrix] = []
    for model in models {
      let positions = names.compactMap { model.names.firstIndex(of: $0) }
      guard positions.count == names.count else { return nil }
      values.append(positions.map { model.values[$0] })
      covariances.append(model.covariance.selecting(positions))
    }
    self.init(
      values: values, covariances: covariances,
      completeDegrees: models.map(\.degreesOfFreedom).min() ?? 0)
  }

  /// Pools coefficients and their covariances, one list an imputation.
  init?(
    values: [[Double]], covariances: [Matrix], completeDegrees: Double
  ) {
    guard values.count > 1, covariances.count == values.count,
      let size = values.first?.count, size > 0
    else { return nil }
    let (count, width) = (Double(values.count), Double(size))
    var mean = [Double](repeating: 0, count: size)
    for list in values {
      for index in 0..<size { mean[index] += list[index] / count }
    }
    var within = Matrix(rows: size, columns: size)
    for matrix in covariances {
      for element in within.elements.indices {
        within.elements[element] += matrix.elements[element] / count
      }
    }
    guard mean.allSatisfy(\.isFinite),
      within.elements.allSatisfy(\.isFinite),
      let system = LinearSystem(within), system.reciprocalCondition > 1e-15
    else { return nil }
    // tr(BŪ⁻¹) is the mean of dᵀŪ⁻¹d over the deviations d, with m − 1.
    var trace = 0.0
    for list in values {
      let deviation = zip(list, mean).map { $0 - $1 }
      trace += Self.product(deviation, system.solve(deviation)) / (count - 1)
    }
    let increase = max(0, (1 + 1 / count) * trace / width)
    let statistic =
      Self.product(mean, system.solve(mean)) / (width * (1 + increase))
    guard statistic.isFinite, statistic >= 0, completeDegrees > 0 else {
      return nil
    }
    let degrees = Self.degrees(
      pairs: width * (count - 1), width, increase, completeDegrees)
    self.increase = increase
    test = TermTest(
      statistic: statistic, numeratorDegrees: width,
      denominatorDegrees: degrees,
      probability: FDistribution(
        numeratorDegrees: width, denominatorDegrees: degrees
      ).upperTail(statistic))
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func degrees(
    pairs t: Double, _ width: Double, _ r: Double, _ complete: Double
  ) -> Double {
    let observed = complete * (complete + 1) / (complete + 3)
    guard r > 0 else { return observed }
    if width == 1 {
      let draws = t * (1 + 1 / r) * (1 + 1 / r)
      return 1 / (1 / draws + (1 + r) / observed)
    }
    let a = r * t / (t - 2)
    let (once, twice) = (observed - 2 * (1 + a), observed - 4 * (1 + a))
    if complete.isFinite, t > 4, once > 0, twice > 0 {
      let c = 1 / (t - 4)
      let ratio = a * a / ((1 + a) * (1 + a))
      var sum = 1 / twice + c * ratio * once / twice
      sum += c * (8 * a * a * once / ((1 + a) * twice * twice))
      sum += c * (4 * a * a / ((1 + a) * twice))
      sum += c * (4 * a * a / (twice * once))
      sum += c * (16 * a * a * once / (twice * twice * twice))
      sum += c * (8 * a * a / (twice * twice))
      return 4 + 1 / sum
    }
    if t > 4 {
      let part = 1 + (1 - 2 / t) / r
      return 4 + (t - 4) * part * part
    }
    return t * (1 + 1 / width) * (1 + 1 / r) * (1 + 1 / r) / 2
  }
}
