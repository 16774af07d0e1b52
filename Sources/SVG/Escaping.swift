/// Makes a text safe inside XML, as content and as an attribute's value.
///
/// `&`, `<`, `>`, `"` and `'` become entities. Control characters, lone
/// surrogate halves and the two non-characters that XML 1.0 forbids become
/// U+FFFD; tab, line feed and carriage return become a space.
public func escapedForXML(_ text: String) -> String {
  // Nearly every text is fine as it is. C1 controls begin with 0xC2 and the
  // two non-characters with 0xEF, as many other characters do.
  let isPlain = text.utf8.allSatisfy { unit in
    switch unit {
    case 0x00...0x1F, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0xC2, 0xEF: false
    default: true
    }
  }
  if isPlain { return text }
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
