/// Which effects each observation of a mixed model has, and how their
/// equations are put in order so that most of them are eliminated one small
/// block after the other.
///
/// Observations belong to groups. Inner effects occur in one group only, such
/// as that of a case, or of a case and an indicator; outer effects occur in
/// many groups, such as those of evaluators. The inner effects of a group are
/// eliminated together, which leaves equations for the outer ones alone.
struct CrossedDesign {
  /// A factor: each observation has at most one of its levels.
  struct Term {
    /// The level of each observation, -1 for none.
    var levels: [Int32]
    /// The number of levels.
    var count: Int
    /// The variance component of the effects; `nil` when they are fixed.
    var component: Int?
  }

  /// The number of observations.
  let count: Int
  /// The number of variance components beside that of the errors.
  let componentCount: Int
  /// The position that each observation had before they were ordered by
  /// groups.
  let order: [Int]
  /// Where the observations of each group start.
  let starts: [Int]

  /// The number of inner and of outer terms.
  let innerTerms: Int
  let outerTerms: Int
  /// For each observation and inner term the place within the group's inner
  /// effects, -1 for none.
  let innerPlace: [Int32]
  /// For each observation and outer term the place within the outer effects
  /// that the group touches, -1 for none.
  let outerPlace: [Int32]

  /// The same as positions among all inner and all outer effects.
  let innerIndex: [Int32]
  let outerColumn: [Int32]

  /// Where the inner effects of each group start.
  let innerStarts: [Int]
  /// The component of each inner effect, -1 for a fixed one.
  let innerComponents: [Int32]
  /// For each inner term the position of each of its levels among all inner
  /// effects, -1 for a level that no observation has.
  let innerPositions: [[Int]]

  /// Where the touched outer effects of each group start.
  let touchStarts: [Int]
  /// The touched outer effects.
  let touched: [Int32]
  /// The number of outer effects, whether they occur or not.
  let outerCount: Int
  /// The component of each outer effect, -1 for a fixed one.
  let outerComponents: [Int32]
  /// For each outer term the position of its first level among all outer
  /// effects.
  let outerOffsets: [Int]

  /// Orders observations by `groups`, positions below `groupCount`.
  init(
    groups: [Int32], groupCount: Int, inner: [Term], outer: [Term],
    componentCount: Int
  ) {
    count = groups.count
    self.componentCount = componentCount
    innerTerms = inner.count
    outerTerms = outer.count
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var order = [Int](repeating: 0, count: groups.count)
    for row in groups.indices {
      order[next[Int(groups[row])]] = row
      next[Int(groups[row])] += 1
    }
    self.order = order
    self.starts = starts

    var offsets: [Int] = []
    var outerComponents: [Int32] = []
    for term in outer {
      offsets.append(outerComponents.count)
      outerComponents += [Int32](
        repeating: Int32(term.component ?? -1), count: term.count)
    }
    outerOffsets = offsets
    self.outerComponents = outerComponents
    outerCount = outerComponents.count

    var innerPlace = [Int32](repeating: -1, count: count * inner.count)
    var outerPlace = [Int32](repeating: -1, count: count * outer.count)
    var innerIndex = innerPlace
    var outerColumn = outerPlace
    var innerStarts = [0]
    var innerComponents: [Int32] = []
    var positions = inner.map { [Int](repeating: -1, count: $0.count) }
    var touchStarts = [0]
    var touched: [Int32] = []
    var lastSeen = [Int](repeating: -1, count: outerCount)
    for group in 0..<groupCount {
      let first = innerComponents.count
      let firstTouched = touched.count
      for place in starts[group]..<starts[group + 1] {
        let row = order[place]
        for (term, factor) in inner.enumerated() {
          let level = Int(factor.levels[row])
          if level < 0 { continue }
          if positions[term][level] < 0 {
            positions[term][level] = innerComponents.count
            innerComponents.append(Int32(factor.component ?? -1))
          }
          innerPlace[place * inner.count + term] = Int32(
            positions[term][level] - first)
          innerIndex[place * inner.count + term] = Int32(
            positions[term][level])
        }
        for (term, factor) in outer.enumerated() {
          let level = Int(factor.levels[row])
          if level < 0 { continue }
          let column = offsets[term] + level
          if lastSeen[column] < firstTouched {
            lastSeen[column] = touched.count
            touched.append(Int32(column))
          }
          outerPlace[place * outer.count + term] = Int32(
            lastSeen[column] - firstTouched)
          outerColumn[place * outer.count + term] = Int32(column)
        }
      }
      innerStarts.append(innerComponents.count)
      touchStarts.append(touched.count)
    }
    self.innerPlace = innerPlace
    self.outerPlace = outerPlace
    self.innerIndex = innerIndex
    self.outerColumn = outerColumn
    self.innerStarts = innerStarts
    self.innerComponents = innerComponents
    innerPositions = positions
    self.touchStarts = touchStarts
    self.touched = touched
  }
}
