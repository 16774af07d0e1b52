/// Reads an expression:
///
///     either     = both { "or" both }
///     both       = single { "and" single }
///     single     = { "not" } comparison
///     comparison = sum [ sign sum | ["not"] "in" "(" value, … ")" ]
///     sum        = product { ("+" | "-" | "&") product }
///     product    = unary { ("*" | "/" | "%") unary }
///     unary      = { "-" } primary
///     primary    = "(" either ")" | function "(" either, … ")" | value
///                | "case" { "when" either "then" either } ["else" either]
///                  "end"
///
/// Words may hold signs, as in `2024-01-31` and `A+`. A word is cut at its
/// signs only where it could not be read otherwise.
struct ExpressionParser {
  private var tokens: [ExpressionToken]
  private let subject: String
  private var position = 0
  private var depth = 0
  private var comparisons = 0
  private var operations = 0
  private var parts = 0
  var openChoices = 0

  /// Takes an expression apart that is called `subject` in messages.
  init(_ text: String, subject: String) throws(ExpressionFault) {
    tokens = try expressionTokens(text)
    self.subject = subject
  }

  /// Starts with the pieces of one word.
  init(pieces: [ExpressionToken], subject: String) {
    let end = pieces.last?.range.upperBound ?? 0
    tokens = pieces + [ExpressionToken(kind: .end, range: end..<end + 1)]
    self.subject = subject
  }

  /// Reads the whole text as something that is true or false.
  mutating func parseCondition() throws(ExpressionFault) -> ExpressionNode {
    if case .end = current.kind {
      throw fault("the condition is empty", help: "write column = value")
    }
    let node = try either("a column")
    try requireTruth(node)
    guard case .end = current.kind else {
      throw fault(
        "\(current.spelled) does not belong here",
        help: "join conditions with 'and' or 'or'")
    }
    return node
  }

  /// Reads the whole text as a value of any type.
  mutating func parseValue() throws(ExpressionFault) -> ExpressionNode {
    if case .end = current.kind {
      throw fault(
        "the expression is empty", help: "write a column or a calculation")
    }
    let node = try either("a value")
    guard case .end = current.kind else {
      throw fault("\(current.spelled) does not belong here", help: signHelp)
    }
    return node
  }

  private var signHelp: String? {
    position > 0 && tokens[position - 1].hasSigns
      ? "put blanks around signs: a - b" : nil
  }

  // MARK: - Tokens

  var current: ExpressionToken { tokens[position] }
  private var next: ExpressionToken {
    tokens[min(position + 1, tokens.count - 1)]
  }

  func fault(
    _ message: String, help: String? = nil
  ) -> ExpressionFault {
    ExpressionFault(range: current.range, message: message, help: help)
  }

