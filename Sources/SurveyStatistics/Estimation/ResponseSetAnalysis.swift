import Diagnostics
import SurveyData

/// What shares of a set of options are shares of.
public enum ResponseBase: String, Sendable, CaseIterable, Hashable {
  /// Of everybody who answered the question, those without a tick among them.
  case cases
  /// Of all ticks together; the shares add up to 1.
  case responses
  /// Of those who ticked at least one option.
  case respondents

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .cases:
        LocalizedText(
          zh: "多选题：占比以回答该题的全部个案为基数（含一项未选者），合计可超过 100%。",
          en: "Several answers: shares of all cases that answered, with or"
            + " without a tick; they may add up to more than 100%.")
      case .responses:
        LocalizedText(
          zh: "多选题：占比以全部选择次数为基数，合计 100%。",
          en: "Several answers: shares of all ticks together, which add up to"
            + " 100%.")
      case .respondents:
        LocalizedText(
          zh: "多选题：占比以至少选择一项的人为基数，合计可超过 100%。",
          en: "Several answers: shares of those who ticked at least one option;"
            + " they may add up to more than 100%.")
      }
    return Convention("percent-of", rawValue, sentence)
  }
}

/// Shares of the options of a question with several answers: of cases, of
/// responses or of respondents.
///
/// With mⱼ 1 where option j is ticked and M = Σⱼ mⱼ, the share is a ratio of
/// weighted totals, Σwmⱼ/Σw over the cases, Σwmⱼ/ΣwM of the responses, and
/// Σwmⱼ/Σw over the rows with M > 0 of the respondents, each linearised.
///
/// Edge cases:
///
/// - A row without any answer is left out. An option that was not offered, or
///   has no value while others have one, is not ticked; of cases and
///   respondents it is left out for this option.
/// - Without a tick there are no shares of responses and respondents.
///
/// Checked against R survey 4.1-1 (`svymean`, `svyratio`) in
/// `Tests/References/survey`.
public struct ResponseSetAnalysis: Analysis {
  /// `share`, of which it is a form.
  public static let kind = "share"

  /// One column with several answers a row, or columns of 0 and 1.
  public var set: [String]
  /// What the shares are shares of.
  public var base: ResponseBase
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// How intervals are made.
  public var interval: ShareInterval
  /// What design effects compare with.
  public var designEffect: DesignEffectReference

  /// Creates the analysis.
  public init(
    set: [String], base: ResponseBase = .cases, by: [[String]] = [],
    interval: ShareInterval = .logit,
    designEffect: DesignEffectReference = .automatic
  ) {
    self.set = set
    self.base = base
    self.by = by
    self.interval = interval
    self.designEffect = designEffect
  }

  /// Computes the shares.
  ///
  /// - Throws: A diagnostic when a column does not exist or is none of ticks.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let options = try options(data)
    var counts = [Double](repeating: 0, count: data.table.rowCount)
    for option in options {
      for row in counts.indices where option.ticks[row] == 1 {
        counts[row] += 1
      }
    }
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    let name = set.joined(separator: "+")
    let label =
      set.count == 1 ? data.table[set[0]]?.variable?.label : nil
    var estimates: [Estimate] = []
    for grouping in groupings {
      let found = options.map { option in
        builder.estimates(
          EstimateBuilder.Subject(
            variable: name, label: label, category: option.code,
            categoryLabel: option.label, statistic: "share", unit: .share,
            interval: .share(interval)),
          shares(option.ticks, counts, grouping, estimator), in: grouping)
      }
      // The options of a group stand together.
      for group in 0..<grouping.cellCount {
        estimates += found.map { $0[group] }
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [
        base.convention, interval.convention, designEffect.convention,
      ] + data.design.conventions,
      formula: base == .responses ? "p = Σw·m / Σw·M" : "p = Σw·m / Σw",
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  /// Refuses columns that hold no ticks.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try options(data)
  }

  private func shares(
    _ ticks: [Double], _ counts: [Double], _ grouping: Grouping,
    _ estimator: LinearEstimator
  ) -> [LinearEstimate] {
    switch base {
    case .cases:
      return estimator.means(of: ticks, in: grouping, reference: designEffect)
    case .respondents:
      let values = ticks.indices.map { counts[$0] > 0 ? ticks[$0] : .nan }
      return estimator.means(of: values, in: grouping, reference: designEffect)
    case .responses:
      let below = counts.map { $0 > 0 ? $0 : .nan }
      let above = ticks.map { $0 == 1 ? 1.0 : 0 }
      return estimator.ratios(of: above, to: below, in: grouping)
    }
  }

  /// One option and who ticked it: 1, 0, or not-a-number.
  private struct Option {
    var code: String
    var label: LocalizedText?
    var ticks: [Double]
  }

  private func options(_ data: AnalysisData) throws(Diagnostic) -> [Option] {
    try data.requireNames(set, kind: Self.kind)
    if set.count == 1,
      case .choices(let answers) = try data.table.column(set[0]).values
    {
      let column = try data.table.column(set[0])
      return answers.options.indices.map { position in
        Option(
          code: answers.options[position].code,
          label: answers.options[position].label,
          ticks: (0..<answers.count).map { row in
            if column.missing.isMissing(row) { return .nan }
            guard answers.isAsked(position, row: row) else { return .nan }
            return answers.isTicked(position, row: row) ? 1 : 0
          })
      }
    }
    if set.count == 1, case .texts = try data.table.column(set[0]).values {
      throw Diagnostic(
        .notNumeric, at: data.place(of: set[0]),
        "a cell of '\(set[0])' holds one text, not several answers",
        zh: "“\(set[0])”的一格为一个文本，而不是多个答案",
        help: "where answers stand side by side in a cell, give the column the "
          + "'separator' between them in the codebook; a question with one "
          + "answer belongs to 'variables'")
    }
    var result: [Option] = []
    for name in set {
      let ticks = try data.ticks(name)
      result.append(
        Option(
          code: name, label: data.table[name]?.variable?.label, ticks: ticks))
    }
    return result
  }
}
