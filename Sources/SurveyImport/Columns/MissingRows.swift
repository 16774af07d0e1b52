import SurveyData

/// The missing rows of a column that is read piece by piece: a bit a row as
/// long as there is one reason.
struct MissingRows {
  private var reason: MissingReason?
  private var bits: [UInt64] = []
  private var several: [UInt8] = []

  /// Sets one row missing; rows come in order, and a row that comes twice
  /// keeps the later reason.
  mutating func set(_ row: Int, _ new: UInt8) {
    guard let new = MissingReason(rawValue: new) else { return }
    if several.isEmpty {
      if reason == nil { reason = new }
      let word = row / 64
      if reason == new {
        if word >= bits.count {
          bits.append(
            contentsOf: repeatElement(0, count: word + 1 - bits.count))
        }
        bits[word] |= 1 << UInt64(row % 64)
        return
      }
      let raw = reason?.rawValue ?? 0
      several = [UInt8](repeating: 0, count: max(bits.count * 64, row + 1))
      for word in bits.indices where bits[word] != 0 {
        for bit in 0..<64 where bits[word] >> UInt64(bit) & 1 == 1 {
          several[word * 64 + bit] = raw
        }
      }
      bits = []
    }
    if row >= several.count {
      several.append(
        contentsOf: repeatElement(0, count: row + 1 - several.count))
    }
    several[row] = new.rawValue
  }

  /// Sets those of `count` rows from `start` on missing whose bit is set in
  /// `new`; the other bits of the last word are 0.
  mutating func set(
    _ new: UnsafePointer<UInt64>, count: Int, at start: Int,
    _ reason: MissingReason
  ) {
    let words = (count + 63) / 64
    guard let some = (0..<words).first(where: { new[$0] != 0 }) else { return }
    if several.isEmpty, self.reason == nil { self.reason = reason }
    guard several.isEmpty, self.reason == reason else {
      for word in some..<words {
        var left = new[word]
        while left != 0 {
          set(start + word * 64 + left.trailingZeroBitCount, reason.rawValue)
          left &= left - 1
        }
      }
      return
    }
    let needed = (start + count + 63) / 64
    if needed > bits.count {
      bits.append(contentsOf: repeatElement(0, count: needed - bits.count))
    }
    let (first, shift) = (start / 64, UInt64(start % 64))
    bits.withUnsafeMutableBufferPointer { bits in
      for word in some..<words {
        bits[first + word] |= new[word] << shift
        // Rows that lie behind `count` are none.
        let rest = shift == 0 ? 0 : new[word] >> (64 - shift)
        if rest != 0 { bits[first + word + 1] |= rest }
      }
    }
  }

  /// The reasons of `rowCount` rows.
  func reasons(rowCount: Int) -> MissingReasons {
    if !several.isEmpty {
      var raw = several
      if raw.count > rowCount { raw.removeLast(raw.count - rowCount) }
      raw.append(contentsOf: repeatElement(0, count: rowCount - raw.count))
      return MissingReasons(raw)
    }
    guard let reason else { return .none }
    var bits = bits
    let words = (rowCount + 63) / 64
    bits.append(contentsOf: repeatElement(0, count: max(0, words - bits.count)))
    return MissingReasons(reason, bits: bits, rowCount: rowCount)
  }
}
