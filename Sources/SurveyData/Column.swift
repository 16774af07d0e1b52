/// The values of a column, one contiguous array. Rows that are missing hold
/// an arbitrary value; ask the column's `missing` first.
public enum ColumnValues: Sendable {
  /// Whole numbers, codes of answers among them.
  case integers(WholeNumbers)
  /// Numbers with fractions, or beyond 32 bits.
  case doubles([Double])
  /// Days since 1970-01-01.
  case days(WholeNumbers)
  /// Text, stored once for each distinct value.
  case texts(DictionaryText)
  /// Answers to a question of which several options may be ticked.
  case choices(MultipleResponse)
}

/// Text values as positions in a list of distinct texts.
public struct DictionaryText: Sendable {
  /// For each row the position of its text in `levels`; -1 where missing.
  public var codes: WholeNumbers
  /// The texts, in the order of their first appearance.
  public var levels: PackedTexts
  /// Whether no text stands twice among `levels`. Where nearly every row has
  /// a text of its own, such as a name, finding the few that are equal would
  /// cost more than it saves, and each row has its own position.
  public private(set) var areLevelsDistinct: Bool

  /// Creates text values; every code has to be -1 or a position in `levels`,
  /// whose texts are distinct unless said otherwise.
  public init(
    codes: WholeNumbers, levels: PackedTexts, areLevelsDistinct: Bool = true
  ) {
    self.codes = codes
    self.levels = levels
    self.areLevelsDistinct = areLevelsDistinct
  }

  /// Creates text values; every code has to be -1 or a position in `levels`.
  public init(codes: [Int32], levels: PackedTexts) {
    self.init(codes: WholeNumbers(codes), levels: levels)
  }

  /// Creates text values; every code has to be -1 or a position in `levels`.
  public init(codes: [Int32], levels: [String]) {
    self.init(codes: WholeNumbers(codes), levels: PackedTexts(levels))
  }

  /// The same values with each text once, in the order of first appearance
  /// in the rows that are not missing.
  public func distinct(_ missing: MissingReasons = .none) -> DictionaryText {
    if areLevelsDistinct { return self }
    // Bytes are compared: two spellings of an accented letter are two texts.
    var positions: [ArraySlice<UInt8>: Int32] = [:]
    var kept = PackedTexts()
    let codes = codes.indices.map { row -> Int32 in
      let code = self.codes[row]
      if code < 0 || missing.isMissing(row) { return -1 }
      let text = levels.withUTF8(Int(code)) { ArraySlice($0) }
      if let known = positions[text] { return known }
      let position = Int32(clamping: kept.count)
      positions[text] = position
      kept.append(text)
      return position
    }
    return DictionaryText(codes: WholeNumbers(codes), levels: kept)
  }

  /// Creates text values from one text a row, `nil` where missing.
  public init(_ texts: [String?]) {
    var positions: [String: Int32] = [:]
    var codes: [Int32] = []
    var levels: [String] = []
    codes.reserveCapacity(texts.count)
    for text in texts {
      guard let text else {
        codes.append(-1)
        continue
      }
      let next = Int32(levels.count)
      let position = positions[text, default: next]
      if position == next {
        positions[text] = next
        levels.append(text)
      }
      codes.append(position)
    }
    self.init(codes: codes, levels: levels)
  }
}

/// A named column with its values and the reasons of what is missing.
public struct Column: Sendable {
  /// The name in the header, or the field name it was translated to.
  public var name: String
  /// The name in the file, where the column has another one.
  public var header: String?
  /// The values.
  public var values: ColumnValues
  /// Which rows have no value, and why.
  public var missing: MissingReasons
  /// What the codebook says about the column.
  public var variable: Variable?
  /// Whether a survey platform wrote it about the response, such as a time or
  /// an address, and no respondent.
  public var isMetadata = false

  /// Creates a column.
  public init(
    _ name: String, _ values: ColumnValues, missing: MissingReasons = .none,
    variable: Variable? = nil
  ) {
    self.name = name
    self.values = values
    self.missing = missing
    self.variable = variable
  }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .integers(let values): values.count
    case .doubles(let values): values.count
    case .days(let values): values.count
    case .texts(let values): values.codes.count
    case .choices(let values): values.count
    }
  }

  /// The name for lists of columns in messages, with that of the file where
  /// it is another one: `points (得分)`.
  public var listedName: String {
    header.map { "\(name) (\($0))" } ?? name
  }

  /// The label in `language`, or the name when the codebook has none.
  public func label(_ language: Language) -> String {
    let label = variable?.label?[language] ?? ""
    return label.isEmpty ? name : label
  }
}

extension Column {
  /// The values as numbers, not-a-number where missing; `nil` for text and
  /// for questions with several answers.
  ///
  /// Dates become days since 1970-01-01.
  public func numbers() -> [Double]? {
    switch values {
    case .integers(let values), .days(let values):
      if missing.isComplete { return values.doubles() }
      var numbers = values.doubles()
      for row in numbers.indices where missing.isMissing(row) {
        numbers[row] = .nan
      }
      return numbers
    case .doubles(let values):
      if missing.isComplete { return values }
      return values.indices.map { row in
        missing.isMissing(row) ? .nan : values[row]
      }
    case .texts, .choices:
      return nil
    }
  }

  /// The value of one row as text, as the file would write it; `nil` where
  /// missing.
  public func text(at row: Int) -> String? {
    if missing.isMissing(row) { return nil }
    switch values {
    case .integers(let values): return String(values[row])
    case .doubles(let values): return plainText(values[row])
    case .days(let values): return CalendarDay(daysSinceEpoch: values[row]).text
    case .texts(let values):
      let code = values.codes[row]
      return code < 0 ? nil : values.levels[Int(code)]
    case .choices(let values): return values.text(at: row)
    }
  }

  /// The column as dense groups, ordered as `Categories` describes.
  public func categories() -> Categories { Categories(self) }

  /// The given rows, in that order.
  public func selecting(_ rows: [Int]) -> Column {
    var copy = self
    copy.missing = missing.selecting(rows)
    switch values {
    case .integers(let values):
      copy.values = .integers(values.selecting(rows))
    case .doubles(let values): copy.values = .doubles(rows.map { values[$0] })
    case .days(let values): copy.values = .days(values.selecting(rows))
    case .texts(let values):
      copy.values = .texts(
        DictionaryText(
          codes: values.codes.selecting(rows), levels: values.levels,
          areLevelsDistinct: values.areLevelsDistinct))
    case .choices(let values): copy.values = .choices(values.selecting(rows))
    }
    return copy
  }
}

/// The shortest text that reads back as the same number, without a trailing
/// `.0`.
public func plainText(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
