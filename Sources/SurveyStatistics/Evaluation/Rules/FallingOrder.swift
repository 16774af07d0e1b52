/// Positions of scores from the highest to the lowest, sorted digit by digit:
/// the work grows with the number of scores only, and only digits in which
/// they differ are looked at.
struct FallingOrder: Sendable, Hashable {
  /// Bits of a key that sort as the number does, and its position.
  private struct Entry: Hashable {
    var bits: UInt64
    var position: Int32
  }

  private var entries: [Entry] = []
  private var others: [Entry] = []
  private var counts: [Int32] = []

  private static let digitBits: UInt64 = 11
  private static let digits = 1 << 11
  /// Up to so many scores, comparing them is faster.
  private static let comparisonLimit = 64

  /// The number of positions.
  var count: Int { entries.count }

  /// The position of the score that comes as the `index`th, from 0.
  subscript(index: Int) -> Int { Int(entries[index].position) }

  /// Whether two that come after each other are equal.
  func isTied(_ index: Int, _ next: Int) -> Bool {
    entries[index].bits == entries[next].bits
  }

  /// Sorts scores, equal ones in their own order; what is not a number is
  /// left out.
  ///
  /// - Parameter key: What counts of a score; it gives numbers only.
  mutating func sort(
    _ scores: [Double], by key: (Double) -> Double = { $0 }
  ) {
    entries.removeAll(keepingCapacity: true)
    entries.reserveCapacity(scores.count)
    for position in scores.indices where !scores[position].isNaN {
      entries.append(
        Entry(
          bits: Self.falling(key(scores[position])),
          position: Int32(truncatingIfNeeded: position)))
    }
    if entries.count <= Self.comparisonLimit {
      for index in entries.indices.dropFirst() {
        let entry = entries[index]
        var place = index
        while place > 0, entries[place - 1].bits > entry.bits {
          entries[place] = entries[place - 1]
          place -= 1
        }
        entries[place] = entry
      }
    } else {
      sortByDigits()
    }
  }

  /// Bits that rise as the number falls.
  private static func falling(_ number: Double) -> UInt64 {
    // Minus zero is zero.
    let bits = (number + 0).bitPattern
    return bits >> 63 == 1 ? bits : ~(bits | 1 << 63)
  }

  private mutating func sortByDigits() {
    let count = entries.count
    let first = entries[0].bits
    let varying = entries.reduce(0 as UInt64) { $0 | ($1.bits ^ first) }
    if others.count != count {
      others = [Entry](repeating: Entry(bits: 0, position: 0), count: count)
    }
    if counts.isEmpty { counts = [Int32](repeating: 0, count: Self.digits) }
    let mask = UInt64(Self.digits - 1)
    for shift in stride(from: 0 as UInt64, to: 64, by: Int(Self.digitBits))
    where varying >> shift & mask != 0 {
      entries.withUnsafeBufferPointer { entries in
        others.withUnsafeMutableBufferPointer { others in
          counts.withUnsafeMutableBufferPointer { counts in
            counts.update(repeating: 0)
            for entry in entries {
              counts[Int(entry.bits &>> shift & mask)] += 1
            }
            var sum: Int32 = 0
            for digit in counts.indices {
              let number = counts[digit]
              counts[digit] = sum
              sum += number
            }
            for entry in entries {
              let digit = Int(entry.bits &>> shift & mask)
              others[Int(counts[digit])] = entry
              counts[digit] += 1
            }
          }
        }
      }
      swap(&entries, &others)
    }
  }
}
