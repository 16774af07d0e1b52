import Foundation
import LinearAlgebra

/// Variance components by restricted maximum likelihood (Patterson and
/// Thompson 1971), with the error variance profiled out:
///
///     d(γ) = log|C| + (n − p)(1 + log(2π y'Py/(n − p)))
///
/// The derivatives are exact, tr(PZₜZₜ') − (n − p)·ê'ZₜZₜ'ê / y'Py with
/// ê = Py, and steps use the average of observed and expected information
/// (Gilmour, Thompson and Cullis 1995), which needs one solution of the
/// equations for each component.
///
/// Edge cases:
///
/// - A component whose likelihood falls from 0 on is 0.
/// - A component that the design cannot tell from the errors, such as that of
///   evaluators with one score each, is 0 and listed in `unidentified`.
/// - Values without any variation have all components 0.
///
/// Checked against lme4 in `Tests/References/evaluation` and on its 73,421
/// ratings of lectures, and against dense matrices.
struct RestrictedLikelihood {
  /// The equations, factored at the maximum.
  private(set) var system: CrossedSystem
  /// The values in the order of the design.
  let values: [Double]
  /// The solution at the maximum.
  private(set) var solution: CrossedSystem.Solution
  /// σ²ₜ/σ².
  private(set) var ratios: [Double]
  /// −2 log L.
  private(set) var deviance = 0.0
  /// Components that the design cannot tell from the errors.
  private(set) var unidentified: [Int] = []
  /// Whether the steps became small enough.
  private(set) var hasConverged = false

  /// The largest ratio that is looked at: more says that there are no errors.
  static let largestRatio = 1e8
  private static let smallestRatio = 1e-8

  /// σ².
  var errorVariance: Double { solution.squares / system.degrees }
  /// σ²ₜ.
  var components: [Double] { ratios.map { $0 * errorVariance } }

  /// Finds the maximum.
  ///
  /// - Parameters:
  ///   - system: The equations.
  ///   - values: One an observation, in the order that the design was given.
  ///   - start: Ratios to start from; zeros are not left.
  ///   - tolerance: The relative change of the ratios to stop at.
  /// - Returns: `nil` when there are no degrees of freedom, or the fixed
  ///   effects cannot be told apart.
  init?(
    _ system: CrossedSystem, _ values: [Double], start: [Double]? = nil,
    tolerance: Double = 1e-10
  ) {
    self.init(
      system, ordered: system.ordered(values), start: start,
      tolerance: tolerance)
  }

  /// As above, for values in the order of the design.
  init?(
    _ system: CrossedSystem, ordered values: [Double],
    start: [Double]? = nil, tolerance: Double = 1e-10
  ) {
    guard system.degrees > 0.5 else { return nil }
    self.system = system
    self.values = values
    let count = system.design.componentCount
    ratios = start ?? [Double](repeating: 1, count: count)
    guard self.system.factor(ratios) else { return nil }
    solution = self.system.solve(values)
    let size = self.system.product(values, values)
    if !(solution.squares > 1e-24 * max(size, 1e-300)) {
      // Nothing varies.
      ratios = [Double](repeating: 0, count: count)
      guard self.system.factor(ratios) else { return nil }
      solution = self.system.solve(values)
      hasConverged = true
      return
    }
    deviance = self.system.deviance(squares: solution.squares)
    guard maximise(tolerance) else { return nil }
  }

  /// The derivatives of the deviance by the ratios.
  private func gradient(_ traces: [Double]) -> [Double] {
    ratios.indices.map { component in
      ratios[component] > 0
        ? traces[component] - system.degrees
          * solution.effectSquares[component]
          / (ratios[component] * solution.squares)
        : 0
    }
  }

  /// The second derivatives of the deviance by the ratios, the average of
  /// observed and expected ones.
  private func averageInformation(_ active: [Int]) -> Matrix {
    let projected = active.map { system.projected(solution, component: $0) }
    let rests = projected.map { system.solve($0).residuals }
    let share = active.map {
      solution.effectSquares[$0] / (ratios[$0] * solution.squares)
    }
    var result = Matrix(rows: active.count, columns: active.count)
    for row in active.indices {
      for column in active.indices {
        result[row, column] =
          system.degrees
          * (system.product(projected[row], rests[column]) / solution.squares
            - share[row] * share[column])
      }
    }
    return result
  }

  private mutating func maximise(_ tolerance: Double) -> Bool {
    var active = ratios.indices.filter { ratios[$0] > 0 }
    for _ in 0..<200 {
      if active.isEmpty {
        hasConverged = true
        return true
      }
      let slope = gradient(system.traces(system.outerInverse))
      var isChanged = false
      let information = averageInformation(active)
      for (place, component) in active.enumerated().reversed() {
        let ratio = ratios[component]
        let curvature = information[place, place] * ratio * ratio
        if abs(curvature) < 1e-9, abs(slope[component] * ratio) < 1e-9 {
          unidentified.append(component)
          ratios[component] = 0
          active.remove(at: place)
          isChanged = true
        } else if ratio <= Self.smallestRatio, slope[component] > 0 {
          ratios[component] = 0
          active.remove(at: place)
          isChanged = true
        }
      }
      if isChanged {
        guard update() else { return false }
        continue
      }
      guard let step = step(information, slope, active) else { return true }
      let largest =
        active.indices.map {
          abs(step[$0]) / ratios[active[$0]]
        }.max() ?? 0
      if largest < tolerance {
        hasConverged = true
        return true
      }
      guard move(step, active) else {
        // No step lowers the deviance any more: rounding.
        hasConverged = largest < 1e-5
        return true
      }
      if active.contains(where: { ratios[$0] >= Self.largestRatio }) {
        hasConverged = true
        return true
      }
    }
    return true
  }

  /// The step −H⁻¹g of the active ratios.
  private func step(
    _ information: Matrix, _ slope: [Double], _ active: [Int]
  ) -> [Double]? {
    var scaled = information
    for row in active.indices {
      for column in active.indices {
        scaled[row, column] *= ratios[active[row]] * ratios[active[column]]
      }
    }
    // Steps are taken in the ratios times their size, and a little is added
    // to the diagonal when components can hardly be told apart.
    let right = active.indices.map { -slope[active[$0]] * ratios[active[$0]] }
    var ridge = 0.0
    for _ in 0..<20 {
      var matrix = scaled
      for row in active.indices { matrix[row, row] += ridge }
      if let factor = Cholesky(matrix) {
        let found = factor.solve(right)
        if found.allSatisfy({ $0.isFinite }) {
          return active.indices.map { found[$0] * ratios[active[$0]] }
        }
      }
      ridge = max(1e-6, ridge * 10)
    }
    return nil
  }

  private mutating func move(_ step: [Double], _ active: [Int]) -> Bool {
    let old = (ratios, system, solution, deviance)
    var length = 1.0
    for _ in 0..<30 {
      for (place, component) in active.enumerated() {
        let from = old.0[component]
        ratios[component] = min(
          Self.largestRatio,
          max(from / 10, min(from * 10, from + length * step[place])))
      }
      guard update() else { return false }
      if deviance <= old.3 + 1e-10 * max(1, abs(old.3)) { return true }
      length /= 2
    }
    (ratios, system, solution, deviance) = old
    return false
  }

  private mutating func update() -> Bool {
    guard system.factor(ratios) else { return false }
    solution = system.solve(values)
    deviance = system.deviance(squares: solution.squares)
    return true
  }
}
