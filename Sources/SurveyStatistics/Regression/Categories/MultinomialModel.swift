import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Answers without an order: log P(y = k)/P(y = 0) = xβₖ (Theil 1969).
///
/// The parameters are the β of value 1, then those of value 2, and so on;
/// value 0 is the one that the others are compared with.
struct MultinomialModel: LikelihoodModel {
  let predictors: Matrix
  /// The answer of each row, from 0.
  let codes: [Int]
  let categoryCount: Int

  var rowCount: Int { codes.count }
  private var width: Int { predictors.columnCount }
  private var equationCount: Int { categoryCount - 1 }

  func start(_ weights: [Double]) -> [Double]? {
    var sums = [Double](repeating: 0, count: categoryCount)
    for row in codes.indices { sums[codes[row]] += weights[row] }
    guard sums.allSatisfy({ $0 > 0 }) else { return nil }
    return [Double](repeating: 0, count: width * equationCount)
  }

  /// P(y = k) of each row and value, a row of `categoryCount` after another.
  private func probabilities(
    _ parameters: [Double], _ rows: Matrix
  ) -> [Double] {
    var result = [Double](repeating: 0, count: rows.rowCount * categoryCount)
    for row in 0..<rows.rowCount {
      let base = row * categoryCount
      var largest = 0.0
      for equation in 0..<equationCount {
        var sum = 0.0
        for column in 0..<width {
          sum +=
            parameters[equation * width + column]
            * rows.elements[row * width + column]
        }
        result[base + equation + 1] = sum
        largest = max(largest, sum)
      }
      var total = 0.0
      for category in 0..<categoryCount {
        let value = exp(result[base + category] - largest)
        result[base + category] = value
        total += value
      }
      for category in 0..<categoryCount { result[base + category] /= total }
    }
    return result
  }

  func pass(_ parameters: [Double], _ weights: [Double]) -> LikelihoodPass? {
    let shares = probabilities(parameters, predictors)
    var logLikelihood = 0.0
    for row in codes.indices where weights[row] != 0 {
      logLikelihood +=
        weights[row] * log(shares[row * categoryCount + codes[row]])
    }
    guard logLikelihood.isFinite else { return nil }
    let size = width * equationCount
    var score = [Double](repeating: 0, count: size)
    var information = Matrix(rows: size, columns: size)
    for first in 0..<equationCount {
      for second in first..<equationCount {
        let found = block(shares, first + 1, second + 1, weights)
        for row in 0..<width {
          if first == second { score[first * width + row] = found.sums[row] }
          for column in 0..<width {
            let value = found.products[row, column]
            information[first * width + row, second * width + column] = value
            information[second * width + column, first * width + row] = value
          }
        }
      }
    }
    return LikelihoodPass(
      logLikelihood: logLikelihood, score: score, information: information)
  }

  /// Σ w Pₐ(δₐᵦ − Pᵦ)xxᵀ and Σ w(yₐ − Pₐ)x.
  private func block(
    _ shares: [Double], _ first: Int, _ second: Int, _ weights: [Double]
  ) -> RowBlockProducts {
    var result = RowBlockProducts(columnCount: width)
    let size = result.blockRows
    var curvature = [Double](repeating: 0, count: size)
    var slopes = curvature
    predictors.elements.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      for start in stride(from: 0, to: rowCount, by: size) {
        let count = min(size, rowCount - start)
        for index in 0..<count {
          let row = start + index
          let one = shares[row * categoryCount + first]
          let other = shares[row * categoryCount + second]
          curvature[index] =
            weights[row] * one * ((first == second ? 1 : 0) - other)
          slopes[index] = weights[row] * ((codes[row] == first ? 1 : 0) - one)
        }
        result.add(
          rows: rows + start * width, count: count, weights: curvature,
          values: slopes)
      }
    }
    return result
  }

  func scores(_ parameters: [Double]) -> Matrix {
    let shares = probabilities(parameters, predictors)
    var result = Matrix(rows: rowCount, columns: width * equationCount)
    for row in codes.indices {
      for equation in 0..<equationCount {
        let rest =
          (codes[row] == equation + 1 ? 1 : 0)
          - shares[row * categoryCount + equation + 1]
        for column in 0..<width {
          result[row, equation * width + column] =
            rest * predictors.elements[row * width + column]
        }
      }
    }
    return result
  }

  func meanProbabilities(
    _ parameters: [Double], rows: Matrix, weights: [Double]
  ) -> [(value: Double, gradient: [Double])] {
    let shares = probabilities(parameters, rows)
    let total = weights.reduce(0, +)
    return (0..<categoryCount).map { category in
      var value = 0.0
      var gradient = [Double](repeating: 0, count: width * equationCount)
      for row in weights.indices where weights[row] != 0 {
        let weight = weights[row] / total
        let share = shares[row * categoryCount + category]
        value += weight * share
        for equation in 0..<equationCount {
          let other = shares[row * categoryCount + equation + 1]
          let slope =
            weight * share * ((equation + 1 == category ? 1 : 0) - other)
          for column in 0..<width {
            gradient[equation * width + column] +=
              slope * rows.elements[row * width + column]
          }
        }
      }
      return (value, gradient)
    }
  }
}
