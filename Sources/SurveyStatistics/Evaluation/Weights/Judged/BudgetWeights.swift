/// Weights from points that judges divided among indicators (budget
/// allocation, OECD/JRC Handbook 2008, section 6.4).
///
/// Each judge's points are divided by their sum, so that all have the same
/// say; the weights are the means over the judges:
///
///     wⱼ = (1/K) Σₖ pₖⱼ / Σⱼ pₖⱼ
///
/// Edge cases: an indicator without points from a judge has 0 from that
/// judge; a judge who gave no points at all is left out; without any judge
/// there are no weights.
///
/// Checked by hand.
public struct BudgetWeights: Sendable, Hashable {
  /// The weights; they add up to 1.
  public var weights: [Double]
  /// The smallest share that any judge gave.
  public var lowest: [Double]
  /// The largest share that any judge gave.
  public var highest: [Double]
  /// The number of judges that count.
  public var judges: Int

  /// Averages points, for each judge one number an indicator; `nil` when no
  /// judge gave any, or points are negative.
  public init?(_ points: [[Double]]) {
    let shares = points.filter { $0.contains { $0 != 0 } }
      .map(DirectWeights.normalised)
    let valid = shares.compactMap(\.self)
    guard let count = valid.first?.count, valid.count == shares.count,
      valid.allSatisfy({ $0.count == count })
    else { return nil }
    judges = valid.count
    weights = (0..<count).map { column in
      valid.reduce(0) { $0 + $1[column] } / Double(valid.count)
    }
    lowest = (0..<count).map { column in valid.map { $0[column] }.min() ?? 0 }
    highest = (0..<count).map { column in valid.map { $0[column] }.max() ?? 0 }
  }
}
