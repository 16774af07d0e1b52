import Foundation

extension ExpressionFunction {
  /// Functions of one number, or two.
  static let ofNumbers: [ExpressionFunction] = [
    ofNumber("abs(number)") { abs($0) },
    ofNumber("floor(number)") { $0.rounded(.down) },
    ofNumber("ceiling(number)") { $0.rounded(.up) },
    ofNumber("sqrt(number)") { $0.squareRoot() },
    ofNumber("exp(number)") { exp($0) },
    ofNumber("log(number)") { log($0) },
    ExpressionFunction("round(number, digits)", 1...2, .number) {
      (compiler, call) throws(ExpressionFault) in
      let number = try compiler.argument(0, .number, call)
      var digits = 0
      if call.arguments.count > 1 {
        digits = try compiler.wholeNumber(1, in: -15...15, call)
      }
      return CompiledExpression(.number, call.range) { [digits] in
        .map(number.evaluate()) { roundedHalfAway($0, digits: digits) }
      }
    },
    ExpressionFunction("power(number, exponent)", 2...2, .number) {
      (compiler, call) throws(ExpressionFault) in
      let base = try compiler.argument(0, .number, call)
      let exponent = try compiler.argument(1, .number, call)
      return CompiledExpression(.number, call.range) {
        .combine(base.evaluate(), exponent.evaluate()) { pow($0, $1) }
      }
    },
    ExpressionFunction("number(text)", 1...1, .number) {
      (compiler, call) throws(ExpressionFault) in
      let part = try compiler.compile(call.arguments[0])
      switch part.type {
      case .number: return part
      case .truth:
        return CompiledExpression(.number, call.range) {
          var vector = part.evaluate()
          vector.values = .numbers(vector.truths.map { $0 ? 1 : 0 })
          return vector
        }
      case .text, .date:
        let text = try compiler.argument(0, .text, call)
        return CompiledExpression(.number, call.range) {
          let vector = text.evaluate()
          let found = ExpressionVector.look(up: vector, or: 0) { text in
            plainNumber(withoutBlanks(text))
          }
          return ExpressionVector(
            .numbers(found.values), reasons: found.reasons,
            isConstant: vector.isConstant)
        }
      }
    },
  ]

  /// Functions of several numbers that leave missing ones out.
  static let ofSeveralNumbers: [ExpressionFunction] = [
    ofSeveral("mean(a, b, …)") { $0.sum / Double($0.count) },
    ofSeveral("sum(a, b, …)") { $0.sum },
    ofSeveral("min(a, b, …)") { $0.minimum },
    ofSeveral("max(a, b, …)") { $0.maximum },
    ExpressionFunction("count(a, b, …)", 1...many, .number) {
      (compiler, call) throws(ExpressionFault) in
      var parts: [CompiledExpression] = []
      for node in call.arguments { parts.append(try compiler.compile(node)) }
      return CompiledExpression(.number, call.range) { [parts] in
        let vectors = parts.map { $0.evaluate() }
        var counts = [Double](
          repeating: 0, count: ExpressionVector.count(vectors))
        for vector in vectors {
          for row in counts.indices where vector.reason(row) == 0 {
            counts[row] += 1
          }
        }
        return ExpressionVector(
          .numbers(counts), isConstant: vectors.allSatisfy(\.isConstant))
      }
    },
  ]

  private static func ofNumber(
    _ form: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> ExpressionFunction {
    ExpressionFunction(form, 1...1, .number) {
      (compiler, call) throws(ExpressionFault) in
      let number = try compiler.argument(0, .number, call)
      return CompiledExpression(.number, call.range) {
        .map(number.evaluate(), body)
      }
    }
  }

  private static func ofSeveral(
    _ form: String, _ body: @escaping @Sendable (Tally) -> Double
  ) -> ExpressionFunction {
    ExpressionFunction(form, 1...many, .number, takesMinimum: true) {
      (compiler, call) throws(ExpressionFault) in
      var parts: [CompiledExpression] = []
      for position in call.arguments.indices {
        parts.append(try compiler.argument(position, .number, call))
      }
      let needed = call.minimum ?? 1
      return CompiledExpression(.number, call.range) { [parts] in
        tallied(parts.map { $0.evaluate() }, needed: needed, body)
      }
    }
  }
}

/// What is known about the numbers of one row.
private struct Tally {
  var count = 0
  var sum = 0.0
  var minimum = Double.infinity
  var maximum = -Double.infinity

  @inline(__always)
  mutating func add(_ number: Double) {
    count += 1
    sum += number
    minimum = min(minimum, number)
    maximum = max(maximum, number)
  }
}

private func tallied(
  _ vectors: [ExpressionVector], needed: Int, _ body: (Tally) -> Double
) -> ExpressionVector {
  let count = ExpressionVector.count(vectors)
  var tallies = [Tally](repeating: Tally(), count: count)
  for vector in vectors {
    let numbers = vector.numbers
    for row in 0..<count where vector.reason(row) == 0 {
      tallies[row].add(numbers[row & vector.mask])
    }
  }
  let first = ExpressionVector.firstReasons(vectors)
  let reasons =
    first.isEmpty
    ? [] : tallies.indices.map { tallies[$0].count < needed ? first[$0] : 0 }
  return .finished(
    tallies.map { $0.count < needed ? 0 : body($0) }, reasons: reasons,
    isConstant: vectors.allSatisfy(\.isConstant))
}

/// Rounds half away from zero, by the decimal digits of the number: 2.675 to
/// two digits is 2.68, though its double is a trace below.
func roundedHalfAway(_ number: Double, digits: Int) -> Double {
  let power = pow(10, Double(abs(digits)))
  let size = number.magnitude
  let scaled = digits < 0 ? size / power : size * power
  guard scaled < 4_503_599_627_370_496 else { return number }
  let whole = scaled.rounded(.down)
  // Scaling may have lost up to two units of the last place.
  let isUp = scaled - whole >= 0.5 - 2 * scaled.ulp
  let rounded = isUp ? whole + 1 : whole
  let result = digits < 0 ? rounded * power : rounded / power
  return number < 0 ? -result : result
}

/// `text` without blanks at its ends.
func withoutBlanks(_ text: String) -> String {
  var text = text[...]
  while text.first?.isWhitespace == true { text.removeFirst() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}
