/// A count with its noun: `1 analysis`, `3 analyses`.
///
/// - Parameter many: The noun of several; `one` with an s when left out.
public func counted(
  _ count: Int, _ one: String, _ many: String? = nil
) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
