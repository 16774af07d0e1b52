import SurveyData

/// Scores of the same cases in many draws, and what they say about ranks.
///
/// The share of draws in which a case has a rank is the rank acceptability of
/// SMAA (Lahdelma, Hokkanen and Salminen 1998). A score and a rank are kept
/// for each case and draw and nothing for each pair of cases, so memory grows
/// with cases times draws.
///
/// Checked against `reference/evaluation/mcdm.json` with stored weights.
public struct RankDraws: Sendable, Hashable {
  /// Draws that follow each other.
  struct Block: Sendable, Hashable {
    /// The number of draws.
    var count = 0
    /// Scores draw by draw, not-a-number where a case was not rated.
    var scores: [Double] = []
    /// Ranks draw by draw, 0 where a case was not rated.
    var ranks: [Float] = []
    /// For each case the number of draws with each band.
    var bands: [Int32] = []
    /// How often something had to be drawn again.
    var repeats = 0
  }

  /// The number of cases.
  public let caseCount: Int
  /// The number of bands.
  public let bandCount: Int
  /// The number of draws so far.
  public var count: Int { blocks.reduce(0) { $0 + $1.count } }

  private(set) var blocks: [Block]
  private var ranker: DrawRanker

  /// Creates an empty collection.
  ///
  /// - Parameter ties: The rank that cases with the same score share.
  public init(
    caseCount: Int, bandCount: Int = 0, ties: RankSharing = .minimum
  ) {
    self.init(
      caseCount: caseCount, bandCount: bandCount, blocks: [], ties: ties)
  }

  /// Puts blocks of draws together.
  init(
    caseCount: Int, bandCount: Int, blocks: [Block],
    ties: RankSharing = .minimum
  ) {
    self.caseCount = caseCount
    self.bandCount = bandCount
    self.blocks = blocks
    ranker = DrawRanker(caseCount: caseCount, ties: ties)
  }

  /// Adds a draw.
  ///
  /// - Parameters:
  ///   - drawn: A score a case, not-a-number when it is not rated.
  ///   - bands: The position of the band of each case, or nothing.
  public mutating func add(_ drawn: [Double], bands drawnBands: [Int?] = []) {
    precondition(drawn.count == caseCount)
    if blocks.isEmpty {
      blocks = [
        Block(bands: [Int32](repeating: 0, count: caseCount * bandCount))
      ]
    }
    blocks[blocks.count - 1].add(
      drawn, bands: drawnBands, bandCount: bandCount, ranker: &ranker)
  }

  // MARK: - One case

  /// The scores of a case in the draws that rated it.
  private func scores(of row: Int) -> [Double] {
    var found: [Double] = []
    found.reserveCapacity(count)
    for block in blocks {
      for draw in 0..<block.count {
        let score = block.scores[draw * caseCount + row]
        if !score.isNaN { found.append(score) }
      }
    }
    return found
  }

  /// The ranks of a case in the draws that rated it.
  private func ranks(of row: Int) -> [Float] {
    var found: [Float] = []
    found.reserveCapacity(count)
    for block in blocks {
      for draw in 0..<block.count {
        let rank = block.ranks[draw * caseCount + row]
        if rank > 0 { found.append(rank) }
      }
    }
    return found
  }

  /// The share of draws in which a case had each rank, the first for rank 1,
  /// of the draws in which it was rated; all 0 when it never was. A mean rank
  /// between two ranks counts half for each.
  public func rankShares(of row: Int) -> [Double] {
    let ranks = ranks(of: row)
    var counts = [Double](repeating: 0, count: caseCount)
    for rank in ranks {
      let below = Int(rank)
      let isHalf = Float(below) != rank
      counts[below - 1] += isHalf ? 0.5 : 1
      if isHalf { counts[below] += 0.5 }
    }
    return ranks.isEmpty ? counts : counts.map { $0 / Double(ranks.count) }
  }

  /// The share of draws in which a case fell into each band, of the draws in
  /// which it was rated.
  public func bandShares(of row: Int) -> [Double] {
    bandShares(of: row, rated: ranks(of: row).count)
  }

  /// The same where the number of draws that rated the case is known.
  func bandShares(of row: Int, rated: Int) -> [Double] {
    (0..<bandCount).map { band in
      let drawn = blocks.reduce(0) {
        $0 + Int($1.bands[row * bandCount + band])
      }
      return rated > 0 ? Double(drawn) / Double(rated) : 0
    }
  }

  /// The share of draws in which a case was not rated.
  public func unscoredShare(of row: Int) -> Double {
    let count = count
    return count > 0
      ? Double(count - ranks(of: row).count) / Double(count) : 0
  }

