import LinearAlgebra

/// Covariates moved to the mean 0 and the standard deviation 1, so that the
/// equations do not suffer from their units.
struct CommonScale {
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
struct AreaSums {
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

  /// The same rows with other answers.
  func with(
    _ values: [Double], _ rows: [[Double]], _ codes: [Int]
  ) -> AreaSums {
    var result = self
    result.total = 0
    for area in areas { result.value[area] = 0 }
    for column in 0..<size { result.products[column] = 0 }
    for row in values.indices { result.value[codes[row]] += values[row] }
    for area in areas { result.value[area] /= count[area] }
    for row in values.indices {
      let residual = values[row] - result.value[codes[row]]
      result.total += residual * residual
      let mean = means[codes[row]]
      for column in 0..<size {
        result.products[column] += (rows[row][column] - mean[column]) * residual
      }
    }
    return result
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
