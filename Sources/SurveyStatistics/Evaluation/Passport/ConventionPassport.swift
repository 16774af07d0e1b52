/// The ranks of the cases under all credible conventions.
struct ConventionPassport: Sendable {
  /// One combination of conventions.
  struct Entry: Sendable {
    /// The choice on each axis, 0 for the one that was made.
    var combination: [Int]
    /// The rank of each case; `nil` when it is not rated.
    var ranks: [Double?]
    /// How ranks differ from the chosen ones.
    var change: RankChange
  }

  let space: ConventionSpace
  let options: PassportOptions
  /// The combinations that were computed, the chosen one first.
  let entries: [Entry]
  /// Combinations without a result.
  let undefined: Int
  /// Whether only one convention was exchanged at a time.
  let isOneAtATime: Bool
  /// Whether cases have the same score under some combination; otherwise
  /// ways to rank them have no effect and are not combinations of their own.
  let hasTies: Bool

  /// No more combinations than this are even counted.
  private static let countable = 200_000

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    options: PassportOptions, chosen: [Double]
  ) {
    let full = ConventionSpace(
      analysis, prepared, alternatives: options.alternatives)
    let space = full.without(.ties)
    self.options = options
    var product: [[Int]] = []
    if options.combination == .product,
      space.count ?? .max <= Self.countable
    {
      product = space.product
    }
    let tieChoices =
      full.dimensions.first { $0.axis == .ties }?.choices.count ?? 1
    let isOneAtATime =
      product.isEmpty || product.count * tieChoices > options.limit
    self.isOneAtATime = isOneAtATime
    let combinations = isOneAtATime ? space.neighbours : product
    let totals = RowBlocks.map(combinations.count, threads: nil) {
      index -> [Double]? in
      let combination = combinations[index]
      return combination.allSatisfy { $0 == 0 }
        ? chosen : space.totals(combination)
    }
    undefined = totals.count { $0 == nil }
    let found = zip(combinations, totals).compactMap { combination, totals in
      totals.map { (combination: combination, totals: $0) }
    }
    hasTies = found.contains { entry in
      let ranks = competitionRanks(entry.totals).compactMap(\.self)
      return Set(ranks).count < ranks.count
    }
    let isSplit = hasTies && tieChoices > 1
    self.space = isSplit ? full : space
    let own = analysis.options.rankTies
    entries = found.flatMap { entry -> [Entry] in
      let isChosen = entry.combination.allSatisfy { $0 == 0 }
      let choices = isSplit && (isChosen || !isOneAtATime) ? tieChoices : 1
      return (0..<choices).map { choice in
        let combination = entry.combination + (isSplit ? [choice] : [])
        let ties = isSplit ? full.ties(combination) : own
        return Entry(
          combination: combination, ranks: ties.ranks(of: entry.totals),
          change: RankChange(
            from: chosen, to: entry.totals, ties: (own, ties)))
      }
    }
  }

  /// The ranks of one case under the conventions that rate it, rising.
  func ranks(of row: Int) -> [Double] {
    entries.compactMap { $0.ranks[row] }.sorted()
  }

  /// The share of conventions that put a case among the first three.
  func topShare(of row: Int) -> Double {
    let count = entries.count { ($0.ranks[row] ?? .infinity) <= 3 }
    return entries.isEmpty ? 0 : Double(count) / Double(entries.count)
  }

  /// The cases that every convention puts among the first three.
  func robustTop(_ order: [Int]) -> [Int] {
    order.filter { topShare(of: $0) == 1 }
  }

  /// The finest groups of cases such that every case of a group is above
  /// every case of the next in the agreed share of conventions.
  ///
  /// Two cases are not separated when fewer conventions agree on their order;
  /// the groups are the connected parts of what is not separated, in the
  /// order of the published ranks.
  func groups(_ order: [Int]) -> [[Int]] {
    guard !order.isEmpty else { return [] }
    let needed = options.agreement * Double(entries.count) - 1e-9
    // The last position that any case up to here is not separated from.
    var reach = 0
    var groups: [[Int]] = []
    var group: [Int] = []
    let highest = order.map { row in
      entries.compactMap { $0.ranks[row] }.max() ?? .infinity
    }
    let lowest = order.map { row in
      entries.compactMap { $0.ranks[row] }.min() ?? 0
    }
    for (index, row) in order.enumerated() {
      if index > reach {
        groups.append(group)
        group = []
        reach = index
      }
      group.append(row)
      for other in order.indices.reversed() {
        if other <= max(reach, index) { break }
        // Whoever is never ranked as well as this case's worst is separated.
        if lowest[other] > highest[index] { continue }
        if Double(above(row, order[other])) < needed {
          reach = other
          break
        }
      }
    }
    groups.append(group)
    return groups
  }

  /// The longest runs of neighbours in which no case is above another in the
  /// agreed share of conventions, of those with two cases or more.
  ///
  /// Unlike `groups`, such sets can overlap: A and B may not be separated,
  /// nor B and C, and yet A and C be.
  func inseparable(_ order: [Int]) -> [[Int]] {
    let needed = options.agreement * Double(entries.count) - 1e-9
    var sets: [[Int]] = []
    var end = 0
    for start in order.indices {
      // A longer run that starts here must end after the one before.
      var next = max(start + 1, end)
      grow: while next < order.count {
        for member in start..<next
        where Double(above(order[member], order[next])) >= needed {
          break grow
        }
        next += 1
      }
      if next > end, next - start > 1 {
        sets.append(Array(order[start..<next]))
      }
      end = max(end, next)
    }
    return sets
  }

  /// The share of conventions that put one case above another.
  func shareAbove(_ row: Int, _ other: Int) -> Double {
    entries.isEmpty
      ? 0 : Double(above(row, other)) / Double(entries.count)
  }

  /// The number of conventions that put one case above another.
  private func above(_ row: Int, _ other: Int) -> Int {
    entries.count { entry in
      guard let first = entry.ranks[row] else { return false }
      return first < (entry.ranks[other] ?? .infinity)
    }
  }
}
