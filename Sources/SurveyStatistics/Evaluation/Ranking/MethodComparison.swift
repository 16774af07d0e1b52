import SurveyData

/// The ranks that several methods give the same cases.
///
/// Kendall's coefficient of concordance with its correction for ties
///
///     W = 12 Σ (R - R̄)² / (k² (n³ - n) - k Σ T),  T = Σ (t³ - t)
///
/// over the sums R of k methods' ranks of n cases, and Spearman's rank
/// correlations between methods, both with mean ranks for ties. Only cases
/// that all methods rank take part. They are not defined for fewer than two
/// cases, nor when a method ranks all cases the same.
public struct MethodComparison: Sendable, Hashable {
  /// By method the rank of each case with ties at their mean, 1 for the best.
  public var ranks: [[Double]]
  /// W; `nil` when not defined.
  public var concordance: Double?
  /// Spearman's correlations by method and method.
  public var correlations: [[Double?]]

  /// Compares scores, the higher the better.
  ///
  /// - Parameter scores: By method the score of each case, not-a-number for a
  ///   case without one.
  public init(_ scores: [[Double]]) {
    let count = scores.first?.count ?? 0
    let cases = (0..<count).filter { row in
      scores.allSatisfy { !$0[row].isNaN }
    }
    let ranks = scores.map { method in
      // The rule of publication: equal after rounding to 1e-10.
      risingRanks(cases.map { -(method[$0] * 1e10).rounded() })
    }
    self.ranks = ranks.map { found in
      var all = [Double](repeating: .nan, count: count)
      for (row, rank) in zip(cases, found) { all[row] = rank }
      return all
    }
    concordance = Self.concordance(ranks)
    correlations = ranks.map { first in
      ranks.map { Self.correlation(first, $0) }
    }
  }

  private static func concordance(_ ranks: [[Double]]) -> Double? {
    guard ranks.count > 1, let n = ranks.first?.count, n > 1 else {
      return nil
    }
    let k = Double(ranks.count)
    let mean = k * Double(n + 1) / 2
    var squares = 0.0
    for row in 0..<n {
      let sum = ranks.reduce(0) { $0 + $1[row] }
      squares += (sum - mean) * (sum - mean)
    }
    var ties = 0.0
    for method in ranks {
      let sorted = method.sorted()
      var start = 0
      while start < n {
        var end = start
        while end < n, sorted[end] == sorted[start] { end += 1 }
        let t = Double(end - start)
        ties += t * t * t - t
        start = end
      }
    }
    let size = Double(n)
    let below = k * k * (size * size * size - size) - k * ties
    return below > 0 ? 12 * squares / below : nil
  }

  private static func correlation(
    _ first: [Double], _ second: [Double]
  ) -> Double? {
    guard first.count > 1 else { return nil }
    let mean = Double(first.count + 1) / 2
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) {
      xx += (x - mean) * (x - mean)
      xy += (x - mean) * (y - mean)
      yy += (y - mean) * (y - mean)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : nil
  }
}

extension MethodComparison {
  /// The ranks side by side, and the correlations between methods. Where the
  /// data do not support single ranks only the best and the worst are shown.
  static func tables(
    _ methods: [EvaluationOptions.Score], scores: [[Double]],
    names: RankingNames, showsRanks: Bool
  ) -> [StatisticsTable] {
    let found = MethodComparison(scores)
    let ranks = scores.map { competitionRanks($0) }
    let heading = LocalizedText(zh: "名次", en: "Rank")
    let columns = methods.map {
      StatisticsTable.Column(
        $0.name.rawValue, $0.name.label, .count, spanner: heading)
    }
    var notes: [LocalizedText] = []
    if let w = found.concordance {
      let text = plainText(roundedHalfUp(w, 3))
      notes.append(
        LocalizedText(
          zh: "\(methods.count) 种方法名次的 Kendall 和谐系数 W = \(text)。",
          en: "Kendall's W of the ranks by \(methods.count) methods is "
            + "\(text)."))
    }
    let moved = names.ids.indices.count { row in
      Set(ranks.compactMap { $0[row] }).count > 1
    }
    let total = names.ids.count
    notes.append(
      LocalizedText(
        zh: "\(total) 个对象中有 \(moved) 个的名次随方法而变；"
          + "未在分析中另行设定的方法取默认选项。",
        en: "The rank of \(moved) of \(total) cases depends on the "
          + "method; methods other than that of the analysis take "
          + "their default choices."))
    if !showsRanks { notes.append(UncertaintyResult.rankingNotSupported) }
    let side = StatisticsTable(
      "methods",
      title: LocalizedText(zh: "各方法的名次", en: "Ranks by method"),
      stub: RankingNames.stub,
      columns: (showsRanks ? columns : []) + [
        .init("best", LocalizedText(zh: "最好名次", en: "best"), .count),
        .init("worst", LocalizedText(zh: "最差名次", en: "worst"), .count),
      ],
      rows: names.rows { row in
        let found = ranks.compactMap { $0[row] }
        let cells = ranks.map { StatisticsTable.Cell($0[row].map(Double.init)) }
        return (showsRanks ? cells : []) + [
          .init(found.min().map(Double.init)),
          .init(found.max().map(Double.init)),
        ]
      }, notes: notes,
      figure: showsRanks ? .heat(columns: columns.map(\.name)) : nil)
    let square = StatisticsTable(
      "method-correlations",
      title: LocalizedText(
        zh: "各方法名次的 Spearman 相关系数",
        en: "Spearman correlations of the ranks by method"),
      stub: LocalizedText(zh: "方法", en: "Method"),
      columns: methods.map {
        .init(
          $0.name.rawValue, $0.name.label, .coefficient,
          spanner: LocalizedText(zh: "相关系数 ρ", en: "Correlation ρ"))
      },
      rows: methods.indices.map { row in
        .init(
          methods[row].name.rawValue, methods[row].name.label,
          found.correlations[row].map { .init($0) })
      }, figure: .heat(columns: methods.map { $0.name.rawValue }))
    return [side, square]
  }
}
