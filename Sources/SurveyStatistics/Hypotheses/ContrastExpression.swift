import Diagnostics
import SurveyData

/// A calculation with estimates, such as `mean(api00) / mean(api99)` or,
/// with groups, `E - H`.
///
///     sum     = product { ("+" | "-") product }
///     product = unary { ("*" | "/") unary }
///     unary   = "-" unary | power
///     power   = primary [ "^" unary ]
///     primary = number | "(" sum ")" | name [ "(" argument, … ")" ]
///
/// Functions of numbers are `log`, `exp` and `sqrt`; `mean`, `total` and
/// `share` name estimates. Names that hold signs or blanks stand in quotes
/// or backticks.
public struct ContrastExpression: Sendable {
  /// An estimate that the calculation needs.
  struct Reference: Sendable, Hashable {
    /// What of it; `nil` for a bare name.
    var statistic: ContrastStatistic?
    /// The arguments, or the bare name.
    var names: [String]
  }

  /// The calculation as it was written.
  public let text: String
  /// Where it was written.
  let place: Place?
  /// The tree; its operands are positions in `references`.
  let root: DifferentiableExpression
  /// The estimates, each once.
  let references: [Reference]

  /// Reads a calculation.
  ///
  /// - Throws: A `wrong-expression` diagnostic that points at the character.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    var parser = ContrastParser(text, place)
    root = try parser.parse()
    references = parser.references
    self.text = text
    self.place = place
  }

  /// The columns that it certainly names: the first arguments of `mean`,
  /// `total` and `share` and, when bare names are columns, those.
  public func columns(bareNamesAreColumns: Bool) -> [String] {
    references.compactMap { reference in
      reference.statistic != nil || bareNamesAreColumns
        ? reference.names.first : nil
    }
  }
}

/// What of a column a contrast compares.
public enum ContrastStatistic: String, Sendable, CaseIterable, Hashable {
  /// Weighted means.
  case mean
  /// Estimated totals.
  case total
  /// Shares of a value.
  case share
}

private struct ContrastParser {
  enum Token {
    case name(String)
    case number(Double)
    case sign(Character)
    case end
  }

  let text: String
  let place: Place?
  var tokens: [(token: Token, offset: Int)] = []
  var position = 0
  var depth = 0
  var references: [ContrastExpression.Reference] = []

  init(_ text: String, _ place: Place?) {
    self.text = text
    self.place = place
  }

  mutating func parse() throws(Diagnostic) -> DifferentiableExpression {
    try split()
    let tree = try sum()
    guard case .end = current else { throw fault("does not belong here") }
    if references.isEmpty {
      throw wrong(
        "the calculation names no estimate", 0,
        help: "write mean(column), total(column), share(column, value) or the"
          + " name of a group")
    }
    return tree
  }

  private var current: Token { tokens[position].token }

  private mutating func sum() throws(Diagnostic) -> DifferentiableExpression {
    var left = try product()
    while case .sign(let sign) = current, sign == "+" || sign == "-" {
      position += 1
      let right = try product()
      left = sign == "+" ? .sum(left, right) : .difference(left, right)
      try deepen()
    }
    return left
  }

  private mutating func product() throws(Diagnostic)
    -> DifferentiableExpression
  {
    var left = try unary()
    while case .sign(let sign) = current, sign == "*" || sign == "/" {
      position += 1
      let right = try unary()
      left = sign == "*" ? .product(left, right) : .quotient(left, right)
      try deepen()
    }
    return left
  }

  private mutating func unary() throws(Diagnostic) -> DifferentiableExpression {
    try deepen()
    if case .sign("-") = current {
      position += 1
      return .negative(try unary())
    }
    let base = try primary()
    guard case .sign("^") = current else { return base }
    position += 1
    return .power(base, try unary())
  }

