import LinearAlgebra

/// Correlations of columns.
enum ColumnCorrelations {
  /// Correlations of pairs of columns, each over the rows where both have
  /// values, of the columns that are named; not-a-number for a pair that does
  /// not vary.
  static func pairwise(_ columns: [[Double]], of chosen: [Int]) -> Matrix {
    let isComplete = chosen.allSatisfy { column in
      columns[column].allSatisfy { !$0.isNaN }
    }
    if isComplete { return complete(columns, of: chosen) }
    var result = Matrix.identity(chosen.count)
    for row in chosen.indices {
      for other in 0..<row {
        let value = pair(columns[chosen[row]], columns[chosen[other]])
        result[row, other] = value
        result[other, row] = value
      }
    }
    return result
  }

  /// The same for columns without missing values.
  private static func complete(
    _ columns: [[Double]], of chosen: [Int]
  ) -> Matrix {
    let width = chosen.count
    let height = chosen.first.map { columns[$0].count } ?? 0
    var centred = Matrix(rows: height, columns: width)
    centred.elements.withUnsafeMutableBufferPointer { target in
      for (position, column) in chosen.enumerated() {
        columns[column].withUnsafeBufferPointer { values in
          var sum = 0.0
          for value in values { sum += value }
          let mean = sum / Double(height)
          var squares = 0.0
          for value in values { squares += (value - mean) * (value - mean) }
          let length = squares.squareRoot()
          var place = position
          for value in values {
            target[place] = (value - mean) / length
            place += width
          }
        }
      }
    }
    var result = centred.gram
    for position in 0..<width { result[position, position] = 1 }
    return result
  }

  private static func pair(_ first: [Double], _ second: [Double]) -> Double {
    var (count, sumFirst, sumSecond) = (0.0, 0.0, 0.0)
    for row in first.indices where !first[row].isNaN && !second[row].isNaN {
      count += 1
      sumFirst += first[row]
      sumSecond += second[row]
    }
    let (meanFirst, meanSecond) = (sumFirst / count, sumSecond / count)
    var (both, squaresFirst, squaresSecond) = (0.0, 0.0, 0.0)
    for row in first.indices where !first[row].isNaN && !second[row].isNaN {
      let (x, y) = (first[row] - meanFirst, second[row] - meanSecond)
      both += x * y
      squaresFirst += x * x
      squaresSecond += y * y
    }
    return both / (squaresFirst * squaresSecond).squareRoot()
  }
}
