import SurveyData

/// Everything that the page about quality is made from.
public struct QualityInput: Sendable {
  /// What the rules found.
  public var report: Released<QualityReport>
  /// The title of the study.
  public var title: LocalizedText?
  /// The languages to write, the first one under plain file names.
  public var languages: [Language]
  /// Whether the data are made up.
  public var isMadeUp: Bool
  /// Who made the data.
  public var source: LocalizedText?
  /// The version of the program.
  public var version: String
  /// Analyses with and without excluded rows.
  public var comparisons: [QualityComparison]
  /// Whether there is a report in the folder above to link to.
  public var hasReport = true

  /// Creates an input.
  public init(
    report: Released<QualityReport>, title: LocalizedText?,
    languages: [Language], isMadeUp: Bool, source: LocalizedText?,
    version: String, comparisons: [QualityComparison]
  ) {
    self.report = report
    self.title = title
    self.languages = languages
    self.isMadeUp = isMadeUp
    self.source = source
    self.version = version
    self.comparisons = comparisons
  }
}

/// One analysis without the rows that rules of quality exclude, and with
/// them.
public struct QualityComparison: Sendable {
  /// The data set.
  public var data: String
  /// The result without the excluded rows.
  public var kept: Released<AnalysisResult>
  /// The result with all rows; `nil` when it could not be computed.
  public var all: Released<AnalysisResult>?

  /// Creates a comparison.
  public init(
    data: String, kept: Released<AnalysisResult>,
    all: Released<AnalysisResult>?
  ) {
    self.data = data
    self.kept = kept
    self.all = all
  }
}

extension QualityComparison {
  /// One number in both.
  struct Line {
    var estimate: Estimate
    var all: Double?
    var kept: Double?
    var allBase: Int?
  }

  /// The numbers of both, in the order of the result without the rows; those
  /// of groups that have only excluded rows come last.
  var lines: [Line] {
    let kept = Self.estimates(self.kept.value)
    let all = self.all.map { Self.estimates($0.value) } ?? []
    let byKey = Dictionary(
      all.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(kept.map(Key.init))
    return kept.map { estimate in
      let other = byKey[Key(estimate)]
      return Line(
        estimate: estimate, all: other?.value, kept: estimate.value,
        allBase: other?.base)
    }
      + all.filter { !known.contains(Key($0)) }.map {
        Line(estimate: $0, all: $0.value, kept: nil, allBase: $0.base)
      }
  }

  /// What identifies an estimate in both results.
  private struct Key: Hashable {
    var variable: String
    var category: String?
    var statistic: String
    var group: [GroupTerm]

    init(_ estimate: Estimate) {
      variable = estimate.variable
      category = estimate.category
      statistic = estimate.statistic
      group = estimate.group
    }
  }

  /// The estimates of a result; the scores of the cases of an evaluation.
  private static func estimates(_ result: AnalysisResult) -> [Estimate] {
    guard case .evaluation(let evaluation) = result.details else {
      return result.estimates
    }
    return evaluation.cases.map { item in
      Estimate(
        variable: item.id, label: item.title, statistic: "score", unit: .index,
        value: item.score, base: 0, weightedBase: 0)
    }
  }
}
