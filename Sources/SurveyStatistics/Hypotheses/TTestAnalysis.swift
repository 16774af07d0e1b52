import Diagnostics
import SurveyData

/// Student's test of a mean, of the means of two groups, or of the mean
/// difference of two variables, under the design.
///
/// t = (d − d₀)/se(d), where d is the mean, the difference of the means of two
/// domains (the second less the first) or the mean of the differences.
///
/// Edge cases:
///
/// - Without a row, with one cluster only or a difference that does not vary,
///   the row is empty.
/// - Rows without a value of any of the columns of a test do not count.
///
/// Checked against R survey 4.1-1 (`svyttest`) in `Tests/References/survey`.
public struct TTestAnalysis: Analysis {
  /// `t-test`.
  public static let kind = "t-test"

  /// Degrees of freedom of the test of one mean.
  public enum Degrees: String, Sendable, CaseIterable, Hashable {
    /// Those of the design less 1, as `svyttest` of R's survey package has
    /// it, and as the test of two groups has them.
    case lessOne = "less-one"
    /// Those of the design, as the interval of the mean has them.
    case design

    /// The choice as it is printed beside the result.
    var convention: Convention {
      Convention(
        "test-degrees", rawValue,
        self == .lessOne
          ? LocalizedText(
            zh: "检验的自由度：设计自由度减1。",
            en: "Degrees of freedom of tests: those of the design less 1.")
          : LocalizedText(
            zh: "检验的自由度：设计自由度（两组比较时减1）。",
            en: "Degrees of freedom of tests: those of the design, less 1 for"
              + " two groups."))
    }
  }

