import Diagnostics

/// The keys of the rows of two tables as small whole numbers: rows have the
/// same number when their keys are equal.
struct RowKeys {
  /// For each row of the first table its key; -1 where a part is missing.
  private(set) var left: [Int32]
  /// The same for the second table.
  private(set) var right: [Int32]
  /// The number of different keys.
  private(set) var count: Int

  /// Compares the columns of `pairs`, one pair for each part of the key.
  init(_ pairs: [(left: Column, right: Column)], leftRows: Int, rightRows: Int)
  {
    left = [Int32](repeating: 0, count: leftRows)
    right = [Int32](repeating: 0, count: rightRows)
    count = 1
    for (position, pair) in pairs.enumerated() {
      var part = Self.part(pair.left, pair.right)
      if position > 0 { part = Self.crossed(self, part) }
      self = part
    }
  }

  /// The keys of one table.
  init(_ columns: [Column], rows: Int) {
    self.init(
      columns.map { ($0, $0.selecting([])) }, leftRows: rows, rightRows: 0)
  }

  private init(_ left: [Int32], _ right: [Int32], _ count: Int) {
    (self.left, self.right, self.count) = (left, right, count)
  }

  private static func part(_ left: Column, _ right: Column) -> RowKeys {
    if case .texts(let a) = left.values, case .texts(let b) = right.values {
      return ofTexts(a, left.missing, b, right.missing)
    }
    if let a = whole(left), let b = whole(right) {
      return ofWholeNumbers(a, left.missing, b, right.missing)
    }
    let (a, b) = (left.numbers() ?? [], right.numbers() ?? [])
    var known: [Double: Int32] = [:]
    func code(_ value: Double) -> Int32 {
      if value.isNaN { return -1 }
      let next = Int32(known.count)
      return known[value, default: next].stored(in: &known, at: value)
    }
    let (x, y) = (a.map(code), b.map(code))
    return RowKeys(x, y, known.count)
  }

  private static func whole(_ column: Column) -> [Int32]? {
    switch column.values {
    case .integers(let values), .days(let values): values.words()
    default: nil
    }
  }

  private static func ofTexts(
    _ a: DictionaryText, _ missingA: MissingReasons, _ b: DictionaryText,
    _ missingB: MissingReasons
  ) -> RowKeys {
    var known: [String: Int32] = [:]
    func codes(
      _ texts: DictionaryText, _ missing: MissingReasons
    ) -> [Int32] {
      let translation = texts.levels.map { level -> Int32 in
        let next = Int32(known.count)
        return known[level, default: next].stored(in: &known, at: level)
      }
      return texts.codes.enumerated().map { row, code in
        code < 0 || missing.isMissing(row) ? -1 : translation[Int(code)]
      }
    }
    let (x, y) = (codes(a, missingA), codes(b, missingB))
    return RowKeys(x, y, known.count)
  }

  /// Numbers that lie close together need no dictionary.
  private static func ofWholeNumbers(
    _ a: [Int32], _ missingA: MissingReasons, _ b: [Int32],
    _ missingB: MissingReasons
  ) -> RowKeys {
    var (low, high) = (Int.max, Int.min)
    for (values, missing) in [(a, missingA), (b, missingB)] {
      for (row, value) in values.enumerated() where !missing.isMissing(row) {
        low = min(low, Int(value))
        high = max(high, Int(value))
      }
    }
    if low > high {
      return RowKeys(
        [Int32](repeating: -1, count: a.count),
        [Int32](repeating: -1, count: b.count), 0)
    }
    if high - low <= 4 * (a.count + b.count) + 1024 {
      func codes(_ values: [Int32], _ missing: MissingReasons) -> [Int32] {
        values.enumerated().map { row, value in
          missing.isMissing(row) ? -1 : Int32(Int(value) - low)
        }
      }
      return RowKeys(codes(a, missingA), codes(b, missingB), high - low + 1)
    }
    var known: [Int32: Int32] = [:]
    known.reserveCapacity(a.count)
    func codes(_ values: [Int32], _ missing: MissingReasons) -> [Int32] {
      values.enumerated().map { row, value in
        if missing.isMissing(row) { return -1 }
        let next = Int32(known.count)
        return known[value, default: next].stored(in: &known, at: value)
      }
    }
    let (x, y) = (codes(a, missingA), codes(b, missingB))
    return RowKeys(x, y, known.count)
  }

  private static func crossed(_ first: RowKeys, _ second: RowKeys) -> RowKeys {
    var known: [UInt64: Int32] = [:]
    func codes(_ a: [Int32], _ b: [Int32]) -> [Int32] {
      a.indices.map { row in
        if a[row] < 0 || b[row] < 0 { return -1 }
        let pair = UInt64(UInt32(a[row])) << 32 | UInt64(UInt32(b[row]))
        let next = Int32(known.count)
        return known[pair, default: next].stored(in: &known, at: pair)
      }
    }
    let x = codes(first.left, second.left)
    let y = codes(first.right, second.right)
    return RowKeys(x, y, known.count)
  }
}

extension Int32 {
  /// Keeps the number under `key` and returns it.
  fileprivate func stored<Key>(
    in known: inout [Key: Int32], at key: Key
  ) -> Int32 {
    if self == Int32(known.count) { known[key] = self }
    return self
  }
}

/// The rows of each key, one key after the other.
struct RowsByKey {
  /// Where the rows of a key begin in `rows`; one more than there are keys.
  private(set) var starts: [Int32]
  /// The rows.
  private(set) var rows: [Int32]

  init(_ keys: [Int32], count: Int) {
    starts = [Int32](repeating: 0, count: count + 1)
    for key in keys where key >= 0 { starts[Int(key) + 1] += 1 }
    for key in 0..<count { starts[key + 1] += starts[key] }
    rows = [Int32](repeating: 0, count: Int(starts[count]))
    var next = starts
    for (row, key) in keys.enumerated() where key >= 0 {
      rows[Int(next[Int(key)])] = Int32(row)
      next[Int(key)] += 1
    }
  }

  /// The rows of one key.
  subscript(key: Int32) -> ArraySlice<Int32> {
    rows[Int(starts[Int(key)])..<Int(starts[Int(key) + 1])]
  }
}
