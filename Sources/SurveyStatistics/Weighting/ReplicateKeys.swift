/// What steps of weighting look at in a row: rows that are alike in it and in
/// their sampled unit are multiplied with the same factor by every step in
/// every replicate.
///
/// Margins look at the cell of a row, trimming at its weight. Totals of
/// numbers and propensities look at numbers of each row; of replicates is
/// then kept what solved each step.
struct ReplicateKeys: Sendable {
  /// The rows that are alike, numbered densely; `nil` when a step looks at
  /// more.
  private var codes: [Int32]?
  private var isEmpty = true

  /// Rows put together.
  struct Groups {
    /// The group of each row.
    var groupOfRow: [Int32]
    /// A row of each group, with a weight where one has.
    var rows: [Int]
  }

  /// Adds what a step looks at: a code a row, or `nil` for more than codes.
  mutating func add(_ own: [Int32]?) {
    guard let own else {
      (codes, isEmpty) = (nil, false)
      return
    }
    if isEmpty {
      (codes, isEmpty) = (own, false)
    } else {
      codes = codes.map { Self.crossed($0, own) }
    }
  }

  /// Adds the weight of each row, which trimming looks at.
  mutating func add(weights: [Double]) {
    var numbers: [Double: Int32] = [:]
    add(
      weights.map { weight in
        if let known = numbers[weight] { return known }
        let number = Int32(numbers.count)
        numbers[weight] = number
        return number
      })
  }

  /// The most factors that are kept, 128 MiB of them.
  static let mostFactors = 1 << 24

  /// The groups of rows for replicates that are kept a unit; `nil` where they
  /// would save little.
  func groups(of replicates: ReplicateWeights) -> Groups? {
    guard let codes, case .factors(let units?, _) = replicates.storage,
      codes.count == units.count
    else { return nil }
    let crossed = Self.crossed(units, codes)
    let count = Int((crossed.max() ?? -1) + 1)
    guard count > 0, 2 * count <= units.count,
      count * replicates.count <= Self.mostFactors
    else { return nil }
    var rows = [Int](repeating: -1, count: count)
    for row in crossed.indices {
      let group = Int(crossed[row])
      if rows[group] < 0
        || replicates.baseWeights[rows[group]] == 0
          && replicates.baseWeights[row] != 0
      {
        rows[group] = row
      }
    }
    return Groups(groupOfRow: crossed, rows: rows)
  }

  private static func crossed(_ left: [Int32], _ right: [Int32]) -> [Int32] {
    func counted(_ codes: [Int32]) -> ([Int32], Int) {
      // Rows outside have -1 and are a group of their own.
      let raised = codes.map { $0 + 1 }
      return (raised, Int((raised.max() ?? -1) + 1))
    }
    let (outer, outerCount) = counted(left)
    let (inner, innerCount) = counted(right)
    return DenseKeys(
      outer: outer, outerCount: outerCount, inner: inner,
      innerCount: innerCount
    ).codes
  }
}
