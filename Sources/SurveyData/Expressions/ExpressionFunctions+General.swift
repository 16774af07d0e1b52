import Diagnostics

extension ExpressionFunction {
  /// Functions for values of any type.
  static let general: [ExpressionFunction] = [
    ExpressionFunction("missing(column, reason)", 1...2, .truth) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.missing(call)
    },
    ExpressionFunction("has(question, option)", 2...2, .truth) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.has(call)
    },
    ExpressionFunction("coalesce(a, b, …)", 1...many, nil) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.coalesce(call)
    },
    ExpressionFunction("if(condition, value, otherwise)", 2...3, nil) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.pairs(call)
    },
    ExpressionFunction(
      "case(condition, value, …, otherwise)", 2...many, nil
    ) { (compiler, call) throws(ExpressionFault) in
      try compiler.pairs(call)
    },
  ]
}

extension ExpressionCompiler {
  fileprivate func missing(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    var reason: MissingReason?
    if call.arguments.count == 2 {
      let range = call.arguments[1].range
      var name = spelling(range)
      if case .operand(let operand) = call.arguments[1] { name = operand.text }
      reason = MissingReason(name: name)
      if reason == nil {
        let names = MissingReason.allCases.map(\.name)
        throw ExpressionFault(
          range: range, message: "'\(name)' is no reason for a missing value",
          help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
            ?? "choose one of: \(names.joined(separator: ", "))")
      }
    }
    let wanted = reason?.rawValue
    let (isConstant, reasons) = try reasonsOf(call.arguments[0])
    return CompiledExpression(.truth, call.range) {
      let reasons = reasons()
      let truths = reasons.map { raw in
        let raw = raw & ExpressionVector.reasonBits
        return wanted.map { raw == $0 } ?? (raw != 0)
      }
      return ExpressionVector(.truths(truths), isConstant: isConstant())
    }
  }

  /// The reasons of a column of any kind, or of a calculation.
  private func reasonsOf(
    _ node: ExpressionNode
  ) throws(ExpressionFault) -> (() -> Bool, () -> [UInt8]) {
    let count = table.rowCount
    func full(_ reasons: [UInt8]) -> [UInt8] {
      reasons.isEmpty ? [UInt8](repeating: 0, count: count) : reasons
    }
    if case .operand(let operand) = node {
      if operand.kind != .text, let column = table[operand.text] {
        let reasons = column.missing.rawReasons
        return ({ false }, { full(reasons) })
      }
      if operand.kind == .text || plainNumber(operand.text) != nil {
        throw ExpressionFault(
          range: operand.range,
          message: "a comparison starts with a column, not with a value",
          help: "write column = value, and put odd column names in backticks")
      }
    }
    let compiled = try compile(node)
    return ({ false }, { full(compiled.evaluate().spread(to: count).reasons) })
  }

  fileprivate func has(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    guard case .operand(let question) = call.arguments[0],
      question.kind != .text
    else {
      throw ExpressionFault(
        range: call.arguments[0].range,
        message: "'has' takes the name of a question first",
        help: "write has(question, option)")
    }
    guard let column = table[question.text] else {
      throw unknownColumn(question)
    }
    guard case .choices(let answers) = column.values else {
      throw ExpressionFault(
        range: question.range,
        message: "'\(column.name)' holds one answer a row",
        help: "write \(column.name) = …")
    }
    guard case .operand(let option) = call.arguments[1] else {
      throw ExpressionFault(
        range: call.arguments[1].range,
        message: "'has' takes the code of an option",
        help: "write has(question, option)")
    }
    let codes = answers.options.map(\.code)
    guard let position = codes.firstIndex(of: option.text),
      let ticks = column.option(position)
    else {
      let labelled = answers.options.first {
        $0.label?.chinese == option.text || $0.label?.english == option.text
      }
      throw ExpressionFault(
        range: option.range,
        message: "'\(column.name)' has no option '\(option.text)'",
        help: labelled.map { "write '\($0.code)' for \(option.text)" }
          ?? nearest(to: option.text, in: codes)
          .map { "did you mean '\($0)'?" }
          ?? "the options: \(codes.prefix(30).joined(separator: ", "))")
    }
    return CompiledExpression(.truth, call.range) {
      ExpressionVector(
        .truths((ticks.numbers() ?? []).map { $0 == 1 }),
        reasons: ticks.missing.rawReasons)
    }
  }

  fileprivate func coalesce(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    let parts = try sameType(call.arguments, of: "'coalesce'")
    let type = parts[0].type
    return CompiledExpression(type, call.range) {
      let vectors = parts.map { $0.evaluate() }
      let count = ExpressionVector.count(vectors)
      var reasons = [UInt8](repeating: 0, count: count)
      let choice = (0..<count).map { row -> Int in
        for (position, vector) in vectors.enumerated()
        where vector.reason(row) == 0 {
          return position
        }
        reasons[row] = reason(vectors.map { $0.reason(row) })
        return -1
      }
      return chosen(choice, of: vectors, reasons: reasons, type)
    }
  }

  /// Why none of several has a value: the first reason that is not "does not
  /// apply", because that is also what a column says which the file of a row
  /// does not have, and somebody who answered elsewhere was asked.
  private func reason(_ reasons: [UInt8]) -> UInt8 {
    let notAsked = MissingReason.notApplicable.rawValue
    return reasons.first {
      $0 & ExpressionVector.reasonBits != notAsked
    } ?? reasons.first ?? notAsked
  }

  /// Conditions and values in turn, and perhaps a value for the rest.
  fileprivate func pairs(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    var conditions: [CompiledExpression] = []
    var values: [ExpressionNode] = []
    var position = 0
    while position + 1 < call.arguments.count {
      conditions.append(try argument(position, .truth, call))
      values.append(call.arguments[position + 1])
      position += 2
    }
    if position < call.arguments.count {
      values.append(call.arguments[position])
    }
    return try selection(
      conditions, try sameType(values, of: "'\(call.name)'"), call.range)
  }
}