  /// The mean rank over the draws in which a case was rated.
  public func meanRank(of row: Int) -> Double? {
    let ranks = ranks(of: row)
    guard !ranks.isEmpty else { return nil }
    return ranks.reduce(0) { $0 + Double($1) } / Double(ranks.count)
  }

  /// A quantile of type 7 of the ranks of a case.
  public func rankQuantile(of row: Int, _ share: Double) -> Double? {
    Self.quantile(ranks(of: row).sorted().map { Double($0) }, share)
  }

  /// The interval of the score of a case: quantiles of type 7 (Hyndman and
  /// Fan 1996).
  public func scoreInterval(of row: Int, level: Double) -> Interval? {
    Self.interval(scores(of: row).sorted(), level)
  }

  /// The interval of the rank of a case: quantiles of type 7, rounded away
  /// from each other to whole ranks.
  public func rankInterval(of row: Int, level: Double) -> Interval? {
    Self.wholeInterval(ranks(of: row).sorted().map { Double($0) }, level)
  }

  /// The share of draws in which a case has a higher score than another, of
  /// the draws that rated both; `nil` without such a draw. Scores that are
  /// equal after rounding to 1e-10 are not higher.
  public func shareAbove(_ row: Int, _ other: Int) -> Double? {
    var both = 0
    var above = 0
    for block in blocks {
      for draw in 0..<block.count {
        let first = block.ranks[draw * caseCount + row]
        let second = block.ranks[draw * caseCount + other]
        if first == 0 || second == 0 { continue }
        both += 1
        if first < second { above += 1 }
      }
    }
    return both > 0 ? Double(above) / Double(both) : nil
  }

  /// For each two cases in `order`, row by row, the share of draws in which
  /// the first has a higher score, as `shareAbove` has it.
  func sharesAbove(_ order: [Int]) -> [Double?] {
    let size = order.count
    var above = [Int32](repeating: 0, count: size * size)
    var both = above
    var ranks = [Float](repeating: 0, count: size)
    for block in blocks {
      for draw in 0..<block.count {
        let start = draw * caseCount
        for index in 0..<size {
          ranks[index] = block.ranks[start + order[index]]
        }
        above.withUnsafeMutableBufferPointer { above in
          both.withUnsafeMutableBufferPointer { both in
            ranks.withUnsafeBufferPointer { ranks in
              for first in 0..<size where ranks[first] > 0 {
                let (row, rank) = (first * size, ranks[first])
                for second in 0..<size {
                  above[row + second] &+= rank < ranks[second] ? 1 : 0
                  both[row + second] &+= ranks[second] > 0 ? 1 : 0
                }
              }
            }
          }
        }
      }
    }
    return zip(above, both).map { $1 > 0 ? Double($0) / Double($1) : nil }
  }

  /// For each case but the last in `order`, the share of draws in which it
  /// has a higher score than the one that follows, as `shareAbove` has it.
  func sharesAboveNext(_ order: [Int]) -> [Double?] {
    let pairs = max(0, order.count - 1)
    var both = [Int32](repeating: 0, count: pairs)
    var above = both
    for block in blocks {
      for draw in 0..<block.count {
        let start = draw * caseCount
        for index in 0..<pairs {
          let first = block.ranks[start + order[index]]
          let second = block.ranks[start + order[index + 1]]
          if first == 0 || second == 0 { continue }
          both[index] += 1
          if first < second { above[index] += 1 }
        }
      }
    }
    return (0..<pairs).map {
      both[$0] > 0 ? Double(above[$0]) / Double(both[$0]) : nil
    }
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

  static func interval(_ sorted: [Double], _ level: Double) -> Interval? {
    guard let lower = quantile(sorted, (1 - level) / 2),
      let upper = quantile(sorted, (1 + level) / 2)
    else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: "draws")
  }

  static func wholeInterval(
    _ sorted: [Double], _ level: Double
  ) -> Interval? {
    guard var found = interval(sorted, level) else { return nil }
    found.lower = found.lower.rounded(.down)
    found.upper = found.upper.rounded(.up)
    return found
  }
}

extension RankDraws.Block {
  /// Adds a draw.
  mutating func add(
    _ drawn: [Double], bands drawnBands: [Int?], bandCount: Int,
    ranker: inout DrawRanker
  ) {
    count += 1
    scores.append(contentsOf: drawn)
    ranker.append(drawn, to: &ranks)
    for (row, band) in drawnBands.enumerated() {
      if let band { bands[row * bandCount + band] += 1 }
    }
  }
}
