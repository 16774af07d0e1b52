import SurveyData

/// The answers of each row packed four to a word, to be compared fast.
///
/// Equal codes are equal answers. A missing answer is a code of its own, so
/// that it equals a missing answer and nothing else.
struct AnswerCodes: Sendable {
  /// The items that are compared.
  let itemCount: Int
  /// Words of a row.
  let wordsPerRow: Int
  /// The rows one after the other.
  let words: [UInt64]
  /// The number of answers in each row.
  let answered: [UInt16]
  /// Items with more different answers than a code can hold; they are not
  /// compared.
  let leftOut: [String]

  init(_ items: AnswerItems, rowCount: Int, threads: Int?) {
    let coders = items.items.map { Coder($0, rowCount: rowCount) }
    let used = coders.indices.filter { coders[$0].isUsable }
    leftOut = items.items.indices.filter { !coders[$0].isUsable }
      .map { items.items[$0].column.name }
    itemCount = used.count
    let perRow = (used.count + 3) / 4
    wordsPerRow = perRow
    let parts = RowBlocks(rowCount: rowCount, threads: threads).map { rows in
      var words = [UInt64](repeating: 0, count: rows.count * perRow)
      var answered = [UInt16](repeating: 0, count: rows.count)
      for (place, item) in used.enumerated() {
        let shift = UInt64(16 * (place % 4))
        for position in 0..<rows.count {
          let code = coders[item].code(rows.lowerBound + position)
          words[position * perRow + place / 4] |= UInt64(code) << shift
          // Saturates: only few answers matter.
          if code != 0, answered[position] < .max { answered[position] += 1 }
        }
      }
      return (words, answered)
    }
    words = parts.flatMap(\.0)
    answered = parts.flatMap(\.1)
  }

  /// Whether two rows have the same answers.
  func areEqual(_ first: Int, _ second: Int) -> Bool {
    for word in 0..<wordsPerRow
    where words[first * wordsPerRow + word]
      != words[second * wordsPerRow + word]
    {
      return false
    }
    return true
  }

  /// The number of different answers, or more than `limit` when it is passed.
  func differences(_ first: Int, _ second: Int, limit: Int) -> Int {
    let low: UInt64 = 0x7FFF_7FFF_7FFF_7FFF
    var count = 0
    for word in 0..<wordsPerRow {
      let apart =
        words[first * wordsPerRow + word] ^ words[second * wordsPerRow + word]
      // The top bit of each 16 is set where any of them is.
      count += ((((apart & low) &+ low) | apart) & ~low).nonzeroBitCount
      if count > limit { return count }
    }
    return count
  }

  /// A hash of the whole row.
  func hash(_ row: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in 0..<wordsPerRow {
      hash = mixed(hash ^ words[row * wordsPerRow + word])
    }
    return hash
  }

  /// A hash of the items whose places `masks` leaves.
  func hash(_ row: Int, masks: [UInt64]) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in 0..<wordsPerRow {
      hash = mixed(hash ^ (words[row * wordsPerRow + word] & masks[word]))
    }
    return hash
  }
}

/// Spreads the bits of a word (the finaliser of SplitMix64).
private func mixed(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
  value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
  return value ^ (value >> 31)
}

/// Numbers the answers of one item from 1; 0 is no answer.
private struct Coder: Sendable {
  private let values: ColumnValues
  private let missing: MissingReasons
  private let lowest: Int32
  private let codes: [Int32]
  let isUsable: Bool

  init(_ item: AnswerItems.Item, rowCount: Int) {
    values = item.column.values
    missing = item.column.missing
    if case .integers = values, let range = observedRange(item.column),
      range.upperBound - range.lowerBound < 65_000
    {
      lowest = Int32(range.lowerBound)
      codes = []
      isUsable = true
      return
    }
    lowest = 0
    // As many texts as there are levels, or numbers that are far apart.
    let categories = item.column.categories()
    codes = categories.codes
    isUsable = categories.levels.count < 65_000
  }

  func code(_ row: Int) -> UInt16 {
    if missing.isMissing(row) { return 0 }
    if codes.isEmpty, case .integers(let values) = values {
      return UInt16(truncatingIfNeeded: Int(values[row]) - Int(lowest) + 1)
    }
    return UInt16(truncatingIfNeeded: codes[row] + 1)
  }
}
