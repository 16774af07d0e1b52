/// Returns ranks with 1 for the smallest value; ties share the mean of their
/// ranks (1, 2.5, 2.5, 4). Not-a-number stays so.
///
/// Values whose difference is at most 1e-12 of the range are equal, so that
/// an error of arithmetic does not split a tie.
func risingRanks(_ values: [Double]) -> [Double] {
  var ranks = [Double](repeating: .nan, count: values.count)
  guard let (low, high) = extremes(of: values) else { return ranks }
  let tolerance = CaseMatrix.tolerance(range: high - low)
  let order = values.indices.filter { !values[$0].isNaN }
    .sorted { values[$0] < values[$1] }
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count,
      values[order[end]] - values[order[end - 1]] <= tolerance
    { end += 1 }
    // The ranks are start + 1 … end.
    let mean = Double(start + 1 + end) / 2
    for position in start..<end { ranks[order[position]] = mean }
    start = end
  }
  return ranks
}
