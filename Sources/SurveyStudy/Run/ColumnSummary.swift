import SurveyData

/// A column in a few numbers.
public struct ColumnSummary: Sendable {
  /// A value with the number of cells that hold it.
  public struct Answer: Sendable {
    /// The value as the file writes it.
    public var value: String
    /// What the codebook says that it means.
    public var label: LocalizedText?
    /// The number of cells.
    public var count: Int
  }

  /// The name.
  public var name: String
  /// The name in the file, where it is another one.
  public var header: String?
  /// `integer`, `number`, `date`, `text` or `choices`, as codebooks say it.
  public var type: String
  /// What the column is about.
  public var label: LocalizedText?
  /// Cells with a value.
  public var valid: Int
  /// Cells without a value for each reason that occurs.
  public var missing: [(reason: MissingReason, count: Int)]
  /// The number of distinct values; `nil` for measurements, and where nearly
  /// each of very many cells has a text of its own.
  public var distinct: Int?
  /// The smallest value, a day in the form 2024-03-05.
  public var minimum: String?
  /// The largest value.
  public var maximum: String?
  /// The mean of numbers.
  public var mean: Double?
  /// The answers: all of them in their order when they are few, otherwise
  /// the most frequent; empty when every cell has its own.
  public var answers: [Answer] = []

  /// So many answers count as few.
  static let few = 10

  init(_ column: Column) {
    name = column.name
    header = column.header
    label = column.variable?.label
    let missing = column.missing
    self.missing = MissingReason.allCases.compactMap { reason in
      let count = missing.isComplete ? 0 : missing.count(of: reason)
      return count > 0 ? (reason, count) : nil
    }
    valid = column.count - (missing.isComplete ? 0 : missing.count)
    switch column.values {
    case .integers(let values):
      type = Variable.Kind.integer.rawValue
      describe(values.words(), column)
    case .doubles(let values):
      type = Variable.Kind.number.rawValue
      describe(values, missing)
    case .days(let values):
      type = Variable.Kind.date.rawValue
      let days = values.words()
      var (first, last) = (Int32.max, Int32.min)
      for row in days.indices where !missing.isMissing(row) {
        first = min(first, days[row])
        last = max(last, days[row])
      }
      if valid > 0 {
        minimum = CalendarDay(daysSinceEpoch: first).text
        maximum = CalendarDay(daysSinceEpoch: last).text
      }
    case .texts(let texts):
      type = Variable.Kind.text.rawValue
      describe(texts, column)
    case .choices(let choices):
      type = "choices"
      describe(choices, missing)
    }
  }

  private mutating func describe(_ values: [Int32], _ column: Column) {
    let missing = column.missing
    var (low, high, sum) = (Int32.max, Int32.min, 0)
    for row in values.indices where !missing.isMissing(row) {
      low = min(low, values[row])
      high = max(high, values[row])
      sum += Int(values[row])
    }
    guard valid > 0 else { return }
    minimum = String(low)
    maximum = String(high)
    mean = Double(sum) / Double(valid)
    // Counting needs a place for each number between the ends.
    guard Int(high) - Int(low) < 1 << 16 else { return }
    var counts = [Int](repeating: 0, count: Int(high) - Int(low) + 1)
    for row in values.indices where !missing.isMissing(row) {
      counts[Int(values[row]) - Int(low)] += 1
    }
    distinct = counts.count { $0 > 0 }
    let hasLabels = !(column.variable?.valueLabels.isEmpty ?? true)
    guard distinct ?? 0 <= Self.few || hasLabels else { return }
    fill(
      counts.indices.filter { counts[$0] > 0 }.map { position in
        (String(Int(low) + position), counts[position])
      }, column.variable)
  }

  private mutating func describe(
    _ values: [Double], _ missing: MissingReasons
  ) {
    guard valid > 0 else { return }
    var (low, high, sum) = (Double.infinity, -Double.infinity, 0.0)
    for row in values.indices where !missing.isMissing(row) {
      low = Swift.min(low, values[row])
      high = Swift.max(high, values[row])
      sum += values[row] / Double(valid)
    }
    minimum = plainText(low)
    maximum = plainText(high)
    mean = sum.isFinite ? sum : nil
  }

  private mutating func describe(_ texts: DictionaryText, _ column: Column) {
    // Telling millions of names apart would cost more than reading them.
    guard texts.areLevelsDistinct || valid <= 200_000 else { return }
    let texts = texts.distinct(column.missing)
    let codes = texts.codes.words()
    var counts = [Int](repeating: 0, count: texts.levels.count)
    for row in codes.indices where codes[row] >= 0 {
      if !column.missing.isMissing(row) { counts[Int(codes[row])] += 1 }
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    distinct = used.count
    // Where every cell has its own text, none is more frequent.
    guard used.count <= Self.few || used.count * 2 <= valid else { return }
    fill(used.map { (texts.levels[$0], counts[$0]) }, column.variable)
  }

  private mutating func describe(
    _ choices: MultipleResponse, _ missing: MissingReasons
  ) {
    distinct = choices.options.count
    answers = choices.options.indices.map { option in
      var count = 0
      for row in 0..<choices.count where !missing.isMissing(row) {
        if choices.isTicked(option, row: row) { count += 1 }
      }
      return Answer(
        value: choices.options[option].code,
        label: choices.options[option].label, count: count)
    }
  }

  /// Keeps few answers in the order of the codebook, and the most frequent
  /// of many.
  private mutating func fill(
    _ counted: [(value: String, count: Int)], _ variable: Variable?
  ) {
    var labels: [String: (position: Int, label: LocalizedText)] = [:]
    for (position, label) in (variable?.valueLabels ?? []).enumerated() {
      labels[label.code] = (position, label.label)
    }
    let isFew = counted.count <= Self.few
    let order = counted.indices.sorted { left, right in
      let (a, b) = (counted[left], counted[right])
      let (p, q) = (
        labels[a.value]?.position ?? .max, labels[b.value]?.position ?? .max
      )
      return isFew
        ? (p, left) < (q, right) : (-a.count, left) < (-b.count, right)
    }
    answers = order.prefix(Self.few).map { position in
      let (value, count) = counted[position]
      return Answer(value: value, label: labels[value]?.label, count: count)
    }
  }
}
