import LinearAlgebra
import Probability

/// The unit model of Battese, Harter and Fuller (1988): answers
/// y_ij = x_ij'β + vᵢ + e_ij of the rows j in area i.
///
/// The variances come from residual maximum likelihood. With the ratio
/// λ = σ_v²/σ_e² and cᵢ = nᵢ/(1 + nᵢλ), generalised least squares needs only
/// the sums of squares within areas, W, and the means of areas:
///
///     A = W_xx + Σ cᵢ x̄ᵢx̄ᵢ'     β̂ = A⁻¹(W_xy + Σ cᵢ x̄ᵢȳᵢ)
///
/// and λ is the root of Σcᵢ − Σcᵢ²·x̄ᵢ'A⁻¹x̄ᵢ − (n − p)·Σcᵢ²r̄ᵢ²/RSS = 0,
/// the derivative of the profiled deviance.
///
/// The predictor of the mean of an area with the population means X̄ᵢ, with
/// γᵢ = σ_v²/(σ_v² + σ_e²/nᵢ):
///
///     μ̂ᵢ = X̄ᵢ'β̂ + γᵢ(ȳᵢ − x̄ᵢ'β̂)
///
/// Its mean squared error is g₁ + g₂ + 2g₃ (Prasad and Rao 1990, with the
/// variances of the REML estimates, Datta and Lahiri 2000):
///
///     g₁ = γᵢσ_e²/nᵢ,  g₂ = (X̄ᵢ − γᵢx̄ᵢ)' cov β̂ (X̄ᵢ − γᵢx̄ᵢ)
///     g₃ = nᵢ⁻²(σ_v² + σ_e²/nᵢ)⁻³ ·
///          (σ_e⁴ var σ̂_v² + σ_v⁴ var σ̂_e² − 2σ_e²σ_v² cov)
///
/// The part of an area that was sampled is taken to be small. An area
/// without rows has X̄'β̂ with the error σ_v² + X̄' cov β̂ X̄.
///
/// `bootstrapErrors` is the other way to the error (González-Manteiga and
/// others 2008): answers are drawn from the fitted model, the model is fitted
/// anew, and the squared distance between the drawn and the predicted mean of
/// each area is averaged.
///
/// The model takes no weights, as `eblupBHF` and `pbmseBHF` of R's sae.
///
/// Edge cases: `nil` without two areas with rows, with no more rows than
/// coefficients and areas, or where the rows within areas do not vary.
///
/// Checked against dense matrices and `nlme::lme` in R in
/// `Tests/References/small-areas`.
struct NestedErrorModel {
  /// σ_v².
  let betweenVariance: Double
  /// σ_e².
  let withinVariance: Double
  let coefficients: [Double]
  let covariance: Matrix
  let areas: [FayHerriot.Area]
  private let sums: AreaSums
  private let setting: Setting

  /// The data in the scale of the equations.
  private struct Setting {
    var rows: [[Double]]
    var areas: [Int]
    var means: [[Double]]
    var coefficients: [Double]
  }

  /// The variances and coefficients that fit sums of squares best.
  private struct Solution {
    let fit: AreaSums.Fit
    let within: Double
    let between: Double

