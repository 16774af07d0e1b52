/// How the columns of a matrix of cases by indicators become comparable; the
/// choice can change most ranks.
///
/// With x over the cases that have a value:
///
///     vector     x / √Σx²                    (Hwang and Yoon 1981)
///     minmax     (x - min) / (max - min), from the other end for costs
///     zscore     (x - mean) / s with divisor n - 1
///     sum        x / Σ|x|
///     none       x
///     goalposts  the score of the indicator, by 100
///
/// All but `minmax` and `goalposts` leave the direction to the method, which
/// takes the best and the worst value of a column. A column that is all zeros
/// stays so; a constant one tells no case from another.
public enum ColumnNormalisation: String, Sendable, Hashable, CaseIterable {
  /// Divided by the root of the sum of squares.
  case vector
  /// From the worst case at 0 to the best at 1.
  case minMax = "minmax"
  /// In standard deviations from the mean.
  case zScore = "zscore"
  /// Divided by the sum of sizes.
  case sum
  /// The values as they are.
  case none
  /// The scores of the tree on 0 to 1; the ideal case has 1 and the worst 0
  /// everywhere, so that ranks do not depend on who else takes part.
  case goalposts
}

/// The normalisations that TOPSIS can take.
public typealias TOPSISNormalisation = ColumnNormalisation

/// A column that can be compared with others, and its ends.
struct ComparableColumn: Sendable, Hashable {
  var values: [Double]
  var best: Double
  var worst: Double
}

extension ColumnNormalisation {
  /// Makes a column comparable.
  ///
  /// - Parameters:
  ///   - column: One value a case, not-a-number where missing; scores on 0 to
  ///     100 for `goalposts`.
  ///   - isBenefit: Whether high values are good; with `goalposts` they
  ///     always are.
  func callAsFunction(
    _ column: [Double], isBenefit: Bool
  ) -> ComparableColumn {
    let values: [Double]
    switch self {
    case .goalposts:
      return ComparableColumn(
        values: column.map { $0 / 100 }, best: 1, worst: 0)
    case .minMax:
      let found = Normalisation.minMax(constant: 0)
        .scores(column, isBenefit: isBenefit)
      if found.isConstant {
        return ComparableColumn(values: found.scores, best: 0, worst: 0)
      }
      return ComparableColumn(
        values: found.scores.map { $0 / 100 }, best: 1, worst: 0)
    case .vector: values = vectorScores(column)
    case .zScore:
      values =
        standardScores(column) ?? column.map { $0.isNaN ? .nan : 0 }
    case .sum:
      let sum = column.reduce(0) { $1.isNaN ? $0 : $0 + abs($1) }
      values = sum > 0 ? column.map { $0 / sum } : column
    case .none: values = column
    }
    guard let (low, high) = extremes(of: values) else {
      return ComparableColumn(values: values, best: 0, worst: 0)
    }
    return ComparableColumn(
      values: values, best: isBenefit ? high : low,
      worst: isBenefit ? low : high)
  }

  /// The scores of a leaf when this replaces its own normalisation.
  ///
  /// Costs become 100 - y for `vector`, `sum` and `none`; z-scores become
  /// 50 + 10 z, cut off at 0 and 100.
  func leafScores(_ raw: [Double], isBenefit: Bool) -> NormalisedColumn {
    func hundred(_ values: [Double]) -> NormalisedColumn {
      NormalisedColumn(
        scores: values.map { 100 * (isBenefit ? $0 : 1 - $0) })
    }
    switch self {
    case .minMax, .goalposts:
      return Normalisation.minMax().scores(raw, isBenefit: isBenefit)
    case .zScore:
      return Normalisation.zScore().scores(raw, isBenefit: isBenefit)
    case .vector, .sum:
      return hundred(self(raw, isBenefit: isBenefit).values)
    case .none:
      return NormalisedColumn(
        scores: isBenefit ? raw : raw.map { 100 - $0 })
    }
  }
}

/// The smallest and the largest value; `nil` when all are missing.
func extremes(of values: [Double]) -> (low: Double, high: Double)? {
  var low = Double.infinity
  var high = -Double.infinity
  for value in values where !value.isNaN {
    low = min(low, value)
    high = max(high, value)
  }
  return low <= high ? (low, high) : nil
}
