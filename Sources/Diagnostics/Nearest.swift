/// Returns the candidate that `name` was probably meant to be.
///
/// The distance counts insertions, deletions, substitutions and swaps of
/// neighbours (Damerau 1964), after folding case. A candidate qualifies when
/// the distance is at most a third of the longer name, and at least 1 is
/// always allowed for names of three or more characters.
///
/// A name never stands for one that denies it: 不满意 is no slip of 满意.
///
/// - Returns: The closest candidate, the first one when several are equally
///   close, or `nil` when none is close enough.
public func nearest(
  to name: String, in candidates: some Sequence<String>
) -> String? {
  let wanted = Array(name.lowercased())
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased())
    let longer = max(wanted.count, other.count)
    let limit = longer < 3 ? 0 : max(1, longer / 3)
    // Spares the comparison of a name with one that is far longer.
    if abs(wanted.count - other.count) > limit { continue }
    if wanted.contains("不") != other.contains("不") { continue }
    let distance = editDistance(wanted, other)
    if distance <= limit, distance < (best?.distance ?? .max) {
      best = (candidate, distance)
    }
  }
  return best?.candidate
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], beforePrevious[j - 2] + 1)
      }
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}
