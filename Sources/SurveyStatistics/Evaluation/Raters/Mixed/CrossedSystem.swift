import Foundation
import LinearAlgebra

/// The equations of a mixed model (Henderson 1953) for one choice of variance
/// ratios γ = σ²ₜ/σ², with random effects divided by their standard
/// deviations, so that a ratio of 0 is no special case:
///
///     [X'X    X'ZΛ     ] [β]   [X'y  ]
///     [ΛZ'X   ΛZ'ZΛ + I] [v] = [ΛZ'y],   u = Λv,  Λ = diag √γₜ
///
/// Observations have weights, which are the number of copies of an evaluator
/// in a bootstrap. Copies are evaluators of their own, each with an effect:
/// the part that is the same for all copies is solved for, scaled so that it
/// counts once; their differences only add to the determinant, because copies
/// have the same scores.
struct CrossedSystem {
  let design: CrossedDesign
  /// The weight of each observation in the order of the design.
  private(set) var weights: [Double]
  /// 1/√m for effects of an evaluator with m copies, 1 for others.
  private(set) var innerScale: [Double]
  private(set) var outerScale: [Double]
  /// Copies beyond the first, and the number of scores, of each evaluator
  /// with several; all of one component.
  private(set) var copies: [(extra: Double, scores: Double)] = []
  private(set) var copiedComponent = 0
  /// Σw, and Σw less the fixed effects that occur.
  private(set) var total = 0.0
  private(set) var degrees = 0.0

  /// Products of the columns before they are scaled by √γ.
  private(set) var innerProducts: [Double] = []
  private(set) var crossProducts: [Double] = []
  private(set) var outerProducts: [Double] = []
  let blockStarts: [Int]
  let crossStarts: [Int]

  /// What `factor` leaves: the factors of the inner blocks, L⁻¹ times the
  /// cross products, and the factor of the reduced outer equations.
  private(set) var blocks: [Double] = []
  private(set) var reduced: [Double] = []
  private(set) var outerFactor: Cholesky?
  private(set) var roots: [Double] = []
  private(set) var ratios: [Double] = []
  private(set) var logDeterminant = 0.0

  /// Creates the equations with every observation counting once.
  init(_ design: CrossedDesign) {
    self.design = design
    var blockStarts = [0]
    var crossStarts = [0]
    for group in 0..<(design.starts.count - 1) {
      let k = design.innerStarts[group + 1] - design.innerStarts[group]
      let m = design.touchStarts[group + 1] - design.touchStarts[group]
      blockStarts.append(blockStarts[group] + k * k)
      crossStarts.append(crossStarts[group] + k * m)
    }
    self.blockStarts = blockStarts
    self.crossStarts = crossStarts
    weights = [Double](repeating: 1, count: design.count)
    innerScale = [Double](repeating: 1, count: design.innerComponents.count)
    outerScale = [Double](repeating: 1, count: design.outerCount)
    assemble()
  }

  /// Lets the levels of a random term count several times.
  ///
  /// - Parameters:
  ///   - copies: How often each level counts.
  ///   - isInner: Whether the term is the first inner or the first outer one.
  mutating func setCopies(_ copies: [Int32], isInner: Bool) {
    self.copies.removeAll(keepingCapacity: true)
    var scores = [Double](repeating: 0, count: copies.count)
    let offset = isInner ? 0 : design.outerOffsets[0]
    let positions = isInner ? design.innerPositions[0] : []
    for level in copies.indices {
      let scale = 1 / Double(max(1, copies[level])).squareRoot()
      if isInner {
        if positions[level] >= 0 { innerScale[positions[level]] = scale }
      } else {
        outerScale[offset + level] = scale
      }
    }
    for group in 0..<(design.starts.count - 1) {
      for row in design.starts[group]..<design.starts[group + 1] {
        let level: Int
        if isInner {
          // The first inner effect of a group is the evaluator itself.
          level = group
        } else {
          let place = Int(design.outerPlace[row * design.outerTerms])
          level =
            Int(design.touched[design.touchStarts[group] + place]) - offset
        }
        weights[row] = Double(copies[level])
        scores[level] += 1
      }
    }
    for level in copies.indices where copies[level] > 1 && scores[level] > 0 {
      self.copies.append((Double(copies[level] - 1), scores[level]))
    }
    copiedComponent = Int(
      isInner
        ? design.innerComponents.first ?? 0
        : design.outerComponents[offset])
    assemble()
  }

