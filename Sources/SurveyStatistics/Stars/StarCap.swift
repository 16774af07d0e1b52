import SurveyData

/// A limit on the stars of units that are among the worst in one group.
///
/// From 2026 on, a hospital in the lowest quarter of the safety group, with
/// at least three of its measures, gets no more than four of five stars.
///
/// The quarter is that of the units that take part, have a score of the group
/// and enough of its measures: those whose score is not above the quantile of
/// type 7.
public struct StarCap: Sendable, Hashable {
  /// The name of the group.
  public var group: String
  /// The share of the units that counts as the lowest.
  public var share: Double
  /// How many measures of the group a unit needs for the limit to hold.
  public var measures: Int
  /// The most stars that are left.
  public var stars: Int

  /// Creates a limit, as the hospital stars of 2026 have it without further
  /// choices.
  public init(
    group: String, share: Double = 0.25, measures: Int = 3, stars: Int = 4
  ) {
    self.group = group
    self.share = share
    self.measures = measures
    self.stars = stars
  }
}

extension StarPipeline {
  /// The units that a limit holds for.
  ///
  /// - Parameter scores: The scores of the group by unit.
  func limited(by cap: StarCap, group: Int, _ scores: [Double]) -> [Int] {
    let units = peerGroups.flatMap(\.units).filter {
      scores[$0].isFinite && counts[group][$0] >= max(1, cap.measures)
    }
    let sorted = units.map { scores[$0] }.sorted()
    guard let limit = RankDraws.quantile(sorted, cap.share) else { return [] }
    return units.filter { scores[$0] <= limit }.sorted()
  }

  /// Takes away the stars that a limit does not leave.
  ///
  /// - Parameter scores: Scores by group and unit.
  func limit(_ stars: inout [Int?], _ scores: [[Double]]) {
    guard let cap, let group = capGroup else { return }
    for unit in limited(by: cap, group: group, scores[group]) {
      if let own = stars[unit], own > cap.stars { stars[unit] = cap.stars }
    }
  }
}

extension StarCap {
  /// The choice and what it means.
  func convention(_ label: LocalizedText) -> Convention {
    let percent = plainText(share * 100)
    return Convention(
      "cap", "\(group)<=\(stars)",
      LocalizedText(
        zh:
          "“\(label[.chinese])”组得分处于最低 \(percent)%（且该组至少有 \(measures) 项指标）的单位，"
          + "最多 \(stars) 星；最低比例在参评且指标足够的单位中按第 7 类分位数确定。",
        en: "A unit in the lowest \(percent) % of group '\(label[.english])',"
          + " with at least \(measures) of its measures, has at most \(stars)"
          + " stars; the quantile is of type 7, over the units that take part"
          + " and have that many."))
  }
}
