import Diagnostics

/// A function of the expression language.
struct ExpressionFunction: Sendable {
  /// The form in which it is written, such as `round(number, digits)`.
  var form: String
  /// How many arguments it takes.
  var arguments: ClosedRange<Int>
  /// The type of its value; `nil` when that depends on the arguments.
  var result: ExpressionType?
  /// Whether it can be told how many arguments need a value: `mean.2(…)`.
  var takesMinimum = false
  /// Checks the arguments and makes the computation ready.
  var compile:
    @Sendable (ExpressionCompiler, ExpressionCall) throws(ExpressionFault)
      -> CompiledExpression

  init(
    _ form: String, _ arguments: ClosedRange<Int>, _ result: ExpressionType?,
    takesMinimum: Bool = false,
    _ compile:
      @escaping @Sendable (
        ExpressionCompiler, ExpressionCall
      ) throws(ExpressionFault) -> CompiledExpression
  ) {
    self.form = form
    self.arguments = arguments
    self.result = result
    self.takesMinimum = takesMinimum
    self.compile = compile
  }

  /// The name before the bracket.
  var name: String { String(form.prefix { $0 != "(" }) }

  /// The most arguments that a function takes.
  static let many = 1_000

  static let all: [ExpressionFunction] =
    general + ofNumbers + ofSeveralNumbers + ofTexts + ofDates

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func named(_ name: String) -> ExpressionFunction? { byName[name] }

  static func isKnown(_ word: String) -> Bool {
    byName[parts(of: word).name] != nil
  }

  /// The name and the number behind it: `mean` and 2 of `mean.2`.
  static func parts(of word: String) -> (name: String, minimum: Int?) {
    let word = word.lowercased()
    guard let point = word.lastIndex(of: "."),
      let minimum = Int(word[word.index(after: point)...]), minimum > 0
    else { return (word, nil) }
    return (String(word[..<point]), minimum)
  }
}

extension ExpressionCompiler {
  func function(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    guard let function = ExpressionFunction.named(call.name) else {
      let names = ExpressionFunction.all.map(\.name)
      throw ExpressionFault(
        range: call.nameRange,
        message: "no function is called '\(spelling(call.nameRange))'",
        help: nearest(to: call.name, in: names).map { "did you mean '\($0)'?" }
          ?? "the functions: \(names.joined(separator: ", "))")
    }
    if call.minimum != nil, !function.takesMinimum {
      throw ExpressionFault(
        range: call.nameRange,
        message: "'\(call.name)' takes no number behind its name",
        help: "write \(function.form)")
    }
    let count = call.arguments.count
    guard function.arguments.contains(count) else {
      let isFew = count < function.arguments.lowerBound
      throw ExpressionFault(
        range: call.range,
        message: "'\(call.name)' has too \(isFew ? "few" : "many") values",
        help: "write \(function.form)")
    }
    if let minimum = call.minimum, minimum > count {
      throw ExpressionFault(
        range: call.nameRange,
        message: "'\(spelling(call.nameRange))' asks for \(minimum) answers "
          + "of \(count)",
        help: "write a number of at most \(count)")
    }
    return try function.compile(self, call)
  }

  /// The argument at `position`, which has to have a type.
  func argument(
    _ position: Int, _ type: ExpressionType, _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    try require(type, call.arguments[position], of: "'\(call.name)'")
  }

  /// A text in quotes as an argument.
  func literal(
    _ position: Int, _ call: ExpressionCall
  ) throws(ExpressionFault) -> String {
    let node = call.arguments[position]
    if case .operand(let operand) = node, operand.kind == .text {
      return operand.text
    }
    throw ExpressionFault(
      range: node.range,
      message: "'\(call.name)' takes a text in quotes here, not "
        + "'\(spelling(node.range))'",
      help: "write \(ExpressionFunction.named(call.name)?.form ?? call.name)")
  }

  /// A whole number as written, as an argument.
  func wholeNumber(
    _ position: Int, in limits: ClosedRange<Int>, _ call: ExpressionCall
  ) throws(ExpressionFault) -> Int {
    let node = call.arguments[position]
    let text = spelling(node.range)
    if let number = Int(text), limits.contains(number) { return number }
    throw ExpressionFault(
      range: node.range,
      message: "'\(call.name)' takes a whole number from "
        + "\(limits.lowerBound) to \(limits.upperBound) here, not '\(text)'",
      help: "write \(ExpressionFunction.named(call.name)?.form ?? call.name)")
  }
}
