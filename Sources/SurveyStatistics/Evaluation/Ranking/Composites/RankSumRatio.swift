import Probability
import SurveyData

/// Rank-sum ratios, their regression on probits, and bands.
///
/// With ranks R over the cases of each indicator, 1 for the worst, ties at
/// their mean:
///
///     RSR = Σ R / (m n),   WRSR = Σ w R / m
///
/// Equal ratios are grouped; a group with mean rank R̄ has p = R̄/m, the
/// highest p = 1 - 1/(4m), and the probit 5 + Φ⁻¹(p). The line a + b·probit
/// through the distinct ratios by least squares gives each case its fitted
/// ratio, and cuts on the probits give bands.
///
/// With missing values the ranks of a column run over the cases that have
/// one, R/m becomes R/(number of them), and the weights of the columns that a
/// case has are divided by their sum.
///
/// Interval ranks keep distances: R = 1 + (m - 1)(x - min)/(max - min).
///
/// Source: Tian (1988). Checked against the R package mathmodels in
/// `Tests/References/evaluation/mcdm_ranking.json`.
public struct RankSumRatio: Sendable, Hashable {
  /// How values become ranks.
  public enum Ranks: String, Sendable, Hashable, CaseIterable {
    /// Whole ranks, ties at their mean (整次).
    case average
    /// Ranks that keep distances (非整次).
    case interval
  }

  /// One distinct ratio.
  public struct Group: Sendable, Hashable {
    /// The ratio.
    public var ratio: Double
    /// The number of cases that have it.
    public var count: Int
    /// The number of cases up to it.
    public var cumulative: Int
    /// The mean rank of its cases.
    public var meanRank: Double
    /// The share p.
    public var share: Double
    /// The probit of p.
    public var probit: Double
  }

  /// The line through the distinct ratios.
  public struct Line: Sendable, Hashable {
    /// a.
    public var intercept: Double
    /// b.
    public var slope: Double
    /// The correlation of ratios and probits.
    public var correlation: Double
  }

  /// Whether the ratios of the bands differ: an analysis of variance.
  public struct Homogeneity: Sendable, Hashable {
    /// F.
    public var statistic: Double
    /// The number of bands with cases, less one.
    public var numerator: Int
    /// The number of cases less that of bands with cases.
    public var denominator: Int
    /// The probability of a larger F.
    public var probability: Double
  }

  /// The ratio of each case; not-a-number without any value.
  public var ratios: [Double]
  /// The distinct ratios, rising.
  public private(set) var groups: [Group] = []
  /// The line; `nil` with fewer than two distinct ratios.
  public private(set) var line: Line?
  /// For each case the position of its group.
  private var groupOfCase: [Int?] = []

  /// Computes ratios, groups and the line.
  public init(
    _ matrix: CaseMatrix, isWeighted: Bool = false, ranks: Ranks = .average
  ) {
    ratios = Self.ratios(matrix, isWeighted: isWeighted, ranks: ranks)
    group()
    fit()
  }

  /// The ratios alone.
  static func ratios(
    _ matrix: CaseMatrix, isWeighted: Bool, ranks: Ranks
  ) -> [Double] {
    let count = matrix.caseCount
    var sums = [Double](repeating: 0, count: count)
    var covered = sums
    for index in matrix.used {
      let weight = isWeighted ? matrix.weights[index] : 1
      let column = matrix.columns[index]
      let directed =
        matrix.isBenefit[index] ? column : column.map { -$0 }
      let present = Double(column.count { !$0.isNaN })
      let found = Self.ranks(directed, ranks, present)
      for row in 0..<count where !found[row].isNaN {
        sums[row] += weight * (found[row] / present)
        covered[row] += weight
      }
    }
    return (0..<count).map {
      covered[$0] > 0 ? sums[$0] / covered[$0] : .nan
    }
  }

  private static func ranks(
    _ column: [Double], _ kind: Ranks, _ present: Double
  ) -> [Double] {
    switch kind {
    case .average: return risingRanks(column)
    case .interval:
      guard let (low, high) = extremes(of: column) else { return column }
      if high == low {
        return column.map { $0.isNaN ? .nan : (1 + present) / 2 }
      }
      return column.map { 1 + (present - 1) * (($0 - low) / (high - low)) }
    }
  }

