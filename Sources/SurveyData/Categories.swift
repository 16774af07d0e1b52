/// The rows of a column as dense groups.
///
/// The order of the groups does not depend on the order of the rows: first
/// the codes of the codebook in its order, as far as they occur, then numbers
/// and dates by size, then text by Unicode code point.
public struct Categories: Sendable {
  /// One group: its value as text.
  public struct Level: Hashable, Sendable {
    /// The value as the file writes it.
    public var value: String
    /// The label of the codebook.
    public var label: LocalizedText?
  }

  /// For each row the position of its group in `levels`; -1 where missing.
  public let codes: [Int32]
  /// The groups that occur.
  public let levels: [Level]

  /// Finds the groups of `column`.
  public init(_ column: Column) {
    let raw = Self.rawGroups(column)
    var occurs = [Bool](repeating: false, count: raw.values.count)
    for code in raw.codes where code >= 0 { occurs[Int(code)] = true }
    let declared = column.variable?.valueLabels ?? []
    let rank = Dictionary(
      declared.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let keys = raw.values.map { SortKey($0, rank: rank[$0]) }
    let order = raw.values.indices.filter { occurs[$0] }.sorted {
      keys[$0] < keys[$1]
    }
    var position = [Int32](repeating: -1, count: raw.values.count)
    for (new, old) in order.enumerated() { position[old] = Int32(new) }
    codes = raw.codes.map { $0 < 0 ? -1 : position[Int($0)] }
    levels = order.map { old in
      let value = raw.values[old]
      return Level(value: value, label: rank[value].map { declared[$0].label })
    }
  }

  /// Creates groups from finished codes, each -1 or a position in `levels`.
  public init(codes: [Int32], levels: [Level]) {
    self.codes = codes
    self.levels = levels
  }

  /// Where a value stands: by its rank in the codebook, by size, by its
  /// letters. Each kind comes after the one before, since an order in which
  /// `9` comes before `10`, `10` before `1a` and `1a` before `9` is none.
  private struct SortKey: Comparable {
    let value: String
    let rank: Int?
    let number: Double?

    init(_ value: String, rank: Int?) {
      self.value = value
      self.rank = rank
      number = Double(value).flatMap { $0.isFinite ? $0 : nil }
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
      if left.rank != right.rank {
        return left.rank ?? .max < right.rank ?? .max
      }
      if left.number != right.number {
        return left.number ?? .infinity < right.number ?? .infinity
      }
      return left.value.unicodeScalars.lexicographicallyPrecedes(
        right.value.unicodeScalars)
    }
  }

  private static func rawGroups(
    _ column: Column
  ) -> (codes: [Int32], values: [String]) {
    func dense<Value: Hashable>(
      _ values: [Value], _ text: (Value) -> String
    ) -> (codes: [Int32], values: [String]) {
      var positions: [Value: Int32] = [:]
      var texts: [String] = []
      let codes = values.indices.map { row -> Int32 in
        if column.missing.isMissing(row) { return -1 }
        if let known = positions[values[row]] { return known }
        let next = Int32(texts.count)
        positions[values[row]] = next
        texts.append(text(values[row]))
        return next
      }
      return (codes, texts)
    }
    switch column.values {
    case .integers(let values):
      let words = values.words()
      guard let groups = DenseGroups(words, missing: column.missing) else {
        return dense(words) { String($0) }
      }
      return (groups.codes, groups.numbers.map { String($0) })
    case .doubles(let values): return dense(values, plainText)
    case .days(let values):
      return dense(values.words()) { CalendarDay(daysSinceEpoch: $0).text }
    case .texts(let texts):
      let values = texts.distinct(column.missing)
      let codes = values.codes.indices.map { row in
        column.missing.isMissing(row) ? -1 : values.codes[row]
      }
      return (codes, Array(values.levels))
    case .choices(let values):
      // Each combination of ticks is a group.
      return dense(Array(0..<values.count).map { values.text(at: $0) }) { $0 }
    }
  }
}
