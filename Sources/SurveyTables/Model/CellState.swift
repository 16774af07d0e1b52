/// Why a number is not shown, or how far to trust the one that is.
///
/// The shorthand is that of the UK Government Statistical Service: letters
/// in square brackets, which screen readers speak, unlike `*` or `†`.
public enum CellState: String, CaseIterable, Hashable, Sendable {
  /// Withheld, because it could tell about single respondents.
  case suppressed
  /// Not available: nobody answered, or it could not be computed.
  case notAvailable = "not-available"
  /// Not applicable: it cannot exist here.
  case notApplicable = "not-applicable"
  /// Shown, but on a base too small to rely on.
  case lowReliability = "low-reliability"

  /// What a table shows: `[c]`, `[x]`, `[z]` or `[u]`.
  public var shorthand: String {
    switch self {
    case .suppressed: "[c]"
    case .notAvailable: "[x]"
    case .notApplicable: "[z]"
    case .lowReliability: "[u]"
    }
  }
}
