import LinearAlgebra

/// The score of a model around given coefficients as sums over the units of
/// replicate weights, so that every replicate has its own without going over
/// the rows again.
///
/// With the coefficients β and the base weights w, a unit keeps
///
///     Σ w (y − μ) x   and   Σ w (dμ/dη) xxᵀ,
///
/// whose sums times the factors of a replicate are its score and its
/// information at β. How the information changes away from β,
///
///     T[δ] = Σ w (d²μ/dη²)(xᵀδ) xxᵀ,
///
/// is kept for the full sample only: it saves steps, and does not decide where
/// they end.
struct UnitExpansion: Sendable {
  /// The score of each unit and then the lower triangle of its information,
  /// units in rows.
  private let sums: Matrix
  /// Σ w (d²μ/dη²) xⱼxₖxₗ with j ≥ k ≥ l; empty for a linear model.
  private let third: [Double]
  /// Σ w.
  let total: Double
  private let width: Int

  /// Sums up the rows that a model uses.
  ///
  /// - Parameters:
  ///   - model: A model whose link is the canonical one.
  ///   - coefficients: Where the score is expanded.
  ///   - rows: The rows of the table that the model uses.
  ///   - units: The unit of each row of the table.
  ///   - weights: The base weights of the rows of the table.
  init(
    _ model: GeneralizedLinearModel, at coefficients: [Double], rows: [Int],
    units: [Int32], unitCount: Int, weights: [Double]
  ) {
    let width = coefficients.count
    let size = width + width * (width + 1) / 2
    var sums = Matrix(rows: unitCount, columns: size)
    let isLinear = model.link == .identity
    var third = [Double](
      repeating: 0, count: isLinear ? 0 : width * (width + 1) * (width + 2) / 6)
    let predictor = model.linearPredictor(coefficients)
    var total = 0.0
    model.predictors.elements.withUnsafeBufferPointer { elements in
      sums.elements.withUnsafeMutableBufferPointer { sums in
        third.withUnsafeMutableBufferPointer { third in
          for (position, row) in rows.enumerated() {
            let weight = weights[row]
            if weight == 0 { continue }
            total += weight
            let eta = predictor[position]
            let (mean, slope) = model.link.mean(eta)
            let rest = weight * (model.outcome[position] - mean)
            let curvature =
              isLinear ? 0 : weight * model.link.curvature(eta)
            let x = UnsafeBufferPointer(
              rebasing: elements[position * width..<(position + 1) * width])
            let start = Int(units[row]) * size
            var place = start + width
            var next = 0
            for j in 0..<width {
              sums[start + j] += rest * x[j]
              let first = weight * slope * x[j]
              for k in 0...j { sums[place + k] += first * x[k] }
              place += j + 1
              if isLinear { continue }
              if x[j] == 0 {
                next += (j + 1) * (j + 2) / 2
                continue
              }
              for k in 0...j {
                let second = curvature * x[j] * x[k]
                if second != 0 {
                  for l in 0...k { third[next + l] += second * x[l] }
                }
                next += k + 1
              }
            }
          }
        }
      }
    }
    self.sums = sums
    self.third = third
    self.total = total
    self.width = width
  }

  /// The score and the information of each replicate at the coefficients.
  ///
  /// - Parameter factors: A factor for each unit and replicate.
  func expansions(_ factors: Matrix) -> [Expansion] {
    let products = factors.transposed.times(sums)
    return (0..<products.rowCount).map { replicate in
      var information = Matrix(rows: width, columns: width)
      var place = width
      for j in 0..<width {
        for k in 0...j {
          let value = products[replicate, place]
          information[j, k] = value
          information[k, j] = value
          place += 1
        }
      }
      return Expansion(
        score: (0..<width).map { products[replicate, $0] },
        information: information)
    }
  }

  /// What a replicate has at the coefficients.
  struct Expansion: Sendable {
    var score: [Double]
    var information: Matrix
  }

  /// T[δ], how the information of the full sample changes along a step; 0 for
  /// a linear model.
  func change(along step: [Double]) -> Matrix {
    var change = Matrix(rows: width, columns: width)
    var next = 0
    if third.isEmpty { return change }
    // Each product of three stands for all its orders.
    for j in 0..<width {
      for k in 0...j {
        for l in 0...k {
          let value = third[next]
          next += 1
          change[j, k] += value * step[l]
          if k != l { change[j, l] += value * step[k] }
          if j != k { change[k, l] += value * step[j] }
        }
      }
    }
    for j in 0..<width {
      for k in 0..<j { change[k, j] = change[j, k] }
    }
    return change
  }
}