  /// Sums the products of columns.
  private mutating func assemble() {
    let q = design.outerCount
    let (inner, outer) = (design.innerTerms, design.outerTerms)
    innerProducts = [Double](repeating: 0, count: blockStarts.last ?? 0)
    crossProducts = [Double](repeating: 0, count: crossStarts.last ?? 0)
    outerProducts = [Double](repeating: 0, count: q * q)
    total = 0
    for group in 0..<(design.starts.count - 1) {
      let first = design.innerStarts[group]
      let k = design.innerStarts[group + 1] - first
      let touch = design.touchStarts[group]
      let m = design.touchStarts[group + 1] - touch
      for row in design.starts[group]..<design.starts[group + 1] {
        let weight = weights[row]
        if weight == 0 { continue }
        total += weight
        for term in 0..<inner {
          let place = Int(design.innerPlace[row * inner + term])
          if place < 0 { continue }
          let share = weight * innerScale[first + place]
          for other in 0..<inner {
            let second = Int(design.innerPlace[row * inner + other])
            if second < 0 { continue }
            innerProducts[blockStarts[group] + place * k + second] +=
              share * innerScale[first + second]
          }
          for other in 0..<outer {
            let second = Int(design.outerPlace[row * outer + other])
            if second < 0 { continue }
            crossProducts[crossStarts[group] + place * m + second] +=
              share * outerScale[Int(design.touched[touch + second])]
          }
        }
        for term in 0..<outer {
          let place = Int(design.outerPlace[row * outer + term])
          if place < 0 { continue }
          let column = Int(design.touched[touch + place])
          for other in 0..<outer {
            let second = Int(design.outerPlace[row * outer + other])
            if second < 0 { continue }
            let line = Int(design.touched[touch + second])
            outerProducts[column * q + line] +=
              weight * outerScale[column] * outerScale[line]
          }
        }
      }
    }
    var fixed = 0
    for column in 0..<q
    where design.outerComponents[column] < 0
      && outerProducts[column * q + column] > 0
    {
      fixed += 1
    }
    for group in 0..<(design.starts.count - 1) {
      let first = design.innerStarts[group]
      let k = design.innerStarts[group + 1] - first
      for place in 0..<k
      where design.innerComponents[first + place] < 0
        && innerProducts[blockStarts[group] + place * k + place] > 0
      {
        fixed += 1
      }
    }
    degrees = total - Double(fixed)
  }

  /// Factors the equations for variance ratios.
  ///
  /// - Returns: `false` when the fixed effects cannot be told apart.
  mutating func factor(_ ratios: [Double]) -> Bool {
    self.ratios = ratios
    roots = ratios.map { $0.squareRoot() }
    let q = design.outerCount
    var dense = Matrix(rows: q, columns: q)
    var blocks = innerProducts
    var reduced = crossProducts
    var logarithms = 0.0
    var isRegular = true
    var lineScale = [Double](repeating: 1, count: q)
    for column in 0..<q where design.outerComponents[column] >= 0 {
      lineScale[column] = roots[Int(design.outerComponents[column])]
    }
    dense.elements.withUnsafeMutableBufferPointer { d in
      outerProducts.withUnsafeBufferPointer { products in
        for row in 0..<q {
          for column in 0...row {
            d[row * q + column] =
              products[row * q + column] * lineScale[row] * lineScale[column]
          }
          if design.outerComponents[row] >= 0 || products[row * q + row] == 0 {
            d[row * q + row] += 1
          }
        }
      }
      blocks.withUnsafeMutableBufferPointer { blocks in
        reduced.withUnsafeMutableBufferPointer { reduced in
          design.touched.withUnsafeBufferPointer { touched in
            lineScale.withUnsafeBufferPointer { scales in
              for group in 0..<(design.starts.count - 1) {
                guard
                  let found = eliminate(
                    group, blocks, reduced, touched, scales, d)
                else {
                  isRegular = false
                  return
                }
                logarithms += found
              }
            }
          }
        }
      }
    }
    self.blocks = blocks
    self.reduced = reduced
    logDeterminant = logarithms
    guard isRegular else { return false }
    guard let factor = Cholesky(dense) else { return false }
    for row in 0..<q where design.outerComponents[row] < 0 {
      // What is left of a fixed effect that others explain is rounding.
      let pivot = factor.factor[row, row]
      let size = outerProducts[row * q + row]
      if size > 0, pivot * pivot < 1e-11 * size { return false }
    }
    outerFactor = factor
    logDeterminant += factor.logDeterminant
    if !copies.isEmpty {
      let ratio = ratios[copiedComponent]
      for copy in copies {
        logDeterminant += copy.extra * log(1 + ratio * copy.scores)
      }
    }
    return true
  }

