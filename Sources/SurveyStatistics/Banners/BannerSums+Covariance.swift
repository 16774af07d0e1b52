import LinearAlgebra

extension BannerSums {
  /// Kish's effective base of a column; 0 without weight.
  func effectiveBase(_ column: Int) -> Double {
    weightSquares[column] > 0
      ? weights[column] * weights[column] / weightSquares[column] : 0
  }

  /// First-stage units less strata with used rows of one of two columns.
  func degreesOfFreedom(_ left: Int, _ right: Int) -> Double {
    replicateFreedom([left, right])
      ?? Double(units.count(left, right) - strata.count(left, right))
  }

  /// First-stage units less strata with used rows of one of several columns.
  func degreesOfFreedom(_ columns: [Int]) -> Double {
    replicateFreedom(columns)
      ?? Double(units.count(columns) - strata.count(columns))
  }

  /// What replicate weights have for the rows of several columns.
  private func replicateFreedom(_ columns: [Int]) -> Double? {
    guard let freedom = frame.design.replicates?.freedom else { return nil }
    guard !freedom.isFixed, let first = columns.first else {
      return freedom.whole
    }
    var joined = replicateUnits[first]
    for column in columns.dropFirst() where column != first {
      for word in joined.indices {
        joined[word] |= replicateUnits[column][word]
      }
    }
    return freedom.degrees(ofUnits: joined)
  }

  /// The mean of what answers are worth in each column; `nil` without
  /// weight.
  ///
  /// What all answers of a column are worth comes out without a rounding
  /// error, so that a column where everybody agrees has the variance 0.
  func means(_ item: BannerQuestion.Item) -> [Double?] {
    (0..<frame.columns.count).map { column in
      guard weights[column] > 0 else { return nil }
      if case .numbers(_, let shift) = part {
        return shift + totals[column * width + 1] / weights[column]
      }
      var first: Double?
      var rest = 0.0
      for answer in 0..<width where totals[column * width + answer] > 0 {
        let start = first ?? item.worth[answer]
        first = start
        rest += (item.worth[answer] - start) * totals[column * width + answer]
      }
      return first.map { $0 + rest / weights[column] }
    }
  }

  /// The covariance of the means of all columns; rows and columns without a
  /// mean are 0.
  ///
  /// With the linearised values zᵢ = wᵢ(yᵢ − ȳ_c)/Σw in column c, summed to
  /// the units:
  ///
  ///     Σ_h g(1 − f)·n/(n − 1)·Σᵢ (zᵢc − z̄c)(zᵢd − z̄d)
  ///
  /// Columns may overlap in any way. A variance that is nothing but the
  /// rounding errors of its terms is set to 0.
  func covariance(
    _ item: BannerQuestion.Item, means: [Double?]
  ) -> Matrix {
    guard frame.isDirect else {
      return generalCovariance(item, means: means)
    }
    let count = frame.columns.count
    var linear = Matrix(rows: frame.unitCount, columns: count)
    for unit in 0..<frame.unitCount {
      for column in 0..<count {
        guard let mean = means[column] else { continue }
        let start = (unit * count + column) * width
        linear[unit, column] =
          deviation(item, mean, start) / weights[column]
      }
    }
    let products = pairs.isEmpty ? nil : products(item, means)
    var result = frame.covariance(ofUnitSums: linear, products: products)
    for column in 0..<count {
      var size = products?[column, column] ?? 0
      if products == nil {
        for unit in 0..<frame.unitCount {
          size += linear[unit, column] * linear[unit, column]
        }
        size *= 1e-10
      }
      if result[column, column] <= 1e-13 * size {
        for other in 0..<count {
          result[column, other] = 0
          result[other, column] = 0
        }
      }
    }
    return result
  }

  /// Σw(y − ȳ) of the unit and column whose sums begin at `start`.
  private func deviation(
    _ item: BannerQuestion.Item, _ mean: Double, _ start: Int
  ) -> Double {
    if case .numbers(_, let shift) = part {
      return sums[start + 1] - (mean - shift) * sums[start]
    }
    var sum = 0.0
    for answer in 0..<width {
      sum += (item.worth[answer] - mean) * sums[start + answer]
    }
    return sum
  }

  /// The products of the linearised values of rows.
  private func products(
    _ item: BannerQuestion.Item, _ means: [Double?]
  ) -> Matrix {
    let count = frame.columns.count
    var result = Matrix(rows: count, columns: count)
    for left in 0..<count {
      guard let a = means[left] else { continue }
      for right in left..<count {
        guard let b = means[right] else { continue }
        let place = left * count + right
        var sum = 0.0
        if case .numbers(_, let shift) = part {
          let size = count * count
          let (a, b) = (a - shift, b - shift)
          sum =
            pairs[2 * size + place] - (a + b) * pairs[size + place]
            + a * b * pairs[place]
        } else {
          for answer in 0..<width {
            sum +=
              (item.worth[answer] - a) * (item.worth[answer] - b)
              * pairs[answer * count * count + place]
          }
        }
        result[left, right] = sum / (weights[left] * weights[right])
        result[right, left] = result[left, right]
      }
    }
    return result
  }
}

// MARK: - Any design

/// The mean of an item in every column as a function of the weights.
private struct ColumnMeans: WeightedStatistics {
  let sums: BannerSums
  let values: [Double]
  let isUsed: [Bool]

  init(_ sums: BannerSums, _ item: BannerQuestion.Item) {
    self.sums = sums
    switch sums.part {
    case .numbers(let numbers, _): values = numbers
    case .codes(let codes, _):
      values = codes.map { $0 < 0 ? .nan : item.worth[Int($0)] }
    }
    isUsed = sums.usedRows(values)
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    let found = moments(weights)
    return found.weight.indices.map {
      found.weight[$0] > 0 ? found.total[$0] / found.weight[$0] : 0
    }
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let found = moments(weights)
    let columns = sums.frame.columns
    var result = [[Double]](
      repeating: [Double](repeating: 0, count: values.count),
      count: estimates.count)
    for row in values.indices where isUsed[row] {
      for position in columns.starts[row]..<columns.starts[row + 1] {
        let column = Int(columns.members[Int(position)])
        guard found.weight[column] > 0 else { continue }
        result[column][row] =
          (values[row] - estimates[column]) / found.weight[column]
      }
    }
    return result
  }

  private func moments(
    _ weights: [Double]
  ) -> (weight: [Double], total: [Double]) {
    let columns = sums.frame.columns
    var weight = [Double](repeating: 0, count: columns.count)
    var total = weight
    for row in values.indices where isUsed[row] {
      for position in columns.starts[row]..<columns.starts[row + 1] {
        let column = Int(columns.members[Int(position)])
        weight[column] += weights[row]
        total[column] += weights[row] * values[row]
      }
    }
    return (weight, total)
  }
}

extension BannerSums {
  /// The rows with a number, a weight and a column.
  fileprivate func usedRows(_ values: [Double]) -> [Bool] {
    values.indices.map { row in
      !values[row].isNaN && frame.design.weights[row] > 0
        && frame.columns.starts[row] < frame.columns.starts[row + 1]
    }
  }

  /// The covariance where weights were adjusted or drawn.
  private func generalCovariance(
    _ item: BannerQuestion.Item, means: [Double?]
  ) -> Matrix {
    let count = frame.columns.count
    guard let found = frame.design.estimate(ColumnMeans(self, item)) else {
      return Matrix(rows: count, columns: count, repeating: .nan)
    }
    return found.covariance
  }
}
