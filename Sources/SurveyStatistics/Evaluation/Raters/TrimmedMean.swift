/// Returns the mean without the `trim` highest and `trim` lowest scores, the
/// rule of juries for `trim` 1: 去掉一个最高分和一个最低分.
///
/// With fewer scores than `minimum`, or too few for one to remain, nothing is
/// dropped. `nil` without any score.
///
/// - Parameters:
///   - scores: The scores, all of them there.
///   - trim: How many are dropped at each end.
///   - minimum: The fewest scores at which any is dropped.
public func olympicMean(
  _ scores: [Double], trim: Int = 1, minimum: Int = 3
) -> Double? {
  guard !scores.isEmpty else { return nil }
  let sorted = scores.sorted()
  let drops = sorted.count >= minimum && sorted.count > 2 * trim ? trim : 0
  let kept = sorted[drops..<(sorted.count - drops)]
  return kept.reduce(0, +) / Double(kept.count)
}

/// Returns the mean without a share of the scores: ⌊n share / 2⌋ are dropped
/// at each end, as `TRIMMEAN` of spreadsheets does. `nil` without any score.
///
/// - Precondition: `share` is at least 0 and below 1.
public func shareTrimmedMean(_ scores: [Double], share: Double) -> Double? {
  precondition(share >= 0 && share < 1)
  return olympicMean(
    scores, trim: trimmedCount(scores.count, share: share), minimum: 0)
}

/// ⌊n share / 2⌋, how many of n scores are dropped at each end.
func trimmedCount(_ count: Int, share: Double) -> Int {
  // Shares such as 0.2 are not exact, and the product must not fall just
  // below a whole number.
  Int(Double(count) * share / 2 + 1e-9)
}
