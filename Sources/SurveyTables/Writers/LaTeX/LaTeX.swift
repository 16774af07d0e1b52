/// Texts that LaTeX must not read as anything else.
enum LaTeX {
  /// A text inside a line or a cell.
  ///
  /// Line breaks become spaces; control characters, and those that change
  /// the direction of a line, become a question mark, because the fonts of
  /// LaTeX have no U+FFFD and leave out what they do not have. Greek letters,
  /// raised and lowered digits and signs of mathematics, which these fonts do
  /// not have among letters either, are set as mathematics.
  static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}"
      // Names of variables may break where their words end.
      case "_": result += "\\_\\allowbreak{}"
      case ";": result += ";\\allowbreak{}"
      case "{", "}", "$", "&", "#", "%":
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
        "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFD}":
        result += "?"
      // Characters without a width.
      case "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}": break
      default:
        if let sign = signs[scalar] {
          result += "\\ensuremath{\(sign)}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
      previous = scalar
    }
    return result
  }

  /// What is set as mathematics.
  private static let signs: [Unicode.Scalar: String] = {
    var signs: [Unicode.Scalar: String] = [
      "\u{2264}": "\\leq", "\u{2265}": "\\geq", "\u{2260}": "\\neq",
      "\u{2248}": "\\approx", "\u{221E}": "\\infty", "\u{221A}": "\\surd",
      "\u{2211}": "\\Sigma", "\u{2190}": "\\leftarrow",
      "\u{2191}": "\\uparrow", "\u{2192}": "\\rightarrow",
      "\u{2193}": "\\downarrow", "\u{2032}": "'",
      "\u{2236}": "{:}", "\u{2605}": "\\star", "\u{25CB}": "\\circ",
      "\u{25CF}": "\\bullet",
    ]
    let greek: [(Unicode.Scalar, String)] = [
      ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"),
      ("ε", "varepsilon"), ("ζ", "zeta"), ("η", "eta"), ("θ", "theta"),
      ("ι", "iota"), ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"),
      ("ν", "nu"), ("ξ", "xi"), ("π", "pi"), ("ρ", "rho"), ("σ", "sigma"),
      ("τ", "tau"), ("υ", "upsilon"), ("φ", "varphi"), ("χ", "chi"),
      ("ψ", "psi"), ("ω", "omega"), ("Γ", "Gamma"), ("Δ", "Delta"),
      ("Θ", "Theta"), ("Λ", "Lambda"), ("Ξ", "Xi"), ("Π", "Pi"),
      ("Σ", "Sigma"), ("Φ", "Phi"), ("Ψ", "Psi"), ("Ω", "Omega"),
    ]
    for (letter, name) in greek { signs[letter] = "\\\(name)" }
    let lowered = Array("₀₁₂₃₄₅₆₇₈₉".unicodeScalars)
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars)
    for digit in 0...9 {
      signs[lowered[digit]] = "_{\(digit)}"
      signs[raised[digit]] = "^{\(digit)}"
    }
    signs["\u{207B}"] = "^{-}"
    return signs
  }()

  /// A text in bold.
  static func bold(_ text: String) -> String { "\\textbf{\(text)}" }

  /// A text for a comment, which ends with the line.
  static func comment(_ text: String) -> String {
    "% " + escaped(text).replacing("\\symbol{34}", with: "\"")
  }
}
