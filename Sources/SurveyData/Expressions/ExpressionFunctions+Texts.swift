extension ExpressionFunction {
  /// Functions of texts. They run once for each distinct text.
  static let ofTexts: [ExpressionFunction] = [
    ofText("lower(text)") { $0.lowercased() },
    ofText("upper(text)") { $0.uppercased() },
    ofText("trim(text)") { withoutBlanks($0) },
    ExpressionFunction("length(text)", 1...1, .number) {
      (compiler, call) throws(ExpressionFault) in
      let text = try compiler.argument(0, .text, call)
      return CompiledExpression(.number, call.range) {
        let vector = text.evaluate()
        let found = ExpressionVector.look(up: vector, or: 0) {
          Double($0.count)
        }
        return ExpressionVector(
          .numbers(found.values), reasons: found.reasons,
          isConstant: vector.isConstant)
      }
    },
    ExpressionFunction("left(text, count)", 2...2, .text) {
      (compiler, call) throws(ExpressionFault) in
      let count = try compiler.wholeNumber(1, in: 0...1_000_000, call)
      return try compiler.mapped(call) { String($0.prefix(count)) }
    },
    ExpressionFunction("right(text, count)", 2...2, .text) {
      (compiler, call) throws(ExpressionFault) in
      let count = try compiler.wholeNumber(1, in: 0...1_000_000, call)
      return try compiler.mapped(call) { String($0.suffix(count)) }
    },
    ExpressionFunction("mid(text, start, count)", 2...3, .text) {
      (compiler, call) throws(ExpressionFault) in
      let start = try compiler.wholeNumber(1, in: 1...1_000_000, call)
      var count = Int.max
      if call.arguments.count > 2 {
        count = try compiler.wholeNumber(2, in: 0...1_000_000, call)
      }
      return try compiler.mapped(call) { [count] text in
        String(text.dropFirst(start - 1).prefix(count))
      }
    },
    ExpressionFunction("replace(text, 'old', 'new')", 3...3, .text) {
      (compiler, call) throws(ExpressionFault) in
      let old = try compiler.literal(1, call)
      let new = try compiler.literal(2, call)
      guard !old.isEmpty else {
        throw ExpressionFault(
          range: call.arguments[1].range,
          message: "'replace' has nothing to look for",
          help: "write replace(text, 'old', 'new')")
      }
      return try compiler.mapped(call) { text in
        let growth = max(0, new.utf8.count - old.utf8.count)
        // Too long for a cell; the text is not even made.
        if growth > 0,
          text.ranges(of: old).count > TextCollector.limit / growth
        {
          return ""
        }
        return text.replacing(old, with: new)
      }
    },
    ExpressionFunction("concat(a, b, …)", 1...many, .text) {
      (compiler, call) throws(ExpressionFault) in
      var parts: [CompiledExpression] = []
      for position in call.arguments.indices {
        parts.append(try compiler.argument(position, .text, call))
      }
      return CompiledExpression(.text, call.range) { [parts] in
        var vector = parts[0].evaluate()
        for part in parts.dropFirst() {
          vector = .joined(vector, part.evaluate())
        }
        return vector
      }
    },
    question("contains(text, 'part')") { part in { $0.contains(part) } },
    question("starts-with(text, 'part')") { part in { $0.hasPrefix(part) } },
    question("ends-with(text, 'part')") { part in { $0.hasSuffix(part) } },
    question("matches(text, 'pat*tern')") { pattern in
      let pattern = Array(pattern)
      return { matches(Array($0), pattern) }
    },
    ExpressionFunction("text(number)", 1...1, .text) {
      (compiler, call) throws(ExpressionFault) in
      let part = try compiler.compile(call.arguments[0])
      switch part.type {
      case .text: return part
      case .date:
        return CompiledExpression(.text, call.range) {
          let vector = part.evaluate()
          return written(vector, vector.days) {
            CalendarDay(daysSinceEpoch: $0).text
          }
        }
      case .number, .truth:
        let number = try compiler.argument(0, .number, call)
        return CompiledExpression(.text, call.range) {
          let vector = number.evaluate()
          return written(vector, vector.numbers, plainText)
        }
      }
    },
  ]

  private static func ofText(
    _ form: String, _ body: @escaping @Sendable (String) -> String
  ) -> ExpressionFunction {
    ExpressionFunction(form, 1...1, .text) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.mapped(call, body)
    }
  }

  private static func question(
    _ form: String,
    _ body: @escaping @Sendable (String) -> @Sendable (String) -> Bool
  ) -> ExpressionFunction {
    ExpressionFunction(form, 2...2, .truth) {
      (compiler, call) throws(ExpressionFault) in
      let text = try compiler.argument(0, .text, call)
      let part = try compiler.literal(1, call)
      return compiler.lookup(text, call.range, body(part))
    }
  }
}

extension ExpressionCompiler {
  /// The first argument, a text, with each distinct text changed.
  fileprivate func mapped(
    _ call: ExpressionCall, _ body: @escaping (String) -> String
  ) throws(ExpressionFault) -> CompiledExpression {
    let text = try argument(0, .text, call)
    return CompiledExpression(.text, call.range) {
      .mapTexts(text.evaluate(), body)
    }
  }
}

/// Values as texts; each distinct value is written once.
private func written<Value: Hashable>(
  _ vector: ExpressionVector, _ values: [Value], _ text: (Value) -> String
) -> ExpressionVector {
  var collector = TextCollector()
  var known: [Value: Int32] = [:]
  let codes = values.indices.map { row -> Int32 in
    if vector.reason(row) != 0 { return -1 }
    if let code = known[values[row]] { return code }
    let code = collector.code(of: text(values[row]))
    known[values[row]] = code
    return code
  }
  return .collected(
    codes, levels: collector.levels, reasons: vector.reasons,
    isConstant: vector.isConstant)
}

/// Whether a text as a whole fits a pattern in which `*` stands for any
/// characters and `?` for one. After a `*` only the last one is tried again,
/// so that the time is at most the product of both lengths.
private func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
  var (position, sign) = (0, 0)
  var retry: (position: Int, sign: Int)?
  while position < text.count {
    if sign < pattern.count, pattern[sign] == "*" {
      retry = (position, sign)
      sign += 1
    } else if sign < pattern.count,
      pattern[sign] == "?" || pattern[sign] == text[position]
    {
      (position, sign) = (position + 1, sign + 1)
    } else if let last = retry {
      retry = (last.position + 1, last.sign)
      (position, sign) = (last.position + 1, last.sign + 1)
    } else {
      return false
    }
  }
  while sign < pattern.count, pattern[sign] == "*" { sign += 1 }
  return sign == pattern.count
}
