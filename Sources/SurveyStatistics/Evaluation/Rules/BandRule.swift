import SurveyData

/// How bands follow from the scores themselves, where no thresholds are
/// given.
public struct BandRule: Sendable, Hashable {
  /// The ways to find cut points.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// The best division of the scores, cut in the middle of the gaps.
    case kMeans = "kmeans"
    /// Equal shares of the cases: quantiles of type 7 (Hyndman and Fan 1996).
    case quantile
  }

  /// The way.
  public var method: Method
  /// The names of the bands, best first.
  public var labels: [LocalizedText]

  /// Creates a rule.
  public init(_ method: Method, labels: [LocalizedText]) {
    self.method = method
    self.labels = labels
  }

  /// The names of as many stars, best first.
  public static func stars(_ count: Int) -> [LocalizedText] {
    (1...max(1, count)).reversed().map {
      LocalizedText(zh: "\($0) 星", en: $0 == 1 ? "1 star" : "\($0) stars")
    }
  }

  /// The bands of scores, best first; `nil` with too few distinct scores.
  ///
  /// Scores that are missing count for nothing. The lowest band starts at 0,
  /// or at the lowest score below it.
  public func bands(for scores: [Double]) -> [Band]? {
    let rated = scores.filter { $0.isFinite }.map {
      // Scores that are printed alike fall alike.
      ($0 * 1e10).rounded() / 1e10
    }.sorted()
    guard let lowest = rated.first else { return nil }
    let cuts: [Double]
    switch method {
    case .kMeans:
      guard let found = OptimalClusters(rated, count: labels.count) else {
        return nil
      }
      cuts = found.cuts
    case .quantile:
      let count = Double(labels.count)
      cuts = (1..<max(1, labels.count)).compactMap {
        RankDraws.quantile(rated, Double($0) / count)
      }
      guard zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
        return nil
      }
    }
    let thresholds = [min(0, lowest)] + cuts
    return zip(labels, thresholds.reversed()).map {
      Band(label: $0, threshold: $1)
    }
  }

  /// Bands that have the names and no thresholds yet.
  var unplaced: [Band] {
    labels.enumerated().map {
      Band(label: $1, threshold: Double(labels.count - $0))
    }
  }

  /// The choice, what it means, and the cut points that came of it.
  func convention(_ bands: [Band]) -> Convention {
    let cuts = bands.dropLast().map { band in
      let number = plainText((band.threshold * 1e4).rounded() / 1e4)
      return (
        zh: "\(band.label[.chinese]) \(number) 分起",
        en: "\(band.label[.english]) from \(number)"
      )
    }
    let chinese =
      bands.isEmpty
      ? "不同的得分太少，未划分" : cuts.map(\.zh).joined(separator: "，")
    let english =
      bands.isEmpty
      ? "too few distinct scores, no bands"
      : cuts.map(\.en).joined(separator: ", ")
    let sentence =
      switch method {
      case .kMeans:
        LocalizedText(
          zh: "等次：得分的一维最优 k 均值（k = \(labels.count)），界限取相邻两组的中点：\(chinese)。"
            + "每次抽取重新划分。",
          en: "Bands: exact k-means of the scores in one dimension (k ="
            + " \(labels.count)), cut in the middle between neighbouring"
            + " groups: \(english). Every draw is divided anew.")
      case .quantile:
        LocalizedText(
          zh: "等次：得分的 \(labels.count) 等分位数（第 7 类），达到界限即属该等次：\(chinese)。"
            + "每次抽取重新划分。",
          en: "Bands: quantiles of the scores of type 7 in \(labels.count)"
            + " parts; a score on a cut point belongs to the band: \(english)."
            + " Every draw is divided anew.")
      }
    return Convention("bands", method.rawValue, sentence)
  }
}

extension EvaluationOptions {
  /// Cut points that come of the scores are held against exact scores.
  var bandComparisonUsed: BandComparison {
    bandRule == nil ? bandComparison : .exact
  }
}

extension EvaluationOptions.Score {
  /// Whether weights of indicators make a difference.
  var usesWeights: Bool {
    if case .benefitOfTheDoubt = self { false } else { true }
  }
}
