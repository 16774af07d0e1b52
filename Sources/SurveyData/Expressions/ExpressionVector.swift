/// What an expression is made of.
enum ExpressionType {
  case number, text, date, truth

  /// The type with its article, for messages.
  var name: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .date: "a date"
    case .truth: "a condition"
    }
  }
}

/// The values of an expression for all rows in contiguous arrays, or one
/// value for every row.
struct ExpressionVector {
  enum Values {
    case numbers([Double])
    case days([Int32])
    case texts(DictionaryText)
    case truths([Bool])
  }

  var values: Values
  /// For each row 0, or why there is no value: the raw value of a
  /// `MissingReason`, with a flag when the expression itself is the cause.
  /// Empty when every row has a value.
  var reasons: [UInt8] = []
  /// Whether there is one value, which holds for every row.
  var isConstant = false

  /// The flag of a number that does not exist, such as one divided by zero.
  static let undefinedFlag: UInt8 = 0x40
  /// The flag of a text that could not be read as a number or a date.
  static let unreadableFlag: UInt8 = 0x80
  static let undefined = MissingReason.notApplicable.rawValue | undefinedFlag
  static let unreadable = MissingReason.unreadable.rawValue | unreadableFlag
  /// The bits that are the reason alone.
  static let reasonBits: UInt8 = 0x3F

  init(_ values: Values, reasons: [UInt8] = [], isConstant: Bool = false) {
    self.values = values
    self.reasons = reasons
    self.isConstant = isConstant
  }

  var count: Int {
    switch values {
    case .numbers(let values): values.count
    case .days(let values): values.count
    case .texts(let values): values.codes.count
    case .truths(let values): values.count
    }
  }

  /// All bits set for values that differ by row: `row & mask` is where the
  /// value of a row stands.
  var mask: Int { isConstant ? 0 : -1 }

  var numbers: [Double] {
    if case .numbers(let values) = values { return values }
    return []
  }

  var days: [Int32] {
    if case .days(let values) = values { return values }
    return []
  }

  var texts: DictionaryText {
    if case .texts(let values) = values { return values }
    return DictionaryText(codes: [], levels: [])
  }

  var truths: [Bool] {
    if case .truths(let values) = values { return values }
    return []
  }

  /// Why a row has no value; 0 when it has one.
  @inline(__always)
  func reason(_ row: Int) -> UInt8 {
    reasons.isEmpty ? 0 : reasons[row & mask]
  }

  /// The values as they are for `count` rows.
  func spread(to count: Int) -> ExpressionVector {
    guard isConstant else { return self }
    func repeated<Value>(_ values: [Value]) -> [Value] {
      values.first.map { [Value](repeating: $0, count: count) } ?? []
    }
    var copy = self
    copy.isConstant = false
    copy.reasons = repeated(reasons)
    switch values {
    case .numbers(let values): copy.values = .numbers(repeated(values))
    case .days(let values): copy.values = .days(repeated(values))
    case .truths(let values): copy.values = .truths(repeated(values))
    case .texts(let values):
      copy.values = .texts(
        DictionaryText(
          codes: repeated(values.codes.words()), levels: values.levels))
    }
    return copy
  }
}

extension ExpressionVector {
  /// How many values `vectors` give together: one when each holds for every
  /// row, otherwise one a row.
  static func count(_ vectors: [ExpressionVector]) -> Int {
    vectors.first { !$0.isConstant }?.count ?? 1
  }

  /// The reason of the first of `vectors` without a value, row by row; empty
  /// when all have values.
  static func firstReasons(_ vectors: [ExpressionVector]) -> [UInt8] {
    let holed = vectors.filter { !$0.reasons.isEmpty }
    guard let first = holed.first else { return [] }
    let count = count(vectors)
    var reasons = (0..<count).map { first.reason($0) }
    for vector in holed.dropFirst() {
      for row in 0..<count where reasons[row] == 0 {
        reasons[row] = vector.reason(row)
      }
    }
    return reasons
  }

  /// Numbers made from one number each.
  static func map(
    _ vector: ExpressionVector, _ body: (Double) -> Double
  ) -> ExpressionVector {
    finished(
      vector.numbers.map(body), reasons: vector.reasons,
      isConstant: vector.isConstant)
  }

  /// Numbers made from two numbers each.
  static func combine(
    _ left: ExpressionVector, _ right: ExpressionVector,
    _ body: (Double, Double) -> Double
  ) -> ExpressionVector {
    let count = count([left, right])
    let (a, b) = (left.numbers, right.numbers)
    let (maskA, maskB) = (left.mask, right.mask)
    let numbers = (0..<count).map { body(a[$0 & maskA], b[$0 & maskB]) }
    return finished(
      numbers, reasons: firstReasons([left, right]),
      isConstant: left.isConstant && right.isConstant)
  }

  /// Numbers, missing where they are not finite.
  static func finished(
    _ numbers: [Double], reasons: [UInt8], isConstant: Bool
  ) -> ExpressionVector {
    var reasons = reasons
    for (row, number) in numbers.enumerated() where !number.isFinite {
      if reasons.isEmpty {
        reasons = [UInt8](repeating: 0, count: numbers.count)
      }
      if reasons[row] == 0 { reasons[row] = undefined }
    }
    return ExpressionVector(
      .numbers(numbers), reasons: reasons, isConstant: isConstant)
  }
}
