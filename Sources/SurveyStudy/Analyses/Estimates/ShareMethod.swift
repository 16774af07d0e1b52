import Diagnostics
import Settings
import SurveyStatistics

/// Shares of values: `variables`, `values`, `interval`, `missing`,
/// `design-effect`, `show-missing`, `presentation`; or of the options of one
/// question with several answers: `set`, `percent-of`, `interval`,
/// `design-effect`.
public struct ShareMethod: GroupedMethod {
  /// `share`.
  public static let kind = ShareAnalysis.kind
  /// What it does.
  public static let summary = "the share of each value of a variable"
  /// An example.
  public static let example =
    "--set variables=stype --set interval=wilson --set by=awards"

  let variables: [ColumnReference]
  let set: [ColumnReference]
  let percentOf: ResponseBase
  let values: [String]?
  let interval: ShareInterval
  let missing: MissingValues
  let designEffect: DesignEffectReference
  let showsMissing: Bool
  let presentation: PresentationStandard

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    set = settings.columns("set") ?? []
    percentOf = settings.choice("percent-of") ?? .cases
    variables =
      set.isEmpty
      ? settings.requiredColumns("variables") ?? []
      : settings.columns("variables") ?? []
    values = settings.strings("values")
    interval = settings.shareInterval("interval") ?? .logit
    missing = settings.choice("missing") ?? .perVariable
    designEffect = settings.choice("design-effect") ?? .automatic
    if set.isEmpty, settings.has("percent-of") {
      settings.reportWrong(
        "percent-of", "'percent-of' needs a 'set'",
        help: "name the question with several answers, or its columns of 0 and"
          + " 1, with 'set'")
    }
    if !set.isEmpty, !variables.isEmpty || values != nil {
      settings.reportWrong(
        "set", "'set' cannot stand beside 'variables' and 'values'",
        help: "make two analyses of it")
    }
    showsMissing = settings.boolean("show-missing") ?? false
    presentation = settings.choice("presentation") ?? .none
    for key in ["show-missing", "presentation", "missing"]
    where !set.isEmpty && settings.has(key) {
      settings.reportWrong(key, "'\(key)' cannot stand beside 'set'")
    }
    if variables.isEmpty, set.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { (set + variables).map { ColumnUse($0) } }

  /// Computes the shares.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    if let responses = responses(inputs) {
      return try responses.run(on: inputs.requiredData())
    }
    return try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    if let responses = responses(inputs) {
      return try responses.check(on: inputs.requiredData())
    }
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func responses(_ inputs: AnalysisInputs) -> ResponseSetAnalysis? {
    set.isEmpty
      ? nil
      : ResponseSetAnalysis(
        set: set.map(\.name), base: percentOf, by: inputs.groupings,
        interval: interval, designEffect: designEffect)
  }

  private func analysis(_ groupings: [[String]]) -> ShareAnalysis {
    ShareAnalysis(
      variables: variables.map(\.name), values: values, by: groupings,
      interval: interval, missing: missing, designEffect: designEffect,
      missingAnswers: showsMissing ? .shown : .excluded,
      presentation: presentation)
  }
}

extension ShareMethod: BatchMethod {
  /// The sums can be taken batch by batch, but for questions with several
  /// answers.
  func batchAnalysis(
    groupings: [[String]]
  ) throws(Diagnostic) -> any BatchAnalysis {
    if set.isEmpty { return analysis(groupings) }
    throw Diagnostic(
      .unsupportedBatches, at: set.first?.place,
      "'set' needs all rows at once",
      help: "ask for the shares of each column with 'variables'")
  }
}

extension SettingsReader {
  /// The way to make intervals of shares at `key`.
  func shareInterval(_ key: String) -> ShareInterval? {
    if let name = string(key), let interval = ShareInterval(name: name) {
      return interval
    }
    return choice(key)
  }
}
