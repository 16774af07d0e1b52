import Diagnostics
import SurveyData

/// Satisfaction indices and rates of items and of scales, overall and by
/// groups.
public struct IndexAnalysis: Analysis {
  /// `index`.
  public static let kind = "index"

  /// The single items.
  public var items: [String]
  /// Scales of several items, each a mean of a respondent's items.
  public var scales: [NamedScale]
  /// What the grades are worth; empty to rescale codes by their scale.
  public var grades: [GradeScore]
  /// The scale of items whose codebook has none.
  public var scale: Variable.Scale?
  /// The numbers to show.
  public var show: [IndexStatistic]
  /// How many of the best codes are in the top box.
  public var topBox: Int
  /// How many of the worst codes are in the bottom box.
  public var bottomBox: Int
  /// The codes of promoters; `nil` for 9 and 10 on a scale from 0 to 10, the
  /// best grade, or the top box.
  public var promoters: [String]?
  /// The codes of detractors; `nil` for 0 to 6 on a scale from 0 to 10, the
  /// worst grade, or the bottom box.
  public var detractors: [String]?
  /// Which rows count below the line.
  public var denominator: RateDenominator
  /// How intervals of rates are made.
  public var interval: ShareInterval
  /// The part of a scale's items that a respondent has to answer.
  public var minimumAnswered: Double
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    items: [String] = [], scales: [NamedScale] = [],
    grades: [GradeScore] = [], scale: Variable.Scale? = nil,
    show: [IndexStatistic] = [.index], topBox: Int = 2, bottomBox: Int = 2,
    promoters: [String]? = nil, detractors: [String]? = nil,
    denominator: RateDenominator = .valid, interval: ShareInterval = .wilson,
    minimumAnswered: Double = 0.5, by: [[String]] = []
  ) {
    self.items = items
    self.scales = scales
    self.grades = grades
    self.scale = scale
    self.show = show
    self.topBox = topBox
    self.bottomBox = bottomBox
    self.promoters = promoters
    self.detractors = detractors
    self.denominator = denominator
    self.interval = interval
    self.minimumAnswered = minimumAnswered
    self.by = by
  }

  /// Computes the indices.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
