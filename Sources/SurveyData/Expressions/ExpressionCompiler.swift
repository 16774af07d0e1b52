import Diagnostics

/// A part of an expression whose type is known and whose columns exist.
struct CompiledExpression {
  var type: ExpressionType
  var range: Range<Int>
  /// The column, where the part is nothing else.
  var column: Column?
  /// The text, where the part is one in quotes.
  var literal: String?
  /// The value of every row.
  var evaluate: () -> ExpressionVector

  init(
    _ type: ExpressionType, _ range: Range<Int>,
    _ evaluate: @escaping () -> ExpressionVector
  ) {
    self.type = type
    self.range = range
    self.evaluate = evaluate
  }
}

/// Checks the types of an expression against a table, before any row is
/// computed, and makes the computation ready.
struct ExpressionCompiler {
  let table: Table
  /// The expression as written.
  let characters: [Character]
  /// What it is called in messages: a condition or an expression.
  let subject: String

  init(_ text: String, table: Table, subject: String) {
    self.table = table
    self.subject = subject
    characters = Array(text)
  }

  /// The characters of a part, for messages.
  func spelling(_ range: Range<Int>) -> String {
    String(characters[range.clamped(to: 0..<characters.count)])
  }

  func compile(
    _ node: ExpressionNode
  ) throws(ExpressionFault) -> CompiledExpression {
    switch node {
    case .operand(let operand): return try value(of: operand)
    case .negative(let inner, let range):
      let inner = try require(.number, inner, of: "the sign '-'")
      return CompiledExpression(.number, range) {
        .map(inner.evaluate()) { -$0 }
      }
    case .arithmetic(let left, let sign, let right):
      return try arithmetic(left, sign, right, node.range)
    case .compare(let left, let sign, let right):
      return try comparison(left, sign, right, node.range)
    case .within(let left, let values, let isNegated, _):
      return try membership(left, values, isNegated, node.range)
    case .any(let nodes):
      return try joined(nodes, node.range) { Self.any($0) }
    case .all(let nodes):
      return try joined(nodes, node.range) { Self.all($0) }
    case .not(let inner, let range):
      let inner = try require(.truth, inner, of: "'not'")
      return CompiledExpression(.truth, range) {
        var vector = inner.evaluate()
        vector.values = .truths(vector.truths.map { !$0 })
        return vector
      }
    case .call(let call): return try function(call)
    case .choose(let choice): return try self.choice(choice)
    }
  }

  /// The node compiled, which has to have a type.
  func require(
    _ type: ExpressionType, _ node: ExpressionNode, of user: String
  ) throws(ExpressionFault) -> CompiledExpression {
    let compiled = try compile(node)
    if compiled.type == type { return compiled }
    let name = "'\(spelling(compiled.range))'"
    let help: String? =
      switch (type, compiled.type) {
      case (.number, .text): "write number(…) where a text holds numbers"
      case (.text, .number): "write text(…) to make a text of a number"
      case (.date, .text): "write date(…) to read a date"
      case (.truth, _):
        "write a comparison, such as \(name.dropFirst().dropLast()) = 1"
      case (.number, .date): "days(a, b) counts the days between two dates"
      default: nil
      }
    throw ExpressionFault(
      range: compiled.range,
      message: "\(user) takes \(type.name), and \(name) is "
        + compiled.type.name,
      help: help)
  }

  // MARK: - Columns and values

  /// A column, a number, a date or a text in quotes.
  private func value(
    of operand: ExpressionOperand
  ) throws(ExpressionFault) -> CompiledExpression {
    if operand.kind == .text { return literal(operand.text, operand.range) }
    if operand.kind == .word, let number = plainNumber(operand.text) {
      return constant(number, operand.range)
    }
    if let column = table[operand.text] {
      return try self.column(column, operand.range)
    }
    if operand.kind == .word {
      if let day = calendarDay(operand.text) {
        return constant(day, operand.range)
      }
      if let pieces = try calculation(in: operand) { return pieces }
    }
    throw unknownColumn(operand)
  }

  /// A word that holds signs and is no column, as a calculation.
  func calculation(
    in operand: ExpressionOperand
  ) throws(ExpressionFault) -> CompiledExpression? {
    let token = ExpressionToken(
      kind: .word(operand.text), range: operand.range)
    guard operand.kind == .word, token.hasSigns else { return nil }
    let pieces = token.cutAtSigns
    // A word without any known name is more likely a misspelt column.
    guard
      pieces.contains(where: {
        guard case .word(let word) = $0.kind,
          ArithmeticSign(word.first ?? " ") == nil
        else { return false }
        return table[word] != nil
      })
    else { return nil }
    var parser = ExpressionParser(pieces: pieces, subject: subject)
    guard let node = try? parser.parseValue() else { return nil }
    return try compile(node)
  }

