import SurveyData

/// The choices of an efficiency analysis. The raw values of the enums are the
/// words of study files.
public struct EfficiencyOptions: Sendable, Hashable {
  /// How the distance to the frontier is measured.
  public enum Model: String, Sendable, Hashable, CaseIterable {
    /// Radial, with constant returns (Charnes, Cooper and Rhodes 1978).
    case ccr
    /// Radial, with variable returns (Banker, Charnes and Cooper 1984).
    case bcc
    /// Radial, with the returns that are named.
    case radial
    /// Radial, against the other units only (Andersen and Petersen 1993).
    case `super`
    /// By slacks (Tone 2001).
    case sbm
  }

  /// What may change on the way to the frontier.
  public enum Orientation: String, Sendable, Hashable, CaseIterable {
    /// Inputs shrink, outputs stay.
    case input
    /// Outputs grow, inputs stay.
    case output
    /// Both; only the model of slacks can.
    case both
  }

  /// What is known of returns to scale.
  public enum Returns: String, Sendable, Hashable, CaseIterable {
    /// Twice the inputs can give twice the outputs.
    case constant
    /// Nothing (Σλ = 1).
    case variable
    /// They do not decrease (Σλ ≥ 1).
    case increasing
    /// They do not increase (Σλ ≤ 1).
    case decreasing
  }

  /// How efficiencies are drawn again.
  public struct Bootstrap: Sendable, Hashable {
    /// The number of draws.
    public var draws: Int
    /// The seed of the random streams.
    public var seed: UInt64
    /// The bandwidth; `nil` finds it.
    public var bandwidth: Double?

    /// Creates options.
    public init(draws: Int = 2000, seed: UInt64 = 25, bandwidth: Double? = nil)
    {
      self.draws = draws
      self.seed = seed
      self.bandwidth = bandwidth
    }
  }

  /// How efficiencies are drawn again, for radial models that include the
  /// unit; `nil` for not at all.
  public var bootstrap: Bootstrap?
  /// How the distance to the frontier is measured.
  public var model: Model
  /// What may change on the way to the frontier.
  public var orientation: Orientation
  /// What is known of returns to scale.
  public var returns: Returns

  /// Creates options.
  public init(
    model: Model = .ccr, orientation: Orientation = .input,
    returns: Returns = .constant, bootstrap: Bootstrap? = nil
  ) {
    self.bootstrap = bootstrap
    self.model = model
    self.orientation = orientation
    self.returns = returns
  }
}
