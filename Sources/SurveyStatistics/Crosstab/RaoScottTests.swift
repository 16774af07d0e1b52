import LinearAlgebra
import Probability

/// Pearson's statistic of a weighted table and the generalised design effects
/// of its interaction.
///
/// With p the observed shares, D their diagonal, V their covariance under the
/// design, n rows and C a basis of the interaction orthogonal to the margins
/// (Rao and Scott 1984, section 2, with D for the expected shares as R has
/// it):
///
///     X² = n Σ (pᵢⱼ − pᵢ.p.ⱼ)²/(pᵢ.p.ⱼ)
///     Δ = (CᵀD⁻¹C/n)⁻¹ · CᵀD⁻¹VD⁻¹C
///
/// X² is distributed like Σ δₖχ²(1), with δ the eigenvalues of Δ. With
/// d = (Σδ)²/Σδ² and ν degrees of freedom of the design, X²/Σδ is referred to
/// F(d, dν), and X²/δ̄ to a chi-square.
///
/// Edge cases:
///
/// - Empty cells count with 0 in D⁻¹.
/// - Two answers that occur in one column only leave CᵀD⁻¹C short of rank, and
///   R stops. Then D are the shares pᵢ.p.ⱼ under independence, as the paper
///   has them; none of them is 0, and Δ has all its effects.
/// - `nil` where the covariance is not defined or 0.
///
/// Checked against R survey 4.1-1 (`svychisq`), and with the shares under
/// independence against the formula in R
/// (`Tests/References/crosstab/sparse.R`).
struct RaoScottTests: Sendable {
  /// X².
  let pearson: Double
  /// δ, the largest first.
  let designEffects: [Double]
  /// Whether D are the shares under independence.
  let usesExpectedShares: Bool
  /// ν.
  let degreesOfFreedom: Double
  private let isReplicated: Bool

  init?(_ table: TwoWayTable) {
    pearson = table.pearson
    let observed = Self.effects(table, .observed)
    guard let effects = observed ?? Self.effects(table, .expected) else {
      return nil
    }
    usesExpectedShares = observed == nil
    // What rounding leaves of an effect of 0 is none.
    let largest = effects.first ?? 0
    guard largest > 0 else { return nil }
    designEffects = effects.map { abs($0) < 1e-12 * largest ? 0 : $0 }
    degreesOfFreedom = table.degreesOfFreedom
    isReplicated = table.isReplicated
  }

  /// δ with D as named; `nil` where it leaves the interaction short of rank.
  private static func effects(
    _ table: TwoWayTable, _ diagonal: InteractionOfShares.Diagonal
  ) -> [Double]? {
    let interaction = InteractionOfShares(
      table.shares, columns: table.columns.count,
      covariance: table.shareCovariance, diagonal: diagonal)
    var below = interaction.below
    let base = Double(table.base)
    for index in below.elements.indices { below.elements[index] /= base }
    return generalizedEigenvalues(interaction.above, below)
  }

  /// One of the tests with Pearson's statistic; `nil` for the Wald tests.
  func result(_ test: IndependenceTest) -> IndependenceResult? {
    let sum = designEffects.reduce(0, +)
    let squares = designEffects.reduce(0) { $0 + $1 * $1 }
    let degrees = sum * sum / squares
    let below = degrees * degreesOfFreedom
    switch test {
    case .raoScottF:
      guard degreesOfFreedom > 0 else { return nil }
      let statistic = pearson / sum
      return IndependenceResult(
        test: test, statistic: statistic, numeratorDegrees: degrees,
        denominatorDegrees: below,
        probability: FDistribution(
          numeratorDegrees: degrees, denominatorDegrees: below
        ).upperTail(statistic))
    case .raoScottChiSquare:
      let count = Double(designEffects.count)
      let statistic = pearson / (sum / count)
      return IndependenceResult(
        test: test, statistic: statistic, numeratorDegrees: count,
        probability: ChiSquaredDistribution(degreesOfFreedom: count)
          .upperTail(statistic))
    case .linearCombination, .saddlepoint:
      guard degreesOfFreedom > 0 else { return nil }
      // R has no denominator for replicate weights.
      let distribution = WeightedChiSquares(
        weights: designEffects,
        denominatorDegrees: isReplicated ? .infinity : below)
      return IndependenceResult(
        test: test, statistic: pearson,
        probability: distribution.upperTail(
          pearson,
          method: test == .saddlepoint ? .saddlepoint : .exact))
    case .wald, .adjustedWald: return nil
    }
  }
}

/// The Wald test that the totals are products of their margins.
///
/// With Y = N̂ᵢⱼ − N̂ᵢ.N̂.ⱼ/N̂ without the first row and column and V its
/// linearised covariance, W = YᵀV⁻¹Y/k, k = (r − 1)(c − 1), is referred to
/// F(k, ν); the adjusted one multiplies with (ν − k + 1)/ν and is referred to
/// F(k, ν − k + 1) (Koch, Freeman and Freeman 1975; Thomas and Rao 1987).
///
/// `nil` where V is singular or no degrees of freedom are left.
///
/// Checked against R survey 4.1-1 (`svychisq`).
func waldIndependence(
  _ table: TwoWayTable, isAdjusted: Bool
) -> IndependenceResult? {
  let margins = table.margins(table.totals)
  let width = table.columns.count
  let free = table.totals.indices.filter { $0 >= width && $0 % width > 0 }
  var jacobian = Matrix(rows: free.count, columns: table.totals.count)
  let deviations = free.indices.map { index -> Double in
    let (row, column) = (free[index] / width, free[index] % width)
    let (above, beside) = (margins.rows[row], margins.columns[column])
    for cell in table.totals.indices {
      var value = above * beside / (margins.whole * margins.whole)
      if cell == free[index] { value += 1 }
      if cell / width == row { value -= beside / margins.whole }
      if cell % width == column { value -= above / margins.whole }
      jacobian[index, cell] = value
    }
    return table.totals[free[index]] - above * beside / margins.whole
  }
  let covariance = jacobian.times(table.covariance).times(jacobian.transposed)
  guard let system = LinearSystem(covariance),
    system.reciprocalCondition > 1e-14
  else { return nil }
  let solved = system.solve(deviations)
  let sum = zip(deviations, solved).reduce(0) { $0 + $1.0 * $1.1 }
  let count = Double(free.count)
  let freedom = table.degreesOfFreedom
  let below = isAdjusted ? freedom - count + 1 : freedom
  guard below > 0, freedom > 0 else { return nil }
  let statistic = isAdjusted ? sum * below / (count * freedom) : sum / count
  return IndependenceResult(
    test: isAdjusted ? .adjustedWald : .wald, statistic: statistic,
    numeratorDegrees: count, denominatorDegrees: below,
    probability: FDistribution(
      numeratorDegrees: count, denominatorDegrees: below
    ).upperTail(max(0, statistic)))
}