  private mutating func primary() throws(Diagnostic)
    -> DifferentiableExpression
  {
    switch current {
    case .number(let number):
      position += 1
      return .number(number)
    case .sign("("):
      position += 1
      let inner = try sum()
      try close()
      return inner
    case .name(let name):
      position += 1
      guard case .sign("(") = current else {
        return operand(.init(statistic: nil, names: [name]))
      }
      position += 1
      if let function = DifferentiableExpression.Function(rawValue: name) {
        let inner = try sum()
        try close()
        return .function(function, inner)
      }
      guard let statistic = ContrastStatistic(rawValue: name) else {
        position -= 2
        throw fault(
          "is no function",
          help: "functions are mean, total, share, log, exp and sqrt")
      }
      let names = try arguments()
      if statistic == .share, names.count < 2 {
        position -= 1
        throw fault(
          "comes too early: a share needs a column and a value",
          help: "write share(column, value)")
      }
      return operand(.init(statistic: statistic, names: names))
    case .sign, .end:
      throw fault("stands where an estimate or a number is expected")
    }
  }

  private mutating func arguments() throws(Diagnostic) -> [String] {
    var names: [String] = []
    while true {
      switch current {
      case .name(let name): names.append(name)
      case .number(let number): names.append(plainText(number))
      case .sign, .end: throw fault("stands where a name is expected")
      }
      position += 1
      if case .sign(",") = current {
        position += 1
        continue
      }
      try close()
      return names
    }
  }

  private mutating func close() throws(Diagnostic) {
    guard case .sign(")") = current else {
      throw fault("stands where ')' is expected")
    }
    position += 1
  }

  /// Keeps the tree shallow enough to walk.
  private mutating func deepen() throws(Diagnostic) {
    depth += 1
    if depth > 300 { throw fault("makes the calculation too long") }
  }

  private mutating func operand(
    _ reference: ContrastExpression.Reference
  ) -> DifferentiableExpression {
    if let known = references.firstIndex(of: reference) {
      return .operand(known)
    }
    references.append(reference)
    return .operand(references.count - 1)
  }

  // MARK: - Tokens

  private mutating func split() throws(Diagnostic) {
    let characters = Array(text)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let start = index
      if character.isWhitespace {
        index += 1
        continue
      }
      if "\"'`".contains(character) {
        index += 1
        var name = ""
        while index < characters.count, characters[index] != character {
          name.append(characters[index])
          index += 1
        }
        guard index < characters.count else {
          throw wrong("a quote is never closed", start)
        }
        index += 1
        tokens.append((.name(name), start))
        continue
      }
      if let sign = Self.sign(character) {
        tokens.append((.sign(sign), start))
        index += 1
        continue
      }
      var word = ""
      while index < characters.count, !characters[index].isWhitespace,
        Self.sign(characters[index]) == nil,
        !"\"'`".contains(characters[index])
      {
        word.append(characters[index])
        index += 1
        // The sign of an exponent, as in 1e-3.
        if word.last == "e" || word.last == "E", index + 1 < characters.count,
          "+-".contains(characters[index]), characters[index + 1].isNumber,
          Double(word.dropLast()) != nil
        {
          word.append(characters[index])
          index += 1
        }
      }
      let number = Double(word).flatMap { $0.isFinite ? $0 : nil }
      let isNumber = word.first.map { $0.isNumber || $0 == "." } ?? false
      tokens.append(
        (
          isNumber ? number.map { .number($0) } ?? .name(word) : .name(word),
          start
        ))
    }
    tokens.append((.end, characters.count))
  }

  /// Signs, also in the width that Chinese input methods give them.
  private static func sign(_ character: Character) -> Character? {
    switch character {
    case "+", "-", "*", "/", "^", "(", ")", ",": character
    case "＋": "+"
    case "－", "−": "-"
    case "×", "＊": "*"
    case "÷", "／": "/"
    case "（": "("
    case "）": ")"
    case "，": ","
    default: nil
    }
  }

  private func fault(_ what: String, help: String? = nil) -> Diagnostic {
    let spelled =
      switch current {
      case .name(let name): "'\(name)'"
      case .number(let number): "'\(plainText(number))'"
      case .sign(let sign): "'\(sign)'"
      case .end: "the end"
      }
    return wrong("\(spelled) \(what)", tokens[position].offset, help: help)
  }

  private func wrong(
    _ message: String, _ offset: Int, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .wrongExpression, at: place, message,
      excerpt: Diagnostic.Excerpt(
        line: text, columns: offset + 1...offset + 1), help: help)
  }
}
