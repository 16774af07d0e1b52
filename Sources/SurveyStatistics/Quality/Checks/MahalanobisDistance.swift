import LinearAlgebra
import Probability

/// How unusual a combination of answers is (Mahalanobis 1936):
///
///     D² = (x − m)ᵀ S⁻¹ (x − m)
///
/// The means m and covariances S (divisor n - 1) are those of the
/// respondents who answered every item. D² is compared with the chi-squared
/// distribution whose degrees of freedom are the rank of S.
///
/// - `answered`: somebody who left out items gets the distance over the
///   answered ones, with the matching part of S and as many degrees of
///   freedom.
/// - `complete`: somebody who left out items has no distance.
///
/// Edge cases: with fewer than two complete rows, or when no item varies,
/// nobody has a distance. Where S is singular, as with a constant item or
/// more items than rows, the pseudo-inverse takes the place of the inverse:
/// eigenvalues below 1e-10 of the largest count as zero.
struct MahalanobisDistance: Sendable {
  /// What becomes of respondents who left out items.
  enum MissingAnswers: Sendable { case answered, complete }

  private let means: [Double]
  private let covariances: Matrix
  private let missing: MissingAnswers
  private let whole: Whitening

  init?(_ moments: ItemMoments, missing: MissingAnswers) {
    guard let covariances = moments.covariances,
      let whole = Whitening(covariances)
    else { return nil }
    means = moments.completeMeans
    self.covariances = covariances
    self.missing = missing
    self.whole = whole
  }

  /// The degrees of freedom of complete rows.
  var degreesOfFreedom: Int { whole.rank }

  /// The distances of several rows; a pattern of missing answers that comes
  /// again is prepared once.
  struct Worker {
    let distance: MahalanobisDistance
    private var parts: [[UInt64]: Whitening?] = [:]
    private var centred: [Double] = []

    init(_ distance: MahalanobisDistance) { self.distance = distance }

    /// The squared distance and its degrees of freedom.
    mutating func value(
      _ row: RowAnswers
    ) -> (squared: Double, degreesOfFreedom: Int)? {
      centred.removeAll(keepingCapacity: true)
      for item in row.indices where !row[item].isNaN {
        centred.append(row[item] - distance.means[item])
      }
      if centred.count == row.count {
        return (
          distance.whole.squaredLength(centred), distance.whole.rank
        )
      }
      guard distance.missing == .answered, !centred.isEmpty else { return nil }
      var pattern = [UInt64](repeating: 0, count: (row.count + 63) / 64)
      for item in row.indices where !row[item].isNaN {
        pattern[item / 64] |= 1 << UInt64(item % 64)
      }
      let part: Whitening?
      if let known = parts[pattern] {
        part = known
      } else {
        part = distance.part(row.indices.filter { !row[$0].isNaN })
        // Where nearly every row has a pattern of its own, keeping them all
        // would only cost memory.
        if parts.count < 512 { parts[pattern] = part }
      }
      return part.map { ($0.squaredLength(centred), $0.rank) }
    }
  }

  private func part(_ items: [Int]) -> Whitening? {
    var matrix = Matrix(rows: items.count, columns: items.count)
    for (row, first) in items.enumerated() {
      for (column, second) in items.enumerated() {
        matrix[row, column] = covariances[first, second]
      }
    }
    return Whitening(matrix)
  }
}

/// Turns a centred row into one whose length is the distance.
private struct Whitening: Sendable {
  /// One row of numbers for each of `rank` directions.
  private let rows: [Double]
  private let size: Int
  /// Whether `rows` is a Cholesky factor to be solved with.
  private let isFactor: Bool
  let rank: Int

  init?(_ covariances: Matrix) {
    size = covariances.rowCount
    let scale = (0..<size).map { covariances[$0, $0] }.max() ?? 0
    guard scale > 0 else { return nil }
    if let factor = Cholesky(covariances)?.factor,
      Self.isWellConditioned(factor, covariances)
    {
      rows = factor.elements
      isFactor = true
      rank = size
      return
    }
    guard let eigen = SymmetricEigen(covariances),
      let largest = eigen.values.first, largest > 0
    else { return nil }
    rank = eigen.values.count { $0 > 1e-10 * largest }
    isFactor = false
    var rows: [Double] = []
    for direction in 0..<rank {
      let root = eigen.values[direction].squareRoot()
      for item in 0..<size {
        rows.append(eigen.vectors[item, direction] / root)
      }
    }
    self.rows = rows
  }

  /// A pivot that lost nearly all digits of its diagonal element is a zero.
  private static func isWellConditioned(
    _ factor: Matrix, _ covariances: Matrix
  ) -> Bool {
    (0..<factor.rowCount).allSatisfy {
      factor[$0, $0] * factor[$0, $0] > 1e-10 * covariances[$0, $0]
    }
  }

  func squaredLength(_ centred: [Double]) -> Double {
    var squared = 0.0
    if isFactor {
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: size) {
        solved in
        for row in 0..<size {
          var value = centred[row]
          let start = row * size
          for column in 0..<row {
            value -= rows[start + column] * solved[column]
          }
          value /= rows[start + row]
          solved[row] = value
          squared += value * value
        }
        return squared
      }
    }
    for direction in 0..<rank {
      var value = 0.0
      for item in 0..<size {
        value += rows[direction * size + item] * centred[item]
      }
      squared += value * value
    }
    return squared
  }
}
