import Diagnostics

extension ExpressionCompiler {
  func comparison(
    _ left: ExpressionNode, _ sign: Comparison, _ right: ExpressionNode,
    _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    let first = try compared(left)
    guard case .operand(let operand) = right else {
      return try pair(first, sign, try compile(right), range)
    }
    if let column = try otherColumn(operand) {
      if case .choices = column.values {
        throw cannotCompare(first, column, operand.range)
      }
      return try pair(
        first, sign, try self.column(column, operand.range), range)
    }
    if first.type == .number, plainNumber(operand.text) == nil,
      let calculation = try calculation(in: operand)
    {
      return try pair(first, sign, calculation, range)
    }
    return try values(first, sign, [operand], range)
  }

  func membership(
    _ left: ExpressionNode, _ values: [ExpressionOperand], _ isNegated: Bool,
    _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    let first = try compared(left)
    let found = try self.values(first, .equal, values, range)
    guard isNegated else { return found }
    return CompiledExpression(.truth, range) {
      var vector = found.evaluate()
      vector.values = .truths(vector.truths.map { !$0 })
      return vector
    }
  }

  /// The left side of a comparison: a column even when its name is a number,
  /// or a calculation.
  private func compared(
    _ node: ExpressionNode
  ) throws(ExpressionFault) -> CompiledExpression {
    guard case .operand(let operand) = node else {
      let compiled = try compile(node)
      guard compiled.type == .truth else { return compiled }
      throw ExpressionFault(
        range: compiled.range,
        message: "'\(spelling(compiled.range))' is a condition, which is "
          + "not compared",
        help: "join conditions with 'and', 'or' and 'not'")
    }
    if operand.kind != .text, let column = table[operand.text] {
      return try self.column(column, operand.range)
    }
    if operand.kind == .text
      || (operand.kind == .word && plainNumber(operand.text) != nil)
    {
      throw ExpressionFault(
        range: operand.range,
        message: "a comparison starts with a column, not with a value",
        help: "write column = value, and put odd column names in backticks")
    }
    return try compile(node)
  }

  private func otherColumn(
    _ operand: ExpressionOperand
  ) throws(ExpressionFault) -> Column? {
    switch operand.kind {
    case .text: return nil
    case .word:
      return plainNumber(operand.text) == nil ? table[operand.text] : nil
    case .name:
      guard let column = table[operand.text] else {
        throw unknownColumn(operand)
      }
      return column
    }
  }

  // MARK: - Comparing with values

  /// Whether the left side stands in relation `sign` to any of the values.
  private func values(
    _ left: CompiledExpression, _ sign: Comparison,
    _ values: [ExpressionOperand], _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    for value in values where value.kind == .name {
      throw ExpressionFault(
        range: value.range, message: "a list takes values, not columns",
        help: "write the code without backticks")
    }
    switch left.type {
    case .text:
      if sign.isOrdering { throw textHasNoOrder(left, values) }
      let wanted = Set(values.map(\.text))
      return lookup(left, range) { wanted.contains($0) == (sign == .equal) }
    case .date:
      let wanted = try dayNumbers(values, left)
      return CompiledExpression(.truth, range) {
        let vector = left.evaluate()
        let truths = vector.days.map { day in
          wanted.contains { sign.holds(day, $0) }
        }
        return ExpressionVector(
          .truths(truths), reasons: vector.reasons,
          isConstant: vector.isConstant)
      }
    case .number:
      let wanted = try numbers(values, left)
      let set = Set(wanted)
      return CompiledExpression(.truth, range) {
        let vector = left.evaluate()
        let truths: [Bool]
        if let only = wanted.first, wanted.count == 1 {
          truths = vector.numbers.map { sign.holds($0, only) }
        } else {
          truths = vector.numbers.map { set.contains($0) }
        }
        return ExpressionVector(
          .truths(truths), reasons: vector.reasons,
          isConstant: vector.isConstant)
      }
    case .truth: throw ExpressionFault(range: range, message: "not compared")
    }
  }

  /// A question to each distinct text.
  func lookup(
    _ text: CompiledExpression, _ range: Range<Int>,
    _ body: @escaping (String) -> Bool
  ) -> CompiledExpression {
    CompiledExpression(.truth, range) {
      let vector = text.evaluate()
      let found = ExpressionVector.look(up: vector, or: false, body)
      return ExpressionVector(
        .truths(found.values), reasons: found.reasons,
        isConstant: vector.isConstant)
    }
  }

  private func name(_ compiled: CompiledExpression) -> String {
    compiled.column?.name ?? spelling(compiled.range)
  }

  private func numbers(
    _ values: [ExpressionOperand], _ left: CompiledExpression
  ) throws(ExpressionFault) -> [Double] {
    var numbers: [Double] = []
    for value in values {
      guard let number = plainNumber(value.text) else {
        throw ExpressionFault(
          range: value.range,
          message:
            "'\(name(left))' \(holds(left)) numbers, and '\(value.text)' "
            + "is none",
          help: help(for: value, left))
      }
      numbers.append(number)
    }
    return numbers
  }

