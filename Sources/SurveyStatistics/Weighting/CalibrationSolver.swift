import Foundation
import LinearAlgebra

/// The factors g with which weights meet known totals.
///
/// For the distances of Deville and Särndal (1992) g = F(xλ), where λ solves
/// Σ d·F(xλ)·x = t. The equation is the gradient of a convex function of λ,
/// and Newton steps are halved where they went beyond its lowest point.
///
/// - linear: F(u) = 1 + u, cut at the bounds when there are some.
/// - raking: F(u) = exp(u).
/// - logit: F(u) = (L(U−1) + U(1−L)e^{Au}) / ((U−1) + (1−L)e^{Au}) with
///   A = (U−L) / ((1−L)(U−1)).
///
/// Where the variances q of residuals differ, g = F(xλ/q) (Deville and Särndal
/// 1992, with weights 1/q in the distance).
///
/// Raking in turn multiplies each margin to its targets until all are met
/// (Deming and Stephan 1940).
struct CalibrationSolver: Sendable {
  /// F and its bounds.
  enum Distance: Sendable {
    case linear(ClosedRange<Double>?)
    case raking
    case logit(ClosedRange<Double>)

    /// F(u) and F′(u).
    @inline(__always)
    func factor(_ u: Double) -> (value: Double, slope: Double) {
      switch self {
      case .linear(nil): return (1 + u, 1)
      case .linear(let bounds?):
        let value = 1 + u
        if value < bounds.lowerBound { return (bounds.lowerBound, 0) }
        if value > bounds.upperBound { return (bounds.upperBound, 0) }
        return (value, 1)
      case .raking:
        let value = exp(u)
        return (value, value)
      case .logit(let bounds):
        let (low, high) = (bounds.lowerBound, bounds.upperBound)
        let rate = (high - low) / ((1 - low) * (high - 1))
        let power = exp(min(500, rate * u))
        let below = (high - 1) + (1 - low) * power
        let value = (low * (high - 1) + high * (1 - low) * power) / below
        let slope =
          power * (high - low) * (1 - low) * (high - 1) / below / below * rate
        return (value, slope)
      }
    }
  }

  /// What came of it.
  struct Solution: Sendable {
    /// The factor of each row.
    var factors: [Double]
    /// λ, or, where margins were raked in turn, the factor of each column.
    var coefficients: [Double]
    /// The rounds.
    var iterations: Int
    /// Whether the totals are met.
    var hasConverged: Bool
  }

  /// The variables.
  var variables: AuxiliaryVariables
  /// The total that each column has to reach.
  var targets: [Double]
  /// How many rounds are tried.
  var maximumIterations: Int
  /// How far totals may be from their targets, as a part of them.
  var tolerance = 1e-11
  /// 1/q of each row; empty where all are the same.
  var precisions: [Double] = []

  /// The factors of a distance.
  func calibrated(
    _ weights: [Double], _ distance: Distance
  ) -> Solution {
    let size = variables.columnCount
    let scales = self.scales(weights)
    var coefficients = [Double](repeating: 0, count: size)
    var state = evaluate(weights, distance, coefficients)
    var best = (
      error: error(state.gradient, scales), factors: state.factors,
      coefficients: coefficients
    )
    var iteration = 0
    var fixed: DependentSystem?
    while best.error > tolerance, iteration < min(maximumIterations, 200) {
      iteration += 1
      let system: DependentSystem
      if let fixed {
        system = fixed
      } else {
        // Rows at a bound do not move with λ. A trace of them keeps the
        // system solvable and changes the way, not the end.
        let curvature = weights.indices.map {
          weights[$0] * (state.slopes[$0] + 1e-7)
        }
        system = DependentSystem(
          lower: variables.crossProduct(curvature), size: size)
        if case .linear(nil) = distance { fixed = system }
      }
      let step = system.solve(state.gradient.map { -$0 })
      let descent = dot(state.gradient, step)
      if !descent.isFinite || step.allSatisfy({ $0 == 0 }) { break }
      var length = 1.0
      var next = state
      var moved = coefficients
      for _ in 0..<40 {
        moved = zip(coefficients, step).map { $0 + length * $1 }
        next = evaluate(weights, distance, moved)
        let slope = dot(next.gradient, step)
        if slope.isFinite, slope <= 0.9 * abs(descent) { break }
        length /= 2
      }
      (coefficients, state) = (moved, next)
      let error = error(state.gradient, scales)
      if error < best.error {
        best = (error, state.factors, coefficients)
      } else if !error.isFinite || best.error < 1e-9 {
        break
      }
    }
    return Solution(
      factors: best.factors, coefficients: best.coefficients,
      iterations: iteration,
      hasConverged: best.error <= max(1e-9, tolerance))
  }

