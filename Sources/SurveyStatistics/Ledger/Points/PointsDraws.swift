import Foundation
import Probability
import SurveyData

/// What is varied to find how certain points, ranks and stars are.
public struct PointsUncertainty: Sendable, Hashable {
  /// The number of draws.
  public var draws: Int
  /// The seed of the random streams.
  public var seed: UInt64

  /// Creates options.
  public init(draws: Int = 500, seed: UInt64 = 25) {
    self.draws = draws
    self.seed = seed
  }
}

/// Points of units when their months, or their activities, had fallen out
/// like others of them.
///
/// With caps, months are drawn with replacement, within each year as many as
/// the ledger covers of it, each with what is counted of it; idle months are
/// months too. Activities that were drawn one by one would crowd into months
/// and lose points to their caps, so that a unit could lie above all of its
/// draws. Without caps every unit's activities are drawn with replacement, as
/// many as it held.
///
/// A unit with a single activity would get the same one in every draw, which
/// says nothing about its certainty: it has no interval and no certainty.
///
/// Draws have random numbers of their own, so that results do not depend on
/// the number of threads.
struct PointsDraws: Sendable {
  /// What an activity earns, by the month and term that it belongs to.
  struct Earning: Sendable {
    /// The position of the month and term among those of the unit.
    var slot: Int
    var points: Double
  }

  /// The activities of a unit.
  struct Unit: Sendable {
    /// By year what is counted of each month.
    var years: [[Double]] = []
    /// For each activity what it earns.
    var activities: [[Earning]]
    /// Months and terms in rising order.
    var slots: [(month: Int, term: Int)]
  }

  let count: Int
  /// Draw by draw the points of every unit.
  private let points: [[Double]]
  private let ranks: [[Int?]]
  private let isVaried: [Bool]

  init(
    _ ledger: PointsLedger, _ options: PointsUncertainty, threads: Int? = nil
  ) {
    let (caps, period) = (ledger.caps, ledger.period)
    let units = ledger.units.map { unit in
      var drawable = unit.drawable
      if caps.hasAny {
        drawable.years = drawable.countedByYear(caps, period)
      }
      return drawable
    }
    let stream = RandomStream(seed: options.seed, name: "points/activities")
    let lanes = max(
      1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let pieces = max(1, min(options.draws, 4 * lanes))
    let draws = options.draws
    points = RowBlocks.map(pieces, threads: lanes) { piece in
      (draws * piece / pieces..<draws * (piece + 1) / pieces).map { draw in
        var stream = stream.draw(draw)
        return units.map { Self.draw($0, caps, &stream) }
      }
    }.flatMap { $0 }
    count = draws
    ranks = points.map { competitionRanks($0) }
    isVaried = units.map { unit in
      unit.activities.count > 1
        && (!caps.hasAny || unit.years.contains { $0.count > 1 })
    }
  }

  private static func draw(
    _ unit: Unit, _ caps: PointsCaps, _ stream: inout RandomStream
  ) -> Double {
    if caps.hasAny {
      return unit.years.reduce(0) { total, months in
        let sum = months.indices.reduce(0.0) { sum, _ in
          sum + months[stream.below(months.count)]
        }
        return total + caps.ofYear(sum)
      }
    }
    var sums = [Double](repeating: 0, count: unit.slots.count)
    for _ in unit.activities {
      for earning in unit.activities[stream.below(unit.activities.count)] {
        sums[earning.slot] += earning.points
      }
    }
    return caps.total(unit.slots, sums)
  }

  /// The interval of the points of a unit; quantiles of type 7.
  func interval(of unit: Int, level: Double) -> Interval? {
    isVaried[unit]
      ? RankDraws.interval(points.map { $0[unit] }.sorted(), level) : nil
  }

  /// The interval of the rank of a unit.
  func rankInterval(of unit: Int, level: Double) -> Interval? {
    isVaried[unit]
      ? RankDraws.wholeInterval(
        ranks.compactMap { $0[unit].map(Double.init) }.sorted(), level) : nil
  }

  /// The share of draws in which a unit has so many stars.
  func share(of unit: Int, stars wanted: Int, lowest: [Double]) -> Double? {
    guard isVaried[unit], count > 0 else { return nil }
    let agreed = points.count { draw in
      PointsAnalysis.stars(draw[unit], lowest: lowest) == wanted
    }
    return Double(agreed) / Double(count)
  }
}

/// The most points that are counted, by term, month and year.
struct PointsCaps: Sendable {
  /// By position of the term.
  var terms: [Double?]
  var month: Double?
  var year: Double?

  private static func capped(_ value: Double, _ limit: Double?) -> Double {
    limit.map { min($0, value) } ?? value
  }

  /// Whether anything has a cap.
  var hasAny: Bool {
    month != nil || year != nil || terms.contains { $0 != nil }
  }

  /// What is left of the points of a year.
  func ofYear(_ points: Double) -> Double { Self.capped(points, year) }

  /// What is left of a term's points in a month.
  func ofTerm(_ term: Int, _ points: Double) -> Double {
    Self.capped(points, terms[term])
  }

  /// The points of a unit: terms first, then months, then years.
  ///
  /// - Parameters:
  ///   - slots: Months and terms in rising order.
  ///   - sums: What each earned.
  func total(_ slots: [(month: Int, term: Int)], _ sums: [Double]) -> Double {
    var total = 0.0
    var ofYear = 0.0
    var position = 0
    while position < slots.count {
      let month = slots[position].month
      var ofMonth = 0.0
      while position < slots.count, slots[position].month == month {
        ofMonth += ofTerm(slots[position].term, sums[position])
        position += 1
      }
      ofYear += Self.capped(ofMonth, self.month)
      let ends =
        position == slots.count || slots[position].month / 12 != month / 12
      if ends {
        total += Self.capped(ofYear, year)
        ofYear = 0
      }
    }
    return total
  }
}

extension PointsDraws.Unit {
  /// What is counted of each month, by year in rising order.
  ///
  /// - Parameter period: The months that the ledger covers, counted from year
  ///   0; `nil` for those with activities. Rows without a day are a year of
  ///   one month.
  func countedByYear(
    _ caps: PointsCaps, _ period: ClosedRange<Int>?
  ) -> [[Double]] {
    var sums = [Double](repeating: 0, count: slots.count)
    for earning in activities.joined() { sums[earning.slot] += earning.points }
    let monthly = PointsCaps(terms: caps.terms, month: caps.month)
    var counted: [Int: Double] = [:]
    for position in slots.indices {
      let month = slots[position].month
      guard counted[month] == nil else { continue }
      let own = slots.indices.filter { slots[$0].month == month }
      counted[month] = monthly.total(
        own.map { slots[$0] }, own.map { sums[$0] })
    }
    var years: [[Double]] = []
    if let undated = counted[-1] { years.append([undated]) }
    guard let period else {
      let months = counted.filter { $0.key >= 0 }.sorted { $0.key < $1.key }
      return years
        + Dictionary(grouping: months) { $0.key / 12 }
        .sorted { $0.key < $1.key }.map { $0.value.map(\.value) }
    }
    for year in (period.lowerBound / 12)...(period.upperBound / 12) {
      years.append(
        (0..<12).map { 12 * year + $0 }.filter(period.contains).map {
          counted[$0] ?? 0
        })
    }
    return years
  }
}
