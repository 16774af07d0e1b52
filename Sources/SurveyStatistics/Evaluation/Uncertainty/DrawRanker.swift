/// Ranks the scores of one draw after another without taking new memory.
///
/// Ties after rounding to 1e-10 share the better rank (1, 2, 2, 4), as
/// `competitionRanks` has it; cases without a score have the rank 0.
struct DrawRanker: Sendable, Hashable {
  private struct Entry: Hashable {
    var key: Double
    var row: Int32
  }

  private var entries: [Entry]

  /// Up to this many cases an insertion sort that starts from the order of
  /// the draw before is faster than any other.
  private static let insertionLimit = 200

  init(caseCount: Int) {
    entries = (0..<Int32(caseCount)).map { Entry(key: 0, row: $0) }
  }

  /// Appends a rank for each score.
  mutating func append(_ scores: [Double], to ranks: inout [Int32]) {
    let count = entries.count
    precondition(scores.count == count)
    for position in 0..<count {
      let score = scores[Int(entries[position].row)]
      entries[position].key =
        score.isNaN ? -.infinity : (score * 1e10).rounded()
    }
    if count <= Self.insertionLimit {
      for position in stride(from: 1, to: count, by: 1) {
        let entry = entries[position]
        var place = position
        while place > 0, entries[place - 1].key < entry.key {
          entries[place] = entries[place - 1]
          place -= 1
        }
        entries[place] = entry
      }
    } else {
      entries.sort { $0.key > $1.key }
    }
    let start = ranks.count
    ranks.append(contentsOf: repeatElement(0, count: count))
    var rank: Int32 = 1
    var last = Double.infinity
    for position in 0..<count {
      let entry = entries[position]
      if entry.key == -.infinity { break }
      if entry.key != last {
        rank = Int32(position + 1)
        last = entry.key
      }
      ranks[start + Int(entry.row)] = rank
    }
  }
}
