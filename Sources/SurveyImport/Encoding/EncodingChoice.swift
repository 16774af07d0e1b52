/// An encoding with the reason for taking it.
struct EncodingChoice {
  var encoding: TextEncoding
  /// The length of the byte order mark.
  var markLength = 0
  var reason: String
  var isUncertain = false
}

/// Finds the encoding of a file: by its byte order mark, by what was asked
/// for, by the zeros of UTF-16, by whether it is UTF-8 throughout, and last
/// by whether it reads as Chinese in GB18030.
func chooseEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>, wanted: TextEncoding?
) throws(FileFault) -> EncodingChoice {
  guard !bytes.isEmpty else { throw .emptyFile }
  if bytes.starts(with: [0xFF, 0xFE, 0, 0])
    || bytes.starts(with: [0, 0, 0xFE, 0xFF])
  {
    throw .unsupportedEncoding("UTF-32")
  }
  let marks: [([UInt8], TextEncoding)] = [
    ([0xEF, 0xBB, 0xBF], .utf8), ([0x84, 0x31, 0x95, 0x33], .gb18030),
    ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
  ]
  for (mark, encoding) in marks where bytes.starts(with: mark) {
    return EncodingChoice(
      encoding: encoding, markLength: mark.count, reason: "byte order mark")
  }
  if wanted == nil || wanted == .utf8, let wide = wideEncoding(bytes) {
    return EncodingChoice(
      encoding: wide, reason: "every second byte is zero")
  }
  if let wanted { return EncodingChoice(encoding: wanted, reason: "as set") }
  return guessEncoding(bytes)
}

/// UTF-16 without a byte order mark: in mostly Western text every second byte
/// is zero.
private func wideEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>
) -> TextEncoding? {
  guard bytes.count >= 4 else { return nil }
  let pairs = min(bytes.count, 4096) / 2
  var zeros = [0, 0]
  for i in 0..<pairs * 2 where bytes[i] == 0 { zeros[i & 1] += 1 }
  let (many, few) = (0.4 * Double(pairs), 0.05 * Double(pairs))
  if Double(zeros[1]) >= many, Double(zeros[0]) <= few {
    return .utf16LittleEndian
  }
  if Double(zeros[0]) >= many, Double(zeros[1]) <= few {
    return .utf16BigEndian
  }
  return nil
}

private func guessEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>
) -> EncodingChoice {
  let whole = 0..<bytes.count
  guard
    let first = inspectUTF8(bytes, whole, limit: 1).invalidOffsets.first
  else {
    return EncodingChoice(
      encoding: .utf8, reason: "all bytes are well-formed UTF-8")
  }
  // Judge the part around the first fault, from the start of its line unless
  // that is far away.
  var start = first
  while start > 0, first - start < 4096, bytes[start - 1] != 0x0A,
    bytes[start - 1] != 0x0D
  {
    start -= 1
  }
  let window = start..<min(bytes.count, start + 1 << 20)
  let utf8 = inspectUTF8(bytes, window)
  let chinese = inspectGB18030(bytes, window)
  let isChinese =
    chinese.invalid * 50 <= chinese.pairs && chinese.pairs > 0
    && chinese.common * 10 >= chinese.pairs * 7
    && utf8.invalidOffsets.count > utf8.multibyteCharacters
  if isChinese {
    let share = 100 * chinese.common / chinese.pairs
    return EncodingChoice(
      encoding: .gb18030,
      reason: "not UTF-8 (byte \(first + 1)), and \(share)% of its double "
        + "bytes are common Chinese characters")
  }
  return EncodingChoice(
    encoding: .utf8,
    reason: "\(utf8.multibyteCharacters) characters fit and "
      + "\(utf8.invalidOffsets.count) bytes do not, the first is byte "
      + "\(first + 1)",
    isUncertain: true)
}

/// Counts the characters that the bytes have when taken for GB18030, and how
/// many of them are in GB2312, where everyday Chinese is.
private func inspectGB18030(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
) -> (pairs: Int, common: Int, invalid: Int) {
  var (pairs, common, invalid) = (0, 0, 0)
  var i = range.lowerBound
  func byte(_ k: Int) -> UInt8 { k < range.upperBound ? bytes[k] : 0 }
  while i < range.upperBound {
    let lead = bytes[i]
    if lead < 0x80 {
      i += 1
      continue
    }
    let second = byte(i + 1)
    switch (lead, second) {
    case (0x81...0xFE, 0x40...0x7E), (0x81...0xFE, 0x80...0xFE):
      pairs += 1
      if (0xA1...0xF7).contains(lead), second >= 0xA1 { common += 1 }
      i += 2
    case (0x81...0xFE, 0x30...0x39)
    where byte(i + 2) > 0x80 && (0x30...0x39).contains(byte(i + 3)):
      pairs += 1
      i += 4
    default:
      // The last character of the window may be cut.
      if i + 1 < range.upperBound { invalid += 1 }
      i += 1
    }
  }
  return (pairs, common, invalid)
}
