/// How TOPSIS makes columns comparable; the choice can change most ranks.
public enum TOPSISNormalisation: String, Sendable, Hashable, CaseIterable {
  /// Divided by the root of the sum of squares (Hwang and Yoon 1981).
  case vector
  /// Min-max in the direction of the indicator.
  case minMax = "minmax"
  /// The scores of the tree on 0 to 1; the ideal case has 1 and the worst 0
  /// everywhere, so that ranks do not depend on who else takes part.
  case goalposts
}
