/// Pairs of items that everybody together answers alike, or the other way
/// round, and whether one person does so too (Meade & Craig 2012).
///
/// Synonyms are the pairs whose correlation lies above a critical value,
/// antonyms those below a negative one. The index of a person is the
/// correlation of the first with the second members over the pairs.
///
/// The correlation of two items uses the respondents who answered both. A
/// pair of which the person left out one is left out; fewer than three pairs
/// have no correlation.
struct PsychometricPairs: Sendable {
  /// The positions of the items.
  let pairs: [(first: Int, second: Int)]

  /// The synonyms above `critical`, or the antonyms below a negative one.
  init(_ moments: ItemMoments, critical: Double) {
    var pairs: [(first: Int, second: Int)] = []
    for second in 0..<moments.count {
      for first in second + 1..<max(moments.count, second + 1) {
        let r = moments.correlation(first, second)
        if critical < 0 ? r < critical : r > critical {
          pairs.append((first, second))
        }
      }
    }
    self.pairs = pairs
  }

  func value(_ row: RowAnswers) -> Double {
    var correlation = PersonCorrelation()
    for pair in pairs { correlation.add(row[pair.first], row[pair.second]) }
    return correlation.value
  }
}
