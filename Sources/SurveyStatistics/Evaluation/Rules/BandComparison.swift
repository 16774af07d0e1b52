import SurveyData

/// Which score is held against the thresholds of bands.
public enum BandComparison: Sendable, Hashable {
  /// The exact score, after rounding to 1e-10.
  case exact
  /// The score as it is published, with this many decimals, half up: 89.96
  /// is printed as 90.0 and belongs to the band from 90 on.
  case published(decimals: Int)

  /// The choice and what it means.
  public var convention: Convention {
    switch self {
    case .exact:
      Convention(
        "band-comparison", "exact",
        LocalizedText(
          zh: "等次按未修约的得分与界限比较，达到界限即属该等次。",
          en: "Bands compare the exact score; a score on the threshold "
            + "belongs to the band."))
    case .published(let decimals):
      Convention(
        "band-comparison", "published-\(decimals)",
        LocalizedText(
          zh: "等次按四舍五入到 \(decimals) 位小数的公布得分与界限比较，达到界限即属该等次。",
          en: "Bands compare the score as published, rounded half up to "
            + "\(decimals) decimal\(decimals == 1 ? "" : "s"); a score on the "
            + "threshold belongs to the band."))
    }
  }
}
