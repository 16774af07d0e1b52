/// Numbers pairs (`outer`, `inner`) densely, in ascending order of the pair.
///
/// The numbering depends on the pairs that occur and not on the order of the
/// rows, so that sums over units do not depend on it either.
struct DenseKeys {
  /// The number of each row; -1 where `outer` or `inner` is negative.
  private(set) var codes: [Int32]
  /// The outer part of each pair.
  private(set) var outer: [Int32] = []
  /// The inner part of each pair.
  private(set) var inner: [Int32] = []

  /// The number of distinct pairs.
  var count: Int { outer.count }

  /// Numbers the pairs of two lists of equal length.
  ///
  /// - Precondition: Inner codes are below `innerCount`, outer codes below
  ///   `outerCount`.
  init(outer: [Int32], outerCount: Int, inner: [Int32], innerCount: Int) {
    precondition(outer.count == inner.count)
    codes = [Int32](repeating: -1, count: outer.count)
    let (cells, overflow) = outerCount.multipliedReportingOverflow(
      by: innerCount)
    if !overflow, cells <= max(1 << 20, 8 * outer.count) {
      numberDirectly(outer, inner, innerCount, cells)
    } else {
      numberBySorting(outer, inner, innerCount)
    }
  }

  private mutating func numberDirectly(
    _ outer: [Int32], _ inner: [Int32], _ innerCount: Int, _ cells: Int
  ) {
    var number = [Int32](repeating: -1, count: cells)
    for row in outer.indices where outer[row] >= 0 && inner[row] >= 0 {
      number[Int(outer[row]) * innerCount + Int(inner[row])] = 0
    }
    for cell in 0..<cells where number[cell] == 0 {
      number[cell] = Int32(count)
      append(cell, innerCount)
    }
    for row in outer.indices where outer[row] >= 0 && inner[row] >= 0 {
      codes[row] = number[Int(outer[row]) * innerCount + Int(inner[row])]
    }
  }

  private mutating func numberBySorting(
    _ outer: [Int32], _ inner: [Int32], _ innerCount: Int
  ) {
    var keys: [Int] = []
    for row in outer.indices where outer[row] >= 0 && inner[row] >= 0 {
      keys.append(Int(outer[row]) * innerCount + Int(inner[row]))
    }
    var number: [Int: Int32] = [:]
    for key in Set(keys).sorted() {
      number[key] = Int32(count)
      append(key, innerCount)
    }
    for row in outer.indices where outer[row] >= 0 && inner[row] >= 0 {
      let key = Int(outer[row]) * innerCount + Int(inner[row])
      codes[row] = number[key] ?? -1
    }
  }

  private mutating func append(_ key: Int, _ innerCount: Int) {
    outer.append(Int32(key / innerCount))
    inner.append(Int32(key % innerCount))
  }
}