  private struct State {
    var factors: [Double]
    var slopes: [Double]
    var gradient: [Double]
  }

  private func evaluate(
    _ weights: [Double], _ distance: Distance, _ coefficients: [Double]
  ) -> State {
    var factors = variables.predictor(coefficients)
    var slopes = factors
    for row in factors.indices {
      let precision = precisions.isEmpty ? 1 : precisions[row]
      let found = distance.factor(factors[row] * precision)
      (factors[row], slopes[row]) = (found.value, found.slope * precision)
    }
    let moved = weights.indices.map { weights[$0] * factors[$0] }
    let gradient = zip(variables.totals(moved), targets).map { $0 - $1 }
    return State(factors: factors, slopes: slopes, gradient: gradient)
  }

  /// What the error of each column is measured with: Σ d|x| + |t|.
  private func scales(_ weights: [Double]) -> [Double] {
    var absolute = variables
    for term in absolute.terms.indices {
      absolute.terms[term].values = absolute.terms[term].values?.map(abs)
    }
    return zip(absolute.totals(weights), targets).map { $0 + abs($1) }
  }

  private func error(_ gradient: [Double], _ scales: [Double]) -> Double {
    var largest = 0.0
    for column in gradient.indices where scales[column] > 0 {
      let error = abs(gradient[column]) / scales[column]
      if error.isNaN { return .infinity }
      largest = max(largest, error)
    }
    return largest
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Rakes the margins in turn.
  func raked(_ weights: [Double]) -> Solution {
    let scale = max(targets.reduce(0, +), .leastNormalMagnitude)
    var factors = [Double](repeating: 1, count: weights.count)
    var moved = weights
    var ratios = [Double](repeating: 1, count: variables.columnCount)
    var products = ratios
    var iteration = 0
    var hasConverged = false
    while iteration < max(1, maximumIterations) {
      iteration += 1
      var largest = 0.0
      for term in variables.terms {
        var sums = [Double](repeating: 0, count: variables.columnCount)
        var meets = [Bool](repeating: false, count: variables.columnCount)
        for row in moved.indices where term.columns[row] >= 0 {
          sums[Int(term.columns[row])] += moved[row]
          meets[Int(term.columns[row])] = true
        }
        for column in sums.indices where meets[column] {
          largest = max(largest, abs(sums[column] - targets[column]))
          ratios[column] = sums[column] > 0 ? targets[column] / sums[column] : 1
          products[column] *= ratios[column]
        }
        for row in moved.indices where term.columns[row] >= 0 {
          let ratio = ratios[Int(term.columns[row])]
          factors[row] *= ratio
          moved[row] *= ratio
        }
      }
      // The first margin was off by this much before the round; with one
      // margin, one round is enough.
      if largest <= tolerance * scale || variables.terms.count == 1 {
        hasConverged = true
        break
      }
    }
    if !hasConverged {
      let reached = variables.totals(moved)
      hasConverged = zip(reached, targets).allSatisfy {
        abs($0 - $1) <= 1e-9 * scale
      }
    }
    return Solution(
      factors: factors, coefficients: products, iterations: iteration,
      hasConverged: hasConverged)
  }
}
