/// Returns ranks with 1 for the highest score; ties share the better rank
/// (1, 2, 2, 4). `nil` for a case without a score.
///
/// Scores count as equal when they are after rounding to 1e-10, so that an
/// error of arithmetic does not split a tie.
///
/// - Parameter scores: Scores; not-a-number where a case is not rated.
public func competitionRanks(_ scores: [Double]) -> [Int?] {
  let rounded = scores.map { ($0 * 1e10).rounded() }
  let order = rounded.indices.filter { !rounded[$0].isNaN }
    .sorted { (rounded[$1], $0) < (rounded[$0], $1) }
  var ranks = [Int?](repeating: nil, count: scores.count)
  var rank = 0
  for (position, row) in order.enumerated() {
    if position == 0 || rounded[row] != rounded[order[position - 1]] {
      rank = position + 1
    }
    ranks[row] = rank
  }
  return ranks
}
