import SVG
import SurveyData

/// Finds what may be said about several values of one statistic.
///
/// A value stands out only when its interval does not overlap with that of
/// its neighbour. Intervals that do not overlap differ; ones that overlap
/// may still differ, so the sentences err on the side of caution.
struct Comparison: Sendable {
  /// One value.
  struct Entry: Sendable {
    /// Its name.
    var label: String
    /// The value.
    var value: Double
    /// The lower limit; without an interval minus infinity, as nothing is
    /// known about how far the value can be trusted.
    var lower: Double
    /// The upper limit, or infinity.
    var upper: Double
  }

  /// The values, lowest first.
  let entries: [Entry]
  /// Whether there were intervals.
  let hasIntervals: Bool
  /// How many values were left out because of their small base.
  let weak: Int

  /// Compares estimates with their names; those without a value are left out,
  /// and, where there are intervals, those with a base below 30: one that is
  /// too small to draw an interval for carries no sentence, and stops none.
  init(_ estimates: [(label: String, estimate: Estimate?)]) {
    let hasIntervals = estimates.contains { $0.estimate?.interval != nil }
    var found: [Entry] = []
    var weak: [Entry] = []
    for item in estimates {
      guard let estimate = item.estimate, let value = estimate.value,
        value.isFinite
      else { continue }
      let base = estimate.reliabilityBase ?? Double(estimate.base)
      let isWeak = hasIntervals && base < 30
      let interval = isWeak ? nil : estimate.interval
      let entry = Entry(
        label: item.label, value: value,
        lower: interval?.lower ?? -.infinity,
        upper: interval?.upper ?? .infinity)
      if isWeak { weak.append(entry) } else { found.append(entry) }
    }
    // A single value is told, whatever it stands on.
    if found.isEmpty, weak.count == 1 { swap(&found, &weak) }
    self.hasIntervals = hasIntervals
    self.weak = weak.count
    entries = found.enumerated().sorted { left, right in
      (left.element.value, left.offset) < (right.element.value, right.offset)
    }.map(\.element)
  }

  /// Compares values that are given with their limits.
  init(_ entries: [Entry], hasIntervals: Bool) {
    self.hasIntervals = hasIntervals
    weak = 0
    self.entries = entries.enumerated().sorted { left, right in
      (left.element.value, left.offset) < (right.element.value, right.offset)
    }.map(\.element)
  }

  /// Whether the lowest and the highest value differ clearly.
  var differs: Bool {
    guard hasIntervals, let first = entries.first, let last = entries.last
    else { return false }
    return first.upper < last.lower
  }

  /// The names of the lowest value and of all whose intervals reach down to
  /// its own, so that any of them may be the lowest.
  var tiedWithFirst: [String] {
    guard let first = entries.first else { return [] }
    return entries.enumerated().filter { position, entry in
      position == 0 || entry.lower <= first.upper
    }.map(\.element.label)
  }

  /// One sentence about the values, and how many took no part.
  func sentence(
    _ measure: Words.Measure, _ words: Words, _ style: NumberStyle,
    name: String
  ) -> String {
    guard weak > 0 else {
      return claim(measure, words, style, name: name)
    }
    guard entries.count > 1 else {
      return words.tooWeak(entries.count + weak, measure)
    }
    return words.without(
      claim(measure, words, style, name: name), weak, measure, limit: 30)
  }

  private func claim(
    _ measure: Words.Measure, _ words: Words, _ style: NumberStyle,
    name: String
  ) -> String {
    guard let first = entries.first, let last = entries.last else {
      return words.nothingEstimated
    }
    let count = entries.count
    guard count > 1 else {
      let isBounded = first.lower.isFinite && first.upper.isFinite
      let shown = style.text(
        first.value, lower: isBounded ? first.lower : nil,
        upper: isBounded ? first.upper : nil,
        separator: words.tableWords.intervalSeparator)
      return words.isValue(name, words.spaced(shown))
    }
    // Without intervals nothing tells how far the values can be trusted.
    guard hasIntervals else {
      return words.span(
        style.text(first.value), style.text(last.value), of: count, measure)
    }
    if differs {
      if first.upper < entries[1...].map(\.lower).min() ?? .infinity {
        return words.lowest(first.label, of: count, measure)
      }
      if last.lower > entries[..<(count - 1)].map(\.upper).max() ?? -.infinity {
        return words.highest(last.label, of: count, measure)
      }
      let rest = entries[2...].map(\.lower).min() ?? -.infinity
      if max(first.upper, entries[1].upper) < rest {
        return words.lowestTwo(
          first.label, entries[1].label, of: count, measure)
      }
      let tied = tiedWithFirst
      return tied.count > 2
        ? words.mayBeLowest(tied, of: count, measure)
        : words.lowestUnclear(first.label, tied.last ?? first.label, measure)
    }
    return words.notDistinguishable(count, measure)
  }
}