  @discardableResult
  mutating func advance() -> ExpressionToken {
    let token = current
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func accept(keyword: String) -> Bool {
    guard current.isKeyword(keyword) else { return false }
    advance()
    return true
  }

  private mutating func expect(
    _ kind: ExpressionToken.Kind, _ what: String
  ) throws(ExpressionFault) {
    guard current.kind == kind else {
      throw fault("\(what) is needed here, not \(current.spelled)")
    }
    advance()
  }

  /// Puts the pieces of the current word in its place.
  private mutating func cutCurrentWord() {
    tokens.replaceSubrange(position...position, with: current.cutAtSigns)
  }

  private mutating func enter() throws(ExpressionFault) {
    depth += 1
    if depth > 64 {
      throw fault("the \(subject) is nested more than 64 levels deep")
    }
  }

  /// Whether a value may begin with the token.
  private func startsValue(_ token: ExpressionToken) -> Bool {
    switch token.kind {
    case .word:
      if openChoices > 0, token.isKeyword(among: choiceKeywords) {
        return false
      }
      return !token.isKeyword(among: joiningKeywords)
    case .name, .text, .open: return true
    case .comparison, .close, .comma, .end: return false
    }
  }

  // MARK: - Truth

  func requireTruth(
    _ node: ExpressionNode
  ) throws(ExpressionFault) {
    if node.mayBeTruth { return }
    throw fault(
      "a comparison is needed here, not \(current.spelled)",
      help: "write = != < <= > >= or in (…)")
  }

  mutating func either(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    try enter()
    defer { depth -= 1 }
    var nodes = [try both(what)]
    while current.isKeyword("or") {
      if nodes.count == 1 { try requireTruth(nodes[0]) }
      advance()
      nodes.append(try both("a column"))
      try requireTruth(nodes[nodes.count - 1])
    }
    return nodes.count == 1 ? nodes[0] : .any(nodes)
  }

  private mutating func both(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    var nodes = [try single(what)]
    while current.isKeyword("and") {
      if nodes.count == 1 { try requireTruth(nodes[0]) }
      advance()
      nodes.append(try single("a column"))
      try requireTruth(nodes[nodes.count - 1])
    }
    return nodes.count == 1 ? nodes[0] : .all(nodes)
  }

  private mutating func single(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    let start = current.range.lowerBound
    var negations = 0
    while accept(keyword: "not") { negations += 1 }
    let node = try comparison(negations > 0 ? "a column" : what)
    if negations == 0 { return node }
    try requireTruth(node)
    // Two negations leave the truth of every row as it is, unknown included.
    return negations % 2 == 0
      ? node : .not(node, range: start..<node.range.upperBound)
  }

  private mutating func comparison(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    let left = try sum(what)
    let isNegated = current.isKeyword("not") && next.isKeyword("in")
    if case .comparison(let sign) = current.kind {
      try countComparison()
      advance()
      let node = ExpressionNode.compare(left, sign, try sum("a value"))
      if case .comparison = current.kind {
        throw fault(
          "comparisons cannot be chained",
          help: "join them: a < b and b < c")
      }
      return node
    }
    if isNegated { advance() }
    guard accept(keyword: "in") else { return left }
    try countComparison()
    let values = try list()
    return .within(
      left, values, isNegated: isNegated,
      end: tokens[position - 1].range.upperBound)
  }

  private mutating func countComparison() throws(ExpressionFault) {
    comparisons += 1
    if comparisons > 500 {
      throw fault(
        "the \(subject) has more than 500 comparisons",
        help: "list the values with 'in (…)'")
    }
  }

  private mutating func list() throws(ExpressionFault) -> [ExpressionOperand] {
    try expect(.open, "'('")
    var values = [try operand("a value")]
    while current.kind == .comma {
      advance()
      values.append(try operand("a value"))
    }
    try close()
    return values
  }

  private mutating func close() throws(ExpressionFault) {
    guard current.kind == .close else {
      throw fault(
        "',' or ')' is needed here, not \(current.spelled)",
        help: current.kind == .end
          ? "inside { } of YAML \(article) with commas has to be quoted"
          : signHelp)
    }
    advance()
  }

  private var article: String {
    subject == "expression" ? "an expression" : "a \(subject)"
  }

  // MARK: - Arithmetic

  /// The sign at which a calculation goes on; a word that begins with one is
  /// cut.
  private mutating func sign(isTight: Bool) -> ArithmeticSign? {
    guard case .word(let word) = current.kind, let first = word.first,
      let sign = ArithmeticSign(first), sign.isTight == isTight
    else { return nil }
    if word.count > 1 { cutCurrentWord() }
    advance()
    return sign
  }

  private mutating func countOperation() throws(ExpressionFault) {
    operations += 1
    if operations > 200 {
      throw fault(
        "the \(subject) has more than 200 signs of arithmetic",
        help: "derive parts of it first")
    }
  }

  private mutating func sum(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    var node = try product(what)
    while let sign = sign(isTight: false) {
      try countOperation()
      node = .arithmetic(node, sign, try product("a value"))
    }
    return node
  }

  private mutating func product(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    var node = try unary(what)
    while let sign = sign(isTight: true) {
      try countOperation()
      node = .arithmetic(node, sign, try unary("a value"))
    }
    return node
  }

  private mutating func unary(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    if case .word(let word) = current.kind, next.kind == .open,
      !ExpressionFunction.isKnown(word), current.hasSigns, word.count > 1
    {
      cutCurrentWord()
    } else if case .word(let word) = current.kind, word.count > 1,
      let last = word.last, ArithmeticSign(last) != nil, startsValue(next)
    {
      cutCurrentWord()
    }
    guard case .word(let word) = current.kind, word.count == 1,
      let first = word.first, ArithmeticSign(first) == .minus,
      startsValue(next)
    else { return try primary(what) }
    let start = advance().range.lowerBound
    try enter()
    defer { depth -= 1 }
    let node = try unary("a value")
    return .negative(node, range: start..<node.range.upperBound)
  }

  // MARK: - Values

  private mutating func primary(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionNode {
    if current.kind == .open {
      advance()
      let node = try either(what)
      try expect(.close, "')'")
      return node
    }
    if case .word(let word) = current.kind,
      !current.isKeyword(among: joiningKeywords)
    {
      if current.isKeyword("case"), next.isKeyword("when") {
        return try choice()
      }
      if next.kind == .open { return .call(try call(word)) }
    }
    return .operand(try operand(what))
  }

  mutating func countPart() throws(ExpressionFault) {
    parts += 1
    if parts > 5_000 {
      throw fault("the \(subject) has more than 5,000 parts")
    }
  }

  private mutating func operand(
    _ what: String
  ) throws(ExpressionFault) -> ExpressionOperand {
    let kind: ExpressionOperand.Kind
    let text: String
    switch current.kind {
    case .word(let word) where !current.isKeyword(among: joiningKeywords):
      (kind, text) = (.word, word)
    case .name(let name): (kind, text) = (.name, name)
    case .text(let quoted): (kind, text) = (.text, quoted)
    default: throw fault("\(what) is needed here, not \(current.spelled)")
    }
    return ExpressionOperand(kind: kind, text: text, range: advance().range)
  }

  private mutating func call(
    _ word: String
  ) throws(ExpressionFault) -> ExpressionCall {
    let name = advance()
    advance()
    try countPart()
    var arguments: [ExpressionNode] = []
    if current.kind != .close {
      arguments.append(try either("a value"))
      while current.kind == .comma {
        advance()
        try countPart()
        arguments.append(try either("a value"))
      }
    }
    try close()
    let end = tokens[position - 1].range.upperBound
    let (base, minimum) = ExpressionFunction.parts(of: word)
    return ExpressionCall(
      name: base, minimum: minimum, nameRange: name.range,
      arguments: arguments, range: name.range.lowerBound..<end)
  }
}

private let joiningKeywords: Set = ["and", "or", "not", "in"]
private let choiceKeywords: Set = ["when", "then", "else", "end"]
