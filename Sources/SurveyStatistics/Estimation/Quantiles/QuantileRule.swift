import SurveyData

/// Which number is the quantile when the weights do not single one out.
///
/// The `hf` rules are the nine of Hyndman and Fan (1996) with sums of weights
/// in the place of ranks, as Lumley's survey package defines them.
public enum QuantileRule: String, Sendable, CaseIterable, Hashable {
  /// The smallest value with at least the share p of the weights at or below
  /// it, as the definition of a quantile has it.
  case math
  /// The same, and the middle of two values where p falls between them.
  case school
  /// As `math`.
  case hf1
  /// As `school`.
  case hf2
  /// Between two different values the one with an even place.
  case hf3
  /// Linear between the cumulated shares S/W.
  case hf4
  /// Linear between the middles of the steps, (S − w/2)/W.
  case hf5
  /// Linear between S/(W + wₙ).
  case hf6
  /// Linear between S₋₁/Sₙ₋₁, the rule of R and spreadsheets.
  case hf7
  /// Linear between (S₋₁ + 2S)/3 over W + wₙ/3.
  case hf8
  /// Linear between (3S₋₁ + 5S)/8 over W + wₙ/4.
  case hf9

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .math, .hf1:
        LocalizedText(
          zh: "分位数：累计权数比例达到 p 的最小值。",
          en: "Quantiles: the smallest value with at least the share p of the"
            + " weights at or below it.")
      case .school, .hf2:
        LocalizedText(
          zh: "分位数：累计权数比例达到 p 的最小值；p 恰在两值之间时取两值的中点。",
          en: "Quantiles: the smallest value with at least the share p of the"
            + " weights at or below it, and the middle of two values where p"
            + " falls between them.")
      case .hf3:
        LocalizedText(
          zh: "分位数：Hyndman–Fan 第3种（p 恰在两值之间时取序号为偶数者），按权数累计。",
          en: "Quantiles: type 3 of Hyndman and Fan (between two values the one"
            + " with an even place), with weights.")
      case .hf4, .hf5, .hf6, .hf7, .hf8, .hf9:
        LocalizedText(
          zh: "分位数：Hyndman–Fan 第\(rawValue.dropFirst(2))种（线性插值），按权数累计。",
          en: "Quantiles: type \(rawValue.dropFirst(2)) of Hyndman and Fan"
            + " (linear interpolation), with weights.")
      }
    return Convention("quantile", rawValue, sentence)
  }
}
