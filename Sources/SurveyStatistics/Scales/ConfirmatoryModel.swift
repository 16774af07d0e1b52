import Foundation
import LinearAlgebra

/// Factors that are said beforehand to stand behind certain items
/// (Jöreskog 1969): Σ = ΛΦΛᵀ + Θ, each item on one factor, the first loading
/// of each factor 1, all factors free to be correlated.
///
/// The parameters make ln|Σ| + tr(SΣ⁻¹) least, by scoring with the expected
/// information.
struct ConfirmatoryModel {
  /// Which items each factor stands behind.
  private(set) var factors: [[Int]]
  /// The loadings of the items, 1 for the first of each factor.
  private(set) var loadings: [Double]
  /// The covariances of the factors.
  private(set) var covariances: Matrix
  /// The variances of what is left of the items.
  private(set) var residuals: [Double]
  /// ln|Σ| + tr(SΣ⁻¹) − ln|S| − p at its least.
  private(set) var discrepancy: Double
  /// Whether the search ended at a minimum.
  private(set) var hasConverged = false

  /// The number of free parameters.
  var parameterCount: Int { Self.parameters(factors).count }
  /// The number of items.
  var itemCount: Int { loadings.count }
  /// Covariances less parameters.
  var degreesOfFreedom: Int {
    itemCount * (itemCount + 1) / 2 - parameterCount
  }

  /// Fits the model to the covariances `sample`.
  ///
  /// - Returns: `nil` when the covariances are singular or no admissible
  ///   solution is found.
  /// - Precondition: Every item is on exactly one factor.
  init?(
    _ sample: Matrix, factors: [[Int]], from start: ConfirmatoryModel? = nil
  ) {
    self.factors = factors
    guard let ownFactor = Cholesky(sample) else { return nil }
    let logarithm = ownFactor.factor.diagonal.reduce(0) { $0 + 2 * log($1) }
    loadings = start?.loadings ?? Self.firstLoadings(sample, factors)
    covariances =
      start?.covariances ?? Self.firstCovariances(sample, factors)
    residuals = start?.residuals ?? sample.diagonal.map { $0 / 2 }
    discrepancy = .infinity
    let parameters = Self.parameters(factors)
    guard var value = Self.value(implied, sample) else { return nil }
    for _ in 0..<500 {
      guard let step = step(sample, parameters) else { return nil }
      var length = 1.0
      var moved = false
      while length > 1e-10 {
        var next = self
        next.add(step, length, parameters)
        if let found = Self.value(next.implied, sample), found <= value + 1e-13
        {
          self = next
          value = found
          moved = true
          // The value cannot tell such points apart any more; steps can, and
          // derivatives by differences need the digits.
          let size = zip(step, values).map { abs($0) / (1 + abs($1)) }.max()
          if (size ?? 0) * length < 1e-11 { hasConverged = true }
          break
        }
        length /= 2
      }
      if !moved || hasConverged {
        hasConverged = hasConverged || (step.map(abs).max() ?? 0) < 1e-6
        break
      }
    }
    discrepancy = value - logarithm - Double(sample.rowCount)
  }

  /// The covariances that the model implies.
  var implied: Matrix {
    let size = itemCount
    var result = Matrix(rows: size, columns: size)
    for (one, first) in factors.enumerated() {
      for (two, second) in factors.enumerated() {
        for row in first {
          for column in second {
            result[row, column] =
              loadings[row] * covariances[one, two] * loadings[column]
          }
        }
      }
    }
    for item in 0..<size { result[item, item] += residuals[item] }
    return result
  }

  /// Loadings where items and factors have the variance 1.
  func standardizedLoadings() -> [Double] {
    let variances = implied.diagonal
    var result = loadings
    for (factor, items) in factors.enumerated() {
      for item in items {
        result[item] *= (covariances[factor, factor] / variances[item])
          .squareRoot()
      }
    }
    return result
  }
}

extension ConfirmatoryModel {
  /// A free parameter.
  enum Parameter {
    case loading(Int)
    case covariance(Int, Int)
    case residual(Int)
  }

