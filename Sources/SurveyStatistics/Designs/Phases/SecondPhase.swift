import LinearAlgebra

/// The second phase of a sample, drawn from the rows of the first.
///
/// With xᵢ the influences times the weights of both phases, u the fraction of
/// the rows of a stratum that are in the second phase, f, n and h those of
/// the first:
///
///     full     ΣΣ Ďᵢⱼxᵢxⱼ,  1 − Ďᵢⱼ = (1 − Ď¹ᵢⱼ)(1 − Ď²ᵢⱼ)
///     approx   Σₕ (1 − f)·n/(n − 1)·Σᵢ (uxᵢ − x̄ₕ)²/u, x̄ₕ = Σᵢxᵢ/n,
///              and the ordinary variance of the second phase
///
/// (Särndal, Swensson and Wretman 1992, 9.3.) Ď¹ is 1 − f within a cluster
/// of the first phase and −(1 − f)/(n − 1) between two of a stratum; Ď² the
/// same for what was drawn in the second; see `PhaseForm`, which makes sums
/// over groups of rows of every double sum.
///
/// Without population sizes f is 0 and the first phase counts as drawn with
/// replacement within its strata. `twophase(method = "full")` of R's survey
/// package then leaves the strata of the first phase out; give it a very
/// large population to compare.
///
/// Checked against R survey 4.1-1 in `Tests/References/designs`.
struct SecondPhase: Sendable {
  /// Rows that are summed together and what the square of their sum counts.
  struct Part: Sendable {
    /// The group of each row; `nil` when every row is one. -1 for rows that
    /// are not in the second phase.
    var groups: [Int32]?
    /// What each group counts.
    var coefficients: [Double]
    /// What each row is multiplied with before; `nil` for 1.
    var loadings: [Double]?
  }

  /// The parts that the variance is a sum of.
  let parts: [Part]
  /// Whether each row is in the second phase.
  let isSampled: [Bool]
  /// The stratum of the second phase of each row.
  let strata: [Int32]
  /// The unit of each row that the second phase drew first; `nil` when every
  /// row is one.
  let units: [Int32]?
  /// What the weight of each row is multiplied with.
  let expansion: [Double]

  /// Lays out the parts.
  ///
  /// - Precondition: Every stratum of the second phase has a sampled row.
  init(
    first stages: [DesignStage], unequal: UnequalMethod?,
    second draws: PhaseDraws, method: TwoPhaseMethod
  ) {
    isSampled = draws.isSampled
    strata = draws.strata
    units = draws.units
    expansion = draws.expansion
    let isSampled = draws.isSampled
    let rowCount = isSampled.count
    let second = draws.form
    switch method {
    case .full:
      parts = PhaseForm(stages, rowCount: rowCount, unequal: unequal)
        .followed(by: second).terms.map { Part($0, isSampled) }
    case .approximate:
      let stage = stages[0]
      let strata = draws.strata
      let fractions = draws.rowFractions
      let sizes = stage.sampled.map(Double.init)
      var inverse = [Double](repeating: 0, count: stage.parentCount)
      for row in 0..<rowCount where isSampled[row] {
        inverse[stage.parent(of: row)] += 1 / fractions[Int(strata[row])]
      }
      let scales = (0..<stage.parentCount).map { parent in
        sizes[parent] > 1
          ? (1 - stage.fraction[parent]) * sizes[parent] / (sizes[parent] - 1)
          : 0
      }
      let parents = (0..<rowCount).map { Int32(stage.parent(of: $0)) }
      let rows = PhaseForm.Term(
        groups: nil,
        coefficients: (0..<rowCount).map { row in
          scales[Int(parents[row])] * fractions[Int(strata[row])]
        })
      let means = PhaseForm.Term(
        groups: parents,
        coefficients: parents.map { code in
          let parent = Int(code)
          return scales[parent] * (inverse[parent] / sizes[parent] - 2)
            / sizes[parent]
        })
      parts = (second.terms + [rows, means]).map { Part($0, isSampled) }
    }
  }

  /// The covariance of Σᵢxᵢ of columns of weighted influences.
  func covariance(_ columns: [[Double]], isUsed: [Bool]) -> DesignCovariance {
    let size = columns.count
    var matrix = Matrix(rows: size, columns: size)
    for part in parts {
      let sums = columns.map { part.sums($0) }
      for row in 0..<size {
        for column in row..<size {
          var total = 0.0
          for group in part.coefficients.indices {
            total +=
              part.coefficients[group] * sums[row][group] * sums[column][group]
          }
          matrix[row, column] += total
        }
      }
    }
    for row in 0..<size {
      for column in 0..<row { matrix[row, column] = matrix[column, row] }
    }
    var drawn: Set<Int32> = []
    var met: Set<Int32> = []
    for row in isUsed.indices where isUsed[row] && isSampled[row] {
      drawn.insert(units?[row] ?? Int32(row))
      met.insert(strata[row])
    }
    let freedom = drawn.count - met.count
    return DesignCovariance(
      matrix: matrix, degreesOfFreedom: Double(freedom),
      remarks: freedom < 1 ? ["no-degrees-of-freedom"] : [])
  }
}

extension SecondPhase.Part {
  /// A term of a form, over the rows of the second phase.
  fileprivate init(_ term: PhaseForm.Term, _ isSampled: [Bool]) {
    loadings = term.loadings
    guard let codes = term.groups else {
      groups = nil
      coefficients = isSampled.indices.map {
        isSampled[$0] ? term.coefficients[$0] : 0
      }
      return
    }
    let keys = DenseKeys(
      outer: codes.indices.map { isSampled[$0] ? codes[$0] : -1 },
      outerCount: Int((codes.max() ?? -1) + 1),
      inner: [Int32](repeating: 0, count: codes.count), innerCount: 1)
    var found = [Double](repeating: 0, count: keys.count)
    for row in codes.indices where keys.codes[row] >= 0 {
      found[Int(keys.codes[row])] = term.coefficients[row]
    }
    groups = keys.codes
    coefficients = found
  }

  /// The sums of the groups.
  fileprivate func sums(_ column: [Double]) -> [Double] {
    let values = loadings.map { zip(column, $0).map { $0 * $1 } } ?? column
    guard let groups else { return values }
    var result = [Double](repeating: 0, count: coefficients.count)
    for row in values.indices where groups[row] >= 0 {
      result[Int(groups[row])] += values[row]
    }
    return result
  }
}
