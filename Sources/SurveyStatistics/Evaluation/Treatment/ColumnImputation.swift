import LinearAlgebra

/// Fills in the missing values of columns that describe the same cases.
///
/// - `mean`, `median`: of the values that are there; the median of an even
///   number is the mean of the middle two.
/// - `group-mean`, `group-median`: the same among the cases of the group. A
///   case without a group, or whose group has no value, stays missing.
/// - `regression`: least squares with an intercept on the columns without
///   missing values. With fewer cases than two more than coefficients, the
///   columns with the highest |r| are taken. Without a complete column that
///   varies, values stay missing.
/// - `knn`: the mean over the k nearest cases that have the value. The
///   distance is √(p/s Σ (zₐ - z_b)²) over the s of p other columns that both
///   have, in standard scores; among equal distances the earlier row is
///   nearer.
///
/// All imputations use observed values only, never imputed ones, so that the
/// order of columns does not matter.
///
/// Checked against COINr (means and medians), numpy (regression) and
/// scikit-learn's KNNImputer.
public enum ColumnImputation {
  /// The mean of each column for its missing values.
  public static func mean(_ column: [Double]) -> [Double] {
    let spread = ColumnSpread(column)
    return filled(column, with: spread.count > 0 ? spread.mean : .nan)
  }

  /// The median of each column for its missing values.
  public static func median(_ column: [Double]) -> [Double] {
    filled(column, with: middle(column.filter { !$0.isNaN }))
  }

  /// The mean or median of the group for missing values.
  ///
  /// - Parameter groups: A group a row, -1 for none.
  public static func byGroup(
    _ column: [Double], groups: [Int], isMedian: Bool
  ) -> [Double] {
    precondition(groups.count == column.count)
    var members: [Int: [Double]] = [:]
    for (row, group) in groups.enumerated()
    where group >= 0 && !column[row].isNaN {
      members[group, default: []].append(column[row])
    }
    let values = members.mapValues { values in
      isMedian
        ? middle(values) : values.reduce(0, +) / Double(values.count)
    }
    return column.indices.map { row in
      column[row].isNaN ? values[groups[row]] ?? .nan : column[row]
    }
  }

  /// Predictions of one column by the others.
  public static func regression(
    _ columns: [[Double]], _ target: Int
  ) -> [Double] {
    let column = columns[target]
    let known = column.indices.filter { !column[$0].isNaN }
    var predictors = columns.indices.filter { other in
      other != target && columns[other].allSatisfy { !$0.isNaN }
        && !ColumnSpread(known.map { columns[other][$0] }).isConstant
    }
    let room = known.count - 3
    if predictors.isEmpty || room < 1 { return column }
    if predictors.count > room {
      let pairs = predictors.map { other in
        let r = ColumnCorrelations.pairwise(
          [column, columns[other]], of: [0, 1])[0, 1]
        return (other, r.isNaN ? 0 : abs(r))
      }
      predictors = pairs.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        .prefix(room).map(\.0).sorted()
    }
    // Columns are centred, so that the intercept is the mean.
    var means: [Double] = []
    for other in predictors {
      means.append(
        known.reduce(0) { $0 + columns[other][$1] } / Double(known.count))
    }
    let mean = known.reduce(0) { $0 + column[$1] } / Double(known.count)
    var matrix = Matrix(rows: known.count, columns: predictors.count)
    for (row, position) in known.enumerated() {
      for (index, other) in predictors.enumerated() {
        matrix[row, index] = columns[other][position] - means[index]
      }
    }
    guard let squares = LeastSquares(matrix) else { return column }
    let solution = squares.solve(known.map { column[$0] - mean })
    var result = column
    for row in column.indices where column[row].isNaN {
      var value = mean
      for (index, other) in predictors.enumerated()
      where solution[index].isFinite {
        value += solution[index] * (columns[other][row] - means[index])
      }
      result[row] = value
    }
    return result
  }

  /// The mean of the nearest cases for the missing values of one column.
  public static func neighbours(
    _ columns: [[Double]], _ target: Int, count: Int
  ) -> [Double] {
    let column = columns[target]
    let donors = column.indices.filter { !column[$0].isNaN }
    let others = columns.indices.filter { $0 != target }
    let standard = others.map { standardScores(columns[$0]) }
    var result = column
    for row in column.indices where column[row].isNaN {
      var distances: [(row: Int, distance: Double)] = []
      for donor in donors {
        var (sum, shared) = (0.0, 0)
        for scores in standard {
          // A column that does not vary brings nobody nearer.
          guard let scores else { continue }
          let gap = scores[row] - scores[donor]
          if !gap.isNaN {
            sum += gap * gap
            shared += 1
          }
        }
        if shared > 0 {
          distances.append((donor, sum / Double(shared)))
        }
      }
      let nearest = distances.sorted {
        ($0.distance, $0.row) < ($1.distance, $1.row)
      }.prefix(max(1, count))
      if !nearest.isEmpty {
        result[row] =
          nearest.reduce(0) { $0 + column[$1.row] } / Double(nearest.count)
      }
    }
    return result
  }

  private static func filled(_ column: [Double], with value: Double) -> [Double]
  {
    column.map { $0.isNaN ? value : $0 }
  }

  private static func middle(_ values: [Double]) -> Double {
    if values.isEmpty { return .nan }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
}
