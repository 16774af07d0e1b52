/// A path below the output folder as a link has it: what is neither a letter
/// of ASCII, a digit nor one of `-._~/#` is percent-encoded, as RFC 3986 wants
/// it. A file `tables/满意度.csv` is then found wherever the page is opened.
func linkPath(_ path: String) -> String {
  var link = ""
  for byte in path.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      link.unicodeScalars.append(Unicode.Scalar(byte))
    case _ where unescaped.contains(byte):
      link.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      link += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return link
}

private let unescaped = Set("-._~/#".utf8)
