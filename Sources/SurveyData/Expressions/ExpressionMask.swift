import Diagnostics

/// What a condition says about one row.
enum Truth: UInt8 {
  case no, yes, unknown

  static func or(_ left: Truth, _ right: Truth) -> Truth {
    if left == .yes || right == .yes { return .yes }
    return left == .no && right == .no ? .no : .unknown
  }

  static func and(_ left: Truth, _ right: Truth) -> Truth {
    if left == .no || right == .no { return .no }
    return left == .yes && right == .yes ? .yes : .unknown
  }

  var negated: Truth {
    switch self {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }
}

/// Finds the truth of a condition for every row, a column at a time.
struct ExpressionMask {
  let table: Table

  func truth(of node: ExpressionNode) throws(ExpressionFault) -> [Truth] {
    switch node {
    case .or(let left, let right):
      let (a, b) = (try truth(of: left), try truth(of: right))
      return a.indices.map { Truth.or(a[$0], b[$0]) }
    case .and(let left, let right):
      let (a, b) = (try truth(of: left), try truth(of: right))
      return a.indices.map { Truth.and(a[$0], b[$0]) }
    case .not(let inner):
      return try truth(of: inner).map(\.negated)
    case .missing(let operand):
      let column = try column(operand)
      return (0..<table.rowCount).map {
        column.missing.isMissing($0) ? .yes : .no
      }
    case .compare(let left, let sign, let right):
      let column = try column(left)
      if let other = try otherColumn(right) {
        return try compare(column, sign, other, range: right.range)
      }
      return try compare(column, sign, [right])
    case .within(let left, let values, let isNegated):
      let truth = try compare(try column(left), .equal, values)
      return isNegated ? truth.map(\.negated) : truth
    }
  }

  // MARK: - Columns

