import Probability
import SurveyData

/// The way from measures to stars, walked many times with other measures.
///
/// In each draw the measures of every group are drawn with replacement, the
/// same ones for all units, and values with a known standard error get normal
/// noise. Who takes part, and the peer groups, stay as they are; cut points
/// are found anew.
struct StarsDraws {
  /// The number of draws.
  let count: Int
  /// For each unit and number of stars in how many draws it had them.
  private(set) var stars: [[Int]]
  /// For each unit its summary scores.
  private(set) var scores: [[Double]]

  init(
    _ frame: StarsFrame, _ pipeline: StarPipeline, _ options: StarsOptions,
    _ uncertainty: StarsOptions.Uncertainty
  ) {
    count = uncertainty.draws
    let units = pipeline.unitCount
    stars = [[Int]](
      repeating: [Int](repeating: 0, count: options.stars), count: units)
    scores = [[Double]](repeating: [], count: units)
    let rated = pipeline.peerGroups.flatMap(\.units)
    for unit in rated { scores[unit].reserveCapacity(count) }
    let fixed = frame.measures.map {
      StarPipeline.standardised($0.values, sign: $0.sign)
    }
    let members = (0..<pipeline.groupCount).map { group in
      frame.measures.indices.filter { frame.measures[$0].group == group }
    }
    let choice = RandomStream(seed: uncertainty.seed, name: "stars/measures")
    let noise = RandomStream(seed: uncertainty.seed, name: "stars/noise")
    var measures = fixed
    for draw in 0..<count {
      var times = [Int](repeating: 1, count: frame.measures.count)
      if uncertainty.resamplesMeasures {
        var stream = choice.draw(draw)
        times = [Int](repeating: 0, count: frame.measures.count)
        for group in members {
          for _ in group { times[group[stream.below(group.count)]] += 1 }
        }
      }
      var stream = noise.draw(draw)
      for (position, measure) in frame.measures.enumerated() {
        guard let errors = measure.errors else { continue }
        let values = zip(measure.values, errors).map {
          $1 > 0 && $0.isFinite ? $0 + $1 * stream.normal() : $0
        }
        measures[position] = StarPipeline.standardised(
          values, sign: measure.sign)
      }
      let groups = pipeline.groupScores(measures, times: times)
      let summaries = pipeline.summaries(groups)
      var drawn = pipeline.stars(
        summaries, count: options.stars, clustering: options.clustering)
      pipeline.limit(&drawn, groups)
      for unit in rated {
        if let star = drawn[unit] { stars[unit][star - 1] += 1 }
        if summaries[unit].isFinite { scores[unit].append(summaries[unit]) }
      }
    }
  }

  /// The share of draws that gave a unit so many stars, of those that gave it
  /// any.
  func share(of unit: Int, stars wanted: Int) -> Double? {
    let total = stars[unit].reduce(0, +)
    return total > 0 ? Double(stars[unit][wanted - 1]) / Double(total) : nil
  }

  /// Quantiles of type 7 of the summary scores.
  func interval(of unit: Int, level: Double) -> Interval? {
    let sorted = scores[unit].sorted()
    guard let lower = RankDraws.quantile(sorted, (1 - level) / 2),
      let upper = RankDraws.quantile(sorted, (1 + level) / 2)
    else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: "draws")
  }
}
