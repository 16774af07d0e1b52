import SurveyData

/// How the ranks of cases change from one evaluation to another.
///
/// Only cases that both of them rate are compared, with ranks among these.
struct RankChange: Sendable {
  /// The number of cases that both rate.
  var compared = 0
  /// The number of cases with another rank.
  var moved = 0
  /// The row that moves farthest, the first of several, and its ranks.
  var farthest: (row: Int, from: Double, to: Double)?
  /// The correlation of the ranks (Spearman 1904), ties at their mean rank;
  /// `nil` when one side has a single rank.
  var correlation: Double?
  /// The rows with rank 1 in the second evaluation.
  var first: [Int] = []

  /// Compares scores.
  ///
  /// - Parameter ties: The rank that equal scores share on either side; the
  ///   correlation always has mean ranks.
  init(
    from chosen: [Double], to other: [Double],
    ties: (from: RankSharing, to: RankSharing) = (.minimum, .minimum)
  ) {
    let rows = chosen.indices.filter {
      !chosen[$0].isNaN && !other[$0].isNaN
    }
    compared = rows.count
    let before = ties.from.ranks(of: rows.map { chosen[$0] })
    let after = ties.to.ranks(of: rows.map { other[$0] })
    let best = after.compactMap(\.self).min()
    var size = 0.0
    for (index, row) in rows.enumerated() {
      guard let from = before[index], let to = after[index] else { continue }
      if to == best { first.append(row) }
      if from == to { continue }
      moved += 1
      if abs(from - to) > size {
        size = abs(from - to)
        farthest = (row, from, to)
      }
    }
    correlation = Self.correlation(
      Self.meanRanks(rows.map { chosen[$0] }),
      Self.meanRanks(rows.map { other[$0] }))
  }

  /// Ranks with ties at their mean.
  private static func meanRanks(_ scores: [Double]) -> [Double] {
    RankSharing.average.ranks(of: scores).map { $0 ?? .nan }
  }

  private static func correlation(
    _ left: [Double], _ right: [Double]
  ) -> Double? {
    guard left.count > 1 else { return nil }
    let middle = Double(left.count + 1) / 2
    var (both, first, second) = (0.0, 0.0, 0.0)
    for (a, b) in zip(left, right) {
      both += (a - middle) * (b - middle)
      first += (a - middle) * (a - middle)
      second += (b - middle) * (b - middle)
    }
    guard first > 0, second > 0 else { return nil }
    return both / (first * second).squareRoot()
  }
}

extension RankChange {
  /// The columns that tables of changes share.
  static let columns = [
    StatisticsTable.Column(
      "correlation", LocalizedText(zh: "名次相关", en: "Rank correlation"),
      .coefficient),
    StatisticsTable.Column(
      "moved", LocalizedText(zh: "名次变动数", en: "Cases that move"), .count),
    StatisticsTable.Column(
      "farthest", LocalizedText(zh: "变动最大者", en: "Largest move"), .text),
    StatisticsTable.Column(
      "first", LocalizedText(zh: "第一名", en: "First"), .text),
  ]

  /// The cells of these columns.
  func cells(_ names: CaseNames) -> [StatisticsTable.Cell] {
    [
      StatisticsTable.Cell(correlation),
      StatisticsTable.Cell(Double(moved)),
      farthest.map {
        StatisticsTable.Cell(
          LocalizedText(
            "\(names.ids[$0.row]) \(plainText($0.from))→\(plainText($0.to))"))
      } ?? .empty,
      StatisticsTable.Cell(names.list(first, limit: 3)),
    ]
  }
}
