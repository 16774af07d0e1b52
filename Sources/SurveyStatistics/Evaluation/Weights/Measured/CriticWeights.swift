import LinearAlgebra

/// Weights by contrast and conflict (CRITIC, Diakoulaki, Mavrotas and
/// Papayannakis 1995).
///
/// With min-max values y in the direction of the indicators, their standard
/// deviations s and correlations r:
///
///     Cⱼ = sⱼ Σₖ (1 - rⱼₖ),  wⱼ = Cⱼ / Σ C
///
/// Min-max values are a straight line of the raw ones, so s is that of the
/// raw values by their range, and r that of the raw values, with its sign
/// changed between indicators of different directions.
///
/// Edge cases: a column that is the same for all cases is left out and has
/// the weight zero; when all C are zero, weights are equal. With missing
/// values each correlation is over the cases that have both; a pair without
/// any spread in common counts as uncorrelated.
///
/// Checked against pyDecision and R's mathmodels. pymcdm 1.4.0 leaves out the
/// direction, which changes every weight when any indicator is a cost.
enum CriticWeights {
  static func measure(
    _ columns: [[Double]], isBenefit: [Bool]
  ) -> MeasuredWeights {
    var deviations = [Double](repeating: 0, count: columns.count)
    var varying: [Int] = []
    var constant: [Int] = []
    for (position, column) in columns.enumerated() {
      let spread = ColumnSpread(column)
      if spread.isConstant {
        constant.append(position)
      } else {
        varying.append(position)
        deviations[position] =
          spread.deviation / (spread.maximum - spread.minimum)
      }
    }
    let correlations = ColumnCorrelations.pairwise(columns, of: varying)
    var conflicts = [Double](repeating: 0, count: columns.count)
    var amounts = conflicts
    for (row, column) in varying.enumerated() {
      var sum = 0.0
      for (other, second) in varying.enumerated() where other != row {
        let r = correlations[row, other]
        if r.isNaN {
          sum += 1
        } else {
          sum += isBenefit[column] == isBenefit[second] ? 1 - r : 1 + r
        }
      }
      conflicts[column] = sum
      // Columns that say exactly the same leave an error of rounding.
      amounts[column] = sum < 1e-12 ? 0 : deviations[column] * sum
    }
    return MeasuredWeights(
      inProportionTo: amounts, constantColumns: constant,
      facts: [
        .init(.deviation, deviations), .init(.conflict, conflicts),
        .init(.information, amounts),
      ])
  }
}
