/// Adds everything that a value holds, so that two values that differ
/// anywhere give other bytes. Made for small values: it looks into each part.
func addCanonically(_ value: Any, to text: inout LengthPrefixed) {
  let mirror = Mirror(reflecting: value)
  text.add(String(describing: type(of: value)))
  switch mirror.displayStyle {
  case .dictionary, .set:
    // Their order is another one in every run.
    let parts = mirror.children.map { child in
      var part = LengthPrefixed()
      addCanonically(child.value, to: &part)
      return part.bytes
    }
    for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      text.add(String(decoding: part, as: UTF8.self))
    }
  case nil:
    text.add(String(describing: value))
  case .enum where mirror.children.isEmpty:
    text.add(String(describing: value))
  default:
    text.add(String(mirror.children.count))
    for child in mirror.children {
      text.add(child.label ?? "")
      addCanonically(child.value, to: &text)
    }
  }
}
