import LinearAlgebra

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
      let ratio = varianceRoot(scale: 1, { -(sums.slope($0) ?? .nan) }),
      let fit = sums.fit(ratio)
    else { return nil }
    let within = fit.squares / Double(values.count - size)
    guard within > 0 else { return nil }
    let between = ratio * within
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

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func form(_ vector: [Double], _ matrix: Matrix) -> Double {
    product(vector, matrix.times(vector))
  }
}

/// Covariates moved to the mean 0 and the standard deviation 1, so that the
/// equations do not suffer from their units.
private struct CommonScale {
  private let centre: [Double]
  private let scale: [Double]

  /// - Precondition: There is a row, and each begins with 1.
  init(_ rows: [[Double]], size: Int) {
    let count = Double(rows.count)
    let centre = (0..<size).map { column in
      column == 0 ? 0 : rows.reduce(0) { $0 + $1[column] } / count
    }
    self.centre = centre
    scale = (0..<size).map { column in
      let squares = rows.reduce(0.0) {
        let distance = $1[column] - centre[column]
        return $0 + distance * distance
      }
      return column == 0 || squares == 0 ? 1 : (squares / count).squareRoot()
    }
  }

  func scaled(_ row: [Double]) -> [Double] {
    row.indices.map { (row[$0] - centre[$0]) / scale[$0] }
  }

  /// What turns coefficients of scaled covariates into those of covariates.
  var back: Matrix {
    var result = Matrix(rows: scale.count, columns: scale.count)
    for column in scale.indices {
      result[column, column] = 1 / scale[column]
      if column > 0 { result[0, column] = -centre[column] / scale[column] }
    }
    return result
  }
}

/// Sums of squares within areas, and the means of areas.
private struct AreaSums {
  struct Fit {
    var coefficients: [Double]
    var inverse: Matrix
    /// r'V⁻¹r·σ_e².
    var squares: Double
    /// ȳᵢ − x̄ᵢ'β̂ by area.
    var residuals: [Double]
  }

  let size: Int
  let rowCount: Int
  /// Rows of each area.
  var count: [Double]
  /// Areas with rows.
  let areas: [Int]
  /// ȳ by area.
  var value: [Double]
  /// x̄ by area.
  var means: [[Double]]
  private var cross: Matrix
  private var products: [Double]
  private var total = 0.0

  init?(
    _ values: [Double], _ rows: [[Double]], _ codes: [Int], count areas: Int,
    size: Int
  ) {
    self.size = size
    rowCount = values.count
    var count = [Double](repeating: 0, count: areas)
    var value = count
    var means = [[Double]](
      repeating: [Double](repeating: 0, count: size), count: areas)
    for row in values.indices {
      let area = codes[row]
      count[area] += 1
      value[area] += values[row]
      for column in 0..<size { means[area][column] += rows[row][column] }
    }
    for area in 0..<areas where count[area] > 0 {
      value[area] /= count[area]
      for column in 0..<size { means[area][column] /= count[area] }
    }
    cross = Matrix(rows: size, columns: size)
    products = [Double](repeating: 0, count: size)
    var distance = products
    for row in values.indices {
      let area = codes[row]
      let residual = values[row] - value[area]
      total += residual * residual
      for column in 0..<size {
        distance[column] = rows[row][column] - means[area][column]
      }
      for column in 0..<size where distance[column] != 0 {
        products[column] += distance[column] * residual
        for other in 0..<size {
          cross[column, other] += distance[column] * distance[other]
        }
      }
    }
    self.count = count
    self.value = value
    self.means = means
    self.areas = count.indices.filter { count[$0] > 0 }
  }

  func fit(_ ratio: Double) -> Fit? {
    var matrix = cross
    var right = products
    for area in areas {
      let factor = count[area] / (1 + count[area] * ratio)
      let mean = means[area]
      for row in 0..<size {
        right[row] += factor * mean[row] * value[area]
        for column in 0..<size {
          matrix[row, column] += factor * mean[row] * mean[column]
        }
      }
    }
    guard let system = LinearSystem(matrix), system.reciprocalCondition > 1e-14
    else { return nil }
    let coefficients = system.solve(right)
    var squares = total
    for row in 0..<size {
      squares -= 2 * coefficients[row] * products[row]
      for column in 0..<size {
        squares += coefficients[row] * coefficients[column] * cross[row, column]
      }
    }
    var residuals = [Double](repeating: 0, count: count.count)
    for area in areas {
      residuals[area] =
        value[area]
        - zip(means[area], coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      squares +=
        count[area] / (1 + count[area] * ratio) * residuals[area]
        * residuals[area]
    }
    return Fit(
      coefficients: coefficients, inverse: system.inverse, squares: squares,
      residuals: residuals)
  }

  /// The derivative of the profiled REML deviance by λ.
  func slope(_ ratio: Double) -> Double? {
    guard let fit = fit(ratio), fit.squares > 0 else { return nil }
    var (sum, trace, squares) = (0.0, 0.0, 0.0)
    for area in areas {
      let factor = count[area] / (1 + count[area] * ratio)
      sum += factor
      let leverage = zip(means[area], fit.inverse.times(means[area])).reduce(0)
      { $0 + $1.0 * $1.1 }
      trace += factor * factor * leverage
      squares += factor * factor * fit.residuals[area] * fit.residuals[area]
    }
    return sum - trace - Double(rowCount - size) * squares / fit.squares
  }
}
