/// A table of the mean consistency index of random judgement matrices, by
/// which the consistency ratio divides.
///
/// The tables differ enough to change a verdict, so the one that was used is
/// printed with the ratio.
public enum RandomIndex: String, Sendable, Hashable, CaseIterable {
  /// Saaty (1980), for 1 to 15 indicators.
  case saaty
  /// Tummala and Ling (1998), for 3 to 15 indicators.
  case tummalaLing = "tummala-ling"

  /// The random index for `count` indicators; zero for one or two, which are
  /// always consistent, and that of the largest matrix in the table beyond.
  public func callAsFunction(_ count: Int) -> Double {
    guard count > 2 else { return 0 }
    return values[min(count, 15) - 3]
  }

  /// The values from 3 to 15.
  private var values: [Double] {
    switch self {
    case .saaty:
      [
        0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57,
        1.59,
      ]
    case .tummalaLing:
      [
        0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117,
        1.5356, 1.5571, 1.5714, 1.5831,
      ]
    }
  }
}
