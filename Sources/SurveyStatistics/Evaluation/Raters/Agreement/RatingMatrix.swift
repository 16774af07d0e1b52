/// Ratings of units by raters, not-a-number where there is none; repeated
/// ratings of a unit by a rater count with their mean.
struct RatingMatrix {
  /// One row a unit, one column a rater.
  let rows: [[Double]]

  init(_ rows: [[Double]]) {
    self.rows = rows
  }

  init(_ scores: RaterScores) {
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: scores.raterCount),
      count: scores.caseCount)
    var counts = sums
    for entry in scores.entries {
      sums[entry.caseIndex][entry.rater] += entry.score
      counts[entry.caseIndex][entry.rater] += 1
    }
    rows = sums.indices.map { unit in
      sums[unit].indices.map { sums[unit][$0] / counts[unit][$0] }
    }
  }

  /// The units that everybody rated, without raters who rated nothing;
  /// `nil` when these are fewer than two, or there are fewer than two raters.
  var complete: RatingMatrix? {
    guard let width = rows.first?.count else { return nil }
    let active = (0..<width).filter { rater in
      rows.contains { !$0[rater].isNaN }
    }
    let kept = rows.map { row in active.map { row[$0] } }
      .filter { row in !row.contains { $0.isNaN } }
    return kept.count >= 2 && active.count >= 2 ? RatingMatrix(kept) : nil
  }

  /// The number of units.
  var unitCount: Int { rows.count }
  /// The number of raters.
  var raterCount: Int { rows.first?.count ?? 0 }
}
