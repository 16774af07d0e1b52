import Foundation
import LinearAlgebra
import Probability

/// The cells of several variables crossed, as loglinear models see them.
struct LoglinearCells: Sendable {
  /// The number of values of each variable.
  let levelCounts: [Int]
  /// The observed shares of the cells and their covariance; the values of
  /// the last variable change fastest.
  let shares: [Double]
  let covariance: Matrix
  /// Rows behind them, unweighted.
  let base: Int
  /// Degrees of freedom of the design.
  let degreesOfFreedom: Double

  /// The value that each variable has in a cell.
  func levels(of cell: Int) -> [Int] {
    var rest = cell
    var result = [Int](repeating: 0, count: levelCounts.count)
    for variable in levelCounts.indices.reversed() {
      result[variable] = rest % levelCounts[variable]
      rest /= levelCounts[variable]
    }
    return result
  }
}

/// A loglinear model of the cells of a table: log πᵢ = θ₀ + xᵢᵀθ, fitted to
/// the observed shares by pseudo maximum likelihood (Rao and Scott 1984).
///
/// The columns of x are effects that add up to 0 over the values of each
/// variable (R's `contr.sum`): one for each value but the last, and their
/// products. With V the covariance of the observed shares under the design,
/// π the fitted ones and x centred, the covariance of θ is
///
///     (Xᵀ(D − ππᵀ)X)⁻¹ · XᵀVX · (Xᵀ(D − ππᵀ)X)⁻¹,  D = diag(π)
///
/// `nil` where the fit does not settle, as where a margin of the model is
/// empty.
///
/// Checked against R survey 4.1-1 (`svyloglin`).
struct LoglinearModel: Sendable {
  /// One effect: for each variable in it the value it is about.
  typealias Effect = [(variable: Int, level: Int)]

  /// The terms: sets of variables that interact; all lower ones are there.
  let terms: [[Int]]
  /// The effects in the order of the columns.
  let effects: [Effect]
  /// A row a cell, a column an effect, centred.
  let columns: Matrix
  /// θ, without θ₀.
  let coefficients: [Double]
  /// The covariance of θ.
  let covariance: Matrix
  /// Whether each coefficient is finite: where a margin of a term has an
  /// empty cell, those of the term and of all below it run away.
  let isBounded: [Bool]
  /// π.
  let fitted: [Double]
  /// 2n Σ p·log(p/π).
  let deviance: Double

  init?(_ cells: LoglinearCells, terms: [[Int]]) {
    self.terms = terms
    let effects = terms.flatMap { Self.effects($0, cells.levelCounts) }
    self.effects = effects
    let count = cells.shares.count
    var design = Matrix(rows: count, columns: effects.count + 1, repeating: 1)
    for cell in 0..<count {
      let levels = cells.levels(of: cell)
      for (column, effect) in effects.enumerated() {
        var value = 1.0
        for part in effect {
          let level = levels[part.variable]
          if level == part.level { continue }
          let last = cells.levelCounts[part.variable] - 1
          value *= level == last ? -1 : 0
        }
        design[cell, column + 1] = value
      }
    }
    guard let fit = Self.fit(design, cells.shares, Double(cells.base)) else {
      return nil
    }
    coefficients = Array(fit.coefficients.dropFirst())
    fitted = fit.fitted
    deviance = fit.deviance
    columns = Self.centred(design)
    let information = columns.transposed.times(
      multinomialCovariance(fit.fitted).times(columns))
    guard let bread = LinearSystem(information)?.inverse else { return nil }
    let meat = columns.transposed.times(cells.covariance.times(columns))
    var sandwich = bread.times(meat).times(bread)
    // What the strata fix has no variance, of which rounding leaves a little.
    let base = Double(cells.base)
    for index in effects.indices
    where sandwich[index, index] < 1e-12 * bread[index, index] / base {
      sandwich[index, index] = 0
    }
    covariance = sandwich
    isBounded = Self.bounded(effects, terms, cells)
  }

  private static func bounded(
    _ effects: [Effect], _ terms: [[Int]], _ cells: LoglinearCells
  ) -> [Bool] {
    let open = terms.filter { term in
      var sums: [[Int]: Double] = [:]
      for (cell, share) in cells.shares.enumerated() {
        let levels = cells.levels(of: cell)
        sums[term.map { levels[$0] }, default: 0] += share
      }
      return sums.values.contains(0)
    }
    return effects.map { effect in
      !open.contains { term in
        effect.allSatisfy { term.contains($0.variable) }
      }
    }
  }

  /// The effects of a term, the values of its first variable fastest.
  private static func effects(_ term: [Int], _ counts: [Int]) -> [Effect] {
    term.reduce([[]]) { effects, variable in
      (0..<(counts[variable] - 1)).flatMap { level in
        effects.map { $0 + [(variable, level)] }
      }
    }
  }

  /// The columns less their means, without the constant.
  private static func centred(_ design: Matrix) -> Matrix {
    var result = Matrix(
      rows: design.rowCount, columns: design.columnCount - 1)
    for column in 0..<result.columnCount {
      var mean = 0.0
      for row in 0..<design.rowCount { mean += design[row, column + 1] }
      mean /= Double(design.rowCount)
      for row in 0..<design.rowCount {
        result[row, column] = design[row, column + 1] - mean
      }
    }
    return result
  }

  private struct Fit {
    var coefficients: [Double]
    var fitted: [Double]
    var deviance: Double
  }

  /// Poisson likelihood by iteratively reweighted least squares, until the
  /// deviance settles at 1e-13 of itself and of the base: it is a sum of
  /// numbers as large as the counts, and that of a saturated model is their
  /// rounding error.
  private static func fit(
    _ design: Matrix, _ shares: [Double], _ base: Double
  ) -> Fit? {
    let counts = shares.map { $0 * base }
    var predictor = counts.map { log($0 + 0.1) }
    var before = Double.infinity
    for _ in 0..<100 {
      let means = predictor.map { exp($0) }
      var weighted = design
      var target = [Double](repeating: 0, count: design.columnCount)
      for row in counts.indices {
        let response = means[row] * predictor[row] + counts[row] - means[row]
        for column in 0..<design.columnCount {
          weighted[row, column] *= means[row]
          target[column] += design[row, column] * response
        }
      }
      guard
        let system = Cholesky(design.transposed.times(weighted))
      else { return nil }
      let coefficients = system.solve(target)
      predictor = design.times(coefficients)
      let fitted = predictor.map { exp($0) }
      let deviance = cellDeviance(counts, fitted)
      guard deviance.isFinite else { return nil }
      if abs(deviance - before) <= 1e-13 * (abs(deviance) + max(1, base)) {
        return Fit(
          coefficients: coefficients, fitted: fitted.map { $0 / base },
          deviance: deviance)
      }
      before = deviance
    }
    return nil
  }
}

/// 2 Σ (y·log(y/μ) − (y − μ)).
func cellDeviance(_ counts: [Double], _ means: [Double]) -> Double {
  var sum = 0.0
  for (count, mean) in zip(counts, means) {
    sum += count > 0 ? count * log(count / mean) - (count - mean) : mean
  }
  return 2 * sum
}

/// diag(π) − ππᵀ.
func multinomialCovariance(_ shares: [Double]) -> Matrix {
  var result = Matrix(rows: shares.count, columns: shares.count)
  for row in shares.indices {
    for column in shares.indices {
      result[row, column] = -shares[row] * shares[column]
    }
    result[row, row] += shares[row]
  }
  return result
}
