import Foundation
import LinearAlgebra
import Probability

/// How certain variance components are: standard errors from the observed
/// information of the restricted likelihood, and limits where the profile of
/// twice its logarithm has fallen by the quantile of χ² with one degree of
/// freedom.
///
/// The observed information is the difference of exact first derivatives a
/// ten-thousandth of each component to either side.
///
/// Edge cases:
///
/// - A component at 0 has no standard error, and its lower limit is 0.
/// - With more than `largestProfile` times observations and outer effects,
///   where a profile takes minutes, limits come from the normal distribution
///   of the logarithm.
///
/// Checked against dense matrices in
/// `Tests/References/evaluation/raters-mixed`.
struct VarianceInference {
  /// What is known about one component; the errors come last.
  struct Component {
    var variance: Double
    var standardError: Double?
    var lower: Double?
    var upper: Double?
  }

  /// The components, that of the errors last.
  let components: [Component]
  /// Whether the limits are those of the profile.
  let isProfiled: Bool
  /// −2 log of the likelihood ratio of a first component of 0.
  let ratio: Double?

  /// Outer effects squared plus observations above this make no profile.
  static let largestProfile = 60_000

  private static let step = 1e-4

  init(_ fit: RestrictedLikelihood, level: Double) {
    let variances = fit.components + [fit.errorVariance]
    let active = variances.indices.filter { variances[$0] > 0 }
    var likelihood = NaturalLikelihood(fit)
    let outer = fit.system.design.outerCount
    let isSmall =
      outer * outer + fit.system.design.count <= Self.largestProfile
    let information = Self.information(likelihood, variances, active)
    let errors = Self.errors(information, variances, active)
    // The profile is followed with the curvature at the maximum.
    if let information {
      for (row, position) in active.enumerated() {
        for (column, other) in active.enumerated() {
          likelihood.curvature[position, other] =
            2 * information[row, column] * variances[position]
            * variances[other]
        }
      }
    }
    let normal = NormalDistribution().quantile(1 - (1 - level) / 2)
    let rise = normal * normal
    isProfiled = isSmall
    components = variances.indices.map { position in
      let variance = variances[position]
      let error = errors[position]
      var found = Component(
        variance: variance, standardError: error, lower: nil, upper: nil)
      guard fit.hasConverged, fit.errorVariance > 0,
        !fit.unidentified.contains(position)
      else { return found }
      if isSmall {
        let limits = likelihood.limits(
          position, at: variances, deviance: fit.deviance, rise: rise,
          error: error)
        found.lower = limits.lower
        found.upper = limits.upper
      } else if let error, variance > 0 {
        let factor = exp(normal * error / variance)
        found.lower = variance / factor
        found.upper = variance * factor
      }
      return found
    }
    if variances[0] > 0 {
      var start = variances
      start[0] = 0
      ratio = likelihood.profile(0, 0, start: &start).map {
        max(0, $0 - fit.deviance)
      }
    } else {
      ratio = fit.errorVariance > 0 ? 0 : nil
    }
  }

  /// The observed information of the components that are not 0.
  private static func information(
    _ likelihood: NaturalLikelihood, _ variances: [Double], _ active: [Int]
  ) -> Matrix? {
    var information = Matrix(rows: active.count, columns: active.count)
    for (row, position) in active.enumerated() {
      let width = step * variances[position]
      var above = variances
      above[position] += width
      var below = variances
      below[position] -= width
      guard let high = likelihood.value(above),
        let low = likelihood.value(below)
      else { return nil }
      for (column, other) in active.enumerated() {
        // Half of the deviance's second derivatives.
        information[row, column] =
          (high.slope[other] - low.slope[other]) / (4 * width)
      }
    }
    for row in active.indices {
      for column in 0..<row {
        let mean = (information[row, column] + information[column, row]) / 2
        information[row, column] = mean
        information[column, row] = mean
      }
    }
    return information
  }

  private static func errors(
    _ information: Matrix?, _ variances: [Double], _ active: [Int]
  ) -> [Double?] {
    var result = [Double?](repeating: nil, count: variances.count)
    guard let information, let factor = ScaledCholesky(information) else {
      return result
    }
    let covariance = factor.inverse
    for (row, position) in active.enumerated() {
      result[position] = covariance[row, row].squareRoot()
    }
    return result
  }
}

/// −2 log L and its derivatives as a function of the variances themselves.
struct NaturalLikelihood {
  private let system: CrossedSystem
  private let values: [Double]
  /// Second derivatives by the logarithms, near the maximum.
  var curvature: Matrix

  init(_ fit: RestrictedLikelihood) {
    system = fit.system
    values = fit.values
    let count = fit.ratios.count + 1
    curvature = Matrix(rows: count, columns: count)
  }

  /// The deviance and its slope at variances, that of the errors last.
  func value(_ variances: [Double]) -> (deviance: Double, slope: [Double])? {
    guard let error = variances.last, error > 0 else { return nil }
    let count = variances.count - 1
    let ratios = variances.prefix(count).map { $0 / error }
    guard ratios.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
    var system = self.system
    guard system.factor(ratios) else { return nil }
    let solution = system.solve(values)
    let traces = system.traces(system.outerInverse)
    var slope = [Double](repeating: 0, count: variances.count)
    var rest = system.degrees
    for component in 0..<count where ratios[component] > 0 {
      slope[component] =
        traces[component] / error
        - solution.effectSquares[component]
        / (ratios[component] * error * error)
      rest -= ratios[component] * traces[component]
    }
    slope[count] = rest / error - solution.residualSquares / (error * error)
    let deviance =
      system.logDeterminant + system.degrees * log(2 * Double.pi * error)
      + solution.squares / error
    return deviance.isFinite ? (deviance, slope) : nil
  }

