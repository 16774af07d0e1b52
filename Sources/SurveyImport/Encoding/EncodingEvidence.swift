import SurveyData

/// How well bytes beyond ASCII fit one encoding.
struct EncodingEvidence {
  /// The encoding.
  let encoding: TextEncoding
  /// Characters beyond ASCII.
  var characters = 0
  /// Those that everyday texts are made of.
  var common = 0
  /// Bytes that the encoding does not have there.
  var invalid = 0

  /// The share of everyday characters among those beyond ASCII.
  var share: Double {
    characters + invalid > 0
      ? Double(common) / Double(characters + invalid) : 0
  }

  /// Whether the bytes may be in this encoding at all.
  var isPlausible: Bool {
    characters > 0 && invalid * 50 <= characters && share >= 0.7
  }

  /// Why the encoding was chosen, as words that follow a colon.
  func reason(firstByte: Int) -> LocalizedText {
    let percent = Int((share * 100).rounded())
    let what =
      switch encoding {
      case .big5:
        LocalizedText(
          zh: "双字节中\(percent)%为Big5的常用汉字",
          en: "double bytes are common Chinese characters of Big5")
      case .shiftJIS:
        LocalizedText(
          zh: "字符中\(percent)%为假名或日文常用汉字",
          en: "characters are kana or common Japanese characters")
      case .latin1, .windows1252:
        LocalizedText(
          zh: "ASCII以外的字节中\(percent)%单独出现在拉丁字母旁",
          en: "bytes beyond ASCII stand alone beside Latin letters")
      default:
        LocalizedText(
          zh: "双字节中\(percent)%为常用汉字",
          en: "double bytes are common Chinese characters")
      }
    return LocalizedText(
      zh: "第\(firstByte)个字节不合UTF-8，\(what[.chinese])",
      en: "not UTF-8 (byte \(firstByte)), and \(percent)% of its "
        + what[.english])
  }
}

/// Looks at `range` as GB18030. Everyday Chinese is in the first level of
/// GB2312, ordered by pronunciation in rows 16 to 55, and its signs are in
/// rows 1 to 3.
func evidenceOfGB18030(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
) -> EncodingEvidence {
  var found = EncodingEvidence(encoding: .gb18030)
  forEachDoubleByte(bytes, range, &found) {
    found, lead, second, third, fourth in
    switch (lead, second) {
    case (0x81...0xFE, 0x40...0x7E), (0x81...0xFE, 0x80...0xFE):
      found.characters += 1
      let isFrequent =
        (0xA1...0xA3).contains(lead) || (0xB0...0xD7).contains(lead)
      if isFrequent, second >= 0xA1 { found.common += 1 }
      return 2
    case (0x81...0xFE, 0x30...0x39)
    where third > 0x80 && (0x30...0x39).contains(fourth):
      found.characters += 1
      return 4
    default:
      return 0
    }
  }
  return found
}

/// Looks at `range` as Big5, whose frequent characters lie from A440 to C67E,
/// ordered by strokes, and whose signs lie from A140 to A3BF.
func evidenceOfBig5(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
) -> EncodingEvidence {
  var found = EncodingEvidence(encoding: .big5)
  forEachDoubleByte(bytes, range, &found) {
    found, lead, second, _, _ in
    switch (lead, second) {
    case (0x87...0xFE, 0x40...0x7E), (0x87...0xFE, 0xA1...0xFE):
      found.characters += 1
      let isFrequent =
        (0xA1...0xC5).contains(lead) || (lead == 0xC6 && second <= 0x7E)
      if isFrequent { found.common += 1 }
      return 2
    default:
      return 0
    }
  }
  return found
}

/// Looks at `range` as Shift_JIS: signs from 8140, kana from 829F and 8340,
/// and the frequent characters of level 1 from 889F to 9872.
func evidenceOfShiftJIS(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
) -> EncodingEvidence {
  var found = EncodingEvidence(encoding: .shiftJIS)
  forEachDoubleByte(bytes, range, &found) {
    found, lead, second, _, _ in
    switch (lead, second) {
    case (0xA1...0xDF, _):
      // Katakana of half width, rare and never the only letters of a text.
      found.characters += 1
      return 1
    case (0x81...0x9F, 0x40...0x7E), (0x81...0x9F, 0x80...0xFC),
      (0xE0...0xFC, 0x40...0x7E), (0xE0...0xFC, 0x80...0xFC):
      found.characters += 1
      let code = UInt16(lead) << 8 | UInt16(second)
      let isCommon =
        switch code {
        case 0x8140...0x81AC, 0x829F...0x82F1, 0x8340...0x8396,
          0x889F...0x9872:
          true
        default: false
        }
      if isCommon { found.common += 1 }
      return 2
    default:
      return 0
    }
  }
  return found
}

/// Looks at `range` as a Western encoding of one byte a letter: letters with
/// accents and signs stand alone among ASCII letters and digits. Windows uses
/// the bytes from 80 to 9F, which Latin-1 leaves to control characters.
func evidenceOfWestern(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
) -> EncodingEvidence {
  var (characters, common, invalid, windows) = (0, 0, 0, 0)
  func isASCII(_ i: Int) -> Bool {
    !range.contains(i) || bytes[i] < 0x80
  }
  func isWord(_ i: Int) -> Bool {
    guard range.contains(i) else { return false }
    switch bytes[i] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
    default: return false
    }
  }
  for i in range where bytes[i] >= 0x80 {
    switch bytes[i] {
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
      invalid += 1
      continue
    case 0x80...0x9F: windows += 1
    default: break
    }
    characters += 1
    if isASCII(i - 1), isASCII(i + 1), isWord(i - 1) || isWord(i + 1) {
      common += 1
    }
  }
  return EncodingEvidence(
    encoding: windows > 0 ? .windows1252 : .latin1, characters: characters,
    common: common, invalid: invalid)
}

/// Steps over `range`: ASCII byte by byte, the rest as `length` says for the
/// next four bytes; 0 stands for a byte that cannot be there.
private func forEachDoubleByte(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
  _ found: inout EncodingEvidence,
  _ length: (inout EncodingEvidence, UInt8, UInt8, UInt8, UInt8) -> Int
) {
  var i = range.lowerBound
  func byte(_ k: Int) -> UInt8 { k < range.upperBound ? bytes[k] : 0 }
  while i < range.upperBound {
    if bytes[i] < 0x80 {
      i += 1
      continue
    }
    let step = length(
      &found, bytes[i], byte(i + 1), byte(i + 2), byte(i + 3))
    // The last character of the window may be cut.
    if step == 0, i + 1 < range.upperBound { found.invalid += 1 }
    i += max(step, 1)
  }
}
