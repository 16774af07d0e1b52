/// Weights in proportion to how far the cases differ.
///
/// - `sd`: wⱼ ~ standard deviation of the min-max values,
///   sⱼ / (max - min), the same in both directions.
/// - `cv`: wⱼ ~ sⱼ / |mean| of the raw values (coefficient of variation).
///
/// The divisor of the deviation, n or n - 1, cancels when all columns are
/// complete; it is n - 1. Edge cases: a column that is the same for all cases
/// has the weight zero; when all are, weights are equal. A mean of zero has
/// no coefficient of variation.
///
/// Checked against numpy, and pymcdm for complete columns.
enum DeviationWeights {
  static func ofMinMax(_ columns: [[Double]]) -> MeasuredWeights {
    var deviations: [Double] = []
    var constant: [Int] = []
    for (position, column) in columns.enumerated() {
      let spread = ColumnSpread(column)
      if spread.isConstant {
        constant.append(position)
        deviations.append(0)
      } else {
        deviations.append(spread.deviation / (spread.maximum - spread.minimum))
      }
    }
    return MeasuredWeights(
      inProportionTo: deviations, constantColumns: constant,
      facts: [.init(.deviation, deviations)])
  }

  static func ofVariation(
    _ columns: [[Double]]
  ) throws(MeasuredWeights.Failure) -> MeasuredWeights {
    var variations: [Double] = []
    var constant: [Int] = []
    for (position, column) in columns.enumerated() {
      let spread = ColumnSpread(column)
      if spread.isConstant {
        constant.append(position)
        variations.append(0)
        continue
      }
      // A mean of rounding errors is zero too.
      let size = max(abs(spread.minimum), abs(spread.maximum))
      if abs(spread.mean) <= 1e-12 * size {
        throw .zeroMean(column: position)
      }
      variations.append(spread.deviation / abs(spread.mean))
    }
    return MeasuredWeights(
      inProportionTo: variations, constantColumns: constant,
      facts: [.init(.variation, variations)])
  }
}
