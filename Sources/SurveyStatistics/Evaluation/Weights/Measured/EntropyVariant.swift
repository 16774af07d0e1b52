/// How values are prepared before their entropy is taken.
///
/// The choice is not standard and changes the weights a good deal, so it is
/// printed with them.
public enum EntropyVariant: String, Sendable, Hashable, CaseIterable {
  /// Min-max in the direction of the indicator.
  case minMax = "minmax"
  /// Min-max plus 0.01.
  case minMaxShift = "minmax-shift"
  /// Min-max squeezed to 0.002…0.998.
  case scaled
  /// The values as they are, without a direction; they must be positive.
  case raw
  /// As `raw`, with 1/x where low values are good.
  case reciprocal
}
