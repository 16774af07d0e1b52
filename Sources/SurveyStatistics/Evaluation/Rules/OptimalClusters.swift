/// The best division of numbers into groups of neighbours: exact k-means in
/// one dimension, which geographers call natural breaks.
///
/// It makes the sum of squares within groups as small as it can be, by
/// dynamic programming over the sorted numbers:
///
///     D[q][j] = min over i of  D[q−1][i−1] + ss(i…j)
///
/// Where the best i of a row never falls, half of the rows bound the other
/// half, which takes k·n·log n steps. There is no seed, no start and no limit
/// of iterations, and equal numbers always end in one group.
///
/// Edge cases:
///
/// - With fewer distinct numbers than groups there is no division.
/// - Numbers that are not finite are left out by the caller.
///
/// Sources: Fisher (1958), Journal of the American Statistical Association
/// 53; Wang and Song (2011), The R Journal 3. Checked with ckwrap
/// (Ckmeans.1d.dp) and jenkspy: `Tests/References/evaluation/bands.json`.
public struct OptimalClusters: Sendable, Hashable {
  /// For each number its group, 0 for the lowest.
  public let labels: [Int]
  /// The mean of each group, rising.
  public let centres: [Double]
  /// How many numbers each group has.
  public let counts: [Int]
  /// Between neighbouring groups the middle of the gap.
  public let cuts: [Double]
  /// The sum of squares around the means of groups.
  public let within: Double
  /// The sum of squares around the mean.
  public let total: Double

  /// The goodness of variance fit, from 0 to 1.
  public var fit: Double { total > 0 ? 1 - within / total : 1 }

  /// Divides numbers; `nil` when they have fewer than `count` distinct values.
  public init?(_ numbers: [Double], count: Int) {
    guard count > 0, numbers.allSatisfy(\.isFinite) else { return nil }
    var values: [Double] = []
    var times: [Double] = []
    for number in numbers.sorted() {
      if number == values.last {
        times[times.count - 1] += 1
      } else {
        values.append(number)
        times.append(1)
      }
    }
    guard values.count >= count else { return nil }
    let sums = ClusterSums(values, times)
    let starts = sums.division(into: count)
    var centres: [Double] = []
    var counts: [Int] = []
    var cuts: [Double] = []
    var within = 0.0
    for (group, start) in starts.enumerated() {
      let end = group + 1 < starts.count ? starts[group + 1] : values.count
      var weight = 0.0
      var sum = 0.0
      for place in start..<end {
        weight += times[place]
        sum += times[place] * values[place]
      }
      let centre = sum / weight
      for place in start..<end {
        let gap = values[place] - centre
        within += times[place] * gap * gap
      }
      centres.append(centre)
      counts.append(Int(weight))
      if group > 0 { cuts.append((values[start - 1] + values[start]) / 2) }
    }
    let firsts = starts.map { values[$0] }
    labels = numbers.map { number in
      // Groups are few: a walk from the top is as good as a search.
      (firsts.lastIndex { number >= $0 }) ?? 0
    }
    self.centres = centres
    self.counts = counts
    self.cuts = cuts
    self.within = within
    total = sums.squares(0, values.count - 1)
  }
}

/// Sums of squares within stretches of sorted distinct numbers.
private struct ClusterSums {
  private let weights: [Double]
  private let sums: [Double]
  private let squared: [Double]
  private let count: Int

  init(_ values: [Double], _ times: [Double]) {
    // Around the middle number, so that differences of sums lose nothing.
    let middle = values[values.count / 2]
    var weights = [0.0]
    var sums = [0.0]
    var squared = [0.0]
    for (value, time) in zip(values, times) {
      let gap = value - middle
      weights.append(weights[weights.count - 1] + time)
      sums.append(sums[sums.count - 1] + time * gap)
      squared.append(squared[squared.count - 1] + time * gap * gap)
    }
    self.weights = weights
    self.sums = sums
    self.squared = squared
    count = values.count
  }

  /// The sum of squares of the numbers `first` to `last`.
  func squares(_ first: Int, _ last: Int) -> Double {
    if first >= last { return 0 }
    let weight = weights[last + 1] - weights[first]
    let sum = sums[last + 1] - sums[first]
    return max(0, squared[last + 1] - squared[first] - sum * sum / weight)
  }

  /// Where each group starts.
  func division(into groups: Int) -> [Int] {
    var best = (0..<count).map { squares(0, $0) }
    var origins: [[Int32]] = []
    for group in 1..<max(1, groups) {
      var next = [Double](repeating: .infinity, count: count)
      var origin = [Int32](repeating: 0, count: count)
      // Stretches of ends with the range of starts that can be best.
      var waiting = [(group, count - 1, group, count - 1)]
      while let (low, high, from, to) = waiting.popLast() {
        if low > high { continue }
        let end = (low + high) / 2
        var smallest = Double.infinity
        var place = from
        for start in from...max(from, min(to, end)) {
          let cost = best[start - 1] + squares(start, end)
          if cost < smallest {
            smallest = cost
            place = start
          }
        }
        next[end] = smallest
        origin[end] = Int32(place)
        waiting.append((low, end - 1, from, place))
        waiting.append((end + 1, high, place, to))
      }
      best = next
      origins.append(origin)
    }
    var starts = [Int](repeating: 0, count: groups)
    var end = count - 1
    for group in stride(from: groups - 1, to: 0, by: -1) {
      starts[group] = Int(origins[group - 1][end])
      end = starts[group] - 1
    }
    return starts
  }
}
