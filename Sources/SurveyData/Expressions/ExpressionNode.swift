/// An expression as a tree.
indirect enum ExpressionNode: Sendable {
  case operand(ExpressionOperand)
  case negative(ExpressionNode, range: Range<Int>)
  case arithmetic(ExpressionNode, ArithmeticSign, ExpressionNode)
  case compare(ExpressionNode, Comparison, ExpressionNode)
  case within(
    ExpressionNode, [ExpressionOperand], isNegated: Bool, end: Int)
  case any([ExpressionNode])
  case all([ExpressionNode])
  case not(ExpressionNode, range: Range<Int>)
  case call(ExpressionCall)
  case choose(ExpressionChoice)

  /// The characters that it is written with.
  var range: Range<Int> {
    switch self {
    case .operand(let operand): operand.range
    case .negative(_, let range), .not(_, let range): range
    case .arithmetic(let left, _, let right), .compare(let left, _, let right):
      left.range.lowerBound..<right.range.upperBound
    case .within(let left, _, _, let end): left.range.lowerBound..<end
    case .any(let nodes), .all(let nodes):
      (nodes.first?.range.lowerBound ?? 0)..<(nodes.last?.range.upperBound ?? 1)
    case .call(let call): call.range
    case .choose(let choice): choice.range
    }
  }

  /// Whether it may be true or false, as far as its form tells.
  var mayBeTruth: Bool {
    switch self {
    case .operand, .negative, .arithmetic: false
    case .compare, .within, .any, .all, .not, .choose: true
    case .call(let call):
      ExpressionFunction.named(call.name).map {
        $0.result == nil || $0.result == .truth
      } ?? true
    }
  }
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

/// A function with its arguments.
struct ExpressionCall: Sendable {
  /// The name in small letters, without a number after a point.
  var name: String
  /// How many arguments have to have a value, as in `mean.2(…)`.
  var minimum: Int?
  var nameRange: Range<Int>
  var arguments: [ExpressionNode]
  var range: Range<Int>
}

/// Values for the first condition that is met.
struct ExpressionChoice: Sendable {
  var branches: [(condition: ExpressionNode, value: ExpressionNode)]
  var otherwise: ExpressionNode?
  var range: Range<Int>
}

/// How two values become one.
enum ArithmeticSign: Character {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case remainder = "%"
  case joined = "&"

  /// The sign that a character stands for, those of Chinese keyboards and of
  /// print among them.
  init?(_ character: Character) {
    switch character {
    case "＋": self = .plus
    case "－", "−": self = .minus
    case "×", "＊": self = .times
    case "÷", "／": self = .divided
    case "％": self = .remainder
    case "＆": self = .joined
    default: self.init(rawValue: character)
    }
  }

  /// Whether it binds as tightly as `*`.
  var isTight: Bool {
    switch self {
    case .times, .divided, .remainder: true
    case .plus, .minus, .joined: false
    }
  }
}

extension ExpressionToken {
  /// Whether the token is a word with a sign of arithmetic in it.
  var hasSigns: Bool {
    guard case .word(let word) = kind else { return false }
    return word.contains { ArithmeticSign($0) != nil }
  }

  /// The word cut at signs of arithmetic: `a*2` becomes `a`, `*`, `2`. The
  /// sign of an exponent stays with its number.
  var cutAtSigns: [ExpressionToken] {
    guard case .word(let word) = kind else { return [self] }
    let characters = Array(word)
    var pieces: [ExpressionToken] = []
    var start = 0
    func add(_ piece: Range<Int>) {
      if piece.isEmpty { return }
      let offset = range.lowerBound
      pieces.append(
        ExpressionToken(
          kind: .word(String(characters[piece])),
          range: piece.lowerBound + offset..<piece.upperBound + offset))
    }
    for (position, character) in characters.enumerated() {
      guard let sign = ArithmeticSign(character) else { continue }
      let before = characters[start..<position]
      let isExponent =
        (sign == .plus || sign == .minus) && before.count > 1
        && "eE".contains(before[position - 1]) && before[start].isNumber
        && before.dropLast().allSatisfy { $0.isNumber || $0 == "." }
      if isExponent { continue }
      add(start..<position)
      add(position..<position + 1)
      start = position + 1
    }
    add(start..<characters.count)
    return pieces
  }
}
