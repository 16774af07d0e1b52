import Glibc
import SurveyData

/// Gives each distinct text a number, in the order of first appearance.
///
/// A slot holds the number and a part of the hash, so that looking a text up
/// touches one slot and, when it is there, the text itself.
final class TextDictionary {
  // Checking for shared access would cost more than looking a text up; a
  // dictionary belongs to one reader.
  @exclusivity(unchecked) private var pool: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var poolCapacity = 1024
  @exclusivity(unchecked) private var ends: [Int] = [0]
  @exclusivity(unchecked) private var hashes: [UInt32] = []
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var mask = 63

  init() {
    pool = .allocate(capacity: poolCapacity)
    slots = Self.emptySlots(64)
  }

  deinit {
    pool.deallocate()
    slots.deallocate()
  }

  /// The number of distinct texts.
  var count: Int { hashes.count }

  /// The texts in the order of their numbers.
  var texts: PackedTexts {
    var texts = PackedTexts()
    let lengths = hashes.indices.map {
      UInt32(truncatingIfNeeded: ends[$0 + 1] - ends[$0])
    }
    lengths.withUnsafeBufferPointer { lengths in
      texts.append(
        block: UnsafeBufferPointer(start: pool, count: ends[hashes.count]),
        lengths: lengths)
    }
    return texts
  }

  /// The number of `text`, a new one when it was not seen before.
  @inline(__always)
  func code(for text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = textHash(text)
    let (slots, mask) = (slots, mask)
    var slot = Int(truncatingIfNeeded: hash) & mask
    let tag = hash & 0xFFFF_FFFF_0000_0000
    while true {
      let entry = slots[slot]
      if entry == .max { return insert(text, hash, at: slot) }
      if entry & 0xFFFF_FFFF_0000_0000 == tag {
        let code = Int(entry & 0xFFFF_FFFF)
        if holds(text, code) { return Int32(truncatingIfNeeded: code) }
      }
      slot = (slot + 1) & mask
    }
  }

  /// The texts one after the other; valid until one is added.
  var bytes: UnsafePointer<UInt8> { UnsafePointer(pool) }

  /// Where a text stands in `bytes`.
  func range(_ code: Int) -> Range<Int> { ends[code]..<ends[code + 1] }

  /// Calls `body` with one text.
  @inline(__always)
  func withText<Result>(
    _ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let start = ends[code]
    return body(
      UnsafeBufferPointer(start: pool + start, count: ends[code + 1] - start))
  }

  @inline(__always)
  private func holds(
    _ text: UnsafeBufferPointer<UInt8>, _ code: Int
  ) -> Bool {
    let start = ends[code]
    guard ends[code + 1] - start == text.count else { return false }
    guard let other = text.baseAddress else { return true }
    let (a, b) = (UnsafeRawPointer(pool + start), UnsafeRawPointer(other))
    let count = text.count
    guard count >= 8, count <= 16 else { return memcmp(a, b, count) == 0 }
    return a.loadUnaligned(as: UInt64.self) == b.loadUnaligned(as: UInt64.self)
      && a.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  }

  @inline(never)
  private func insert(
    _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, at slot: Int
  ) -> Int32 {
    let code = hashes.count
    let start = ends[code]
    if start + text.count > poolCapacity {
      let larger = max(poolCapacity * 2, start + text.count)
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      copy.update(from: pool, count: start)
      pool.deallocate()
      (pool, poolCapacity) = (copy, larger)
    }
    if let base = text.baseAddress {
      (pool + start).update(from: base, count: text.count)
    }
    ends.append(start + text.count)
    hashes.append(UInt32(truncatingIfNeeded: hash))
    slots[slot] =
      hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: code)
    if hashes.count * 2 > mask { grow() }
    return Int32(truncatingIfNeeded: code)
  }

  private func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 4 - 1
    slots = Self.emptySlots(mask + 1)
    for position in 0..<oldCount where old[position] != .max {
      let entry = old[position]
      let low = UInt64(hashes[Int(entry & 0xFFFF_FFFF)])
      var slot = Int(truncatingIfNeeded: low) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
    old.deallocate()
  }

  private static func emptySlots(
    _ count: Int
  ) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    slots.initialize(repeating: .max, count: count)
    return slots
  }
}

/// A fast hash; it decides where a text is looked up and nothing else.
@inline(__always)
private func textHash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(text)
  let count = raw.count
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
  var i = 0
  while i + 8 <= count {
    hash ^= raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    hash = (hash &* 0xFF51_AFD7_ED55_8CCD) ^ (hash >> 32)
    i += 8
  }
  var rest: UInt64 = 0
  if count >= 8, i < count {
    // The last eight bytes, some of them a second time.
    rest = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  } else {
    while i < count {
      rest = rest << 8 | UInt64(raw[i])
      i += 1
    }
  }
  hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
  // Both halves are used, the low one for the slot, the high one as the tag.
  hash ^= hash >> 29
  hash = hash &* 0x9FB2_1C65_1E98_DF25
  hash ^= hash >> 32
  // An empty slot is all ones.
  return hash & ~(1 << 63)
}
