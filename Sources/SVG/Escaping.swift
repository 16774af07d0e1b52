/// Makes a text safe inside XML, as content and as an attribute's value.
///
/// `&`, `<`, `>`, `"` and `'` become entities. Control characters, lone
/// surrogate halves and the two non-characters that XML 1.0 forbids become
/// U+FFFD; tab, line feed and carriage return become a space.
public func escapedForXML(_ text: String) -> String {
  guard text.utf8.contains(where: mayNeedEscape) else { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n", "\r": result += " "
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
      result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Adds a text that is safe inside XML; nearly every text is as it is.
func addEscapedForXML(_ text: String, to bytes: inout [UInt8]) {
  let isAdded = text.utf8.withContiguousStorageIfAvailable { units in
    if units.contains(where: mayNeedEscape) { return false }
    bytes.append(contentsOf: units)
    return true
  }
  if isAdded != true { bytes.append(contentsOf: escapedForXML(text).utf8) }
}

/// Whether a byte may begin what has to be escaped: a sign of markup, a
/// control character, or the first byte of one beyond ASCII.
private func mayNeedEscape(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0x7F, 0xC2, 0xEF: true
  default: byte < 0x20
  }
}
