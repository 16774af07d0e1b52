/// Rows that share nearly all answers with an earlier row (Kuriakose &
/// Robbins 2016).
///
/// The share of two rows is the number of items with the same answer divided
/// by the number of items; a missing answer equals a missing answer only.
///
/// The search is exact for its threshold and does not compare every pair.
/// With m items at most d = ⌊(1 − threshold)·m⌋ answers may differ. The items
/// are dealt into d + k blocks: two rows that differ in d answers differ in d
/// blocks at most, so that at least k blocks are the same. Rows are compared
/// when they agree in any k of the blocks. Equal rows are compared once.
struct NearDuplicates: Sendable {
  /// For each row the highest share with an earlier row, as far as it reaches
  /// the threshold; 0 otherwise and not-a-number where not compared.
  let shares: [Double]
  /// The earlier row with that share, the first of several; -1 without.
  let matches: [Int32]
  /// Whether too many pairs would have to be compared; nothing was searched
  /// then.
  let isRefused: Bool

  /// More pairs than this would take minutes.
  private static let mostPairs = 2_000_000_000
  /// With fewer pairs than this the first way to deal is good enough.
  private static let fewPairs = 50_000_000
  /// Sorting the rows more often than this many rows takes minutes, too.
  private static let mostSorted = 60_000_000

  init(
    _ codes: AnswerCodes, _ duplicates: Duplicates, threshold: Double,
    threads: Int?
  ) {
    let items = codes.itemCount
    let allowed = min(
      items,
      max(0, Int(((1 - threshold) * Double(items) + 1e-9).rounded(.down))))
    let rows = duplicates.firstRows.indices.filter {
      duplicates.firstRows[$0] == Int32($0)
    }.map(Int32.init)
    var best: Dealing?
    for same in 1...3 where allowed > 0 && allowed + same <= items {
      let choices = Dealing.choices(of: same, from: allowed + same)
      if choices.count * rows.count > Self.mostSorted { break }
      let dealing = Dealing(
        codes, rows: rows, blocks: allowed + same, choices: choices,
        threads: threads)
      if dealing.pairs < best?.pairs ?? .max { best = dealing }
      if dealing.pairs <= Self.fewPairs { break }
    }
    var found = Matches(rowCount: duplicates.firstRows.count)
    let isRefused = allowed > 0 && best?.pairs ?? .max > Self.mostPairs
    if let best, !isRefused {
      found.search(best, codes, allowed: allowed, threads: threads)
    }
    self.isRefused = isRefused
    var shares = [Double](repeating: .nan, count: duplicates.firstRows.count)
    var matches = [Int32](repeating: -1, count: shares.count)
    for row in shares.indices where duplicates.firstRows[row] >= 0 {
      let first = duplicates.firstRows[row]
      if isRefused { continue }
      if first != Int32(row) {
        (shares[row], matches[row]) = (1, first)
      } else {
        let difference = Int(found.differences[row])
        shares[row] =
          found.rows[row] < 0
          ? 0 : Double(items - difference) / Double(max(1, items))
        matches[row] = found.rows[row]
      }
    }
    self.shares = shares
    self.matches = matches
  }
}

/// Rows that agree in enough blocks, for one way to deal the items.
private struct Dealing: Sendable {
  /// Rows in groups, one list for each choice of blocks.
  var groups: [[ArraySlice<Int32>]] = []
  /// The pairs to compare.
  var pairs = 0

  init(
    _ codes: AnswerCodes, rows: [Int32], blocks: Int, choices: [[Int]],
    threads: Int?
  ) {
    groups = RowBlocks.map(choices.count, threads: threads) { position in
      let chosen = Set(choices[position])
      var masks = [UInt64](repeating: 0, count: codes.wordsPerRow)
      for item in 0..<codes.itemCount where chosen.contains(item % blocks) {
        masks[item / 4] |= 0xFFFF << UInt64(16 * (item % 4))
      }
      return Self.groups(rows, codes, masks)
    }
    for group in groups.joined() {
      let (product, overflow) = group.count.multipliedReportingOverflow(
        by: group.count - 1)
      let (sum, overflowed) = pairs.addingReportingOverflow(product / 2)
      pairs = overflow || overflowed ? .max : sum
    }
  }

  private static func groups(
    _ rows: [Int32], _ codes: AnswerCodes, _ masks: [UInt64]
  ) -> [ArraySlice<Int32>] {
    var keyed = rows.map { (codes.hash(Int($0), masks: masks), $0) }
    keyed.sort { $0 < $1 }
    let ordered = keyed.map(\.1)
    var groups: [ArraySlice<Int32>] = []
    var start = 0
    for position in 1...max(1, keyed.count) {
      if position < keyed.count, keyed[position].0 == keyed[start].0 {
        continue
      }
      if position - start > 1, position <= keyed.count {
        groups.append(ordered[start..<position])
      }
      start = position
    }
    return groups
  }

  /// Every choice of `count` numbers below `limit`.
  static func choices(of count: Int, from limit: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return choices(of: count - 1, from: limit).flatMap { choice in
      ((choice.last ?? -1) + 1..<max(limit, (choice.last ?? -1) + 1)).map {
        choice + [$0]
      }
    }
  }
}

/// The nearest earlier row of each row.
private struct Matches {
  var rows: [Int32]
  var differences: [Int32]

  private struct Found: Sendable {
    var row: Int32
    var match: Int32
    var differences: Int32
  }

  init(rowCount: Int) {
    rows = [Int32](repeating: -1, count: rowCount)
    differences = [Int32](repeating: .max, count: rowCount)
  }

  mutating func search(
    _ dealing: Dealing, _ codes: AnswerCodes, allowed: Int, threads: Int?
  ) {
    for groups in dealing.groups {
      let parts = (groups.count + 255) / 256
      let found = RowBlocks.map(parts, threads: threads) { part in
        groups[part * 256..<min(groups.count, part * 256 + 256)].flatMap {
          Self.found(in: $0, codes, allowed)
        }
      }
      for entry in found.joined() { note(entry) }
    }
  }

  private mutating func note(_ entry: Found) {
    let row = Int(entry.row)
    // The order in which pairs come does not matter.
    if (entry.differences, entry.match) < (differences[row], rows[row]) {
      differences[row] = entry.differences
      rows[row] = entry.match
    }
  }

  private static func found(
    in group: ArraySlice<Int32>, _ codes: AnswerCodes, _ allowed: Int
  ) -> [Found] {
    var found: [Found] = []
    for position in group.indices.dropFirst() {
      let row = group[position]
      var best: Found?
      for earlier in group.startIndex..<position {
        let limit = min(allowed, Int(best?.differences ?? .max))
        let count = codes.differences(
          Int(group[earlier]), Int(row), limit: limit)
        if count <= allowed, Int32(count) < best?.differences ?? .max {
          best = Found(
            row: row, match: group[earlier], differences: Int32(count))
        }
      }
      if let best { found.append(best) }
    }
    return found
  }
}
