/// What the scores of an evaluation are, so that they can be printed and
/// drawn.
public struct ScoreScale: Sendable, Hashable, Codable {
  /// What a column of scores is called.
  public var label: LocalizedText
  /// The lowest score that there can be, when there is one.
  public var lower: Double?
  /// The highest score that there can be, when there is one.
  public var upper: Double?
  /// With how many decimals scores are printed.
  public var decimals: Int
  /// How a score arises, in a sentence; `nil` for the weighted mean.
  public var explanation: LocalizedText?

  /// Creates a scale.
  public init(
    label: LocalizedText, lower: Double? = nil, upper: Double? = nil,
    decimals: Int = 1, explanation: LocalizedText? = nil
  ) {
    self.label = label
    self.lower = lower
    self.upper = upper
    self.decimals = decimals
    self.explanation = explanation
  }

  /// Points from 0 to 100, the scale of indicators and of weighted means.
  public static let points = ScoreScale(
    label: LocalizedText(zh: "总分", en: "Score"), lower: 0, upper: 100)

  /// Whether scores are points from 0 to 100, as those of indicators are.
  public var isPoints: Bool { lower == 0 && upper == 100 }
}
