/// Whole numbers within a narrow range as dense groups, found by position in
/// a list instead of by hashing each: codes of answers are such numbers.
struct DenseGroups {
  /// For each row its group; -1 where missing.
  let codes: [Int32]
  /// The number of each group, in ascending order.
  let numbers: [Int32]

  /// The widest range that is looked up in a list.
  private static let widest = 1 << 16

  /// - Returns: `nil` when the numbers that are not missing lie too far apart.
  init?(_ values: [Int32], missing: MissingReasons) {
    let reasons =
      missing.isComplete
      ? [UInt8](repeating: 0, count: values.count) : missing.rawReasons
    var (low, high) = (Int32.max, Int32.min)
    for row in values.indices where reasons[row] == 0 {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    guard low <= high else {
      codes = [Int32](repeating: -1, count: values.count)
      numbers = []
      return
    }
    let width = Int(high) - Int(low) + 1
    guard width <= Self.widest else { return nil }
    var group = [Int32](repeating: -1, count: width)
    for row in values.indices where reasons[row] == 0 {
      group[Int(values[row]) - Int(low)] = 0
    }
    var numbers: [Int32] = []
    for offset in 0..<width where group[offset] == 0 {
      group[offset] = Int32(numbers.count)
      numbers.append(low + Int32(offset))
    }
    self.numbers = numbers
    codes = values.indices.map { row in
      reasons[row] != 0 ? -1 : group[Int(values[row]) - Int(low)]
    }
  }
}
