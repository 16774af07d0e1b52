/// The share of a person's answers at the middle and at the ends of their
/// scales.
///
/// The scale is that of the codebook, or else from the lowest to the highest
/// code that occurs. A scale with an even number of codes has no middle; its
/// items do not count for the share of midpoints. Missing answers count
/// neither above nor below the line.
struct ResponseStyle: Sendable {
  private let lows: [Double]
  private let highs: [Double]
  private let middles: [Double]

  init(_ items: AnswerItems) {
    lows = items.items.map { $0.scale?.lowerBound ?? .nan }
    highs = items.items.map { $0.scale?.upperBound ?? .nan }
    middles = zip(lows, highs).map { low, high in
      let middle = (low + high) / 2
      return middle == middle.rounded() && low < high ? middle : .nan
    }
  }

  func midpointShare(_ row: RowAnswers) -> Double {
    var hits = 0.0
    var count = 0.0
    for item in row.indices
    where !row[item].isNaN && !middles[item].isNaN {
      count += 1
      if row[item] == middles[item] { hits += 1 }
    }
    return hits / count
  }

  func extremeShare(_ row: RowAnswers) -> Double {
    var hits = 0.0
    var count = 0.0
    for item in row.indices where !row[item].isNaN && lows[item] < highs[item] {
      count += 1
      if row[item] == lows[item] || row[item] == highs[item] { hits += 1 }
    }
    return hits / count
  }
}
