import Glibc

/// Gives each distinct text a number, in the order of first appearance.
struct TextDictionary {
  private var pool: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of distinct texts.
  var count: Int { hashes.count }

  /// The number of `text`, a new one when it was not seen before.
  @inline(__always)
  mutating func code(for text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = textHash(text)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let code = slots[slot]
      if code < 0 { return insert(text, hash, at: slot) }
      if hashes[Int(code)] == hash, holds(text, Int(code)) { return code }
      slot = (slot + 1) & mask
    }
  }

  /// Calls `body` with one text.
  func withText<Result>(
    _ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    pool.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[ends[code]..<ends[code + 1]]))
    }
  }

  private func holds(
    _ text: UnsafeBufferPointer<UInt8>, _ code: Int
  ) -> Bool {
    let start = ends[code]
    guard ends[code + 1] - start == text.count else { return false }
    return pool.withUnsafeBytes { pool in
      guard let base = pool.baseAddress, let other = text.baseAddress else {
        return text.isEmpty
      }
      return memcmp(base + start, other, text.count) == 0
    }
  }

  @inline(never)
  private mutating func insert(
    _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, at slot: Int
  ) -> Int32 {
    let code = Int32(hashes.count)
    pool.append(contentsOf: text)
    ends.append(pool.count)
    hashes.append(hash)
    slots[slot] = code
    if hashes.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }
}

/// A fast hash; it decides where a text is looked up and nothing else.
@inline(__always)
private func textHash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(text)
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
  var i = 0
  while i + 8 <= raw.count {
    hash ^= raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    hash = (hash &* 0xFF51_AFD7_ED55_8CCD) ^ (hash >> 32)
    i += 8
  }
  var rest: UInt64 = 0
  while i < raw.count {
    rest = rest << 8 | UInt64(raw[i])
    i += 1
  }
  hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ (hash >> 29)
}
