import LinearAlgebra
import Probability

/// Whether a loglinear model with more terms fits better than one nested in
/// it.
///
/// The deviance is G² = 2n Σ π₁·log(π₁/π₀) and the score statistic
/// X² = n Σ (π₁ − π₀)²/π₀. Both are distributed like Σ δₖχ²(1) with δ the
/// eigenvalues of
///
///     Δ = (WᵀPW)⁻¹ · WᵀVW,  P = (diag(p) − ppᵀ)/n
///
/// where W are the columns of the further terms after those of the smaller
/// model are taken out, in the inner product of the larger one (Rao and
/// Scott 1984, section 3). They are referred to F(d, dν) with
/// d = (Σδ)²/Σδ², and to Σ δₖχ²(1) by a saddlepoint approximation.
///
/// Checked against R survey 4.1-1 (`anova.svyloglin`). R takes Σδ² for the sum
/// of the squared elements of Δ, and of the score statistic the eigenvalues as
/// if Δ were symmetric; both depend on how the effects are coded, and are
/// taken from the eigenvalues here. With one further effect they agree.
struct LoglinearComparison: Sendable {
  /// G².
  let deviance: Double
  /// X².
  let score: Double
  /// δ.
  let designEffects: [Double]
  let degreesOfFreedom: Double

  /// - Parameter larger: `nil` for the model with every interaction.
  /// - Returns: `nil` where the two do not differ or Δ is not defined.
  init?(
    _ smaller: LoglinearModel, _ larger: LoglinearModel?,
    saturated columns: Matrix, _ cells: LoglinearCells
  ) {
    let base = Double(cells.base)
    let upper = larger?.fitted ?? cells.shares
    let known = smaller.columns
    let further = columns
    guard further.columnCount > 0 else { return nil }
    let inner = multinomialCovariance(upper)
    guard
      let system = LinearSystem(
        known.transposed.times(inner.times(known)))
    else { return nil }
    let explained = system.solve(
      known.transposed.times(inner.times(further)))
    let rest = informed(
      further.plus(known.times(explained), times: -1), cells.shares)
    let below = rest.transposed.times(
      multinomialCovariance(cells.shares).times(rest))
    let above = rest.transposed.times(cells.covariance.times(rest))
    guard
      let effects = generalizedEigenvalues(above, below)?.map({ $0 * base }),
      let largest = effects.first, largest > 0
    else { return nil }
    designEffects = effects.map { abs($0) < 1e-12 * largest ? 0 : $0 }
    degreesOfFreedom = cells.degreesOfFreedom
    let counts = cells.shares.map { $0 * base }
    deviance =
      smaller.deviance
      - (larger.map { cellDeviance(counts, $0.fitted.map { $0 * base }) }
        ?? 0)
    score =
      base
      * zip(upper, smaller.fitted).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1
      }
  }

  /// The degrees d of the F distribution.
  var numeratorDegrees: Double {
    let sum = designEffects.reduce(0, +)
    return sum * sum / designEffects.reduce(0) { $0 + $1 * $1 }
  }

  /// The probability of a larger statistic by the F distribution.
  func probability(_ statistic: Double) -> Double? {
    guard degreesOfFreedom > 0 else { return nil }
    return FDistribution(
      numeratorDegrees: numeratorDegrees,
      denominatorDegrees: numeratorDegrees * degreesOfFreedom
    ).upperTail(max(0, statistic) / designEffects.reduce(0, +))
  }

  /// The same by a saddlepoint approximation, for many degrees of freedom.
  func saddlepoint(_ statistic: Double) -> Double {
    WeightedChiSquares(weights: designEffects).upperTail(
      max(0, statistic), method: .saddlepoint)
  }
}

/// The combinations of columns that cells with answers tell something about:
/// where cells are empty, some interactions cannot be told.
private func informed(_ columns: Matrix, _ shares: [Double]) -> Matrix {
  let inner = columns.transposed.times(
    multinomialCovariance(shares).times(columns))
  guard let eigen = SymmetricEigen(inner), let largest = eigen.values.first,
    largest > 1e-12
  else { return Matrix(rows: columns.rowCount, columns: 0) }
  let kept = eigen.values.indices.filter {
    eigen.values[$0] > 1e-10 * largest
  }
  var basis = Matrix(rows: columns.columnCount, columns: kept.count)
  for row in 0..<basis.rowCount {
    for (column, from) in kept.enumerated() {
      basis[row, column] = eigen.vectors[row, from]
    }
  }
  return columns.times(basis)
}
