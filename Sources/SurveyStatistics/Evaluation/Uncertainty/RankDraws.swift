import SurveyData

/// Scores of the same cases in many draws, and what they say about ranks.
///
/// The share of draws in which a case has a rank is the rank acceptability of
/// SMAA (Lahdelma, Hokkanen and Salminen 1998).
public struct RankDraws: Sendable, Hashable {
  /// The number of cases.
  public let caseCount: Int
  /// The number of bands.
  public let bandCount: Int
  /// The number of draws so far.
  public private(set) var count = 0

  /// For each case its scores, draws in which it was not rated left out.
  private var scores: [[Double]]
  /// For each case the number of draws with each rank.
  private var ranks: [[Int32]]
  private var bands: [[Int32]]
  private var order: [Int]

  /// Creates an empty collection.
  public init(caseCount: Int, bandCount: Int = 0) {
    self.caseCount = caseCount
    self.bandCount = bandCount
    scores = [[Double]](repeating: [], count: caseCount)
    ranks = [[Int32]](
      repeating: [Int32](repeating: 0, count: caseCount), count: caseCount)
    bands = [[Int32]](
      repeating: [Int32](repeating: 0, count: bandCount), count: caseCount)
    order = Array(0..<caseCount)
  }

  /// Adds a draw.
  ///
  /// - Parameters:
  ///   - drawn: A score a case, not-a-number when it is not rated.
  ///   - bands: The position of the band of each case, or nothing.
  public mutating func add(_ drawn: [Double], bands drawnBands: [Int?] = []) {
    precondition(drawn.count == caseCount)
    count += 1
    let rounded = drawn.map { $0.isNaN ? -.infinity : ($0 * 1e10).rounded() }
    // The order of the draw before is nearly that of this one, which an
    // insertion sort uses; it is stable and gives ties no new order.
    for position in 1..<max(1, caseCount) {
      let row = order[position]
      var place = position
      while place > 0, rounded[order[place - 1]] < rounded[row] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = row
    }
    var rank = 0
    for (position, row) in order.enumerated() {
      if drawn[row].isNaN { continue }
      if position == 0 || rounded[row] != rounded[order[position - 1]] {
        rank = position
      }
      ranks[row][rank] += 1
      scores[row].append(drawn[row])
    }
    for (row, band) in drawnBands.enumerated() {
      if let band { bands[row][band] += 1 }
    }
  }

  /// The share of draws in which a case had each rank, the first for rank 1,
  /// of the draws in which it was rated; all 0 when it never was.
  public func rankShares(of row: Int) -> [Double] {
    let rated = scores[row].count
    return ranks[row].map { rated > 0 ? Double($0) / Double(rated) : 0 }
  }

  /// The share of draws in which a case fell into each band, of the draws in
  /// which it was rated.
  public func bandShares(of row: Int) -> [Double] {
    let rated = scores[row].count
    return bands[row].map { rated > 0 ? Double($0) / Double(rated) : 0 }
  }

  /// The share of draws in which a case was not rated.
  public func unscoredShare(of row: Int) -> Double {
    count > 0 ? Double(count - scores[row].count) / Double(count) : 0
  }

  /// The mean rank over the draws in which a case was rated.
  public func meanRank(of row: Int) -> Double? {
    let rated = ranks[row].reduce(0) { $0 + Int($1) }
    guard rated > 0 else { return nil }
    let sum = ranks[row].enumerated().reduce(0) {
      $0 + ($1.offset + 1) * Int($1.element)
    }
    return Double(sum) / Double(rated)
  }

  /// The interval of the score of a case: quantiles of type 7 (Hyndman and
  /// Fan 1996).
  public func scoreInterval(of row: Int, level: Double) -> Interval? {
    let sorted = scores[row].sorted()
    guard let lower = Self.quantile(sorted, (1 - level) / 2),
      let upper = Self.quantile(sorted, (1 + level) / 2)
    else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: "draws")
  }

  /// The interval of the rank of a case: quantiles of type 7, rounded away
  /// from each other to whole ranks.
  public func rankInterval(of row: Int, level: Double) -> Interval? {
    var sorted: [Double] = []
    for (rank, times) in ranks[row].enumerated() {
      sorted.append(
        contentsOf: repeatElement(Double(rank + 1), count: Int(times)))
    }
    guard let lower = Self.quantile(sorted, (1 - level) / 2),
      let upper = Self.quantile(sorted, (1 + level) / 2)
    else { return nil }
    return Interval(
      lower: lower.rounded(.down), upper: upper.rounded(.up), level: level,
      method: "draws")
  }

  /// The quantile of type 7 of sorted numbers, `nil` without any.
  public static func quantile(_ sorted: [Double], _ share: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let position = Double(sorted.count - 1) * min(1, max(0, share))
    let below = Int(position)
    if below + 1 >= sorted.count { return last }
    return sorted[below]
      + (position - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
