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
    var scores = [[Double]](repeating: [], count: rows.count)
    var ranks = scores
    for index in rows.indices.map({ $0 - rows.lowerBound }) {
      scores[index].reserveCapacity(count)
      ranks[index].reserveCapacity(count)
    }
    for block in blocks {
      for draw in 0..<block.count {
        let start = draw * caseCount
        for row in rows where block.ranks[start + row] > 0 {
          scores[row - rows.lowerBound].append(block.scores[start + row])
          ranks[row - rows.lowerBound].append(
            Double(block.ranks[start + row]))
        }
      }
    }
    return rows.map { row in
      let index = row - rows.lowerBound
      scores[index].sort()
      ranks[index].sort()
      let rated = ranks[index].count
      return CaseDraws(
        rated: rated, scoreInterval: Self.interval(scores[index], level),
        rankInterval: Self.wholeInterval(ranks[index], level),
        medianRank: Self.quantile(ranks[index], 0.5),
        meanRank: rated > 0
          ? ranks[index].reduce(0, +) / Double(rated) : nil)
    }
  }
}
