import SurveyData

/// The rank that rows with the same value share.
public enum RankTies: String, Sendable, CaseIterable, Hashable {
  /// The weight of smaller values and half of the weight of the tied rows,
  /// which is the same in whatever order the rows stand.
  case midrank
  /// The plain mean of Σw up to the middle of each tied row in the order of
  /// the file, as `svyranktest` of R's survey package has it. Where tied rows
  /// have different weights, another order of the rows gives another result.
  case rowOrder = "row-order"

  /// The rank of tied rows.
  ///
  /// - Parameters:
  ///   - middles: For each row Σw of the rows before it and half of its own.
  ///   - weights: Their weights.
  func rank(middles: ArraySlice<Double>, weights: [Double]) -> Double {
    switch self {
    case .rowOrder: middles.reduce(0, +) / Double(middles.count)
    case .midrank:
      // From the start of the first row to the end of the last one.
      ((middles.first ?? 0) - (weights.first ?? 0) / 2
        + (middles.last ?? 0) + (weights.last ?? 0) / 2) / 2
    }
  }

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    switch self {
    case .midrank:
      Convention(
        "ties", rawValue,
        LocalizedText(
          zh: "同分：取较小值的权数之和加同分者权数的一半。",
          en: "Ties: the weight of smaller values and half of the weight of"
            + " the tied rows."))
    case .rowOrder:
      Convention(
        "ties", rawValue,
        LocalizedText(
          zh: "同分：按文件顺序累计权数的中点取平均（同 R 的 svyranktest），结果依赖记录顺序。",
          en: "Ties: the mean of running weights in the order of the file, as"
            + " R's svyranktest; the result depends on that order."))
    }
  }
}