  private func holds(_ left: CompiledExpression) -> String {
    left.column == nil ? "gives" : "holds"
  }

  private func dayNumbers(
    _ values: [ExpressionOperand], _ left: CompiledExpression
  ) throws(ExpressionFault) -> [Int32] {
    var days: [Int32] = []
    for value in values {
      guard let day = calendarDay(value.text) else {
        throw ExpressionFault(
          range: value.range,
          message: "'\(name(left))' \(holds(left)) dates, and "
            + "'\(value.text)' is none",
          help: help(for: value, left) ?? "write dates as 2024-01-31")
      }
      days.append(day.daysSinceEpoch)
    }
    return days
  }

  /// Names the code behind a label, or the column that was meant.
  private func help(
    for value: ExpressionOperand, _ left: CompiledExpression
  ) -> String? {
    let labels = left.column?.variable?.valueLabels ?? []
    if let match = labels.first(where: {
      $0.label.chinese == value.text || $0.label.english == value.text
    }) {
      return "conditions compare codes: "
        + "write '\(name(left)) = \(match.code)' for \(value.text)"
    }
    guard value.kind == .word else { return nil }
    return nearest(to: value.text, in: table.columns.map(\.name))
      .map { "did you mean the column '\($0)'?" }
  }

  private func textHasNoOrder(
    _ left: CompiledExpression, _ values: [ExpressionOperand]
  ) -> ExpressionFault {
    textHasNoOrder(left, values.first?.range ?? left.range)
  }

  private func textHasNoOrder(
    _ left: CompiledExpression, _ range: Range<Int>
  ) -> ExpressionFault {
    ExpressionFault(
      range: range,
      message: "'\(name(left))' \(holds(left)) text, which has no order",
      help: "< <= > >= compare numbers and dates; use = or in (…)")
  }

  // MARK: - Comparing two columns or calculations

  private func cannotCompare(
    _ left: CompiledExpression, _ right: Column, _ range: Range<Int>
  ) -> ExpressionFault {
    ExpressionFault(
      range: range,
      message: "'\(name(left))' and '\(right.name)' cannot be compared",
      help: "quote '\(right.name)' when the value is meant")
  }

  private func pair(
    _ left: CompiledExpression, _ sign: Comparison,
    _ right: CompiledExpression, _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    switch (left.type, right.type) {
    case (.text, .text):
      if sign.isOrdering {
        throw right.column.map { cannotCompare(left, $0, right.range) }
          ?? textHasNoOrder(left, right.range)
      }
      return CompiledExpression(.truth, range) {
        sameTexts(left.evaluate(), right.evaluate(), sign == .equal)
      }
    case (.date, .date):
      return CompiledExpression(.truth, range) {
        let (a, b) = (left.evaluate(), right.evaluate())
        return rowsCompared(a, b, a.days, b.days) { sign.holds($0, $1) }
      }
    case (.number, .number):
      return CompiledExpression(.truth, range) {
        let (a, b) = (left.evaluate(), right.evaluate())
        return rowsCompared(a, b, a.numbers, b.numbers) { sign.holds($0, $1) }
      }
    case (.date, .number), (.number, .date):
      throw ExpressionFault(
        range: right.range,
        message:
          "'\(name(left))' and '\(name(right))' are a date and a number")
    default:
      if let column = right.column {
        throw cannotCompare(left, column, right.range)
      }
      throw ExpressionFault(
        range: right.range,
        message: "'\(name(left))' is \(left.type.name) and "
          + "'\(name(right))' \(right.type.name)",
        help: "number(…) and text(…) change one into the other")
    }
  }
}

private func rowsCompared<Value>(
  _ left: ExpressionVector, _ right: ExpressionVector, _ a: [Value],
  _ b: [Value], _ holds: (Value, Value) -> Bool
) -> ExpressionVector {
  let count = ExpressionVector.count([left, right])
  let (maskA, maskB) = (left.mask, right.mask)
  return ExpressionVector(
    .truths((0..<count).map { holds(a[$0 & maskA], b[$0 & maskB]) }),
    reasons: ExpressionVector.firstReasons([left, right]),
    isConstant: left.isConstant && right.isConstant)
}

/// Compares texts by their codes, after one look at each distinct text.
private func sameTexts(
  _ left: ExpressionVector, _ right: ExpressionVector, _ wanted: Bool
) -> ExpressionVector {
  let positions = Dictionary(
    left.texts.levels.enumerated().map { ($0.element, Int32($0.offset)) },
    uniquingKeysWith: { first, _ in first })
  let translation = right.texts.levels.map { positions[$0] ?? -2 }
  let codes = right.texts.codes.map { $0 < 0 ? -1 : translation[Int($0)] }
  // Two spellings of an accented letter are equal, but two texts.
  let own = left.texts.levels.map { positions[$0] ?? -2 }
  let ownCodes = left.texts.codes.map { $0 < 0 ? -1 : own[Int($0)] }
  return rowsCompared(left, right, ownCodes, codes) {
    ($0 == $1) == wanted
  }
}
