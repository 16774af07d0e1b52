/// Gives the columns of a table names that a statistics program allows.
struct StatNames {
  let format: StatFileFormat
  private var taken: Set<String> = []

  init(format: StatFileFormat) {
    self.format = format
  }

  /// A name for `wanted` that is allowed and was not given before.
  mutating func name(for wanted: String) -> String {
    let base = legal(wanted)
    if insert(base) { return base }
    var number = 2
    while true {
      let ending = "_\(number)"
      let candidate = cut(base, leaving: ending.utf8.count) + ending
      if insert(candidate) { return candidate }
      number += 1
    }
  }

  /// SPSS does not tell capitals from small letters.
  private mutating func insert(_ name: String) -> Bool {
    taken.insert(format.isSPSS ? name.lowercased() : name).inserted
  }

  private func legal(_ wanted: String) -> String {
    var name = ""
    for scalar in wanted.unicodeScalars {
      let isAllowed =
        scalar == "_" || scalar.properties.isAlphabetic
        || ("0"..."9").contains(scalar)
        || (format.isSPSS && ".$#@".unicodeScalars.contains(scalar))
      name.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    let first = name.unicodeScalars.first
    let starts =
      first?.properties.isAlphabetic == true
      || (first == "_" && !format.isSPSS) || (first == "@" && format.isSPSS)
    if !starts { name = (format.isSPSS ? "v" : "_") + name }
    name = cut(name, leaving: 0)
    while name.hasSuffix(".") { name.removeLast() }
    return isReserved(name) ? name + "_" : name
  }

  /// At most 64 bytes in SPSS, 32 characters in Stata.
  private func cut(_ name: String, leaving room: Int) -> String {
    var result = String.UnicodeScalarView()
    var length = 0
    for scalar in name.unicodeScalars {
      length += format.isSPSS ? String(scalar).utf8.count : 1
      if length > (format.isSPSS ? 64 : 32) - room { break }
      result.append(scalar)
    }
    return String(result)
  }

  private func isReserved(_ name: String) -> Bool {
    if format.isSPSS {
      return [
        "ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR",
        "TO", "WITH",
      ].contains(name.uppercased())
    }
    if name.hasPrefix("str"), name.dropFirst(3).allSatisfy(\.isNumber) {
      return true
    }
    return [
      "_all", "_b", "_coef", "_cons", "_n", "_N", "_pi", "_pred", "_rc",
      "_skip", "_uniform", "aggregate", "array", "boolean", "break", "byte",
      "case", "catch", "class", "colvector", "complex", "const", "continue",
      "default", "delegate", "delete", "do", "double", "else", "eltypedef",
      "end", "enum", "explicit", "export", "external", "float", "for",
      "friend", "function", "global", "goto", "if", "in", "inline", "int",
      "local", "long", "namespace", "new", "numeric", "NULL", "operator",
      "orgtypedef", "pointer", "polymorphic", "pragma", "private",
      "protected", "quad", "real", "rowvector", "scalar", "short", "signed",
      "static", "strL", "string", "struct", "super", "switch", "template",
      "this", "throw", "transmorphic", "try", "typedef", "typename", "union",
      "unsigned", "using", "vector", "version", "virtual", "void", "volatile",
      "while", "with",
    ].contains(name)
  }
}