  func literal(_ text: String, _ range: Range<Int>) -> CompiledExpression {
    var compiled = CompiledExpression(.text, range) {
      ExpressionVector(
        .texts(DictionaryText(codes: [0], levels: [text])), isConstant: true)
    }
    compiled.literal = text
    return compiled
  }

  func constant(_ number: Double, _ range: Range<Int>) -> CompiledExpression {
    CompiledExpression(.number, range) {
      ExpressionVector(.numbers([number]), isConstant: true)
    }
  }

  func constant(_ day: CalendarDay, _ range: Range<Int>) -> CompiledExpression {
    CompiledExpression(.date, range) {
      ExpressionVector(.days([day.daysSinceEpoch]), isConstant: true)
    }
  }

  func column(
    _ column: Column, _ range: Range<Int>
  ) throws(ExpressionFault) -> CompiledExpression {
    let reasons = column.missing.rawReasons
    var compiled: CompiledExpression
    switch column.values {
    case .integers(let values):
      compiled = CompiledExpression(.number, range) {
        ExpressionVector(.numbers(values.doubles()), reasons: reasons)
      }
    case .doubles(let values):
      compiled = CompiledExpression(.number, range) {
        .finished(values, reasons: reasons, isConstant: false)
      }
    case .days(let values):
      compiled = CompiledExpression(.date, range) {
        ExpressionVector(.days(values.words()), reasons: reasons)
      }
    case .texts(let all):
      let values = all.distinct(column.missing)
      compiled = CompiledExpression(.text, range) {
        .collected(
          values.codes.words(), levels: Array(values.levels),
          reasons: reasons,
          isConstant: false)
      }
    case .choices:
      throw severalAnswers(column, range)
    }
    compiled.column = column
    return compiled
  }

  func severalAnswers(
    _ column: Column, _ range: Range<Int>
  ) -> ExpressionFault {
    ExpressionFault(
      range: range, message: "'\(column.name)' holds several answers a row",
      help: "ask for one option: has(\(column.name), …)")
  }

  func unknownColumn(_ operand: ExpressionOperand) -> ExpressionFault {
    do {
      _ = try table.column(operand.text)
    } catch {
      return ExpressionFault(
        range: operand.range, message: error.message, help: error.help,
        code: error.code)
    }
    return ExpressionFault(range: operand.range, message: "no such column")
  }

  // MARK: - Joining conditions

  private func joined(
    _ nodes: [ExpressionNode], _ range: Range<Int>,
    _ body: @escaping ([ExpressionVector]) -> ExpressionVector
  ) throws(ExpressionFault) -> CompiledExpression {
    var parts: [CompiledExpression] = []
    for node in nodes {
      parts.append(try require(.truth, node, of: "'and' and 'or'"))
    }
    return CompiledExpression(.truth, range) {
      body(parts.map { $0.evaluate() })
    }
  }

  /// True where any is true, unknown where none is and one is unknown.
  private static func any(_ vectors: [ExpressionVector]) -> ExpressionVector {
    decided(vectors, by: true)
  }

  /// False where any is false, unknown where none is and one is unknown.
  private static func all(_ vectors: [ExpressionVector]) -> ExpressionVector {
    decided(vectors, by: false)
  }

  private static func decided(
    _ vectors: [ExpressionVector], by deciding: Bool
  ) -> ExpressionVector {
    let count = ExpressionVector.count(vectors)
    var truths = [Bool](repeating: !deciding, count: count)
    var reasons = ExpressionVector.firstReasons(vectors)
    for vector in vectors {
      let values = vector.truths
      for row in 0..<count where vector.reason(row) == 0 {
        guard values[row & vector.mask] == deciding else { continue }
        truths[row] = deciding
        if !reasons.isEmpty { reasons[row] = 0 }
      }
    }
    return ExpressionVector(
      .truths(truths), reasons: reasons,
      isConstant: vectors.allSatisfy(\.isConstant))
  }
}

/// Reads a decimal number; words such as `nan` and `inf` are none.
func plainNumber(_ text: String) -> Double? {
  let isPlain = text.utf8.allSatisfy { byte in
    (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46
      || byte == 69 || byte == 101
  }
  guard isPlain, let value = Double(text), value.isFinite else { return nil }
  return value
}

/// Reads `2024-01-31`.
func calendarDay(_ text: String) -> CalendarDay? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
    let day = Int(parts[2])
  else { return nil }
  return CalendarDay(year: year, month: month, day: day)
}
