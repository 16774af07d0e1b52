/// A condition as a tree.
indirect enum ExpressionNode: Sendable {
  case or(ExpressionNode, ExpressionNode)
  case and(ExpressionNode, ExpressionNode)
  case not(ExpressionNode)
  case missing(ExpressionOperand)
  case compare(ExpressionOperand, Comparison, ExpressionOperand)
  case within(ExpressionOperand, [ExpressionOperand], isNegated: Bool)
}

/// A column or a value as written.
struct ExpressionOperand: Sendable {
  enum Kind: Sendable {
    /// A word without quotes.
    case word
    /// A column in backticks.
    case name
    /// A text in quotes.
    case text
  }

  var kind: Kind
  var text: String
  var range: Range<Int>
}

/// Reads a condition:
///
///     condition  = both { "or" both }
///     both       = single { "and" single }
///     single     = "not" single | "(" condition ")" | "missing" "(" column ")"
///                | column sign value | column ["not"] "in" "(" value, … ")"
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private var comparisons = 0

  init(_ text: String) throws(ExpressionFault) {
    tokens = try expressionTokens(text)
  }

  mutating func parse() throws(ExpressionFault) -> ExpressionNode {
    if case .end = current.kind {
      throw fault("the condition is empty", help: "write column = value")
    }
    let node = try condition()
    guard case .end = current.kind else {
      throw fault(
        "\(current.spelled) does not belong here",
        help: "join conditions with 'and' or 'or'")
    }
    return node
  }

  private var current: ExpressionToken { tokens[position] }

  private func fault(
    _ message: String, help: String? = nil
  ) -> ExpressionFault {
    ExpressionFault(range: current.range, message: message, help: help)
  }

  private mutating func advance() -> ExpressionToken {
    let token = current
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  private mutating func accept(keyword: String) -> Bool {
    guard current.isKeyword(keyword) else { return false }
    _ = advance()
    return true
  }

  private mutating func expect(
    _ kind: ExpressionToken.Kind, _ what: String
  ) throws(ExpressionFault) {
    guard current.kind == kind else {
      throw fault("\(what) is needed here, not \(current.spelled)")
    }
    _ = advance()
  }

  private mutating func condition() throws(ExpressionFault) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    if depth > 64 {
      throw fault("the condition is nested more than 64 levels deep")
    }
    var node = try both()
    while accept(keyword: "or") { node = .or(node, try both()) }
    return node
  }

  private mutating func both() throws(ExpressionFault) -> ExpressionNode {
    var node = try single()
    while accept(keyword: "and") { node = .and(node, try single()) }
    return node
  }

  private mutating func single() throws(ExpressionFault) -> ExpressionNode {
    var negations = 0
    while accept(keyword: "not") { negations += 1 }
    let node = try plain()
    // Two negations leave the truth of every row as it is, unknown included.
    return negations % 2 == 0 ? node : .not(node)
  }

  private mutating func plain() throws(ExpressionFault) -> ExpressionNode {
    if current.kind == .open {
      _ = advance()
      let node = try condition()
      try expect(.close, "')'")
      return node
    }
    comparisons += 1
    if comparisons > 500 {
      throw fault(
        "the condition has more than 500 comparisons",
        help: "list the values with 'in (…)'")
    }
    if current.isKeyword("missing"), tokens[position + 1].kind == .open {
      position += 2
      let column = try operand("a column")
      try expect(.close, "')'")
      return .missing(column)
    }
    let left = try operand("a column")
    if case .comparison(let sign) = current.kind {
      _ = advance()
      return .compare(left, sign, try operand("a value"))
    }
    let isNegated = accept(keyword: "not")
    guard accept(keyword: "in") else {
      throw fault(
        "a comparison is needed here, not \(current.spelled)",
        help: "write = != < <= > >= or in (…)")
    }
    return .within(left, try list(), isNegated: isNegated)
  }

  private mutating func list() throws(ExpressionFault) -> [ExpressionOperand] {
    try expect(.open, "'('")
    var values = [try operand("a value")]
    while current.kind == .comma {
      _ = advance()
      values.append(try operand("a value"))
    }
    guard current.kind == .close else {
      throw fault(
        "',' or ')' is needed here, not \(current.spelled)",
        help: current.kind == .end
          ? "inside { } of YAML a condition with commas has to be quoted" : nil)
    }
    _ = advance()
    return values
  }

  private mutating func operand(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionOperand {
    let reserved = ["and", "or", "not", "in"]
    switch current.kind {
    case .word(let word) where !reserved.contains(word.lowercased()):
      return ExpressionOperand(
        kind: .word, text: word, range: advance().range)
    case .name(let name):
      return ExpressionOperand(
        kind: .name, text: name, range: advance().range)
    case .text(let text):
      return ExpressionOperand(
        kind: .text, text: text, range: advance().range)
    default:
      throw fault("\(what) is needed here, not \(current.spelled)")
    }
  }
}
