import Diagnostics

/// One word or sign of an expression, with its characters counted from 0.
struct ExpressionToken {
  enum Kind: Equatable {
    /// A word without quotes: a column, a keyword, a number or a code.
    case word(String)
    /// A column name in backticks.
    case name(String)
    /// A text in quotes.
    case text(String)
    /// A comparison sign.
    case comparison(Comparison)
    case open
    case close
    case comma
    case end
  }

  var kind: Kind
  var range: Range<Int>

  /// Whether this is the keyword, in small or capital letters.
  func isKeyword(_ keyword: String) -> Bool {
    guard case .word(let word) = kind else { return false }
    return word.lowercased() == keyword
  }

  /// Whether this is one of the keywords.
  func isKeyword(among keywords: Set<String>) -> Bool {
    guard case .word(let word) = kind else { return false }
    return keywords.contains(word.lowercased())
  }

  /// The sign or word as it is named in messages.
  var spelled: String {
    switch kind {
    case .word(let word), .name(let word): "'\(word)'"
    case .text(let text): "the text \"\(text)\""
    case .comparison(let sign): "'\(sign.rawValue)'"
    case .open: "'('"
    case .close: "')'"
    case .comma: "','"
    case .end: "the end"
    }
  }
}

/// How two values are compared.
enum Comparison: String {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether it asks for an order, which text does not have.
  var isOrdering: Bool { self != .equal && self != .notEqual }

  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

/// Splits an expression into words and signs. Full-width signs, which Chinese
/// keyboards write, count as the narrow ones.
func expressionTokens(
  _ text: String
) throws(ExpressionFault) -> [ExpressionToken] {
  let characters = Array(text)
  var tokens: [ExpressionToken] = []
  var position = 0
  while position < characters.count {
    let start = position
    let character = characters[position]
    if character.isWhitespace {
      position += 1
      continue
    }
    let kind: ExpressionToken.Kind
    switch character {
    case "(", "（": (kind, position) = (.open, start + 1)
    case ")", "）": (kind, position) = (.close, start + 1)
    case ",", "，": (kind, position) = (.comma, start + 1)
    case "\"", "'", "`", "“", "‘":
      let quoted = try quotedText(in: characters, from: start)
      position = quoted.end
      kind = character == "`" ? .name(quoted.text) : .text(quoted.text)
    case "=", "!", "<", ">", "≤", "≥", "≠", "＝", "＜", "＞":
      let sign = try comparison(in: characters, from: start)
      (kind, position) = (.comparison(sign.comparison), sign.end)
    default:
      while position < characters.count, isWord(characters[position]) {
        position += 1
      }
      kind = .word(String(characters[start..<position]))
    }
    tokens.append(ExpressionToken(kind: kind, range: start..<position))
  }
  tokens.append(
    ExpressionToken(
      kind: .end, range: characters.count..<characters.count + 1))
  return tokens
}

private func isWord(_ character: Character) -> Bool {
  !character.isWhitespace && !"()（）,，\"'`“‘=!<>≤≥≠＝＜＞".contains(character)
}

private func quotedText(
  in characters: [Character], from start: Int
) throws(ExpressionFault) -> (text: String, end: Int) {
  let closing: Character =
    switch characters[start] {
    case "“": "”"
    case "‘": "’"
    default: characters[start]
    }
  var text = ""
  var position = start + 1
  while position < characters.count {
    if characters[position] == closing {
      let isDoubled =
        position + 1 < characters.count && characters[position + 1] == closing
      if !isDoubled { return (text, position + 1) }
      position += 1
    }
    text.append(characters[position])
    position += 1
  }
  throw ExpressionFault(
    range: start..<start + 1, message: "a quotation mark is not closed",
    help: "add \(closing) behind the text")
}

private func comparison(
  in characters: [Character], from start: Int
) throws(ExpressionFault) -> (comparison: Comparison, end: Int) {
  let next = start + 1 < characters.count ? characters[start + 1] : " "
  let hasEqual = next == "=" || next == "＝"
  switch characters[start] {
  case "=", "＝": return (.equal, start + (hasEqual ? 2 : 1))
  case "<" where next == ">": return (.notEqual, start + 2)
  case "<", "＜":
    return hasEqual ? (.lessOrEqual, start + 2) : (.less, start + 1)
  case ">", "＞":
    return hasEqual ? (.greaterOrEqual, start + 2) : (.greater, start + 1)
  case "≤": return (.lessOrEqual, start + 1)
  case "≥": return (.greaterOrEqual, start + 1)
  case "≠": return (.notEqual, start + 1)
  case "!" where hasEqual: return (.notEqual, start + 2)
  default:
    throw ExpressionFault(
      range: start..<start + 1, message: "'!' has to be followed by '='",
      help: "write 'not' to negate a condition")
  }
}
