import Hashing

/// Returns the beginning of `bytes` in a form that is safe to show: one line,
/// at most `limit` characters, control and direction characters as `\u{…}`
/// and bytes that are not UTF-8 as `\x…`.
func escapedExcerpt(
  _ bytes: UnsafeBufferPointer<UInt8>, limit: Int = 80
) -> String {
  guard let base = bytes.baseAddress else { return "" }
  var pieces: [String] = []
  var count = 0
  var i = 0
  while i < bytes.count, count <= limit {
    let length = sequenceLength(base, i, bytes.count)
    let piece: String
    if length == 0 {
      piece = "\\x\(hexadecimal(UInt32(base[i])))"
      i += 1
    } else {
      let text = String(
        decoding: UnsafeBufferPointer(start: base + i, count: length),
        as: UTF8.self)
      piece = text.unicodeScalars.map(escaped).joined()
      i += length
    }
    pieces.append(piece)
    count += piece.unicodeScalars.count
  }
  if i >= bytes.count, count <= limit { return pieces.joined() }
  while count > limit - 1, let last = pieces.popLast() {
    count -= last.unicodeScalars.count
  }
  return pieces.joined() + "…"
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": return "\\n"
  case "\r": return "\\r"
  case "\t": return "\\t"
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
    .privateUse, .unassigned:
    return "\\u{\(hexadecimal(scalar.value))}"
  default:
    return String(Character(scalar))
  }
}

private func hexadecimal(_ number: UInt32) -> String {
  let digits = String(number, radix: 16, uppercase: true)
  return digits.count < 2 ? "0\(digits)" : digits
}
