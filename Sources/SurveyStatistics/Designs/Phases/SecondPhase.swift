import LinearAlgebra

/// The second phase of a sample, drawn by simple random sampling of rows
/// within its strata.
///
/// With xᵢ the influences times the weights of both phases, p the fraction
/// sampled in the stratum of the second phase, f, n and h those of the first:
///
///     full     ΣΣ Ďᵢⱼxᵢxⱼ,  1 − Ďᵢⱼ = (1 − Ď¹ᵢⱼ)(1 − Ď²ᵢⱼ)
///     approx   Σₕ (1 − f)·n/(n − 1)·Σᵢ (pxᵢ − x̄ₕ)²/p, x̄ₕ = Σᵢxᵢ/n,
///              and the ordinary variance of the second phase
///
/// (Särndal, Swensson and Wretman 1992, 9.3.) Ď¹ is 1 − f within a cluster
/// of the first phase and −(1 − f)/(n − 1) between two of a stratum; Ď² the
/// same for rows. As both are constant in strata, clusters and rows, every
/// double sum is a sum over groups of rows, whose coefficients are kept here.
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
  }

  /// The parts that the variance is a sum of.
  var parts: [Part]
  /// Whether each row is in the second phase.
  let isSampled: [Bool]
  /// The stratum of the second phase of each row.
  let strata: [Int32]
  /// What the weight of each row is multiplied with.
  let expansion: [Double]

  /// Lays out the parts.
  ///
  /// - Precondition: `strata` numbers the strata of the second phase densely,
  ///   and each has a sampled row.
  init(
    _ stage: DesignStage, isSampled: [Bool], strata: [Int32],
    stratumCount: Int, method: TwoPhaseMethod
  ) {
    self.isSampled = isSampled
    self.strata = strata
    let rowCount = isSampled.count
    var all = [Double](repeating: 0, count: stratumCount)
    var sampled = all
    for row in 0..<rowCount {
      all[Int(strata[row])] += 1
      if isSampled[row] { sampled[Int(strata[row])] += 1 }
    }
    let fractions = zip(sampled, all).map { $0 / $1 }
    expansion = (0..<rowCount).map { row in
      isSampled[row] ? 1 / fractions[Int(strata[row])] : 0
    }
    let parents = (0..<rowCount).map { Int32(stage.parent(of: $0)) }
    let clusters = (0..<rowCount).map { Int32(stage.unit(of: $0)) }
    let maker = PartMaker(isSampled: isSampled)
    // Ď² of two rows, and what a row itself has more.
    let pairs = zip(sampled, fractions).map { count, fraction in
      count > 1 ? -(1 - fraction) / (count - 1) : 0
    }
    let own = zip(pairs, fractions).map { 1 - $1 - $0 }
    let open = (0..<stage.parentCount).map { 1 - stage.fraction[$0] }
    let sizes = stage.sampled.map(Double.init)
    parts = [maker.groups(strata) { pairs[Int(strata[$0])] }]
    switch method {
    case .full:
      let between = zip(open, sizes).map { $1 > 1 ? -$0 / ($1 - 1) : 0 }
      let within = zip(open, between).map { $0 - $1 }
      func first(_ values: [Double], _ row: Int) -> Double {
        values[Int(parents[row])]
      }
      func second(_ values: [Double], _ row: Int) -> Double {
        values[Int(strata[row])]
      }
      parts.append(maker.groups(parents) { first(between, $0) })
      parts.append(maker.groups(clusters) { first(within, $0) })
      parts.append(
        maker.groups(parents, strata) { row in
          -first(between, row) * second(pairs, row)
        })
      parts.append(
        maker.groups(clusters, strata) { row in
          -first(within, row) * second(pairs, row)
        })
      parts.append(
        maker.rows { (1 - first(open, $0)) * second(own, $0) })
    case .approximate:
      var inverse = [Double](repeating: 0, count: stage.parentCount)
      for row in 0..<rowCount { inverse[Int(parents[row])] += expansion[row] }
      let scales = zip(open, sizes).map { $1 > 1 ? $0 * $1 / ($1 - 1) : 0 }
      parts.append(
        maker.rows { row in
          let stratum = Int(strata[row])
          return scales[Int(parents[row])] * fractions[stratum] + own[stratum]
        })
      parts.append(
        maker.groups(parents) { row in
          let parent = Int(parents[row])
          let size = sizes[parent]
          return scales[parent] * (inverse[parent] / size - 2) / size
        })
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
    var rows = 0
    var met: Set<Int32> = []
    for row in isUsed.indices where isUsed[row] && isSampled[row] {
      rows += 1
      met.insert(strata[row])
    }
    let freedom = rows - met.count
    return DesignCovariance(
      matrix: matrix, degreesOfFreedom: Double(freedom),
      remarks: freedom < 1 ? ["no-degrees-of-freedom"] : [])
  }
}

extension SecondPhase.Part {
  /// The sums of the groups.
  fileprivate func sums(_ column: [Double]) -> [Double] {
    guard let groups else { return column }
    var result = [Double](repeating: 0, count: coefficients.count)
    for row in column.indices where groups[row] >= 0 {
      result[Int(groups[row])] += column[row]
    }
    return result
  }
}

/// Numbers groups of the rows of the second phase.
private struct PartMaker {
  let isSampled: [Bool]

  func groups(
    _ codes: [Int32], _ others: [Int32]? = nil,
    _ coefficient: (Int) -> Double
  ) -> SecondPhase.Part {
    let own = codes.indices.map { isSampled[$0] ? codes[$0] : -1 }
    let keys = DenseKeys(
      outer: own, outerCount: count(codes),
      inner: others ?? [Int32](repeating: 0, count: codes.count),
      innerCount: others.map(count) ?? 1)
    var coefficients = [Double](repeating: 0, count: keys.count)
    for row in codes.indices where keys.codes[row] >= 0 {
      coefficients[Int(keys.codes[row])] = coefficient(row)
    }
    return SecondPhase.Part(groups: keys.codes, coefficients: coefficients)
  }

  func rows(_ coefficient: (Int) -> Double) -> SecondPhase.Part {
    SecondPhase.Part(
      groups: nil,
      coefficients: isSampled.indices.map {
        isSampled[$0] ? coefficient($0) : 0
      })
  }

  private func count(_ codes: [Int32]) -> Int {
    Int((codes.max() ?? -1) + 1)
  }
}