    init?(_ sums: AreaSums) {
      guard let ratio = varianceRoot(scale: 1, { -(sums.slope($0) ?? .nan) }),
        let fit = sums.fit(ratio)
      else { return nil }
      self.fit = fit
      within = fit.squares / Double(sums.rowCount - sums.size)
      guard within > 0 else { return nil }
      between = ratio * within
    }
  }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - values: The answers.
  ///   - rows: The covariates of each answer, beginning with 1.
  ///   - areas: The area of each answer.
  ///   - means: The population means of the covariates by area, beginning
  ///     with 1.
  init?(
    values: [Double], rows: [[Double]], areas: [Int], means: [[Double]]
  ) {
    let size = means.first?.count ?? 0
    guard size > 0, !rows.isEmpty else { return nil }
    let units = CommonScale(rows, size: size)
    let rows = rows.map(units.scaled)
    let means = means.map(units.scaled)
    guard
      let sums = AreaSums(values, rows, areas, count: means.count, size: size),
      sums.areas.count > 1, values.count > size + sums.areas.count,
      let solution = Solution(sums)
    else { return nil }
    let fit = solution.fit
    let (within, between) = (solution.within, solution.between)
    self.sums = sums
    setting = Setting(
      rows: rows, areas: areas, means: means, coefficients: fit.coefficients)
    withinVariance = within
    betweenVariance = between
    var covariance = fit.inverse
    for index in covariance.elements.indices {
      covariance.elements[index] *= within
    }
    coefficients = units.back.times(fit.coefficients)
    self.covariance = units.back.times(covariance).times(units.back.transposed)
    var information = (between: 0.0, within: 0.0, both: 0.0)
    for area in sums.areas {
      let count = sums.count[area]
      let total = within + count * between
      information.between += count * count / (total * total) / 2
      information.within +=
        ((count - 1) / (within * within) + 1 / (total * total)) / 2
      information.both += count / (total * total) / 2
    }
    let determinant =
      information.between * information.within
      - information.both * information.both
    let spread =
      (within * within * information.within
        + between * between * information.between
        + 2 * within * between * information.both) / determinant
    self.areas = means.indices.map { area in
      let count = sums.count[area]
      let population = means[area]
      let synthetic = Self.product(population, fit.coefficients)
      guard count > 0 else {
        return FayHerriot.Area(
          shrinkage: 0, synthetic: synthetic, estimate: synthetic,
          error: between + Self.form(population, covariance))
      }
      let total = between + within / count
      let shrinkage = between / total
      let residual =
        sums.value[area] - Self.product(sums.means[area], fit.coefficients)
      let distance = population.indices.map {
        population[$0] - shrinkage * sums.means[area][$0]
      }
      let third = spread / (count * count * total * total * total)
      return FayHerriot.Area(
        shrinkage: shrinkage, synthetic: synthetic,
        estimate: synthetic + shrinkage * residual,
        error: shrinkage * within / count + Self.form(distance, covariance)
          + 2 * third)
    }
  }

  /// The mean squared error of each area by a parametric bootstrap.
  ///
  /// Draws do not depend on the number of cores.
  ///
  /// - Returns: The errors, and the number of draws whose model could not be
  ///   fitted; no errors when there is none left.
  func bootstrapErrors(
    draws: Int, seed: UInt64
  ) -> (errors: [Double], failed: Int) {
    let streams = RandomStream(seed: seed, name: "small-areas/bootstrap")
    let (sums, setting) = (sums, setting)
    let predictor = setting.rows.map {
      Self.product($0, setting.coefficients)
    }
    let synthetic = setting.means.map {
      Self.product($0, setting.coefficients)
    }
    let between = betweenVariance.squareRoot()
    let within = withinVariance.squareRoot()
    let found = RowBlocks.map(draws, threads: nil) { draw -> [Double]? in
      var stream = streams.draw(draw)
      let effects = synthetic.map { _ in between * stream.normal() }
      let values = predictor.indices.map { row in
        predictor[row] + effects[setting.areas[row]] + within * stream.normal()
      }
      let drawn = sums.with(values, setting.rows, setting.areas)
      guard let solution = Solution(drawn) else { return nil }
      return synthetic.indices.map { area in
        var estimate = Self.product(
          setting.means[area], solution.fit.coefficients)
        if drawn.count[area] > 0 {
          let shrinkage =
            solution.between
            / (solution.between + solution.within / drawn.count[area])
          estimate += shrinkage * solution.fit.residuals[area]
        }
        let distance = estimate - synthetic[area] - effects[area]
        return distance * distance
      }
    }
    let known = found.compactMap { $0 }
    guard !known.isEmpty else { return ([], draws) }
    let errors = synthetic.indices.map { area in
      known.reduce(0) { $0 + $1[area] } / Double(known.count)
    }
    return (errors, draws - known.count)
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func form(_ vector: [Double], _ matrix: Matrix) -> Double {
    product(vector, matrix.times(vector))
  }
}
