import SurveyData

/// An encoding with the reason for taking it.
struct EncodingChoice {
  var encoding: TextEncoding
  /// The length of the byte order mark.
  var markLength = 0
  var reason: LocalizedText
  var isUncertain = false
  /// Whether all bytes are known to be well-formed UTF-8.
  var isWellFormed = false
}

/// Finds the encoding of a file: by its byte order mark, by what was asked
/// for, by the zeros of UTF-16, by whether it is UTF-8 throughout, and last
/// by which of the encodings before Unicode it reads well in.
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
      encoding: encoding, markLength: mark.count,
      reason: LocalizedText(zh: "有字节顺序标记", en: "byte order mark"))
  }
  if wanted == nil || wanted == .utf8, let wide = wideEncoding(bytes) {
    return EncodingChoice(
      encoding: wide,
      reason: LocalizedText(
        zh: "每隔一个字节为零", en: "every second byte is zero"))
  }
  if let wanted { return EncodingChoice(encoding: wanted, reason: .asSet) }
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

/// UTF-16 of Chinese text without a byte order mark: only its ASCII signs
/// have a zero byte, all of them on the same side, and the other characters
/// are those of Chinese texts.
private func wideChineseEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>
) -> TextEncoding? {
  let pairs = min(bytes.count, 4096) / 2
  guard pairs >= 8 else { return nil }
  for (high, encoding) in [
    (1, TextEncoding.utf16LittleEndian), (0, .utf16BigEndian),
  ] {
    var (signs, breaks, chinese, others) = (0, 0, 0, 0)
    for pair in 0..<pairs {
      let (top, low) = (bytes[pair * 2 + high], bytes[pair * 2 + 1 - high])
      switch (top, low) {
      case (0, 0x0A), (0, 0x0D): breaks += 1
      case (0, 0x09), (0, 0x20...0x7E): signs += 1
      case (0x4E...0x9F, _), (0x30, _), (0xFF, 0x01...0xEF), (0x20, _):
        chinese += 1
      default: others += 1
      }
    }
    if breaks > 0, signs > 0, chinese > 0, others * 50 <= pairs {
      return encoding
    }
  }
  return nil
}

private func guessEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>
) -> EncodingChoice {
  if let wide = wideChineseEncoding(bytes) {
    return EncodingChoice(
      encoding: wide,
      reason: LocalizedText(
        zh: "按双字节读为中文和ASCII符号",
        en: "in pairs of bytes it is Chinese text with ASCII signs"))
  }
  let whole = 0..<bytes.count
  guard
    let first = inspectUTF8(bytes, whole, limit: 1).invalidOffsets.first
  else {
    return EncodingChoice(
      encoding: .utf8,
      reason: LocalizedText(
        zh: "所有字节均为合法的UTF-8", en: "all bytes are well-formed UTF-8"),
      isWellFormed: true)
  }
  // Judge the part around the first fault, from the start of a line unless
  // that is far away.
  var start = max(0, first - 1 << 19)
  while start < first, start > 0, bytes[start - 1] != 0x0A,
    bytes[start - 1] != 0x0D
  {
    start += 1
  }
  let window = start..<min(bytes.count, first + 1 << 19)
  let utf8 = inspectUTF8(bytes, window)
  if utf8.invalidOffsets.count > utf8.multibyteCharacters,
    let choice = legacyEncoding(bytes, window, first: first)
  {
    return choice
  }
  return EncodingChoice(
    encoding: .utf8,
    reason: LocalizedText(
      zh: "\(utf8.multibyteCharacters)个字符符合，"
        + "\(utf8.invalidOffsets.count)个字节不合，第一个是第\(first + 1)个字节",
      en: "\(utf8.multibyteCharacters) characters fit and "
        + "\(utf8.invalidOffsets.count) bytes do not, the first is byte "
        + "\(first + 1)"),
    isUncertain: true)
}

/// The encoding before Unicode that the bytes fit best, when they fit one.
private func legacyEncoding(
  _ bytes: UnsafeBufferPointer<UInt8>, _ window: Range<Int>, first: Int
) -> EncodingChoice? {
  let evidence = [
    evidenceOfGB18030(bytes, window), evidenceOfBig5(bytes, window),
    evidenceOfShiftJIS(bytes, window), evidenceOfWestern(bytes, window),
  ].filter(\.isPlausible)
  // The first of equals, in the order above.
  var best: EncodingEvidence?
  for one in evidence where one.share > best?.share ?? 0 { best = one }
  guard let best else { return nil }
  let reason = best.reason(firstByte: first + 1)
  var (chinese, english) = (reason[.chinese], reason[.english])
  let rivals = evidence.filter {
    $0.encoding != best.encoding && $0.share > best.share - 0.15
  }
  let isShort = best.characters < 6
  if isShort {
    chinese += "；仅\(best.characters)个，不足以确定"
    english += "; \(best.characters) are too few to be certain"
  }
  for rival in rivals {
    let percent = Int((rival.share * 100).rounded())
    chinese += "；\(rival.encoding.rawValue)几乎同样符合（\(percent)%）"
    english += "; \(rival.encoding.rawValue) fits nearly as well (\(percent)%)"
  }
  return EncodingChoice(
    encoding: best.encoding,
    reason: LocalizedText(zh: chinese, en: english),
    isUncertain: isShort || !rivals.isEmpty)
}

extension LocalizedText {
  /// The reason for what somebody asked for.
  static let asSet = LocalizedText(zh: "按设定", en: "as set")
}
