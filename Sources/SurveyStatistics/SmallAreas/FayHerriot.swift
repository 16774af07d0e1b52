import LinearAlgebra

/// How the variance between areas is estimated.
public enum FayHerriotMethod: String, Sendable, CaseIterable, Hashable {
  /// Residual maximum likelihood.
  case reml
  /// Maximum likelihood.
  case ml
  /// The moment equation of Fay and Herriot (1979):
  /// Σ (yᵢ − xᵢ'β̂)²/(σ² + ψᵢ) = m − p.
  case moment = "fh"
}

/// The area model of Fay and Herriot (1979): direct estimates
/// yᵢ = xᵢ'β + vᵢ + eᵢ with var vᵢ = σ² to be estimated and the sampling
/// variances var eᵢ = ψᵢ known.
///
/// The empirical best linear unbiased predictor shrinks the direct estimate
/// towards the synthetic one, with γᵢ = σ²/(σ² + ψᵢ):
///
///     θ̂ᵢ = γᵢyᵢ + (1 − γᵢ)xᵢ'β̂
///
/// Its mean squared error with Q = (X'V⁻¹X)⁻¹ and V = diag(σ² + ψᵢ)
/// (Prasad and Rao 1990; Datta and Lahiri 2000 for `reml` and `ml`; Datta,
/// Rao and Smith 2005 for `fh`):
///
///     g₁ = γᵢψᵢ,  g₂ = (1 − γᵢ)²xᵢ'Qxᵢ,  g₃ = ψᵢ²/(σ² + ψᵢ)³ · var σ̂²
///     mse = g₁ + g₂ + 2g₃ − b(1 − γᵢ)²
///
/// | method | var σ̂² | bias b of σ̂² |
/// |---|---|---|
/// | reml | 2/Σv⁻² | 0 |
/// | ml | 2/Σv⁻² | −tr(Q·Σxx'v⁻²)/Σv⁻² |
/// | fh | 2m/(Σv⁻¹)² | 2(mΣv⁻² − (Σv⁻¹)²)/(Σv⁻¹)³ |
///
/// Edge cases:
///
/// - σ² is 0 where its score is not above 0 there; every estimate is then
///   synthetic.
/// - An area without a direct estimate has x'β̂ with the error σ² + x'Qx.
/// - `nil` with no more areas than coefficients, or without a root.
///
/// Checked against R's `metafor::rma` (records `milk.fh`) and against dense
/// matrices in R in `Tests/References/small-areas`.
struct FayHerriot {
  /// One area after the fit.
  struct Area {
    /// γ; 0 without a direct estimate.
    var shrinkage: Double
    /// x'β̂.
    var synthetic: Double
    /// The EBLUP.
    var estimate: Double
    /// Its mean squared error.
    var error: Double
  }

  /// The variance σ² between areas.
  let variance: Double
  let coefficients: [Double]
  /// Q, the covariance of the coefficients.
  let covariance: Matrix
  let areas: [Area]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - direct: The direct estimates; not-a-number where there is none.
  ///   - variances: Their sampling variances, above 0 where there is one.
  ///   - covariates: One row an area, its columns independent of each other
  ///     among the areas with a direct estimate.
  init?(
    direct: [Double], variances: [Double], covariates: Matrix,
    method: FayHerriotMethod
  ) {
    let known = direct.indices.filter { !direct[$0].isNaN }
    let size = covariates.columnCount
    guard known.count > size, size > 0 else { return nil }
    let model = Equations(
      direct: known.map { direct[$0] }, sampling: known.map { variances[$0] },
      rows: known.map { covariates.row($0) }, method: method)
    let middle =
      model.sampling.reduce(0, +) / Double(known.count)
    guard let variance = varianceRoot(scale: middle, model.score),
      let fit = model.fit(variance)
    else { return nil }
    self.variance = variance
    coefficients = fit.coefficients
    covariance = fit.inverse
    let spread = model.spread(variance, fit)
    areas = direct.indices.map { area in
      let row = covariates.row(area)
      let synthetic = zip(row, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      let leverage = zip(row, fit.inverse.times(row)).reduce(0) {
        $0 + $1.0 * $1.1
      }
      guard !direct[area].isNaN else {
        return Area(
          shrinkage: 0, synthetic: synthetic, estimate: synthetic,
          error: variance + leverage)
      }
      let sampling = variances[area]
      let total = variance + sampling
      let rest = sampling / total
      let first = variance * rest
      let second = rest * rest * leverage
      let third =
        sampling * sampling / (total * total * total) * spread.variance
      return Area(
        shrinkage: variance / total, synthetic: synthetic,
        estimate: synthetic + variance / total * (direct[area] - synthetic),
        error: first + second + 2 * third - spread.bias * rest * rest)
    }
  }
}

/// The estimating equations of σ².
private struct Equations {
  struct Fit {
    var coefficients: [Double]
    var inverse: Matrix
    var residuals: [Double]
  }

  let direct: [Double]
  let sampling: [Double]
  let rows: [[Double]]
  let method: FayHerriotMethod

  private var size: Int { rows[0].count }

  /// Weighted least squares with V = diag(σ² + ψ).
  func fit(_ variance: Double) -> Fit? {
    var matrix = Matrix(rows: rows.count, columns: size)
    var right = direct
    for area in rows.indices {
      let scale = 1 / (variance + sampling[area]).squareRoot()
      for column in 0..<size {
        matrix[area, column] = rows[area][column] * scale
      }
      right[area] *= scale
    }
    guard let squares = LeastSquares(matrix), squares.rank == size else {
      return nil
    }
    let coefficients = squares.solve(right)
    let residuals = rows.indices.map { area in
      direct[area]
        - zip(rows[area], coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return Fit(
      coefficients: coefficients, inverse: squares.inverseCrossProduct,
      residuals: residuals)
  }

  /// Twice the derivative of the log-likelihood, or how far the moment
  /// equation is above m − p.
  func score(_ variance: Double) -> Double {
    guard let fit = fit(variance) else { return .nan }
    var (moment, squares, inverse) = (0.0, 0.0, 0.0)
    for area in rows.indices {
      let total = variance + sampling[area]
      let square = fit.residuals[area] * fit.residuals[area]
      moment += square / total
      squares += square / (total * total)
      inverse += 1 / total
    }
    switch method {
    case .moment: return moment - Double(rows.count - size)
    case .ml: return squares - inverse
    case .reml: return squares - inverse + trace(variance, fit)
    }
  }

  /// tr(Q · Σ xx'/v²).
  private func trace(_ variance: Double, _ fit: Fit) -> Double {
    var sum = 0.0
    for area in rows.indices {
      let total = variance + sampling[area]
      let leverage = zip(rows[area], fit.inverse.times(rows[area])).reduce(0) {
        $0 + $1.0 * $1.1
      }
      sum += leverage / (total * total)
    }
    return sum
  }

  /// The asymptotic variance of σ̂² and its bias.
  func spread(
    _ variance: Double, _ fit: Fit
  ) -> (variance: Double, bias: Double) {
    let count = Double(rows.count)
    let inverse = sampling.reduce(0) { $0 + 1 / (variance + $1) }
    let squares = sampling.reduce(0) {
      $0 + 1 / ((variance + $1) * (variance + $1))
    }
    switch method {
    case .reml: return (2 / squares, 0)
    case .ml: return (2 / squares, -trace(variance, fit) / squares)
    case .moment:
      let bias =
        2 * (count * squares - inverse * inverse)
        / (inverse * inverse * inverse)
      return (2 * count / (inverse * inverse), bias)
    }
  }
}
