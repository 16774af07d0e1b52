/// Returns `text` so that Markdown shows it letter by letter.
///
/// Angle brackets and ampersands become entities, other marks get a
/// backslash; at the start of a line also what would begin a list.
func escapedMarkdown(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { escapedMarkdownLine($0) }.joined(separator: "\n")
}

private func escapedMarkdownLine(_ line: Substring) -> String {
  var result = ""
  var isStart = true
  var sawDigits = false
  // Four blanks would begin a block of code.
  for character in line.drop(while: { $0 == " " || $0 == "\t" }) {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#":
      result += "\\\(character)"
    case "-", "+", "=":
      result += isStart ? "\\\(character)" : "\(character)"
    case ".", ")":
      result += sawDigits ? "\\\(character)" : "\(character)"
    default: result.append(character)
    }
    let isDigit = character.isASCII && character.isNumber
    sawDigits = isDigit && (isStart || sawDigits)
    isStart = false
  }
  return result
}

/// The text of the first element called `name` in a drawing of ours, as an
/// XML parser reads it.
func svgText(of name: String, in svg: String) -> String {
  let bytes = Array(svg.utf8)
  guard let open = firstPlace(of: Array("<\(name) ".utf8), in: bytes[...]),
    let start = bytes[open...].firstIndex(of: UInt8(ascii: ">")),
    let end = firstPlace(of: Array("</\(name)>".utf8), in: bytes[start...])
  else { return "" }
  let text = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
  guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
  return
    text
    .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    .replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
    .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
}

/// Where `pattern` begins for the first time.
func firstPlace(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
  guard bytes.count >= pattern.count else { return nil }
  return (bytes.startIndex...(bytes.endIndex - pattern.count)).first {
    bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern)
  }
}

/// Where `pattern` begins for the last time.
func lastPlace(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
  guard bytes.count >= pattern.count else { return nil }
  return (bytes.startIndex...(bytes.endIndex - pattern.count)).last {
    bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern)
  }
}

/// Base 64 of some bytes (RFC 4648), on one line.
func base64(_ bytes: some Collection<UInt8>) -> String {
  let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  let bytes = Array(bytes)
  let count = (bytes.count + 2) / 3 * 4
  return String(unsafeUninitializedCapacity: count) { result in
    for group in 0..<(bytes.count + 2) / 3 {
      let first = 3 * group
      let filled = min(3, bytes.count - first)
      let second = filled > 1 ? UInt32(bytes[first + 1]) : 0
      let third = filled > 2 ? UInt32(bytes[first + 2]) : 0
      let bits = UInt32(bytes[first]) << 16 | second << 8 | third
      for place in 0..<4 {
        let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
        result.initializeElement(
          at: 4 * group + place,
          to: place <= filled ? letter : UInt8(ascii: "="))
      }
    }
    return count
  }
}
