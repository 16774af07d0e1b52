import LinearAlgebra

extension CrossedSystem {
  /// The inverse of the reduced outer equations.
  var outerInverse: Matrix {
    outerFactor?.inverse ?? Matrix(rows: 0, columns: 0)
  }

  /// tr(PZₜZₜ') of each component with a ratio above 0, zero for others.
  func traces(_ inverse: Matrix) -> [Double] {
    var lost = [Double](repeating: 0, count: ratios.count)
    let q = design.outerCount
    for column in 0..<q {
      let component = Int(design.outerComponents[column])
      if component >= 0 { lost[component] += 1 - inverse[column, column] }
    }
    for group in 0..<(design.starts.count - 1) {
      let first = design.innerStarts[group]
      for position in first..<design.innerStarts[group + 1] {
        let component = Int(design.innerComponents[position])
        if component >= 0 {
          lost[component] +=
            1 - innerInverse(group, position - first, inverse)
        }
      }
    }
    if !copies.isEmpty {
      let ratio = ratios[copiedComponent]
      for copy in copies {
        lost[copiedComponent] +=
          copy.extra * (1 - 1 / (1 + ratio * copy.scores))
      }
    }
    return ratios.indices.map { ratios[$0] > 0 ? lost[$0] / ratios[$0] : 0 }
  }

  /// What a sum of the inner effects of a group, with coefficients `target`,
  /// owes to the outer effects, and its variance when those are known.
  func innerRow(
    _ group: Int, _ target: [Double]
  ) -> (own: Double, row: [Double]) {
    let first = design.innerStarts[group]
    let k = design.innerStarts[group + 1] - first
    let m = design.touchStarts[group + 1] - design.touchStarts[group]
    let (a, b) = (blockStarts[group], crossStarts[group])
    var unit = target
    for row in 0..<k {
      var sum = unit[row]
      for column in 0..<row {
        sum -= blocks[a + row * k + column] * unit[column]
      }
      unit[row] = sum / blocks[a + row * k + row]
    }
    var own = 0.0
    var line = [Double](repeating: 0, count: m)
    for row in 0..<k where unit[row] != 0 {
      own += unit[row] * unit[row]
      for column in 0..<m {
        line[column] += unit[row] * reduced[b + row * m + column]
      }
    }
    return (own, line)
  }

  /// A diagonal element of the inverse for an inner effect.
  func innerInverse(_ group: Int, _ place: Int, _ inverse: Matrix) -> Double {
    let k = design.innerStarts[group + 1] - design.innerStarts[group]
    var unit = [Double](repeating: 0, count: k)
    unit[place] = 1
    var (own, line) = innerRow(group, unit)
    let touch = design.touchStarts[group]
    let q = design.outerCount
    design.touched.withUnsafeBufferPointer { touched in
      inverse.elements.withUnsafeBufferPointer { s in
        line.withUnsafeBufferPointer { line in
          for one in 0..<line.count {
            let start = Int(touched[touch + one]) * q
            var sum = 0.0
            for other in 0..<line.count {
              sum += s[start + Int(touched[touch + other])] * line[other]
            }
            own += line[one] * sum
          }
        }
      }
    }
    return own
  }

  /// An effect on the scale of the values.
  func innerEffect(_ solution: Solution, _ position: Int) -> Double {
    let component = Int(design.innerComponents[position])
    return solution.inner[position] * innerScale[position]
      * (component >= 0 ? roots[component] : 1)
  }

  /// An effect on the scale of the values.
  func outerEffect(_ solution: Solution, _ column: Int) -> Double {
    solution.outer[column] * outerFactorScale(column)
  }

  /// What a scaled outer effect is multiplied by.
  func outerFactorScale(_ column: Int) -> Double {
    let component = Int(design.outerComponents[column])
    return outerScale[column] * (component >= 0 ? roots[component] : 1)
  }

  /// Whether a fixed or random outer effect occurs at all.
  func occurs(outer column: Int) -> Bool {
    outerProducts[column * design.outerCount + column] > 0
  }

  /// Whether an inner effect occurs at all.
  func occurs(group: Int, place: Int) -> Bool {
    let k = design.innerStarts[group + 1] - design.innerStarts[group]
    return innerProducts[blockStarts[group] + place * k + place] > 0
  }
}
