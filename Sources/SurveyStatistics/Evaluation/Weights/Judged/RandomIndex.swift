/// A table of the mean consistency index of random judgement matrices, by
/// which the consistency ratio divides.
///
/// The tables differ enough to change a verdict, so the one that was used is
/// printed with the ratio.
public enum RandomIndex: String, Sendable, Hashable, CaseIterable {
  /// Saaty (1980), for 1 to 15 indicators.
  case saaty
  /// Saaty's with 1.54 for 12 indicators, as Chinese textbooks print it.
  case chineseTextbook = "chinese-textbook"
  /// Tummala and Ling (1998), for 3 to 15 indicators.
  case tummalaLing = "tummala-ling"
  /// The simulation of R's ahpsurvey, for 3 to 10 indicators. Its values are
  /// lower: a matrix can pass with Saaty's and fail with these.
  case simulated

  /// The random index for `count` indicators; zero for one or two, which are
  /// always consistent, and that of the largest matrix in the table beyond.
  public func callAsFunction(_ count: Int) -> Double {
    guard count > 2 else { return 0 }
    return values[min(count, largest) - 3]
  }

  /// The largest number of indicators in the table.
  public var largest: Int { values.count + 2 }

  /// The values from 3 on.
  private var values: [Double] {
    switch self {
    case .saaty:
      [
        0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57,
        1.59,
      ]
    case .chineseTextbook:
      [
        0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.57,
        1.59,
      ]
    case .simulated:
      [
        0.5251686, 0.8836651, 1.1081014, 1.2492774, 1.3415514, 1.4048466,
        1.4507197, 1.4857266,
      ]
    case .tummalaLing:
      [
        0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117,
        1.5356, 1.5571, 1.5714, 1.5831,
      ]
    }
  }
}
