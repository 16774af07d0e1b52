/// Returns a name that is safe as a file name and as an identifier.
///
/// A name of lower-case letters, digits and single hyphens, at most 80 bytes
/// long, stays as it is. Anything else becomes such a name followed by eight
/// digits of its SHA-256, so that two different names never meet, also not on
/// file systems that ignore case. Names that Windows reserves are changed too.
func slug(_ name: String) -> String {
  var letters: [UInt8] = []
  for byte in name.lowercased().utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      letters.append(byte)
    default:
      if !letters.isEmpty, letters.last != hyphen { letters.append(hyphen) }
    }
  }
  while letters.last == hyphen { letters.removeLast() }
  let simple = String(decoding: letters, as: UTF8.self)
  if !name.isEmpty, simple == name, letters.count <= 80,
    !reservedNames.contains(simple)
  {
    return simple
  }
  let hash = sha256Hex(name.utf8).prefix(8)
  var start = String(decoding: letters.prefix(71), as: UTF8.self)
  while start.hasSuffix("-") { start.removeLast() }
  return start.isEmpty ? "x-\(hash)" : "\(start)-\(hash)"
}

/// Returns one slug for each name; equal names get different slugs by their
/// position among the equal ones.
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

private let hyphen = UInt8(ascii: "-")

private let reservedNames: Set<String> = Set(
  ["con", "prn", "aux", "nul"]
    + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
