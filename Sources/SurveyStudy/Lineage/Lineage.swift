import SurveyData
import SurveyReport

/// How one number came about, from the files to the number.
public struct Lineage: Sendable {
  /// The number.
  public var number: ListedNumber
  /// The estimate, where the number is one.
  public var estimate: Estimate?
  /// The interval of the number.
  public var interval: Interval?
  /// The result that holds it.
  public var result: Released<AnalysisResult>
  /// The files.
  public var sources: [DataSource]
  /// The formula with the values put in; the number itself first.
  public var worked: [WorkedFormula]
  /// What each indicator brings to the score of a case.
  public var breakdown: ScoreBreakdown?
  /// The row of a table that the number stands in, as names and texts.
  public var neighbours: [(label: LocalizedText, text: LocalizedText)]
  /// Rules, verdicts, gates, caps and bands in words.
  public var rules: [LocalizedText]
  /// How the interval came about.
  public var uncertainty: [LocalizedText]
  /// The rows behind it.
  public var rows: [RowsBehind]
  /// The files that changed since an output was made.
  public var changes: [ChangedInput]

  /// The result.
  var value: AnalysisResult { result.value }
}

/// A file that is not the one an output was made from.
public struct ChangedInput: Sendable, Hashable {
  /// The file.
  public var path: String
  /// Its SHA-256 in the manifest; `nil` when the output was made without it.
  public var before: String?
  /// Its SHA-256 now; `nil` when the study does not read it any more.
  public var now: String?
}
