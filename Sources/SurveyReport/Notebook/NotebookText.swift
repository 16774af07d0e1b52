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
  guard let open = svg.firstRange(of: "<\(name) "),
    let start = svg[open.upperBound...].firstIndex(of: ">"),
    let end = svg[start...].firstRange(of: "</\(name)>")
  else { return "" }
  return String(svg[svg.index(after: start)..<end.lowerBound])
    .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    .replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
    .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
}

/// Base 64 of some bytes (RFC 4648), on one line.
func base64(_ bytes: some Collection<UInt8>) -> String {
  let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  var group = 0
  var filled = 0
  func write(_ count: Int) {
    for place in 0..<4 {
      let shift = 18 - 6 * place
      result.append(
        place < count ? letters[group >> shift & 63] : UInt8(ascii: "="))
    }
  }
  for byte in bytes {
    group = group << 8 | Int(byte)
    filled += 1
    if filled == 3 {
      write(4)
      (group, filled) = (0, 0)
    }
  }
  if filled > 0 {
    group <<= 8 * (3 - filled)
    write(filled + 1)
  }
  return String(decoding: result, as: UTF8.self)
}
