/// Returns a short name that is safe as a file name and as an identifier:
/// lower-case letters, digits, Chinese characters and single hyphens, at most
/// 80 bytes.
///
/// Capitals become small; `_`, `.`, spaces and Chinese punctuation become
/// hyphens. Where other characters are lost, eight digits of a hash keep two
/// such names apart. Names that Windows reserves are changed too. Two names
/// may still meet (`a_b` and `a.b`); `uniqueSlugs` keeps those apart.
///
/// Chinese characters are those of the unified blocks, which have one form
/// only: normalisation, case and reading direction leave them alone.
func slug(_ name: String) -> String {
  var letters = ""
  var isWhole = true
  for scalar in name.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": letters.unicodeScalars.append(scalar)
    case "A"..."Z": letters += scalar.properties.lowercaseMapping
    case _ where isUnifiedIdeograph(scalar):
      letters.unicodeScalars.append(scalar)
    default:
      isWhole = isWhole && separators.contains(scalar)
      if !letters.isEmpty, letters.utf8.last != hyphen { letters += "-" }
    }
  }
  while letters.utf8.last == hyphen { letters.removeLast() }
  if isWhole, !letters.isEmpty, letters.utf8.count <= 80,
    !reservedNames.contains(letters)
  {
    return letters
  }
  var start = ""
  for scalar in letters.unicodeScalars {
    if start.utf8.count + UTF8.width(scalar) > 71 { break }
    start.unicodeScalars.append(scalar)
  }
  while start.utf8.last == hyphen { start.removeLast() }
  return start.isEmpty
    ? "x-\(shortHash(name))" : "\(start)-\(shortHash(name))"
}

/// Whether a character is one of those that Chinese names are written with.
private func isUnifiedIdeograph(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{3007}", "\u{3400}"..."\u{4DBF}", "\u{4E00}"..."\u{9FFF}": true
  default: false
  }
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
private let separators = Set("-_. （）《》“”：、，。·—　".unicodeScalars)

private let reservedNames: Set<String> = Set(
  ["con", "prn", "aux", "nul"]
    + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
