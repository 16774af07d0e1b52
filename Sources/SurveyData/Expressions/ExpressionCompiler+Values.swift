import Diagnostics

extension ExpressionCompiler {
  // MARK: - Arithmetic

  func arithmetic(
    _ left: ExpressionNode, _ sign: ArithmeticSign, _ right: ExpressionNode,
    _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    let user = "the sign '\(sign.rawValue)'"
    if sign == .joined {
      let a = try require(.text, left, of: user)
      let b = try require(.text, right, of: user)
      return CompiledExpression(.text, range) {
        .joined(a.evaluate(), b.evaluate())
      }
    }
    let a = try require(.number, left, of: user)
    let b = try require(.number, right, of: user)
    return CompiledExpression(.number, range) {
      let (x, y) = (a.evaluate(), b.evaluate())
      switch sign {
      case .plus: return .combine(x, y) { $0 + $1 }
      case .minus: return .combine(x, y) { $0 - $1 }
      case .times: return .combine(x, y) { $0 * $1 }
      case .divided: return .combine(x, y) { $0 / $1 }
      case .remainder, .joined: return .combine(x, y, remainder)
      }
    }
  }

  // MARK: - Choices

  func choice(
    _ choice: ExpressionChoice
  ) throws(ExpressionFault) -> CompiledExpression {
    var conditions: [CompiledExpression] = []
    var values: [ExpressionNode] = []
    for branch in choice.branches {
      conditions.append(try require(.truth, branch.condition, of: "'when'"))
      values.append(branch.value)
    }
    if let otherwise = choice.otherwise { values.append(otherwise) }
    return try selection(
      conditions, try sameType(values, of: "'case'"), choice.range)
  }

  /// Parts that have to have one type.
  func sameType(
    _ nodes: [ExpressionNode], of user: String
  ) throws(ExpressionFault) -> [CompiledExpression] {
    var parts: [CompiledExpression] = []
    for node in nodes {
      let part = try compile(node)
      if let first = parts.first, first.type != part.type {
        throw ExpressionFault(
          range: part.range,
          message: "\(user) gives values of one type, and "
            + "'\(spelling(first.range))' is \(first.type.name), "
            + "'\(spelling(part.range))' \(part.type.name)",
          help: "number(…) and text(…) change one into the other")
      }
      parts.append(part)
    }
    return parts
  }

  /// The value of the first condition that is met, and the last value where
  /// none is; missing where a condition before is unknown.
  func selection(
    _ conditions: [CompiledExpression], _ values: [CompiledExpression],
    _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    let type = values.first?.type ?? .number
    return CompiledExpression(type, range) {
      let tests = conditions.map { $0.evaluate() }
      let vectors = values.map { $0.evaluate() }
      let count = ExpressionVector.count(tests + vectors)
      let last = vectors.count > tests.count ? tests.count : -1
      var choice = [Int](repeating: last, count: count)
      var reasons = [UInt8](repeating: 0, count: count)
      let truths = tests.map(\.truths)
      for row in 0..<count {
        for (position, test) in tests.enumerated() {
          let reason = test.reason(row)
          if reason != 0 {
            choice[row] = -1
            reasons[row] = reason
            break
          }
          if truths[position][row & test.mask] {
            choice[row] = position
            break
          }
        }
        let chosen = choice[row]
        if chosen >= 0 {
          reasons[row] = vectors[chosen].reason(row)
        } else if reasons[row] == 0 {
          reasons[row] = MissingReason.notApplicable.rawValue
        }
      }
      return chosen(choice, of: vectors, reasons: reasons, type)
    }
  }
}

/// For each row the value of one of `vectors`, by their positions in `choice`;
/// -1 for none, with its reason.
func chosen(
  _ choice: [Int], of vectors: [ExpressionVector], reasons: [UInt8],
  _ type: ExpressionType
) -> ExpressionVector {
  func pick<Value>(_ arrays: [[Value]], or none: Value) -> [Value] {
    choice.indices.map { row in
      let position = choice[row]
      if position < 0 { return none }
      return arrays[position][row & vectors[position].mask]
    }
  }
  var result =
    switch type {
    case .number:
      ExpressionVector(
        .numbers(pick(vectors.map(\.numbers), or: 0)), reasons: reasons)
    case .date:
      ExpressionVector(
        .days(pick(vectors.map(\.days), or: 0)), reasons: reasons)
    case .truth:
      ExpressionVector(
        .truths(pick(vectors.map(\.truths), or: false)), reasons: reasons)
    case .text:
      ExpressionVector.chosenTexts(choice, of: vectors, reasons: reasons)
    }
  // One choice is that of a table of one row, or of nothing but constants,
  // which holds for every row.
  result.isConstant = choice.count == 1
  return result
}

/// What is left of `a` after taking away whole multiples of `b`; it has the
/// sign of `b`.
private func remainder(_ a: Double, _ b: Double) -> Double {
  if b == 0 { return .nan }
  let rest = a.truncatingRemainder(dividingBy: b)
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
}
