/// Whether the two halves of a person's scales agree.
///
/// Each scale is split into its odd and its even items. The correlation of
/// the mean of the odd with that of the even items over the scales is
/// corrected to full length by Spearman-Brown, with the sign of r kept:
///
///     2r / (1 + |r|)
///
/// A half is the mean of its answered items. A scale of which a half has no
/// answer is left out; fewer than three scales have no correlation.
struct EvenOddConsistency: Sendable {
  /// The positions of the items of each scale.
  var scales: [[Int]]
  /// Where reversed items are turned round: the sum of the scale's ends.
  var turned: [Double?]

  func value(_ row: RowAnswers) -> Double {
    var correlation = PersonCorrelation()
    for scale in scales {
      correlation.add(half(scale, from: 0, row), half(scale, from: 1, row))
    }
    let r = correlation.value
    return 2 * r / (1 + abs(r))
  }

  private func half(
    _ scale: [Int], from start: Int, _ row: RowAnswers
  ) -> Double {
    var sum = 0.0
    var count = 0.0
    for position in stride(from: start, to: scale.count, by: 2) {
      let item = scale[position]
      let answer = row[item]
      if answer.isNaN { continue }
      sum += turned[item].map { $0 - answer } ?? answer
      count += 1
    }
    return sum / count
  }
}
