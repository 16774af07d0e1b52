/// The form ΣΣ Ďᵢⱼxᵢxⱼ over the rows of a sample, Ďᵢⱼ = 1 − πᵢπⱼ/πᵢⱼ, as a
/// sum of terms κ·aᵢaⱼ for rows of the same group and 0 for others.
///
/// Stages and phases give such terms, and so do their combinations, because
/// rows of the same group of two kinds are the rows of a group of both: a
/// double sum over all rows becomes a few sums over groups.
struct PhaseForm: Sendable {
  /// The rows of each group counted together.
  struct Term: Sendable {
    /// The group of each row; `nil` when every row is one.
    var groups: [Int32]?
    /// κ of the group of each row.
    var coefficients: [Double]
    /// a of each row; `nil` for 1.
    var loadings: [Double]?

    /// The product of two terms, element by element.
    func times(_ other: Term) -> Term {
      var result = self
      if let groups, let others = other.groups {
        result.groups =
          DenseKeys(
            outer: groups, outerCount: Int((groups.max() ?? -1) + 1),
            inner: others, innerCount: Int((others.max() ?? -1) + 1)
          ).codes
      } else {
        result.groups = nil
      }
      for row in coefficients.indices {
        result.coefficients[row] *= other.coefficients[row]
      }
      if let loadings, let others = other.loadings {
        result.loadings = zip(loadings, others).map { $0 * $1 }
      } else {
        result.loadings = loadings ?? other.loadings
      }
      return result
    }
  }

  /// The terms.
  private(set) var terms: [Term]

  private init(_ terms: [Term]) {
    self.terms = terms.filter { $0.coefficients.contains { $0 != 0 } }
  }

  /// The form of two draws one after the other, whose joint probabilities are
  /// products: 1 − Ď = (1 − Ď¹)(1 − Ď²).
  func followed(by other: PhaseForm) -> PhaseForm {
    var all = terms + other.terms
    for first in terms {
      for second in other.terms {
        var product = first.times(second)
        for row in product.coefficients.indices {
          product.coefficients[row] *= -1
        }
        all.append(product)
      }
    }
    return PhaseForm(all)
  }

  /// One stage: units drawn within parents.
  ///
  /// - Parameters:
  ///   - parents: The parent of each row.
  ///   - units: The unit of each row; `nil` when every row is one.
  ///   - draw: How the units were drawn.
  init(parents: [Int32], units: [Int32]?, draw: PhaseDraw) {
    let rows = parents.indices
    func term(
      _ groups: [Int32]?, _ loadings: [Double]? = nil,
      _ coefficient: (Int) -> Double
    ) -> Term {
      Term(
        groups: groups, coefficients: rows.map(coefficient),
        loadings: loadings)
    }
    switch draw {
    case .simple(let fractions, let sizes):
      // Ď of two units of a parent.
      let between = zip(fractions, sizes).map { fraction, size in
        size > 1 ? -(1 - fraction) / (size - 1) : 0
      }
      self.init([
        term(parents) { between[Int(parents[$0])] },
        term(units) { row in
          let parent = Int(parents[row])
          return 1 - fractions[parent] - between[parent]
        },
      ])
    case .independent(let probabilities):
      self.init([term(units) { 1 - probabilities[$0] }])
    case .overton(let probabilities, let sizes):
      // 1 − (πᵢ + πⱼ)/2 in terms of products.
      let raised = probabilities.map { 1 + $0 }
      func others(_ row: Int) -> Double {
        let size = sizes[Int(parents[row])]
        return size > 1 ? -1 / (size - 1) : 0
      }
      self.init([
        term(parents) { 1.5 * others($0) },
        term(parents, raised) { -0.5 * others($0) },
        term(parents, probabilities) { 0.5 * others($0) },
        term(units) { (1 - probabilities[$0]) * (1 - others($0)) },
      ])
    case .brewer(let probabilities, let sizes, let sums):
      // c = (1 − π)n/(n − 1); Σ c(z − z̄)² in terms of products.
      let own = rows.map { row in
        let size = sizes[Int(parents[row])]
        return size > 1 ? (1 - probabilities[row]) * size / (size - 1) : 0
      }
      let raised = own.map { 1 + $0 }
      func inverse(_ row: Int) -> Double { 1 / sizes[Int(parents[row])] }
      self.init([
        term(parents) { row in
          let parent = Int(parents[row])
          return inverse(row) + sums[parent] * inverse(row) * inverse(row)
        },
        term(parents, raised) { -inverse($0) },
        term(parents, own) { inverse($0) },
        term(units) { own[$0] },
      ])
    }
  }

  /// All stages of a sample.
  init(_ stages: [DesignStage], rowCount: Int, unequal: UnequalMethod?) {
    var result: PhaseForm?
    for (index, stage) in stages.enumerated() {
      let parents = (0..<rowCount).map { Int32(stage.parent(of: $0)) }
      let sizes = stage.sampled.map(Double.init)
      var draw = PhaseDraw.simple(fractions: stage.fraction, sizes: sizes)
      if index == 0, let unequal, let own = stage.unitFraction {
        let rows = (0..<rowCount).map { own[stage.unit(of: $0)] }
        if unequal == .overton {
          draw = .overton(rows, sizes: sizes)
        } else {
          var sums = [Double](repeating: 0, count: stage.parentCount)
          for unit in 0..<stage.unitCount {
            let parent = Int(stage.parentOfUnit[unit])
            if sizes[parent] > 1 {
              sums[parent] +=
                (1 - own[unit]) * sizes[parent] / (sizes[parent] - 1)
            }
          }
          draw = .brewer(rows, sizes: sizes, sums: sums)
        }
      }
      let form = PhaseForm(
        parents: parents, units: stage.unitOfRow, draw: draw)
      result = result?.followed(by: form) ?? form
    }
    self = result ?? PhaseForm([])
  }
}

/// How the units of one stage were drawn. Fractions and sizes are those of
/// parents, probabilities those of the unit of each row.
enum PhaseDraw: Sendable {
  /// Simple random sampling of so many units.
  case simple(fractions: [Double], sizes: [Double])
  /// Each unit on its own (Poisson sampling).
  case independent([Double])
  /// Unequal probabilities and a fixed size, with Overton's joint ones.
  case overton([Double], sizes: [Double])
  /// The same with Brewer's variance; `sums` is Σ(1 − π)n/(n − 1).
  case brewer([Double], sizes: [Double], sums: [Double])
}
