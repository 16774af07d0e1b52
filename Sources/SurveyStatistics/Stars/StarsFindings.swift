/// Scores and stars of units, by both ways of clustering.
struct StarsFindings {
  /// One peer group and its divisions.
  struct Peers {
    let name: String
    let units: [Int]
    let optimal: OptimalClusters?
    let started: StartedClusters?
  }

  let pipeline: StarPipeline
  /// Scores by group and unit.
  let scores: [[Double]]
  /// Summary scores by unit.
  let summaries: [Double]
  let peers: [Peers]
  /// The units that take part.
  let rated: [Int]
  /// Stars by unit, with the clustering that was chosen.
  let stars: [Int?]
  /// Stars by unit, with the other one.
  let otherStars: [Int?]
  /// For each group the stars without it.
  let withoutGroup: [[Int?]]
  /// Units with more stars before the limit.
  let capped: [Int]

  init(_ frame: StarsFrame, _ options: StarsOptions) {
    let pipeline = StarPipeline(frame, options)
    let measures = frame.measures.map {
      StarPipeline.standardised($0.values, sign: $0.sign)
    }
    let scores = pipeline.groupScores(measures)
    let summaries = pipeline.summaries(scores)
    self.pipeline = pipeline
    self.scores = scores
    self.summaries = summaries
    rated = pipeline.peerGroups.flatMap(\.units).sorted()
    peers = pipeline.peerGroups.map { group in
      let values = group.units.map { summaries[$0] }
      return Peers(
        name: group.name, units: group.units,
        optimal: OptimalClusters(values, count: options.stars),
        started: StartedClusters(values, count: options.stars))
    }
    let isOptimal = options.clustering == .optimal
    var optimal = [Int?](repeating: nil, count: summaries.count)
    var started = optimal
    for group in peers {
      for (position, unit) in group.units.enumerated() {
        optimal[unit] = group.optimal.map { $0.labels[position] + 1 }
        started[unit] = group.started.map { $0.labels[position] + 1 }
      }
    }
    let before = isOptimal ? optimal : started
    pipeline.limit(&optimal, scores)
    pipeline.limit(&started, scores)
    let after = isOptimal ? optimal : started
    capped = after.indices.filter { after[$0] != before[$0] }
    stars = after
    otherStars = isOptimal ? started : optimal
    withoutGroup =
      pipeline.groupCount < 2
      ? []
      : (0..<pipeline.groupCount).map { group in
        var stars = pipeline.stars(
          pipeline.summaries(scores, without: group), count: options.stars,
          clustering: options.clustering)
        // Without the group of the limit there is no limit.
        if group != pipeline.capGroup { pipeline.limit(&stars, scores) }
        return stars
      }
  }
}
