import SurveyData

/// What the draws say about one case.
struct CaseDraws: Sendable {
  /// The number of draws that rated the case.
  var rated = 0
  /// The interval of its score.
  var scoreInterval: Interval?
  /// The interval of its rank.
  var rankInterval: Interval?
  /// The median rank.
  var medianRank: Double?
  /// The mean rank.
  var meanRank: Double?
}

extension RankDraws {
  /// What the draws say about each case, worked out on all cores.
  ///
  /// Scores lie draw by draw; a few cases at a time are gathered from them,
  /// so that every line of the cache is read once.
  func summaries(level: Double, threads: Int? = nil) -> [CaseDraws] {
    let size = 16
    let groups = (caseCount + size - 1) / size
    return RowBlocks.map(groups, threads: threads) { group in
      let rows = group * size..<min(caseCount, (group + 1) * size)
      return summaries(rows, level: level)
    }.flatMap { $0 }
  }

  private func summaries(_ rows: Range<Int>, level: Double) -> [CaseDraws] {
    let count = count
    guard count > 0 else { return rows.map { _ in CaseDraws() } }
    var scores = [Double](repeating: 0, count: rows.count * count)
    var ranks = scores
    var rated = [Int](repeating: 0, count: rows.count)
    scores.withUnsafeMutableBufferPointer { scores in
      ranks.withUnsafeMutableBufferPointer { ranks in
        for block in blocks {
          gather(block, rows, &rated, scores, ranks, stride: count)
        }
      }
    }
    return rows.indices.map { row in
      let index = row - rows.lowerBound
      let found = index * count..<index * count + rated[index]
      let ends = [(1 - level) / 2, (1 + level) / 2]
      let drawnScores = Self.settled(scores[found], ends)
      let drawnRanks = Self.settled(ranks[found], [ends[0], 0.5, ends[1]])
      return CaseDraws(
        rated: rated[index], scoreInterval: Self.interval(drawnScores, level),
        rankInterval: Self.wholeInterval(drawnRanks, level),
        medianRank: Self.quantile(drawnRanks, 0.5),
        meanRank: rated[index] > 0
          ? drawnRanks.reduce(0, +) / Double(rated[index]) : nil)
    }
  }

  /// Appends what the draws of a block say about some cases to the lists of
  /// these cases, which lie `stride` apart.
  private func gather(
    _ block: Block, _ rows: Range<Int>, _ rated: inout [Int],
    _ scores: UnsafeMutableBufferPointer<Double>,
    _ ranks: UnsafeMutableBufferPointer<Double>, stride: Int
  ) {
    block.scores.withUnsafeBufferPointer { drawnScores in
      block.ranks.withUnsafeBufferPointer { drawnRanks in
        for draw in 0..<block.count {
          let start = draw * caseCount
          for row in rows {
            let rank = drawnRanks[start + row]
            if rank == 0 { continue }
            let index = row - rows.lowerBound
            let place = index * stride + rated[index]
            scores[place] = drawnScores[start + row]
            ranks[place] = Double(rank)
            rated[index] += 1
          }
        }
      }
    }
  }

  /// Numbers of which those stand where sorting would put them that the
  /// quantiles for some shares look at.
  private static func settled(
    _ numbers: ArraySlice<Double>, _ shares: [Double]
  ) -> [Double] {
    var settled = Array(numbers)
    settled.withUnsafeMutableBufferPointer { settleQuantiles($0, shares) }
    return settled
  }
}
