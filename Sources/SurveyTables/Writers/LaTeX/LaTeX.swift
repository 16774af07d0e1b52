/// Texts that LaTeX must not read as anything else.
enum LaTeX {
  /// A text inside a line or a cell.
  ///
  /// Line breaks become spaces; control characters, and those that change
  /// the direction of a line, become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "_", "%":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "<": result += "\\textless{}"
      case ">": result += "\\textgreater{}"
      case "|": result += "\\textbar{}"
      case "`": result += "\\textasciigrave{}"
      // Other packages give the quotation mark a meaning of its own.
      case "\"": result += "\\symbol{34}"
      // After the end of a row these would be its options.
      case "[", "]", "*":
        result += "{"
        result.unicodeScalars.append(scalar)
        result += "}"
      // Two in a row would become a dash or a quotation mark.
      case "-" where previous == "-": result += "{}-"
      case "'" where previous == "'": result += "{}'"
      case "," where previous == ",": result += "{},"
      case "\u{2212}": result += "$-$"
      case "\u{2007}", "\u{2008}", "\u{A0}": result += "~"
      case "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}",
        "\u{2029}":
        result += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}",
        "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// A text in bold.
  static func bold(_ text: String) -> String { "\\textbf{\(text)}" }

  /// A text for a comment, which ends with the line.
  static func comment(_ text: String) -> String {
    "% " + escaped(text).replacing("\\symbol{34}", with: "\"")
  }
}
