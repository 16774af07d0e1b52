import LinearAlgebra

/// A first stage that was drawn with unequal probabilities and without
/// replacement.
///
/// With zᵢ the weighted sums of the units (zᵢ = yᵢ/πᵢ for a total) and
/// Ďᵢⱼ = 1 − πᵢπⱼ/πᵢⱼ, Ďᵢᵢ = 1 − πᵢ, the variance is
///
///     Horvitz-Thompson   ΣΣ Ďᵢⱼ zᵢ zⱼ
///     Yates-Grundy       ΣΣ Ďᵢⱼ zᵢ zⱼ − Σᵢ zᵢ² Σⱼ Ďᵢⱼ
///
/// (Horvitz and Thompson 1952; Sen 1953; Yates and Grundy 1953; the sums run
/// over the sample.) Overton's (1985) and Hartley and Rao's (1962)
/// approximations are Ďᵢⱼ = a + b(πᵢ + πⱼ) within a stratum of n units and 0
/// between strata:
///
///     Overton       a = −1/(n − 1)                b = 1/(2(n − 1))
///     Hartley-Rao   a = −(1 + Σπ²/n)/(n − 1)      b = 1/(n − 1)
///
/// so that sums over pairs are products of sums over units. Where Σπ² of the
/// population is not told, Σπ²/n is estimated by the mean π of the stratum's
/// sample. R's survey package takes Ďᵢⱼ as 0 where πᵢ + πⱼ is exactly 1
/// (Hartley-Rao) or 2 (Overton); here it is not.
///
/// Brewer's (2002, chapter 9) approximation is
/// n/(n − 1) Σ(1 − πᵢ)(zᵢ − z̄)²; it needs no joint probabilities and goes
/// with further stages, which are added as in any design of several stages.
///
/// Checked against R survey 4.1-1: `pps` in `Tests/References/survey`.
struct UnequalProbabilities: Sendable {
  /// The Ďᵢⱼ.
  enum Checks: Sendable {
    /// They are not needed.
    case brewer
    /// a and b of each stratum.
    case linear(levels: [Double], slopes: [Double])
    /// All of them.
    case given(Matrix)
  }

  /// The form of the variance.
  let variance: UnequalVariance
  /// The Ďᵢⱼ.
  let checks: Checks

  /// The covariance of weighted sums of the units of `stage`, one column a
  /// statistic; `nil` for Brewer's approximation, which is the ordinary
  /// variance with 1 − πᵢ for 1 − f.
  func covariance(_ sums: [[Double]], _ stage: DesignStage) -> Matrix? {
    guard let fractions = stage.unitFraction else { return nil }
    let size = sums.count
    var result = Matrix(rows: size, columns: size)
    switch checks {
    case .brewer: return nil
    case .linear(let levels, let slopes):
      let rest = sums.map { column in
        products(column, fractions, stage, levels, slopes)
      }
      let ones = products(
        [Double](repeating: 1, count: stage.unitCount), fractions, stage,
        levels, slopes)
      fill(&result, sums, rest, ones)
    case .given(let matrix):
      let rest = sums.map { matrix.times($0) }
      let ones = matrix.times([Double](repeating: 1, count: stage.unitCount))
      fill(&result, sums, rest, ones)
    }
    return result
  }

  /// z'Ďy of each pair of columns, less Σ zᵢyᵢ Σⱼ Ďᵢⱼ for Yates and Grundy.
  private func fill(
    _ result: inout Matrix, _ sums: [[Double]], _ products: [[Double]],
    _ rowSums: [Double]
  ) {
    for row in sums.indices {
      for column in row..<sums.count {
        var total = 0.0
        for unit in rowSums.indices {
          total += sums[row][unit] * products[column][unit]
          if variance == .yatesGrundy {
            total -= sums[row][unit] * sums[column][unit] * rowSums[unit]
          }
        }
        result[row, column] = total
        result[column, row] = total
      }
    }
  }

  /// Ďz for Ďᵢⱼ = a + b(πᵢ + πⱼ) within strata.
  private func products(
    _ column: [Double], _ fractions: [Double], _ stage: DesignStage,
    _ levels: [Double], _ slopes: [Double]
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: stage.parentCount)
    var weighted = sums
    for unit in column.indices {
      let stratum = Int(stage.parentOfUnit[unit])
      sums[stratum] += column[unit]
      weighted[stratum] += fractions[unit] * column[unit]
    }
    return column.indices.map { unit in
      let stratum = Int(stage.parentOfUnit[unit])
      let own = fractions[unit]
      let value = column[unit]
      let others =
        (levels[stratum] + slopes[stratum] * own) * (sums[stratum] - value)
        + slopes[stratum] * (weighted[stratum] - own * value)
      return (1 - own) * value + others
    }
  }
}