  /// The least deviance with one variance held, over the logarithms of the
  /// others; those at 0 stay there. `start` is moved to where that is.
  func profile(
    _ held: Int, _ value: Double, start: inout [Double]
  ) -> Double? {
    start[held] = value
    let free = start.indices.filter { $0 != held && start[$0] > 0 }
    func slopes(_ slope: [Double], _ point: [Double]) -> [Double] {
      free.map { slope[$0] * point[$0] }
    }
    guard var current = self.value(start) else { return nil }
    var gradient = slopes(current.slope, start)
    let known = ScaledCholesky(curvature.selecting(free))?.inverse
    var inverse = known ?? .identity(free.count)
    var isFirst = known == nil
    for _ in 0..<200 {
      var step = inverse.times(gradient).map { -$0 }
      var slope = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if !(slope < 0) {
        inverse = .identity(free.count)
        step = gradient.map { -$0 }
        slope = -gradient.reduce(0) { $0 + $1 * $1 }
        isFirst = true
      }
      // What a step can still win is half of this.
      if -slope < 1e-9 * max(1, abs(current.deviance) * 1e-3) { break }
      let longest = step.map { abs($0) }.max() ?? 0
      if longest > 2 { step = step.map { $0 * 2 / longest } }
      var length = 1.0
      var moved = false
      for _ in 0..<30 {
        var point = start
        for (place, position) in free.enumerated() {
          point[position] *= exp(length * step[place])
        }
        if let found = self.value(point),
          found.deviance
            <= current.deviance + 1e-4 * length * slope
            + 1e-13 * abs(current.deviance)
        {
          let next = slopes(found.slope, point)
          let s = step.map { $0 * length }
          let y = zip(next, gradient).map { $0 - $1 }
          let sy = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
          if sy > 1e-14 {
            if isFirst {
              let yy = y.reduce(0) { $0 + $1 * $1 }
              inverse = .identity(free.count)
              for row in free.indices { inverse[row, row] = sy / yy }
              isFirst = false
            }
            let iy = inverse.times(y)
            let yiy = zip(y, iy).reduce(0) { $0 + $1.0 * $1.1 }
            for row in free.indices {
              for column in free.indices {
                inverse[row, column] +=
                  (1 + yiy / sy) * s[row] * s[column] / sy
                  - (iy[row] * s[column] + s[row] * iy[column]) / sy
              }
            }
          }
          start = point
          current = found
          gradient = next
          moved = true
          break
        }
        length /= 2
      }
      if !moved { break }
    }
    return current.deviance
  }

  /// Where the profile of a component is `rise` above its least value.
  func limits(
    _ component: Int, at variances: [Double], deviance: Double, rise: Double,
    error: Double?
  ) -> (lower: Double?, upper: Double?) {
    let best = variances[component]
    let scale = best > 0 ? best : (variances.last ?? 1) * 0.01
    func excess(_ value: Double, _ start: inout [Double]) -> Double {
      guard let found = profile(component, value, start: &start) else {
        return .nan
      }
      return found - deviance - rise
    }
    var upper: Double?
    var start = variances
    var inside = best
    // A little beyond where the limit of the normal distribution would be.
    let factor =
      best > 0
      ? max(1.01, min(4, exp(1.3 * rise.squareRoot() * (error ?? best) / best)))
      : 2
    var outside = scale * factor
    var reached = false
    for _ in 0..<40 {
      let found = excess(outside, &start)
      if found.isNaN { return (nil, nil) }
      if found > 0 {
        reached = true
        break
      }
      inside = outside
      outside *= factor
    }
    if reached { upper = root(inside, outside, start, excess) }
    if best == 0 { return (0, upper) }
    start = variances
    inside = best
    outside = best / factor
    let floor = component == variances.count - 1 ? 0 : best * 1e-7
    while outside > floor {
      let found = excess(outside, &start)
      if found.isNaN { return (nil, upper) }
      if found > 0 { return (root(inside, outside, start, excess), upper) }
      inside = outside
      outside /= outside < best / 1e3 ? 10 : factor
    }
    return (0, upper)
  }

  /// Halves, on the scale of logarithms, between a place within the limits
  /// and one outside of them (Illinois variant of the false position).
  private func root(
    _ inside: Double, _ outside: Double, _ start: [Double],
    _ excess: (Double, inout [Double]) -> Double
  ) -> Double {
    var start = start
    var (a, b) = (log(max(inside, outside * 1e-8)), log(outside))
    var fa = excess(exp(a), &start)
    var fb = excess(exp(b), &start)
    for _ in 0..<60 {
      if abs(b - a) < 1e-9 || abs(fb) < 1e-6 { break }
      var c = b - fb * (b - a) / (fb - fa)
      if !c.isFinite || c <= min(a, b) || c >= max(a, b) { c = (a + b) / 2 }
      let fc = excess(exp(c), &start)
      if fc.isNaN { break }
      if fc * fb < 0 {
        a = b
        fa = fb
      } else {
        fa /= 2
      }
      b = c
      fb = fc
    }
    return exp(b)
  }
}
