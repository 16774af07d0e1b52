import LinearAlgebra
import Probability

/// The difference of one row of a table between two columns.
struct BannerComparison: Sendable {
  /// The columns.
  var left: Int
  var right: Int
  /// The first less the second.
  var difference: Double
  /// Its standard error.
  var standardError: Double
  /// Degrees of freedom of the t test.
  var degreesOfFreedom: Double
  /// The probability of a larger difference, either way, when there is none.
  var probability: Double
  /// The same after the adjustment for the number of comparisons.
  var adjusted: Double

  /// The t statistic.
  var statistic: Double { difference / standardError }
}

extension BannerLetters {
  /// Compares the columns of a banner variable in one row of a table.
  ///
  /// The difference d of two columns has the variance
  /// V_cc + V_dd − 2V_cd under the design, whether the columns overlap or
  /// not, and t = d/√V. Comparisons without a test are left out and do not
  /// count in the adjustment:
  ///
  /// - a column without an answer, or below the minimum base;
  /// - a difference whose variance is 0 or not defined, such as that of two
  ///   columns where everybody agrees: the sample says nothing about how
  ///   exact they are;
  /// - no degree of freedom.
  ///
  /// A share of 0 or 1 beside one in between is tested with the variance of
  /// the other, as R does.
  ///
  /// Checked against `svyby` and `svycontrast` in
  /// `Tests/References/banner`.
  ///
  /// - Parameters:
  ///   - isComparable: For each column whether it may be compared.
  ///   - freedom: The degrees of freedom of two columns.
  func comparisons(
    _ group: BannerColumns.Group, total: Int?, means: [Double?],
    covariance: Matrix, isComparable: [Bool],
    freedom: (Int, Int) -> Double
  ) -> [BannerComparison] {
    var found: [BannerComparison] = []
    for (left, right) in pairs(group, total: total) {
      guard isComparable[left], isComparable[right], let a = means[left],
        let b = means[right]
      else { continue }
      let size = covariance[left, left] + covariance[right, right]
      let variance = size - 2 * covariance[left, right]
      let degrees = freedom(left, right)
      guard variance.isFinite, variance > 1e-12 * size, degrees > 0 else {
        continue
      }
      let error = variance.squareRoot()
      let probability =
        2
        * StudentTDistribution(degreesOfFreedom: degrees)
        .upperTail(abs(a - b) / error)
      found.append(
        BannerComparison(
          left: left, right: right, difference: a - b, standardError: error,
          degreesOfFreedom: degrees, probability: probability,
          adjusted: probability))
    }
    let adjusted = adjustment.adjusted(found.map(\.probability))
    for index in found.indices { found[index].adjusted = adjusted[index] }
    return found
  }

  /// The columns that are compared.
  private func pairs(
    _ group: BannerColumns.Group, total: Int?
  ) -> [(Int, Int)] {
    let columns = group.columns
    switch comparison {
    case .withinVariable:
      return columns.flatMap { left in
        ((left + 1)..<max(columns.upperBound, left + 1)).map { (left, $0) }
      }
    case .previous:
      return columns.dropFirst().map { ($0 - 1, $0) }
    case .total:
      guard let total, !group.isTotal else { return [] }
      return columns.map { (total, $0) }
    }
  }

  /// The letters of each column: those of the columns it is above.
  func letters(
    _ comparisons: [BannerComparison], _ columns: BannerColumns
  ) -> [String] {
    var names = [[(Int, String)]](repeating: [], count: columns.count)
    for comparison in comparisons {
      let isSure = comparison.adjusted < level
      let isHint = secondLevel.map { comparison.adjusted < $0 } ?? false
      guard isSure || isHint, comparison.difference != 0 else { continue }
      let isLeft = comparison.difference > 0
      let (above, below) =
        isLeft
        ? (comparison.left, comparison.right)
        : (comparison.right, comparison.left)
      let letter = columns.columns[below].letter
      names[above].append((below, isSure ? letter : letter.lowercased()))
    }
    // With AA beside A, letters alone would not tell where one name ends.
    let separator = columns.columns.contains { $0.letter.count > 1 } ? "," : ""
    return names.map { found in
      found.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: separator)
    }
  }
}