  private func column(
    _ operand: ExpressionOperand
  ) throws(ExpressionFault) -> Column {
    let isNumber = plainNumber(operand.text) != nil
    guard operand.kind != .text, let column = table[operand.text] else {
      if operand.kind == .text || (operand.kind == .word && isNumber) {
        throw ExpressionFault(
          range: operand.range,
          message: "a comparison starts with a column, not with a value",
          help: "write column = value, and put odd column names in backticks")
      }
      throw unknownColumn(operand)
    }
    return column
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

  private func unknownColumn(_ operand: ExpressionOperand) -> ExpressionFault {
    do {
      _ = try table.column(operand.text)
    } catch {
      return ExpressionFault(
        range: operand.range, message: error.message, help: error.help,
        code: error.code)
    }
    return ExpressionFault(range: operand.range, message: "no such column")
  }

  // MARK: - Comparing with values

  /// Whether the column stands in relation `sign` to any of the values.
  private func compare(
    _ column: Column, _ sign: Comparison, _ values: [ExpressionOperand]
  ) throws(ExpressionFault) -> [Truth] {
    for value in values where value.kind == .name {
      throw ExpressionFault(
        range: value.range, message: "a list takes values, not columns",
        help: "write the code without backticks")
    }
    switch column.values {
    case .texts(let texts):
      if sign.isOrdering { throw textHasNoOrder(column, values) }
      let wanted = Set(values.map(\.text))
      let levels = texts.levels.map { level -> Truth in
        wanted.contains(level) == (sign == .equal) ? .yes : .no
      }
      return rows(of: column) { row in
        let code = texts.codes[row]
        return code < 0 ? .unknown : levels[Int(code)]
      }
    case .choices:
      throw ExpressionFault(
        range: values.first?.range ?? 0..<1,
        message: "'\(column.name)' holds several answers a row",
        help: "ask for one option: has(\(column.name), …)")
    case .days(let days):
      let wanted = try dayNumbers(values, column: column)
      return rows(of: column) { row in
        wanted.contains { sign.holds(days[row], $0) } ? .yes : .no
      }
    case .integers(let integers):
      let wanted = try numbers(values, column: column)
      return rows(of: column) { row in
        let value = Double(integers[row])
        return wanted.contains { sign.holds(value, $0) } ? .yes : .no
      }
    case .doubles(let doubles):
      let wanted = try numbers(values, column: column)
      return rows(of: column) { row in
        wanted.contains { sign.holds(doubles[row], $0) } ? .yes : .no
      }
    }
  }

  private func rows(
    of column: Column, _ truth: (Int) -> Truth
  ) -> [Truth] {
    (0..<table.rowCount).map {
      column.missing.isMissing($0) ? .unknown : truth($0)
    }
  }

  private func numbers(
    _ values: [ExpressionOperand], column: Column
  ) throws(ExpressionFault) -> [Double] {
    var numbers: [Double] = []
    for value in values {
      guard let number = plainNumber(value.text) else {
        throw ExpressionFault(
          range: value.range,
          message:
            "'\(column.name)' holds numbers, and '\(value.text)' is none",
          help: help(for: value, column: column))
      }
      numbers.append(number)
    }
    return numbers
  }

  private func dayNumbers(
    _ values: [ExpressionOperand], column: Column
  ) throws(ExpressionFault) -> [Int32] {
    var days: [Int32] = []
    for value in values {
      guard let day = calendarDay(value.text) else {
        throw ExpressionFault(
          range: value.range,
          message: "'\(column.name)' holds dates, and '\(value.text)' is none",
          help: help(for: value, column: column)
            ?? "write dates as 2024-01-31")
      }
      days.append(day.daysSinceEpoch)
    }
    return days
  }

  /// Names the code behind a label, or the column that was meant.
  private func help(
    for value: ExpressionOperand, column: Column
  ) -> String? {
    let labels = column.variable?.valueLabels ?? []
    if let match = labels.first(where: {
      $0.label.chinese == value.text || $0.label.english == value.text
    }) {
      return "conditions compare codes: "
        + "write '\(column.name) = \(match.code)' for \(value.text)"
    }
    guard value.kind == .word else { return nil }
    return nearest(to: value.text, in: table.columns.map(\.name))
      .map { "did you mean the column '\($0)'?" }
  }

  private func textHasNoOrder(
    _ column: Column, _ values: [ExpressionOperand]
  ) -> ExpressionFault {
    ExpressionFault(
      range: values.first?.range ?? 0..<1,
      message: "'\(column.name)' holds text, which has no order",
      help: "< <= > >= compare numbers and dates; use = or in (…)")
  }

  // MARK: - Comparing two columns

  private func compare(
    _ left: Column, _ sign: Comparison, _ right: Column, range: Range<Int>
  ) throws(ExpressionFault) -> [Truth] {
    switch (left.values, right.values) {
    case (.texts, .texts) where !sign.isOrdering:
      return (0..<table.rowCount).map { row in
        guard let a = left.text(at: row), let b = right.text(at: row) else {
          return .unknown
        }
        return (a == b) == (sign == .equal) ? .yes : .no
      }
    case (.texts, _), (_, .texts), (.choices, _), (_, .choices):
      throw ExpressionFault(
        range: range,
        message: "'\(left.name)' and '\(right.name)' cannot be compared",
        help: "quote '\(right.name)' when the value is meant")
    case (.days, .integers), (.days, .doubles), (.integers, .days),
      (.doubles, .days):
      throw ExpressionFault(
        range: range,
        message: "'\(left.name)' and '\(right.name)' are a date and a number")
    default:
      let (a, b) = (left.numbers() ?? [], right.numbers() ?? [])
      return a.indices.map { row in
        if a[row].isNaN || b[row].isNaN { return .unknown }
        return sign.holds(a[row], b[row]) ? .yes : .no
      }
    }
  }
}

/// Reads a decimal number; words such as `nan` and `inf` are none.
private func plainNumber(_ text: String) -> Double? {
  let isPlain = text.utf8.allSatisfy { byte in
    (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46
      || byte == 69 || byte == 101
  }
  guard isPlain, let value = Double(text), value.isFinite else { return nil }
  return value
}

/// Reads `2024-01-31`.
private func calendarDay(_ text: String) -> CalendarDay? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
    let day = Int(parts[2])
  else { return nil }
  return CalendarDay(year: year, month: month, day: day)
}
