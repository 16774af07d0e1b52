import Diagnostics
import Probability
import SurveyData

/// Rank tests of two or more groups under the design (Lumley and Scott 2013,
/// Biometrika 100).
///
/// A row has the estimated rank in the population: Σw of smaller values and
/// half of the weight of all rows with the same value (`RankTies`). The
/// scores g(R/N) of the groups are compared like means: two groups by
/// t = d/se(d) with the degrees of freedom of the design less 1, more groups
/// by Wald's F = dᵀV⁻¹d/(k − 1) with those of the design less k − 1.
///
/// Edge cases:
///
/// - Groups without a value are left out; with less than two there is no
///   test.
/// - Where V is singular, as with fewer clusters than groups, there is no
///   test of more than two groups.
///
/// Checked against R survey 4.1-1 (`svyranktest`, with its way to treat ties)
/// in `Tests/References/survey`.
public struct RankTestAnalysis: Analysis {
  /// `rank-test`.
  public static let kind = "rank-test"

  /// The scores of ranks.
  public enum Scores: String, Sendable, CaseIterable, Hashable {
    /// R/N; the test of Wilcoxon, Mann and Whitney.
    case wilcoxon
    /// The same, by its name for more than two groups.
    case kruskalWallis = "kruskal-wallis"
    /// Φ⁻¹(R/N).
    case vanDerWaerden = "van-der-waerden"
    /// Whether R > N/2; Mood's test.
    case median

    /// The score of a rank.
    func score(_ rank: Double, of total: Double) -> Double {
      switch self {
      case .wilcoxon, .kruskalWallis: rank / total
      case .vanDerWaerden: NormalDistribution().quantile(rank / total)
      case .median: rank > total / 2 ? 1 : 0
      }
    }

    var convention: Convention {
      let sentence =
        switch self {
        case .wilcoxon, .kruskalWallis:
          LocalizedText(
            zh: "秩得分：估计的总体秩除以总体规模（Wilcoxon、Kruskal–Wallis）。",
            en: "Scores: the estimated rank in the population by its size"
              + " (Wilcoxon, Kruskal and Wallis).")
        case .vanDerWaerden:
          LocalizedText(
            zh: "秩得分：正态得分（van der Waerden）。",
            en: "Scores: normal scores (van der Waerden).")
        case .median:
          LocalizedText(
            zh: "秩得分：是否高于中位数（Mood）。",
            en: "Scores: above the median or not (Mood).")
        }
      return Convention("scores", rawValue, sentence)
    }
  }

