/// Closeness to the ideal case.
///
/// With weighted, normalised values v, the ideal case has the best and the
/// worst case the worst value of every column:
///
///     D⁺ = √Σ (v - v⁺)²,  D⁻ = √Σ (v - v⁻)²,  closeness = D⁻ / (D⁺ + D⁻)
///
/// Source: Hwang and Yoon (1981).
public struct TOPSIS: Sendable, Hashable {
  /// The distance of each case to the ideal; not-a-number when all its values
  /// are missing.
  public var toIdeal: [Double]
  /// The distance of each case to the worst.
  public var toWorst: [Double]
  /// The closeness, 1 for the ideal; not-a-number when undefined, which is
  /// when all cases are equal.
  public var closeness: [Double]

  /// Computes the closeness of cases.
  ///
  /// Missing values are left out and the weights of the others divided by
  /// their sum, case by case.
  ///
  /// - Parameters:
  ///   - columns: One column an indicator, not-a-number where missing. Raw
  ///     values for `vector` and `minMax`, scores on 0 to 100 for
  ///     `goalposts`.
  ///   - isBenefit: For each column whether high values are good; with
  ///     `goalposts` they always are.
  ///   - weights: One a column; divided by their sum.
  ///   - normalisation: How columns become comparable.
  public init(
    _ columns: [[Double]], isBenefit: [Bool], weights: [Double],
    normalisation: TOPSISNormalisation = .vector
  ) {
    precondition(
      columns.count == isBenefit.count && columns.count == weights.count)
    let count = columns.first?.count ?? 0
    let prepared = zip(columns, isBenefit).map { column, isBenefit in
      Self.prepare(column, isBenefit, normalisation)
    }
    var squaresUp = [Double](repeating: 0, count: count)
    var squaresDown = squaresUp
    var covered = squaresUp
    let total = weights.reduce(0, +)
    for (column, weight) in zip(prepared, weights) where weight > 0 {
      let share = weight / total
      for row in 0..<count where !column.values[row].isNaN {
        let up = share * (column.values[row] - column.best)
        let down = share * (column.values[row] - column.worst)
        squaresUp[row] += up * up
        squaresDown[row] += down * down
        covered[row] += share
      }
    }
    toIdeal = [Double](repeating: .nan, count: count)
    toWorst = toIdeal
    closeness = toIdeal
    for row in 0..<count where covered[row] > 0 {
      let up = squaresUp[row].squareRoot() / covered[row]
      let down = squaresDown[row].squareRoot() / covered[row]
      toIdeal[row] = up
      toWorst[row] = down
      if up + down > 0 { closeness[row] = down / (up + down) }
    }
  }

  private static func prepare(
    _ column: [Double], _ isBenefit: Bool, _ method: TOPSISNormalisation
  ) -> (values: [Double], best: Double, worst: Double) {
    switch method {
    case .goalposts:
      return (column.map { $0 / 100 }, 1, 0)
    case .minMax:
      let scores = Normalisation.minMax(constant: 0)
        .scores(column, isBenefit: isBenefit)
      if scores.isConstant { return (scores.scores, 0, 0) }
      return (scores.scores.map { $0 / 100 }, 1, 0)
    case .vector:
      let values = vectorScores(column)
      var low = Double.infinity
      var high = -Double.infinity
      for value in values where !value.isNaN {
        low = min(low, value)
        high = max(high, value)
      }
      return (values, isBenefit ? high : low, isBenefit ? low : high)
    }
  }
}
