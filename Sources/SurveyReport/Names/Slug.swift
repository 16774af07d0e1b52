/// Returns a short name that is safe as a file name and as an identifier:
/// lower-case letters, digits and single hyphens, at most 80 bytes.
///
/// Capitals become small, and `_`, `.` and spaces become hyphens. Where other
/// characters are lost, eight digits of a hash keep two such names apart.
/// Names that Windows reserves are changed too. Two names may still meet
/// (`a_b` and `a.b`); `uniqueSlugs` keeps those apart.
func slug(_ name: String) -> String {
  var letters: [UInt8] = []
  var isWhole = true
  for byte in name.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      letters.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      letters.append(byte + 32)
    default:
      isWhole = isWhole && separators.contains(byte)
      if !letters.isEmpty, letters.last != hyphen { letters.append(hyphen) }
    }
  }
  while letters.last == hyphen { letters.removeLast() }
  let simple = String(decoding: letters, as: UTF8.self)
  if isWhole, !letters.isEmpty, letters.count <= 80,
    !reservedNames.contains(simple)
  {
    return simple
  }
  var start = String(decoding: letters.prefix(71), as: UTF8.self)
  while start.hasSuffix("-") { start.removeLast() }
  return start.isEmpty
    ? "x-\(shortHash(name))" : "\(start)-\(shortHash(name))"
}

/// Returns one slug for each name; names whose slugs are equal get different
/// ones by their position among the equal ones.
func uniqueSlugs(_ names: [String], reserved: Set<String> = []) -> [String] {
  var taken = reserved
  return names.map { name in
    var candidate = slug(name)
    var attempt = 2
    while taken.contains(candidate) {
      candidate = slug("\(name)\u{0}\(attempt)")
      attempt += 1
    }
    taken.insert(candidate)
    return candidate
  }
}

/// Eight hexadecimal digits that differ for different texts as good as
/// always: 64-bit FNV-1a with its halves folded together.
func shortHash(_ text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let folded = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  let digits = String(folded, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}

private let hyphen = UInt8(ascii: "-")

/// What becomes a hyphen without being missed.
private let separators = Set("-_. ".utf8)

private let reservedNames: Set<String> = Set(
  ["con", "prn", "aux", "nul"]
    + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