  /// The variables; each is tested on its own.
  public var variables: [String]
  /// The column of the groups.
  public var group: String
  /// The values that are compared; `nil` for all.
  public var groups: [String]?
  /// The scores.
  public var scores: Scores
  /// The rank of rows with the same value.
  public var ties: RankTies
  /// The groupings; a test in each group.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    variables: [String], group: String, groups: [String]? = nil,
    scores: Scores = .wilcoxon, ties: RankTies = .midrank, by: [[String]] = []
  ) {
    self.ties = ties
    self.variables = variables
    self.group = group
    self.groups = groups
    self.scores = scores
    self.by = by
  }

  /// Refuses columns that do not exist or hold text, and a single group.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(variables, kind: Self.kind)
    for name in variables { _ = try data.numbers(name) }
    let compared = try ComparedGroups(group, wanted: groups, data)
    if compared.levels.count < 2 {
      try compared.requireTwo(group, data)
    }
    if compared.levels.count > ContrastAnalysis.maximumGroups {
      throw Diagnostic(
        .wrongOption, at: data.place(of: group),
        "'\(group)' has \(compared.levels.count) groups, and up to"
          + " \(ContrastAnalysis.maximumGroups) are compared",
        zh:
          "“\(group)”有\(compared.levels.count)组，最多比较\(ContrastAnalysis.maximumGroups)组",
        help: "name the groups that matter with 'groups'")
    }
  }

  /// Computes the tests.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    let compared = try ComparedGroups(group, wanted: groups, data)
    let groupings = try Grouping.all(by, data: data)
    var rows: [StatisticsTable.Row] = []
    for name in variables {
      let values = try data.numbers(name)
      let label = data.table[name]?.variable?.label
      let section = LocalizedText(
        zh: label?[.chinese] ?? name, en: label?[.english] ?? name)
      for grouping in groupings {
        for cell in 0..<grouping.cellCount {
          let masked = values.indices.map { row in
            Int(grouping.cells[row]) == cell && compared.codes[row] >= 0
              ? values[row] : .nan
          }
          let terms = grouping.terms[cell]
          rows.append(
            StatisticsTable.Row(
              terms.tableName, terms.tableLabel, section: section,
              kind: terms.isEmpty ? .overall : .detail,
              cells(masked, compared, data)))
        }
      }
    }
    return AnalysisOutcome(
      conventions: [scores.convention, ties.convention]
        + data.design.conventions,
      formula: compared.levels.count == 2
        ? "t = d / se(d)" : "F = dᵀV⁻¹d / (k − 1)",
      details: .tables(
        [table(rows, compared)],
        finding: finding(rows, compared, data.level)),
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private func cells(
    _ values: [Double], _ compared: ComparedGroups, _ data: AnalysisData
  ) -> [StatisticsTable.Cell] {
    let isPair = compared.levels.count == 2
    let scored = scored(values, data.design.weights)
    var terms: [TermStatistics.Term] = []
    for group in compared.levels.indices {
      let part = scored.indices.map { row in
        Int(compared.codes[row]) == group ? scored[row] : .nan
      }
      if part.contains(where: { !$0.isNaN }) || isPair {
        terms.append(TermStatistics.Term(values: part))
      }
    }
    let count = StatisticsTable.Cell(Double(values.count { !$0.isNaN }))
    let none = [StatisticsTable.Cell](
      repeating: StatisticsTable.Cell(nil), count: 5)
    guard terms.count > 1,
      let found = data.design.estimate(TermStatistics(terms))
    else { return none + [count] }
    if isPair {
      let contrast = found.contrast([-1, 1])
      let number = TestedNumber(
        value: contrast.value, standardError: contrast.standardError,
        degreesOfFreedom: found.degreesOfFreedom - 1)
      return number.cells(data.level) + [count]
    }
    return wald(found).map { StatisticsTable.Cell($0) } + [count]
  }

  /// χ², F, its degrees of freedom and p.
  private func wald(_ found: SampledEstimates) -> [Double?] {
    let size = found.values.count - 1
    let contrasts = (0..<size).map { group in
      (0...size).map { $0 == 0 ? -1.0 : $0 == group + 1 ? 1 : 0 }
    }
    let differences = (0..<size).map { found.values[$0 + 1] - found.values[0] }
    let covariance = found.contrastCovariance(contrasts)
    let below = found.degreesOfFreedom - Double(size)
    guard
      let test = TermTest.wald(
        Array(0..<size), values: differences, covariance: covariance,
        degreesOfFreedom: below)
    else { return [nil, nil, Double(size), nil, nil] }
    return [
      test.statistic * Double(size), test.statistic, Double(size),
      below > 0 ? below : nil, test.probability,
    ]
  }

  /// The scores of the estimated ranks; not-a-number without a value or a
  /// weight.
  private func scored(_ values: [Double], _ weights: [Double]) -> [Double] {
    var order = values.indices.filter { !values[$0].isNaN && weights[$0] > 0 }
    order.sort {
      values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
    }
    var result = [Double](repeating: .nan, count: values.count)
    var sum = CompensatedSum()
    let middles = order.map { row -> Double in
      sum.add(weights[row])
      return sum.value - weights[row] / 2
    }
    let total = sum.value
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, values[order[end]] == values[order[first]] {
        end += 1
      }
      let tied = first..<end
      let rank = ties.rank(
        middles: middles[tied], weights: tied.map { weights[order[$0]] })
      let score = scores.score(rank, of: total)
      for position in tied { result[order[position]] = score }
      first = end
    }
    return result
  }

  /// What the tests over all rows say.
  private func finding(
    _ rows: [StatisticsTable.Row], _ compared: ComparedGroups,
    _ level: Double
  ) -> LocalizedText? {
    let isPair = compared.levels.count == 2
    let results = rows.filter { $0.kind == .overall }.map { row in
      TestSentence.Result(
        subject: row.section ?? row.label,
        value: isPair ? row.cells[0].value : nil,
        error: isPair ? row.cells[1].value : nil,
        probability: row.cells[4].value)
    }
    let kind: TestSentence.Kind =
      isPair
      ? .ranks(compared.label(0), compared.label(1))
      : .groups(compared.levels.count)
    return TestSentence(kind: kind, level: level).text(results)
  }

  private func table(
    _ rows: [StatisticsTable.Row], _ compared: ComparedGroups
  ) -> StatisticsTable {
    let columns: [StatisticsTable.Column]
    var notes: [LocalizedText] = []
    if compared.levels.count == 2 {
      var estimate = TestColumns.estimate("平均秩得分之差", "difference of scores")
      var error = TestColumns.error
      (estimate.format, error.format) = (.coefficient, .coefficient)
      columns = [
        estimate, error, TestColumns.statistic, TestColumns.degrees,
        TestColumns.probability, TestColumns.base,
      ]
      notes.append(
        LocalizedText(
          zh:
            "差为\(compared.label(1)[.chinese])减\(compared.label(0)[.chinese])。",
          en: "Differences: \(compared.label(1)[.english]) less"
            + " \(compared.label(0)[.english])."))
    } else {
      columns = [
        StatisticsTable.Column(
          "chi-squared", LocalizedText(zh: "χ²", en: "χ²"), .statistic),
        StatisticsTable.Column(
          "f", LocalizedText(zh: "F", en: "F"), .statistic),
        StatisticsTable.Column(
          "df-numerator", LocalizedText(zh: "分子自由度", en: "df 1"), .degrees),
        StatisticsTable.Column(
          "df", LocalizedText(zh: "分母自由度", en: "df 2"), .degrees),
        TestColumns.probability, TestColumns.base,
      ]
    }
    return StatisticsTable(
      "rank-tests", title: LocalizedText(zh: "秩检验", en: "Rank tests"),
      stub: LocalizedText(zh: "组", en: "Group"), columns: columns, rows: rows,
      notes: notes)
  }
}
