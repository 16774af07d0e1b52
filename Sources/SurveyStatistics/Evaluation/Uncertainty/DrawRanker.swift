/// Ranks the scores of one draw after another without taking new memory.
///
/// Ties after rounding to 1e-10 share the rank that `ties` says, the better
/// one (1, 2, 2, 4) as a rule; cases without a score have the rank 0. Ranks
/// are whole, or halves for means, and so exact in 32 bits.
struct DrawRanker: Sendable, Hashable {
  private struct Entry: Hashable {
    var key: Double
    var row: Int32
  }

  private var entries: [Entry]
  private var order = FallingOrder()
  /// The rank that cases with the same score share.
  var ties: RankSharing

  /// Up to this many cases an insertion sort that starts from the order of
  /// the draw before is faster than any other.
  private static let insertionLimit = 200

  init(caseCount: Int, ties: RankSharing = .minimum) {
    self.ties = ties
    entries = (0..<Int32(caseCount)).map { Entry(key: 0, row: $0) }
  }

  /// Appends a rank for each score.
  mutating func append(_ scores: [Double], to ranks: inout [Float]) {
    let count = entries.count
    precondition(scores.count == count)
    if count > Self.insertionLimit {
      appendSorted(scores, to: &ranks)
      return
    }
    for position in 0..<count {
      let score = scores[Int(entries[position].row)]
      entries[position].key =
        score.isNaN ? -.infinity : (score * 1e10).rounded()
    }
    for position in stride(from: 1, to: count, by: 1) {
      let entry = entries[position]
      var place = position
      while place > 0, entries[place - 1].key < entry.key {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
    }
    let start = ranks.count
    ranks.append(contentsOf: repeatElement(0, count: count))
    var rank: Float = 0
    var position = 0
    while position < count, entries[position].key != -.infinity {
      let key = entries[position].key
      var end = position + 1
      while end < count, entries[end].key == key { end += 1 }
      rank = shared(rank, position, end)
      while position < end {
        ranks[start + Int(entries[position].row)] = rank
        position += 1
      }
    }
  }

  /// The same for many cases, sorted anew.
  private mutating func appendSorted(
    _ scores: [Double], to ranks: inout [Float]
  ) {
    order.sort(scores) { ($0 * 1e10).rounded() }
    let start = ranks.count
    ranks.append(contentsOf: repeatElement(0, count: scores.count))
    var rank: Float = 0
    var position = 0
    while position < order.count {
      var end = position + 1
      while end < order.count, order.isTied(position, end) { end += 1 }
      rank = shared(rank, position, end)
      while position < end {
        ranks[start + order[position]] = rank
        position += 1
      }
    }
  }

  /// The rank of those from `position` up to `end`, which have the same
  /// score; `before` is the rank of those before them.
  private func shared(_ before: Float, _ position: Int, _ end: Int) -> Float {
    switch ties {
    case .minimum: Float(position + 1)
    case .average: Float(position + 1 + end) / 2
    case .dense: before + 1
    }
  }
}