  /// Eliminates the inner effects of one group.
  ///
  /// - Returns: The logarithm of the determinant of its block, or `nil` when
  ///   its fixed effects cannot be told apart.
  @inline(__always)
  private func eliminate(
    _ group: Int, _ blocks: UnsafeMutableBufferPointer<Double>,
    _ reduced: UnsafeMutableBufferPointer<Double>,
    _ touched: UnsafeBufferPointer<Int32>,
    _ scales: UnsafeBufferPointer<Double>,
    _ dense: UnsafeMutableBufferPointer<Double>
  ) -> Double? {
    let first = design.innerStarts[group]
    let k = design.innerStarts[group + 1] - first
    let touch = design.touchStarts[group]
    let m = design.touchStarts[group + 1] - touch
    guard k > 0, let a0 = blocks.baseAddress else { return 0 }
    let a = a0 + blockStarts[group]
    // Without outer effects there is nothing behind the pointer, and nothing
    // is read through it.
    let b = (reduced.baseAddress ?? a0) + (m > 0 ? crossStarts[group] : 0)
    var logarithms = 0.0
    let q = design.outerCount
    for row in 0..<k {
      let component = Int(design.innerComponents[first + row])
      let scale = component >= 0 ? roots[component] : 1
      let isUsed = a[row * k + row] > 0
      for column in 0..<k {
        a[row * k + column] *= scale
        a[column * k + row] *= scale
      }
      for column in 0..<m { b[row * m + column] *= scale }
      if component >= 0 || !isUsed { a[row * k + row] += 1 }
    }
    for column in 0..<m {
      let scale = scales[Int(touched[touch + column])]
      for row in 0..<k { b[row * m + column] *= scale }
    }
    for row in 0..<k {
      for column in 0..<row {
        var sum = a[row * k + column]
        for inner in 0..<column {
          sum -= a[row * k + inner] * a[column * k + inner]
        }
        a[row * k + column] = sum / a[column * k + column]
      }
      let size = a[row * k + row]
      var pivot = size
      for inner in 0..<row {
        pivot -= a[row * k + inner] * a[row * k + inner]
      }
      if !(pivot > 1e-11 * size) { return nil }
      a[row * k + row] = pivot.squareRoot()
      logarithms += log(pivot)
      for column in 0..<m {
        var sum = b[row * m + column]
        for inner in 0..<row {
          sum -= a[row * k + inner] * b[inner * m + column]
        }
        b[row * m + column] = sum / a[row * k + row]
      }
    }
    for one in 0..<m {
      let line = Int(touched[touch + one])
      for other in 0...one {
        var sum = 0.0
        for row in 0..<k { sum += b[row * m + one] * b[row * m + other] }
        let column = Int(touched[touch + other])
        if line >= column {
          dense[line * q + column] -= sum
        } else {
          dense[column * q + line] -= sum
        }
      }
    }
    return logarithms
  }

  /// −2 log of the restricted likelihood with σ² at its best value.
  func deviance(squares: Double) -> Double {
    logDeterminant
      + degrees * (1 + log(2 * Double.pi * squares / degrees))
  }

  /// Values in the order of the design.
  func ordered(_ values: [Double]) -> [Double] {
    design.order.map { values[$0] }
  }
}
