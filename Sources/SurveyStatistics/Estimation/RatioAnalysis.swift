import Diagnostics
import SurveyData

/// The ratio of two totals, overall and by groups.
///
/// R = Σwy/Σwx over the rows with both values, linearised with
/// w(y − R·x)/Σwx.
///
/// With a known total X of the denominator the total of the numerator is
/// predicted as R·X; with known totals Xₕ in groups, usually the strata, as
/// Σ Rₕ·Xₕ (the separate ratio estimator).
///
/// Edge cases:
///
/// - Without a row, or where Σwx is 0, there is no value.
/// - With `interval` the ratio is a share: the numerator has to be a part of
///   the denominator in every row, and intervals stay within 0 to 1. They are
///   those of shares on the linearised standard error, for `logit`
///   `logit R ± t·se/(R(1 − R))` carried back, as `svyciprop` has them for
///   the same answers with a row each and the rows of counts as clusters.
///
/// Checked against R survey 4.1-1 (`svyratio` and its `predict`) in `Tests/References/survey`.
public struct RatioAnalysis: Analysis {
  /// `ratio`.
  public static let kind = "ratio"

  /// The variable above the line.
  public var numerator: String
  /// The variable below the line.
  public var denominator: String
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// How intervals are made when the ratio is a share; `nil` for any ratio.
  /// Those that count answers take rows for them; studies offer `logit`,
  /// `wilson` and `asin`.
  public var interval: ShareInterval?

  /// What is predicted from the ratio, if anything; of all rows.
  public var prediction: Prediction?

  /// Creates the analysis.
  public init(
    numerator: String, denominator: String, by: [[String]] = [],
    prediction: Prediction? = nil, interval: ShareInterval? = nil
  ) {
    self.interval = interval
    self.numerator = numerator
    self.denominator = denominator
    self.by = by
    self.prediction = prediction
  }

  /// Computes the ratios.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let above = try data.numbers(numerator)
    let below = try data.numbers(denominator)
    let outside = zip(above, below).enumerated().first { row, pair in
      (data.domain?[row] ?? true) && !pair.0.isNaN && !pair.1.isNaN
        && !(pair.0 >= 0 && pair.0 <= pair.1)
    }
    if interval != nil, let outside {
      throw noShare(row: outside.offset, outside.element, data)
    }
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    let subject = subject(
      label(
        data.table[numerator]?.variable?.label,
        data.table[denominator]?.variable?.label))
    var estimates = groupings.flatMap { grouping in
      builder.estimates(
        subject, estimator.ratios(of: above, to: below, in: grouping),
        in: grouping)
    }
    let beyond = outside == nil ? beyond(estimates, data) : []
    if let prediction {
      estimates.insert(
        try predicted(prediction, above, below, data), at: 1)
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [Self.missingConvention]
        + [interval?.convention].compactMap { $0 } + data.design.conventions,
      formula: Self.formula,
      diagnostics: Grouping.findings(groupings, by: by, data: data) + beyond)
  }

  private func noShare(
    row: Int, _ pair: (Double, Double), _ data: AnalysisData
  ) -> Diagnostic {
    let lines = data.table.sourceLines
    return Diagnostic(
      .ratioIsNoShare,
      at: Place(
        file: data.table.source.file,
        line: lines.indices.contains(row) ? Int(lines[row]) : nil,
        columnName: numerator),
      "'\(numerator)' is \(plainText(pair.0)) of \(plainText(pair.1)) in"
        + " '\(denominator)', which is no part of it",
      zh:
        "“\(numerator)”为\(plainText(pair.0))，“\(denominator)”为\(plainText(pair.1))，前者不是后者的一部分",
      help: "leave out 'interval' for a ratio that is no share")
  }

  /// Intervals that no share can have, of what may be a share.
  private func beyond(
    _ estimates: [Estimate], _ data: AnalysisData
  ) -> [Diagnostic] {
    let count = estimates.count {
      $0.interval.map { $0.lower < 0 || $0.upper > 1 } ?? false
    }
    if count == 0 || interval != nil { return [] }
    return [
      Diagnostic(
        .ratioBeyondShare, .note, at: data.place(of: numerator),
        "'\(numerator)' is a part of '\(denominator)' in every row, and"
          + " \(count) \(count == 1 ? "interval leaves" : "intervals leave")"
          + " the range from 0 to 1",
        zh: "“\(numerator)”在每一行都是“\(denominator)”的一部分，而有\(count)个区间超出0至1",
        help: "'interval: logit' makes intervals of shares")
    ]
  }

  /// The formula as it is printed.
  static let formula = "R = Σwy / Σwx"

  /// Which rows are used, as it is printed.
  static let missingConvention = Convention(
    "missing", "both",
    LocalizedText(
      zh: "缺失值：只使用分子和分母都有值的记录。",
      en: "Missing values: only rows with both values are used."))

  /// What the estimates are about.
  func subject(_ label: LocalizedText?) -> EstimateBuilder.Subject {
    EstimateBuilder.Subject(
      variable: "\(numerator)/\(denominator)", label: label,
      statistic: "ratio", unit: interval == nil ? .value : .share,
      interval: interval.map { .share($0) } ?? .unbounded)
  }

  /// The labels of both columns, where both have one.
  func label(
    _ above: LocalizedText?, _ below: LocalizedText?
  ) -> LocalizedText? {
    guard let above, let below else { return nil }
    return LocalizedText(
      zh: "\(above[.chinese]) / \(below[.chinese])",
      en: "\(above[.english]) / \(below[.english])")
  }
}