  private mutating func group() {
    let order = ratios.indices.filter { !ratios[$0].isNaN }
      .sorted { (ratios[$0], $0) < (ratios[$1], $1) }
    groupOfCase = [Int?](repeating: nil, count: ratios.count)
    let total = Double(order.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count,
        ratios[order[end]] - ratios[order[end - 1]] <= 1e-10
      { end += 1 }
      for position in start..<end {
        groupOfCase[order[position]] = groups.count
      }
      let mean = Double(start + 1 + end) / 2
      let isLast = end == order.count
      let share = isLast ? 1 - 1 / (4 * total) : mean / total
      groups.append(
        Group(
          ratio: ratios[order[start]], count: end - start, cumulative: end,
          meanRank: mean, share: share,
          probit: 5 + NormalDistribution().quantile(share)))
      start = end
    }
  }

  private mutating func fit() {
    guard groups.count > 1 else { return }
    let n = Double(groups.count)
    let meanX = groups.reduce(0) { $0 + $1.probit } / n
    let meanY = groups.reduce(0) { $0 + $1.ratio } / n
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for group in groups {
      let (x, y) = (group.probit - meanX, group.ratio - meanY)
      xx += x * x
      xy += x * y
      yy += y * y
    }
    guard xx > 0, yy > 0 else { return }
    let slope = xy / xx
    line = Line(
      intercept: meanY - slope * meanX, slope: slope,
      correlation: xy / (xx * yy).squareRoot())
  }

  /// The fitted ratio of each case; not-a-number without a line.
  public var fitted: [Double] {
    groupOfCase.map { group in
      guard let group, let line else { return .nan }
      return line.intercept + line.slope * groups[group].probit
    }
  }

  /// The probits between bands, by the number of bands from 3 to 6.
  public static func cuts(bands: Int) -> [Double] {
    switch bands {
    case 4: [3.5, 5, 6.5]
    case 5: [3.2, 4.4, 5.6, 6.8]
    case 6: [3, 4, 5, 6, 7]
    default: [4, 6]
    }
  }

  /// The fitted ratios between bands.
  public func ratioCuts(bands: Int) -> [Double] {
    guard let line else { return [] }
    return Self.cuts(bands: bands).map {
      line.intercept + line.slope * $0
    }
  }

  /// The band of each case, 1 for the lowest; a case at a cut has the higher
  /// band.
  public func bands(_ count: Int) -> [Int?] {
    let cuts = Self.cuts(bands: count)
    return groupOfCase.map { group in
      guard let group, line != nil else { return nil }
      return 1 + cuts.count { groups[group].probit >= $0 - 1e-10 }
    }
  }

  /// Tests whether the ratios differ between the bands; `nil` with fewer
  /// than two bands, without cases to spare, or without any spread.
  public func homogeneity(bands count: Int) -> Homogeneity? {
    let bands = bands(count)
    var sums = [Double](repeating: 0, count: count + 1)
    var counts = sums
    for (row, band) in bands.enumerated() {
      guard let band else { continue }
      sums[band] += ratios[row]
      counts[band] += 1
    }
    let total = counts.reduce(0, +)
    let groups = counts.count { $0 > 0 }
    guard groups > 1, Int(total) > groups else { return nil }
    let mean = sums.reduce(0, +) / total
    var (between, within) = (0.0, 0.0)
    for (row, band) in bands.enumerated() {
      guard let band else { continue }
      let center = sums[band] / counts[band]
      within += (ratios[row] - center) * (ratios[row] - center)
      between += (center - mean) * (center - mean)
    }
    guard within > 1e-24 else { return nil }
    let (up, down) = (groups - 1, Int(total) - groups)
    let f = (between / Double(up)) / (within / Double(down))
    return Homogeneity(
      statistic: f, numerator: up, denominator: down,
      probability: FDistribution(
        numeratorDegrees: Double(up), denominatorDegrees: Double(down)
      ).upperTail(f))
  }
}
