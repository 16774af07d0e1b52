import Diagnostics
import LinearAlgebra
import SurveyData

/// Comparisons of means, totals or shares: between variables, between groups,
/// of all pairs of groups, or any calculation with them.
///
/// The standard error of a calculation g(θ) is that of its linearisation,
/// √(∇gᵀV∇g), with the covariance V of the estimates under the design; with
/// replicate weights the calculation is done anew for each of them. The
/// statistic is t = g/se with the degrees of freedom of the design.
///
/// Edge cases:
///
/// - Groups without weight take part in no comparison.
/// - A calculation without a finite value, such as a quotient by 0, has an
///   empty row.
///
/// Checked against R survey 4.1-1 (`svycontrast`, `svyby` with `covmat`,
/// `p.adjust`) in `Tests/References/survey`.
public struct ContrastAnalysis: Analysis {
  /// `contrast`.
  public static let kind = "contrast"

  /// More groups than this make too many pairs to read.
  static let maximumGroups = 100

  /// One calculation.
  public struct Contrast: Sendable {
    /// The name for machines.
    public var name: String
    /// The label.
    public var label: LocalizedText
    /// The calculation.
    public var expression: ContrastExpression

    /// Creates a contrast.
    public init(
      _ name: String, label: LocalizedText, _ expression: ContrastExpression
    ) {
      self.name = name
      self.label = label
      self.expression = expression
    }
  }

  /// The variables whose groups are compared.
  public var variables: [String]
  /// What of them.
  public var statistic: ContrastStatistic
  /// The value whose shares are compared.
  public var value: String?
  /// The groupings.
  public var by: [[String]]
  /// The calculations; bare names in them are groups of the first grouping
  /// or, without groupings, variables.
  public var contrasts: [Contrast]
  /// Whether all pairs of groups are compared.
  public var isPairwise: Bool
  /// How the probabilities of pairs are adjusted, one variable and grouping
  /// at a time.
  public var adjustment: PValueAdjustment
  /// Which rows are used.
  public var missing: MissingValues

  /// Creates the analysis.
  public init(
    variables: [String] = [], statistic: ContrastStatistic = .mean,
    value: String? = nil, by: [[String]] = [], contrasts: [Contrast] = [],
    isPairwise: Bool = false, adjustment: PValueAdjustment = .holm,
    missing: MissingValues = .perVariable
  ) {
    self.variables = variables
    self.statistic = statistic
    self.value = value
    self.by = by
    self.contrasts = contrasts
    self.isPairwise = isPairwise
    self.adjustment = adjustment
    self.missing = missing
  }

