/// The composite of a hotline's response, resolution and satisfaction rates
/// (三率):
///
///     100 (a r + b s + c t)
///
/// with r = answered in time / accepted, s = resolved / valid call-backs and
/// t = satisfied / valid call-backs.
public struct ThreeRateComposite: Sendable, Hashable {
  /// The share answered in time, `nil` when nothing was accepted.
  public var response: Double?
  /// The share resolved, `nil` without a valid call-back.
  public var resolution: Double?
  /// The share satisfied, `nil` without a valid call-back.
  public var satisfaction: Double?
  /// The composite on 0 to 100; `nil` when a rate is missing.
  public var score: Double?
  /// The orders accepted.
  public var accepted: Int
  /// The valid call-backs.
  public var callbacks: Int

  /// Computes the rates and their composite.
  ///
  /// - Parameter weights: Those of response, resolution and satisfaction,
  ///   used as given; Jungar Banner takes 0.30, 0.35 and 0.35.
  public init(
    accepted: Int, answeredInTime: Int, callbacks: Int, resolved: Int,
    satisfied: Int,
    weights: (response: Double, resolution: Double, satisfaction: Double) =
      (0.30, 0.35, 0.35)
  ) {
    self.accepted = accepted
    self.callbacks = callbacks
    func rate(_ part: Int, _ whole: Int) -> Double? {
      whole > 0 ? Double(part) / Double(whole) : nil
    }
    response = rate(answeredInTime, accepted)
    resolution = rate(resolved, callbacks)
    satisfaction = rate(satisfied, callbacks)
    if let response, let resolution, let satisfaction {
      score =
        100
        * (weights.response * response + weights.resolution * resolution
          + weights.satisfaction * satisfaction)
    }
  }
}
