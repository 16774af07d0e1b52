import SurveyData

/// Returns ranks with 1 for the highest score; ties share the better rank
/// (1, 2, 2, 4) unless `ties` says otherwise. `nil` for a case without a score.
///
/// Scores count as equal when they are after rounding to 1e-10, so that an
/// error of arithmetic does not split a tie.
///
/// - Parameters:
///   - scores: Scores; not-a-number where a case is not rated.
///   - ties: What cases with the same score share: the better rank or, with
///     `dense`, the next rank (1, 2, 2, 3).
public func competitionRanks(
  _ scores: [Double], ties: RankSharing = .minimum
) -> [Int?] {
  var order = FallingOrder()
  order.sort(scores) { ($0 * 1e10).rounded() }
  var ranks = [Int?](repeating: nil, count: scores.count)
  var rank = 0
  for position in 0..<order.count {
    if position == 0 || !order.isTied(position - 1, position) {
      rank = ties == .dense ? rank + 1 : position + 1
    }
    ranks[order[position]] = rank
  }
  return ranks
}

/// Rows in the order of their ranks, those with the same rank in their own
/// order, those without one last.
func rowsInOrder(ofRanks ranks: [Int?]) -> [Int] {
  // Counted, not sorted: no rank is above the number of rows.
  var next = [Int](repeating: 0, count: ranks.count + 2)
  func slot(_ rank: Int?) -> Int {
    rank.map { min($0, ranks.count) } ?? ranks.count + 1
  }
  for rank in ranks { next[slot(rank)] += 1 }
  var sum = 0
  for index in next.indices {
    let count = next[index]
    next[index] = sum
    sum += count
  }
  var order = [Int](repeating: 0, count: ranks.count)
  for row in ranks.indices {
    let index = slot(ranks[row])
    order[next[index]] = row
    next[index] += 1
  }
  return order
}

/// The rank that cases with the same score share.
public enum RankSharing: String, Sendable, Hashable, CaseIterable {
  /// The better one: 1, 2, 2, 4.
  case minimum = "min"
  /// The mean of those that they take up: 1, 2.5, 2.5, 4.
  case average
  /// The next one: 1, 2, 2, 3.
  case dense

  /// For each rank the mean of those that the cases with it take up.
  static func means(of ranks: [Int?]) -> [Double?] {
    var counts: [Int: Int] = [:]
    for case let rank? in ranks { counts[rank, default: 0] += 1 }
    return ranks.map { rank in
      rank.map { Double($0) + Double((counts[$0] ?? 1) - 1) / 2 }
    }
  }

  /// The rank of each case, the higher score the better; `nil` for a case
  /// without a score. Only `average` has ranks that are not whole.
  func ranks(of scores: [Double]) -> [Double?] {
    let ranks = competitionRanks(scores, ties: self)
    return self == .average
      ? Self.means(of: ranks) : ranks.map { $0.map(Double.init) }
  }

  /// The choice and what it means.
  var convention: Convention {
    let sentence: LocalizedText
    switch self {
    case .minimum:
      sentence = LocalizedText(
        zh: "得分按 1e-10 修约后相同的并列，取较好的名次（1、2、2、4）。",
        en: "Scores that are equal after rounding to 1e-10 share the better "
          + "rank (1, 2, 2, 4).")
    case .average:
      sentence = LocalizedText(
        zh: "得分按 1e-10 修约后相同的并列，取平均名次（1、2.5、2.5、4）；各次抽样的名次亦同，名次区间取整到外侧。",
        en: "Scores that are equal after rounding to 1e-10 share the mean of "
          + "their ranks (1, 2.5, 2.5, 4), in draws as well; ends of intervals "
          + "are whole ranks further out.")
    case .dense:
      sentence = LocalizedText(
        zh: "得分按 1e-10 修约后相同的并列，名次连续（1、2、2、3）；各次抽样的名次亦同。",
        en: "Scores that are equal after rounding to 1e-10 share a rank, and "
          + "no rank is left out (1, 2, 2, 3), in draws as well.")
    }
    return Convention("rank-ties", rawValue, sentence)
  }
}
