/// Weights from points or preferences of judges.
public enum JudgedWeighting: Sendable, Hashable {
  /// Each judge divides points, usually 100, among the indicators.
  case budget
  /// A precedence chart (优序图): each pair is 1 to 0, 0.5 to 0.5 or 0 to 1.
  case precedence(PrecedenceOptions = PrecedenceOptions())

  /// The word of study files.
  public var name: String {
    switch self {
    case .budget: "budget"
    case .precedence: "precedence"
    }
  }
}

/// How a precedence chart becomes weights.
public struct PrecedenceOptions: Sendable, Hashable {
  /// What stands where an indicator meets itself.
  public enum Diagonal: String, Sendable, Hashable, CaseIterable {
    /// 0.5, so that no weight is zero.
    case half
    /// Nothing: an indicator that loses every comparison has no weight.
    case none
  }

  /// What stands where an indicator meets itself.
  public var diagonal: Diagonal

  /// Creates options.
  public init(diagonal: Diagonal = .half) {
    self.diagonal = diagonal
  }
}