  /// The variables; each is tested on its own.
  public var variables: [String]
  /// The column of the two groups.
  public var group: String?
  /// The two values that are compared; `nil` when the column has two.
  public var groups: [String]?
  /// The variable that is taken from each of `variables`.
  public var pair: String?
  /// The number under the hypothesis.
  public var null: Double
  /// What holds when the hypothesis does not.
  public var alternative: Alternative
  /// Degrees of freedom of the test of one mean.
  public var degrees: Degrees
  /// The groupings; a test in each group.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    variables: [String], group: String? = nil, groups: [String]? = nil,
    pair: String? = nil, null: Double = 0,
    alternative: Alternative = .twoSided, degrees: Degrees = .lessOne,
    by: [[String]] = []
  ) {
    self.variables = variables
    self.group = group
    self.groups = groups
    self.pair = pair
    self.null = null
    self.alternative = alternative
    self.degrees = degrees
    self.by = by
  }

  /// Refuses columns that do not exist or hold text, and groups that are not
  /// two.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(variables, kind: Self.kind)
    for name in variables + [pair].compactMap({ $0 }) {
      _ = try data.numbers(name)
    }
    if let group {
      try ComparedGroups(group, wanted: groups, data).requireTwo(group, data)
    }
  }

  /// Computes the tests.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text, or
  ///   there are not two groups.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    var compared: ComparedGroups?
    if let group {
      compared = try ComparedGroups(group, wanted: groups, data)
    }
    var columns: [[Double]] = []
    for name in variables { columns.append(try difference(name, data)) }
    let groupings = try Grouping.all(by, data: data)
    var rows: [StatisticsTable.Row] = []
    for (name, values) in zip(variables, columns) {
      let section = title(name, data)
      for grouping in groupings {
        for cell in 0..<grouping.cellCount {
          let masked = values.indices.map { row in
            Int(grouping.cells[row]) == cell ? values[row] : .nan
          }
          rows.append(
            row(masked, compared, grouping.terms[cell], section, data))
        }
      }
    }
    return AnalysisOutcome(
      conventions: [alternative.convention, degrees.convention]
        + data.design.conventions,
      formula: "t = (d − d₀) / se(d)",
      details: .tables(
        [table(rows, compared)],
        finding: finding(rows, compared, data.level)),
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  /// The values, less those of `pair`.
  private func difference(
    _ name: String, _ data: AnalysisData
  ) throws(Diagnostic) -> [Double] {
    let values = try data.numbers(name)
    guard let pair else { return values }
    let other = try data.numbers(pair)
    return zip(values, other).map { $0 - $1 }
  }

  private func title(_ name: String, _ data: AnalysisData) -> LocalizedText {
    let label = data.table[name]?.variable?.label
    let (zh, en) = (label?[.chinese] ?? name, label?[.english] ?? name)
    guard let pair else { return LocalizedText(zh: zh, en: en) }
    let other = data.table[pair]?.variable?.label
    return LocalizedText(
      zh: "\(zh) − \(other?[.chinese] ?? pair)",
      en: "\(en) − \(other?[.english] ?? pair)")
  }

  private func row(
    _ values: [Double], _ compared: ComparedGroups?, _ terms: [GroupTerm],
    _ section: LocalizedText, _ data: AnalysisData
  ) -> StatisticsTable.Row {
    var means: [StatisticsTable.Cell]
    var number: TestedNumber?
    let found: SampledEstimates?
    if let compared {
      let parts = (0..<2).map { group in
        TermStatistics.Term(
          values: values.indices.map {
            Int(compared.codes[$0]) == group ? values[$0] : .nan
          })
      }
      found = data.design.estimate(TermStatistics(parts))
      means = (0..<2).map { StatisticsTable.Cell(found?.values[$0]) }
      if let found {
        let contrast = found.contrast([-1, 1])
        number = TestedNumber(
          value: contrast.value, standardError: contrast.standardError,
          degreesOfFreedom: found.degreesOfFreedom - 1, null: null)
      }
    } else {
      found = data.design.estimate(
        TermStatistics([TermStatistics.Term(values: values)]))
      means = []
      if let found {
        number = TestedNumber(
          value: found.values[0], standardError: found.standardError(0),
          degreesOfFreedom: found.degreesOfFreedom
            - (degrees == .lessOne ? 1 : 0), null: null)
      }
    }
    let cells =
      number?.cells(data.level, alternative)
      ?? [StatisticsTable.Cell](repeating: StatisticsTable.Cell(nil), count: 5)
    return StatisticsTable.Row(
      terms.tableName, terms.tableLabel, section: section,
      kind: terms.isEmpty ? .overall : .detail,
      means + cells + [StatisticsTable.Cell(Double(found?.bases.count ?? 0))])
  }

  /// What the tests over all rows say.
  private func finding(
    _ rows: [StatisticsTable.Row], _ compared: ComparedGroups?,
    _ level: Double
  ) -> LocalizedText? {
    let start = compared == nil ? 0 : 2
    let results = rows.filter { $0.kind == .overall }.map { row in
      TestSentence.Result(
        subject: row.section ?? row.label, value: row.cells[start].value,
        error: row.cells[start + 1].value,
        probability: row.cells[start + 4].value)
    }
    let kind: TestSentence.Kind
    if let compared, null == 0 {
      kind = .difference(compared.label(0), compared.label(1))
    } else {
      kind = .against(null)
    }
    return TestSentence(kind: kind, level: level).text(results)
  }

  private func table(
    _ rows: [StatisticsTable.Row], _ compared: ComparedGroups?
  ) -> StatisticsTable {
    var columns: [StatisticsTable.Column] = []
    if let compared {
      let spanner = LocalizedText(zh: "均值", en: "mean")
      columns = [
        StatisticsTable.Column(
          "mean-1", compared.label(0), .value, spanner: spanner),
        StatisticsTable.Column(
          "mean-2", compared.label(1), .value, spanner: spanner),
      ]
    }
    columns += [
      compared == nil && pair == nil
        ? TestColumns.estimate("均值", "mean")
        : TestColumns.estimate("差", "difference"),
      TestColumns.error, TestColumns.statistic, TestColumns.degrees,
      TestColumns.probability, TestColumns.base,
    ]
    var notes: [LocalizedText] = []
    if let compared {
      notes.append(
        LocalizedText(
          zh:
            "差为\(compared.label(1)[.chinese])减\(compared.label(0)[.chinese])。",
          en: "Differences: \(compared.label(1)[.english]) less"
            + " \(compared.label(0)[.english])."))
    }
    notes.append(
      LocalizedText(
        zh: "原假设：\(plainText(null))。",
        en: "Under the hypothesis: \(plainText(null))."))
    return StatisticsTable(
      "t-tests", title: LocalizedText(zh: "t 检验", en: "t-tests"),
      stub: LocalizedText(zh: "组", en: "Group"), columns: columns, rows: rows,
      notes: notes, figure: .dots(column: "estimate", reference: null))
  }
}
