import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

/// Comparisons of estimates: `variables`, `statistic`, `value`,
/// `contrasts`, `pairwise`, `adjust`, `missing`.
public struct ContrastMethod: AnalysisMethod {
  /// `contrast`.
  public static let kind = ContrastAnalysis.kind
  /// What it does.
  public static let summary =
    "differences and other calculations with estimates"
  /// An example.
  public static let example =
    "--set variables=api00 --set by=stype --set contrasts.gap='E - H'"
    + " --set pairwise=true --set design.weights=pw"

  let variables: [ColumnReference]
  let statistic: ContrastStatistic
  let value: String?
  let contrasts: [ContrastAnalysis.Contrast]
  let isPairwise: Bool
  let adjustment: PValueAdjustment
  let missing: MissingValues
  private let expressionColumns: [ColumnReference]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.columns("variables") ?? []
    statistic = settings.choice("statistic") ?? .mean
    value = settings.string("value")
    contrasts = settings.contrasts("contrasts")
    isPairwise =
      settings.boolean("pairwise")
      ?? (!settings.has("contrasts") && !context.groupings.isEmpty)
    adjustment = settings.choice("adjust") ?? .holm
    missing = settings.choice("missing") ?? .perVariable
    let place = settings.valuePlace(of: "contrasts")
    expressionColumns = contrasts.flatMap { contrast in
      contrast.expression.columns(
        bareNamesAreColumns: context.groupings.isEmpty
      ).map { ColumnReference(name: $0, place: place) }
    }
    if contrasts.isEmpty, !isPairwise {
      if !settings.has("contrasts") {
        settings.reportMissing(
          "contrasts",
          help: "write a calculation such as 'mean(a) - mean(b)', or name"
            + " groups with 'by' to compare all pairs")
      }
      return nil
    }
    if isPairwise, context.groupings.isEmpty {
      settings.reportMissing(
        "by", help: "name the column of the groups that are compared")
      return nil
    }
    if isPairwise, variables.isEmpty {
      settings.reportMissing("variables")
      return nil
    }
    if statistic == .share, value == nil, !variables.isEmpty {
      settings.reportMissing(
        "value", help: "name the value whose shares are compared")
      return nil
    }
  }

  /// The variables and the columns of the calculations.
  public var columns: [ColumnUse] {
    (variables + expressionColumns).map { ColumnUse($0) }
  }

  /// Computes the comparisons.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns, values and groups that do not exist.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> ContrastAnalysis {
    ContrastAnalysis(
      variables: variables.map(\.name), statistic: statistic, value: value,
      by: inputs.groupings, contrasts: contrasts, isPairwise: isPairwise,
      adjustment: adjustment, missing: missing)
  }
}

extension SettingsReader {
  /// Calculations by name, `{gap: E - H}`, or a list of them.
  fileprivate func contrasts(_ key: String) -> [ContrastAnalysis.Contrast] {
    guard let node = node(key) else { return [] }
    if case .map = node.content, let reader = reader(key) {
      return reader.allEntries().compactMap { entry in
        guard let text = reader.string(entry.key) else { return nil }
        return contrast(text, name: entry.key, at: entry.value.place)
      }
    }
    let place = node.place
    return (strings(key) ?? []).compactMap {
      contrast($0, name: $0, at: place)
    }
  }

  private func contrast(
    _ text: String, name: String, at place: Place
  ) -> ContrastAnalysis.Contrast? {
    do {
      return ContrastAnalysis.Contrast(
        name, label: LocalizedText(zh: name, en: name),
        try ContrastExpression(text, at: place))
    } catch {
      log.report(error)
      return nil
    }
  }
}