  /// Refuses columns, values and groups that do not exist.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    var source = try ContrastTerms(self, data)
    for contrast in contrasts { _ = try source.statistics(of: contrast) }
    if isPairwise { _ = try source.families() }
  }

  /// Computes the comparisons.
  ///
  /// - Throws: A diagnostic when a column, a value or a group does not exist.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    var source = try ContrastTerms(self, data)
    var tables: [StatisticsTable] = []
    if !contrasts.isEmpty {
      var rows: [StatisticsTable.Row] = []
      for contrast in contrasts {
        let base = try source.statistics(of: contrast)
        let found = data.design.estimate(
          ComposedStatistics(
            base: base, functions: [contrast.expression.root]))
        rows.append(row(contrast, found, base.base, data))
      }
      tables.append(table(ofContrasts: rows))
    }
    var significant = 0
    var pairs = 0
    if isPairwise {
      for family in try source.families() {
        let found = pairTable(family, data, position: tables.count)
        tables.append(found.table)
        significant += found.significant
        pairs += found.table.rows.count
      }
    }
    return AnalysisOutcome(
      conventions: [missing.convention]
        + (isPairwise ? [adjustment.convention] : []) + data.design.conventions,
      formula: "t = g(θ) / √(∇gᵀV∇g)",
      details: .tables(
        tables, finding: isPairwise ? finding(significant, pairs, data) : nil),
      diagnostics: source.findings(data))
  }

  private func finding(
    _ significant: Int, _ pairs: Int, _ data: AnalysisData
  ) -> LocalizedText {
    let alpha = plainText(((1 - data.level) * 1e12).rounded() / 1e10)
    return LocalizedText(
      zh: "\(pairs)对中有\(significant)对差异显著（\(alpha)%水平）",
      en: "\(significant) of \(pairs) pairs differ at the \(alpha)% level")
  }

  private func row(
    _ contrast: Contrast, _ found: SampledEstimates?, _ base: Int,
    _ data: AnalysisData
  ) -> StatisticsTable.Row {
    guard let found, let value = found.values.first, value.isFinite else {
      return StatisticsTable.Row(
        contrast.name, contrast.label,
        [StatisticsTable.Cell](repeating: StatisticsTable.Cell(nil), count: 6))
    }
    let number = TestedNumber(
      value: value, standardError: found.standardError(0),
      degreesOfFreedom: found.degreesOfFreedom)
    return StatisticsTable.Row(
      contrast.name, contrast.label,
      number.cells(data.level) + [
        StatisticsTable.Cell(Double(base))
      ])
  }

  private func table(
    ofContrasts rows: [StatisticsTable.Row]
  ) -> StatisticsTable {
    let definitions = contrasts.filter { $0.name != $0.expression.text }
    return StatisticsTable(
      "contrasts", title: LocalizedText(zh: "对比", en: "Contrasts"),
      stub: LocalizedText(zh: "对比", en: "Contrast"),
      columns: [
        TestColumns.estimate("值", "value"), TestColumns.error,
        TestColumns.statistic, TestColumns.degrees, TestColumns.probability,
        TestColumns.base,
      ], rows: rows,
      notes: definitions.map { contrast in
        LocalizedText(
          zh: "\(contrast.label[.chinese])：\(contrast.expression.text)",
          en: "\(contrast.label[.english]): \(contrast.expression.text)")
      }, figure: .dots(column: "estimate", reference: nil))
  }

  private func pairTable(
    _ family: ContrastTerms.Family, _ data: AnalysisData, position: Int
  ) -> (table: StatisticsTable, significant: Int) {
    var numbers: [TestedNumber] = []
    var names: [(name: String, label: LocalizedText)] = []
    let found = data.design.estimate(TermStatistics(family.terms))
    if let found {
      for left in family.terms.indices {
        for right in family.terms.indices where right > left {
          var coefficients = [Double](repeating: 0, count: family.terms.count)
          coefficients[left] = 1
          coefficients[right] = -1
          let contrast = found.contrast(coefficients)
          numbers.append(
            TestedNumber(
              value: contrast.value, standardError: contrast.standardError,
              degreesOfFreedom: found.degreesOfFreedom))
          let (one, other) = (family.groups[left], family.groups[right])
          names.append(
            (
              "\(one.name) - \(other.name)",
              LocalizedText(
                zh: "\(one.label[.chinese]) − \(other.label[.chinese])",
                en: "\(one.label[.english]) − \(other.label[.english])")
            ))
        }
      }
    }
    let adjusted = adjustment.adjusted(
      numbers.map { $0.probability() ?? .nan })
    let rows = numbers.indices.map { index in
      let p = adjusted[index]
      return StatisticsTable.Row(
        names[index].name, names[index].label,
        numbers[index].cells(data.level) + [
          StatisticsTable.Cell(p.isNaN ? nil : p)
        ])
    }
    let isShare = statistic == .share
    var estimate = TestColumns.estimate("差", "difference")
    var error = TestColumns.error
    if isShare { (estimate.format, error.format) = (.points, .pointsError) }
    let table = StatisticsTable(
      "pairs-\(position + 1)", title: family.title,
      stub: LocalizedText(zh: "比较", en: "Comparison"),
      columns: [
        estimate, error, TestColumns.statistic, TestColumns.degrees,
        TestColumns.probability, TestColumns.adjusted,
      ], rows: rows, figure: .dots(column: "estimate", reference: 0))
    return (table, adjusted.count { $0 <= 1 - data.level })
  }
}

extension TestedNumber {
  /// Estimate with interval, standard error, t, degrees, p.
  func cells(
    _ level: Double, _ alternative: Alternative = .twoSided
  ) -> [StatisticsTable.Cell] {
    [
      StatisticsTable.Cell(value, interval: interval(level: level)),
      StatisticsTable.Cell(standardError), StatisticsTable.Cell(statistic),
      StatisticsTable.Cell(degreesOfFreedom),
      StatisticsTable.Cell(probability(alternative)),
    ]
  }
}
