/// Groups of neighbouring numbers as the Centers for Medicare & Medicaid
/// Services make them since 2021: k-means from starting centres, moved until
/// nothing changes, then once more with `STRICT=1`.
///
/// 1. The numbers are cut into k equal groups at their quantiles (SAS
///    definition 5, the empirical distribution with averages); a number on a
///    cut belongs to the lower group. The medians of the groups are the
///    starting centres.
/// 2. Each number goes to the nearest centre, each centre to the mean of its
///    numbers, until no centre moves (at most 1,000 times).
/// 3. From there the same again, but numbers farther than 1 from every
///    centre move no centre. They still belong to the nearest.
///
/// The result depends on the start and need not be the best division, which
/// `OptimalClusters` finds.
///
/// Edge cases: a centre that no number is nearest to stays where it is. With
/// fewer distinct numbers than groups there is no division.
///
/// Checked with the official stars of 2024: `Tests/References/stars`.
public struct StartedClusters: Sendable, Hashable {
  /// For each number its group, 0 for the lowest.
  public let labels: [Int]
  /// The centres, rising.
  public let centres: [Double]
  /// The starting centres.
  public let starts: [Double]
  /// How often centres moved, without and then with the limit of distance.
  public let iterations: [Int]
  /// The sum of squares of the numbers around the means of their groups.
  public let within: Double

  private static let limit = 1000
  private static let farthest = 1.0

  /// Divides numbers; `nil` when they have fewer than `count` distinct values.
  public init?(_ numbers: [Double], count: Int) {
    guard count > 0, numbers.allSatisfy(\.isFinite),
      Set(numbers).count >= count
    else { return nil }
    let starts = Self.starts(numbers, count: count)
    var centres = starts
    var iterations: [Int] = []
    for farthest in [Double.infinity, Self.farthest] {
      var moves = 0
      while moves < Self.limit {
        let next = Self.moved(centres, numbers, within: farthest)
        if next == centres { break }
        centres = next
        moves += 1
      }
      iterations.append(moves)
    }
    centres.sort()
    labels = numbers.map { Self.nearest(centres, $0).group }
    self.centres = centres
    self.starts = starts
    self.iterations = iterations
    let means = Self.moved(centres, numbers, within: .infinity)
    var within = 0.0
    for (number, label) in zip(numbers, labels) {
      let gap = number - means[label]
      within += gap * gap
    }
    self.within = within
  }

  /// The medians of groups of equal size.
  private static func starts(_ numbers: [Double], count: Int) -> [Double] {
    let sorted = numbers.sorted()
    let n = sorted.count
    let cuts = (1..<max(1, count)).map { part -> Double in
      // n·part/count in whole numbers, so that nothing is rounded.
      let (whole, rest) = (n * part).quotientAndRemainder(dividingBy: count)
      if rest == 0, whole > 0, whole < n {
        return (sorted[whole - 1] + sorted[whole]) / 2
      }
      return sorted[min(n - 1, whole)]
    }
    var groups = [[Double]](repeating: [], count: count)
    for number in sorted { groups[cuts.count { number > $0 }].append(number) }
    var starts: [Double] = []
    for (group, members) in groups.enumerated() {
      // Ties can leave a group empty: it starts at the cut above it.
      guard !members.isEmpty else {
        starts.append(cuts[min(group, cuts.count - 1)])
        continue
      }
      let half = members.count / 2
      starts.append(
        members.count % 2 == 1
          ? members[half] : (members[half - 1] + members[half]) / 2)
    }
    return starts
  }

  private static func nearest(
    _ centres: [Double], _ number: Double
  ) -> (group: Int, distance: Double) {
    var group = 0
    var distance = Double.infinity
    var index = 0
    while index < centres.count {
      let gap = abs(number - centres[index])
      if gap < distance {
        distance = gap
        group = index
      }
      index += 1
    }
    return (group, distance)
  }

  private static func moved(
    _ centres: [Double], _ numbers: [Double], within farthest: Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: centres.count)
    var counts = sums
    for number in numbers {
      let (group, distance) = nearest(centres, number)
      if distance <= farthest {
        sums[group] += number
        counts[group] += 1
      }
    }
    return centres.indices.map {
      counts[$0] > 0 ? sums[$0] / counts[$0] : centres[$0]
    }
  }
}
