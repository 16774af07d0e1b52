extension CrossedSystem {
  /// What the equations say about values, one an observation in the order
  /// that the design was given.
  struct Solution {
    /// The scaled effects.
    var inner: [Double]
    var outer: [Double]
    /// y − Xβ − Zu, in the order of the design.
    var residuals: [Double]
    /// Σwê².
    var residualSquares: Double
    /// Σv² by component.
    var effectSquares: [Double]
    /// y'Py.
    var squares: Double { residualSquares + effectSquares.reduce(0, +) }
  }

  /// Solves the factored equations.
  ///
  /// - Parameter values: In the order of the design.
  func solve(_ values: [Double]) -> Solution {
    let innerFactors = design.innerComponents.indices.map { position in
      let component = Int(design.innerComponents[position])
      return innerScale[position] * (component >= 0 ? roots[component] : 1)
    }
    let outerFactors = (0..<design.outerCount).map(outerFactorScale)
    var (inner, outer) = sums(values, innerFactors, outerFactors)
    eliminate(&inner, into: &outer)
    if let outerFactor { outer = outerFactor.solve(outer) }
    substitute(outer, into: &inner)
    let residuals = rests(
      values, inner.indices.map { inner[$0] * innerFactors[$0] },
      outer.indices.map { outer[$0] * outerFactors[$0] })
    var squares = [Double](repeating: 0, count: ratios.count)
    for position in inner.indices {
      let component = Int(design.innerComponents[position])
      if component >= 0 {
        squares[component] += inner[position] * inner[position]
      }
    }
    for column in outer.indices {
      let component = Int(design.outerComponents[column])
      if component >= 0 { squares[component] += outer[column] * outer[column] }
    }
    return Solution(
      inner: inner, outer: outer, residuals: residuals,
      residualSquares: product(residuals, residuals), effectSquares: squares)
  }

  /// Σwxy of every column x.
  private func sums(
    _ values: [Double], _ innerFactors: [Double], _ outerFactors: [Double]
  ) -> ([Double], [Double]) {
    var inner = [Double](repeating: 0, count: innerFactors.count)
    var outer = [Double](repeating: 0, count: outerFactors.count)
    let (innerTerms, outerTerms) = (design.innerTerms, design.outerTerms)
    design.innerIndex.withUnsafeBufferPointer { innerIndex in
      design.outerColumn.withUnsafeBufferPointer { outerColumn in
        inner.withUnsafeMutableBufferPointer { inner in
          outer.withUnsafeMutableBufferPointer { outer in
            weights.withUnsafeBufferPointer { weights in
              var place = 0
              var column = 0
              for row in 0..<values.count {
                let share = weights[row] * values[row]
                for _ in 0..<innerTerms {
                  let index = Int(innerIndex[place])
                  if index >= 0 { inner[index] += share }
                  place += 1
                }
                for _ in 0..<outerTerms {
                  let index = Int(outerColumn[column])
                  if index >= 0 { outer[index] += share }
                  column += 1
                }
              }
            }
          }
        }
      }
    }
    for position in inner.indices { inner[position] *= innerFactors[position] }
    for column in outer.indices { outer[column] *= outerFactors[column] }
    return (inner, outer)
  }

  /// The values less what effects add up to.
  private func rests(
    _ values: [Double], _ inner: [Double], _ outer: [Double]
  ) -> [Double] {
    var result = values
    let (innerTerms, outerTerms) = (design.innerTerms, design.outerTerms)
    design.innerIndex.withUnsafeBufferPointer { innerIndex in
      design.outerColumn.withUnsafeBufferPointer { outerColumn in
        inner.withUnsafeBufferPointer { inner in
          outer.withUnsafeBufferPointer { outer in
            result.withUnsafeMutableBufferPointer { result in
              var place = 0
              var column = 0
              for row in 0..<result.count {
                var rest = result[row]
                for _ in 0..<innerTerms {
                  let index = Int(innerIndex[place])
                  if index >= 0 { rest -= inner[index] }
                  place += 1
                }
                for _ in 0..<outerTerms {
                  let index = Int(outerColumn[column])
                  if index >= 0 { rest -= outer[index] }
                  column += 1
                }
                result[row] = rest
              }
            }
          }
        }
      }
    }
    return result
  }

  /// Takes the inner sums through their blocks and off the outer ones.
  private func eliminate(_ inner: inout [Double], into outer: inout [Double]) {
    for group in 0..<(design.starts.count - 1) {
      let first = design.innerStarts[group]
      let k = design.innerStarts[group + 1] - first
      let touch = design.touchStarts[group]
      let m = design.touchStarts[group + 1] - touch
      let (a, b) = (blockStarts[group], crossStarts[group])
      for row in 0..<k {
        var sum = inner[first + row]
        for column in 0..<row {
          sum -= blocks[a + row * k + column] * inner[first + column]
        }
        inner[first + row] = sum / blocks[a + row * k + row]
      }
      for row in 0..<k {
        let value = inner[first + row]
        for column in 0..<m {
          outer[Int(design.touched[touch + column])] -=
            reduced[b + row * m + column] * value
        }
      }
    }
  }

  /// Finds the inner effects when the outer ones are known.
  private func substitute(_ outer: [Double], into inner: inout [Double]) {
    for group in 0..<(design.starts.count - 1) {
      let first = design.innerStarts[group]
      let k = design.innerStarts[group + 1] - first
      let touch = design.touchStarts[group]
      let m = design.touchStarts[group + 1] - touch
      let (a, b) = (blockStarts[group], crossStarts[group])
      for row in (0..<k).reversed() {
        var sum = inner[first + row]
        for column in 0..<m {
          sum -=
            reduced[b + row * m + column]
            * outer[Int(design.touched[touch + column])]
        }
        for below in (row + 1)..<max(row + 1, k) {
          sum -= blocks[a + below * k + row] * inner[first + below]
        }
        inner[first + row] = sum / blocks[a + row * k + row]
      }
    }
  }

  /// Σw·x·y over observations in the order of the design.
  func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for row in left.indices { sum += weights[row] * left[row] * right[row] }
    return sum
  }

  /// ZₜZₜ'ê for a component: what its effects add to the fitted values,
  /// divided by the ratio.
  func projected(_ solution: Solution, component wanted: Int) -> [Double] {
    let factor = -1 / roots[wanted]
    let component = Int32(wanted)
    let inner = solution.inner.indices.map {
      design.innerComponents[$0] == component
        ? factor * solution.inner[$0] * innerScale[$0] : 0
    }
    let outer = solution.outer.indices.map {
      design.outerComponents[$0] == component
        ? factor * solution.outer[$0] * outerScale[$0] : 0
    }
    return rests([Double](repeating: 0, count: design.count), inner, outer)
  }
}