  static func parameters(_ factors: [[Int]]) -> [Parameter] {
    let items = factors.flatMap { $0 }
    return factors.flatMap { $0.dropFirst().map { Parameter.loading($0) } }
      + items.sorted().map { .residual($0) }
      + factors.indices.flatMap { first in
        (first..<factors.count).map { .covariance(first, $0) }
      }
  }

  /// The free parameters in the order of `parameters`.
  var values: [Double] {
    Self.parameters(factors).map { parameter in
      switch parameter {
      case .loading(let item): loadings[item]
      case .covariance(let one, let two): covariances[one, two]
      case .residual(let item): residuals[item]
      }
    }
  }

  private mutating func add(
    _ step: [Double], _ length: Double, _ parameters: [Parameter]
  ) {
    for (change, parameter) in zip(step, parameters) {
      switch parameter {
      case .loading(let item): loadings[item] += length * change
      case .covariance(let one, let two):
        covariances[one, two] += length * change
        covariances[two, one] = covariances[one, two]
      case .residual(let item): residuals[item] += length * change
      }
    }
  }

  /// ln|Σ| + tr(SΣ⁻¹); `nil` where Σ is not positive definite.
  private static func value(_ implied: Matrix, _ sample: Matrix) -> Double? {
    guard let factor = Cholesky(implied) else { return nil }
    var trace = 0.0
    for column in 0..<sample.columnCount {
      let solved = factor.solve(
        (0..<sample.rowCount).map { sample[$0, column] })
      trace += solved[column]
    }
    return factor.factor.diagonal.reduce(trace) { $0 + 2 * log($1) }
  }

  /// The step of scoring: the information's inverse times the score.
  private func step(
    _ sample: Matrix, _ parameters: [Parameter]
  ) -> [Double]? {
    let implied = implied
    guard let inverse = LinearSystem(implied)?.inverse else { return nil }
    let rest = inverse.times(sample.plus(implied, times: -1)).times(inverse)
    let slopes = parameters.map { inverse.times(derivative($0)) }
    let count = parameters.count
    var information = Matrix(rows: count, columns: count)
    var score = [Double](repeating: 0, count: count)
    for first in 0..<count {
      score[first] = Self.trace(rest, derivative(parameters[first])) / 2
      for second in 0...first {
        information[first, second] =
          Self.trace(slopes[first], slopes[second]) / 2
        information[second, first] = information[first, second]
      }
    }
    return Cholesky(information)?.solve(score)
  }

  /// tr(AB).
  private static func trace(_ left: Matrix, _ right: Matrix) -> Double {
    var sum = 0.0
    for row in 0..<left.rowCount {
      for column in 0..<left.columnCount {
        sum += left[row, column] * right[column, row]
      }
    }
    return sum
  }

  /// ∂Σ of one parameter.
  private func derivative(_ parameter: Parameter) -> Matrix {
    var result = Matrix(rows: itemCount, columns: itemCount)
    switch parameter {
    case .residual(let item):
      result[item, item] = 1
    case .covariance(let one, let two):
      for row in factors[one] {
        for column in factors[two] {
          let product = loadings[row] * loadings[column]
          result[row, column] += product
          if one != two { result[column, row] += product }
        }
      }
    case .loading(let item):
      let own = factors.firstIndex { $0.contains(item) } ?? 0
      for (other, items) in factors.enumerated() {
        for column in items {
          let slope = covariances[own, other] * loadings[column]
          result[item, column] += slope
          result[column, item] += slope
        }
      }
    }
    return result
  }

  /// Each loading by the item's covariances with the others of its factor,
  /// beside those of the first item.
  private static func firstLoadings(
    _ sample: Matrix, _ factors: [[Int]]
  ) -> [Double] {
    var result = [Double](repeating: 1, count: sample.rowCount)
    for items in factors {
      for item in items.dropFirst() {
        let own = sample[items[0], item]
        let scale = (sample[item, item] / sample[items[0], items[0]])
          .squareRoot()
        result[item] = own < 0 ? -scale : scale
      }
    }
    return result
  }

  private static func firstCovariances(
    _ sample: Matrix, _ factors: [[Int]]
  ) -> Matrix {
    var result = Matrix(rows: factors.count, columns: factors.count)
    for (factor, items) in factors.enumerated() {
      result[factor, factor] = sample[items[0], items[0]] / 2
    }
    return result
  }
}
