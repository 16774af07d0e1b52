/// What the bytes of a text say when they are taken for UTF-8.
struct UTF8Findings {
  /// Characters of more than one byte.
  var multibyteCharacters = 0
  /// The places of bytes that UTF-8 does not have there, in order.
  var invalidOffsets: [Int] = []
}

/// Looks for bytes in `range` that are not UTF-8: overlong forms, surrogates,
/// code points above U+10FFFF and sequences that break off.
///
/// - Parameter limit: Stops after this many faults.
func inspectUTF8(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
  limit: Int = .max
) -> UTF8Findings {
  var findings = UTF8Findings()
  guard let base = bytes.baseAddress else { return findings }
  let raw = UnsafeRawPointer(base)
  var i = range.lowerBound
  let end = range.upperBound
  while i < end {
    while i + 8 <= end,
      raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        & 0x8080_8080_8080_8080 == 0
    { i += 8 }
    guard i < end else { break }
    if base[i] < 0x80 {
      i += 1
      continue
    }
    let length = sequenceLength(base, i, end)
    if length == 0 {
      findings.invalidOffsets.append(i)
      if findings.invalidOffsets.count >= limit { return findings }
      i += 1
    } else {
      findings.multibyteCharacters += 1
      i += length
    }
  }
  return findings
}

/// The length of the well-formed sequence at `i`, 0 when there is none
/// (Unicode 15, table 3-7).
func sequenceLength(
  _ base: UnsafePointer<UInt8>, _ i: Int, _ end: Int
) -> Int {
  let lead = base[i]
  func continues(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
    i + k < end && base[i + k] >= low && base[i + k] <= high
  }
  switch lead {
  case 0..<0x80:
    return 1
  case 0xC2...0xDF:
    return continues(1) ? 2 : 0
  case 0xE0...0xEF:
    let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
    let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
    return continues(1, low, high) && continues(2) ? 3 : 0
  case 0xF0...0xF4:
    let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0
  default:
    return 0
  }
}
