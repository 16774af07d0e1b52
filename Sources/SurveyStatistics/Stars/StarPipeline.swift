/// From measures to stars, the way of the overall hospital quality stars of
/// the Centers for Medicare & Medicaid Services since 2021.
///
/// 1. Each measure becomes z = ±(x − mean)/sd over the units that report it
///    (n − 1 in the sd; minus where less is better).
/// 2. The score of a group is the plain mean of the unit's measures in it,
///    standardised over the units again.
/// 3. The summary is Σ w·score / Σ w over the groups that the unit has.
/// 4. A unit takes part when enough groups have enough measures.
/// 5. Units are divided into stars within their peer group.
/// 6. With a limit, units that are among the worst in one group lose stars
///    beyond it.
///
/// Checked with the official scores and stars of 2024:
/// `Tests/References/stars`.
struct StarPipeline {
  /// One division of one peer group into stars.
  struct PeerGroup {
    /// The name: a number of groups, a value of the column, or `all`.
    var name: String
    /// The units, by position.
    var units: [Int]
  }

  let weights: [Double]
  let groupCount: Int
  let unitCount: Int
  /// For each measure its group.
  let groupOfMeasure: [Int]
  /// For each group and unit how many measures it reports.
  let counts: [[Int]]
  /// Whether each unit takes part.
  let isEligible: [Bool]
  /// For each unit how many groups have enough measures.
  let groupsWithEnough: [Int]
  let peerGroups: [PeerGroup]
  let clip: Double?
  let cap: StarCap?
  /// The position of the group of the limit.
  let capGroup: Int?

  init(_ frame: StarsFrame, _ options: StarsOptions) {
    weights = frame.groups.map(\.weight)
    groupCount = frame.groups.count
    unitCount = frame.units.ids.count
    groupOfMeasure = frame.measures.map(\.group)
    clip = options.clip
    cap = options.cap
    capGroup = options.cap.flatMap { cap in
      frame.groups.firstIndex { $0.name == cap.group }
    }
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: unitCount), count: groupCount)
    for measure in frame.measures {
      for (unit, value) in measure.values.enumerated() where value.isFinite {
        counts[measure.group][unit] += 1
      }
    }
    self.counts = counts
    let minimum = options.minimum
    let needed = frame.groups.indices.filter {
      minimum.oneOf.contains(frame.groups[$0].name)
    }
    var enough = [Int](repeating: 0, count: unitCount)
    var eligible = [Bool](repeating: false, count: unitCount)
    for unit in 0..<unitCount {
      for group in counts.indices
      where counts[group][unit] >= max(1, minimum.measures) {
        enough[unit] += 1
      }
      let hasOne =
        needed.isEmpty
        || needed.contains { counts[$0][unit] >= max(1, minimum.measures) }
      eligible[unit] = hasOne && enough[unit] >= max(1, minimum.groups)
    }
    groupsWithEnough = enough
    isEligible = eligible
    peerGroups = Self.peers(
      options.peers, eligible, enough: enough, names: frame.peerNames)
  }

  private static func peers(
    _ peers: StarsOptions.Peers, _ eligible: [Bool], enough: [Int],
    names: [String?]?
  ) -> [PeerGroup] {
    let units = eligible.indices.filter { eligible[$0] }
    switch peers {
    case .none: return [PeerGroup(name: "all", units: units)]
    case .groups:
      return Set(units.map { enough[$0] }).sorted().map { count in
        PeerGroup(
          name: String(count), units: units.filter { enough[$0] == count })
      }
    case .column:
      let known = names ?? []
      let values = units.compactMap { known[$0] }
      return Set(values).sorted().map { value in
        PeerGroup(name: value, units: units.filter { known[$0] == value })
      }
    }
  }

  /// Standardised numbers; those that are missing stay so. All are 0 where
  /// they do not vary.
  static func standardised(_ numbers: [Double], sign: Double = 1) -> [Double] {
    var sum = 0.0
    var count = 0.0
    for number in numbers where number.isFinite {
      sum += number
      count += 1
    }
    let mean = sum / count
    var squares = 0.0
    for number in numbers where number.isFinite {
      squares += (number - mean) * (number - mean)
    }
    let deviation = (squares / (count - 1)).squareRoot()
    let isFlat = !(deviation > 0)
    return numbers.map { number in
      if !number.isFinite { return .nan }
      return isFlat ? 0 : sign * ((number - mean) / deviation)
    }
  }

  /// The scores of groups: one row a group, one number a unit.
  ///
  /// - Parameters:
  ///   - measures: Standardised measures.
  ///   - times: How often each measure counts; once each when empty.
  func groupScores(
    _ measures: [[Double]], times: [Int] = []
  ) -> [[Double]] {
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: unitCount), count: groupCount)
    var totals = sums
    for (position, values) in measures.enumerated() {
      let time = times.isEmpty ? 1 : Double(times[position])
      if time == 0 { continue }
      let group = groupOfMeasure[position]
      sums[group].withUnsafeMutableBufferPointer { sums in
        totals[group].withUnsafeMutableBufferPointer { totals in
          values.withUnsafeBufferPointer { values in
            for unit in 0..<values.count where values[unit].isFinite {
              sums[unit] += time * values[unit]
              totals[unit] += time
            }
          }
        }
      }
    }
    return (0..<groupCount).map { group in
      let means = zip(sums[group], totals[group]).map {
        $1 > 0 ? $0 / $1 : .nan
      }
      return Self.standardised(means)
    }
  }

  /// The summary score of each unit; not-a-number without any group.
  func summaries(_ scores: [[Double]], without left: Int? = nil) -> [Double] {
    (0..<unitCount).map { unit in
      var sum = 0.0
      var weight = 0.0
      for group in scores.indices where group != left {
        let score = scores[group][unit]
        if score.isFinite {
          sum += weights[group] * score
          weight += weights[group]
        }
      }
      guard weight > 0 else { return .nan }
      let summary = sum / weight
      guard let clip else { return summary }
      return min(clip, max(-clip, summary))
    }
  }

  /// The stars of each unit; `nil` for those without a score, that do not
  /// take part, or whose peer group has too few distinct scores.
  func stars(
    _ summaries: [Double], count: Int, clustering: StarsOptions.Clustering
  ) -> [Int?] {
    var stars = [Int?](repeating: nil, count: unitCount)
    for peers in peerGroups {
      let units = peers.units.filter { summaries[$0].isFinite }
      let scores = units.map { summaries[$0] }
      let labels =
        switch clustering {
        case .optimal: OptimalClusters(scores, count: count)?.labels
        case .cms: StartedClusters(scores, count: count)?.labels
        }
      guard let labels else { continue }
      for (unit, label) in zip(units, labels) { stars[unit] = label + 1 }
    }
    return stars
  }
}
