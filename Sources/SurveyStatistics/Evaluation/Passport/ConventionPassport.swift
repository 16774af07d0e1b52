/// The ranks of the cases under all credible conventions.
struct ConventionPassport: Sendable {
  /// One combination of conventions.
  struct Entry: Sendable {
    /// The choice on each axis, 0 for the one that was made.
    var combination: [Int]
    /// The rank of each case; `nil` when it is not rated.
    var ranks: [Int?]
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

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    options: PassportOptions, chosen: [Double]
  ) {
    let space = ConventionSpace(
      analysis, prepared, alternatives: options.alternatives)
    self.space = space
    self.options = options
    isOneAtATime =
      options.combination == .oneAtATime
      || (space.count ?? .max) > options.limit
    let combinations = isOneAtATime ? space.neighbours : space.product
    let found = RowBlocks.map(combinations.count, threads: nil) {
      index -> Entry? in
      let combination = combinations[index]
      let totals =
        combination.allSatisfy { $0 == 0 }
        ? chosen : space.totals(combination)
      guard let totals else { return nil }
      return Entry(
        combination: combination, ranks: competitionRanks(totals),
        change: RankChange(from: chosen, to: totals))
    }
    entries = found.compactMap { $0 }
    undefined = found.count - entries.count
  }

  /// The ranks of one case under the conventions that rate it, rising.
  func ranks(of row: Int) -> [Int] {
    entries.compactMap { $0.ranks[row] }.sorted()
  }

  /// The share of conventions that put a case among the first three.
  func topShare(of row: Int) -> Double {
    let count = entries.count { ($0.ranks[row] ?? .max) <= 3 }
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
      entries.compactMap { $0.ranks[row] }.max() ?? .max
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

  /// The number of conventions that put one case above another.
  private func above(_ row: Int, _ other: Int) -> Int {
    entries.count { entry in
      guard let first = entry.ranks[row] else { return false }
      return first < (entry.ranks[other] ?? .max)
    }
  }
}
