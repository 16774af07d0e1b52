import Diagnostics
import SurveyData

/// Estimates of several waves of a survey and what changed between them.
///
/// The table holds the answers of all waves, one after the other, with a
/// column that says the wave. Each wave is a domain of this one stacked
/// sample: the estimates θ₁…θ_T come with their full covariance V under the
/// design, so that a change, an average or a slope c'θ has the variance
/// c'Vc, whatever the waves share: clusters, strata, or the respondents of a
/// panel (Kish 1965, 12.4; Särndal et al. 1992, 9.9).
///
/// - Changes: since the wave before, since the first wave, and from a
///   benchmark, each with a t test; p-values are adjusted within a series.
/// - Rolling averages of the last k waves, each wave counting alike.
/// - A trend: the least-squares slope over the waves, Σ(t − t̄)θ / Σ(t − t̄)².
/// - The change split into composition and score, see
///   `ChangeDecomposition`.
///
/// Edge cases:
///
/// - Nothing is compared, averaged or fitted across a break in wording.
/// - A wave without rows of a group is left out of its series, and its
///   neighbours are not compared as if they followed each other.
/// - A wave whose rows lie in one first-stage cluster has no standard error,
///   and neither have its changes.
///
/// Checked against R survey (`svyby(covmat = TRUE)` with `svycontrast`) in
/// `Tests/References/waves`.
public struct WaveAnalysis: Analysis {
  /// `waves`.
  public static let kind = "waves"

  /// The column that says the wave.
  public var wave: String
  /// Variables whose means are followed; shares where `values` are named or
  /// a variable holds text.
  public var variables: [String]
  /// The values whose shares are followed.
  public var values: [String]?
  /// Indices and rates that are followed.
  public var index: IndexAnalysis?
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// What waves are compared with, how they are tested and summed up.
  public var options: WaveOptions

  /// Creates the analysis.
  public init(
    wave: String, variables: [String] = [], values: [String]? = nil,
    index: IndexAnalysis? = nil, by: [[String]] = [],
    options: WaveOptions = WaveOptions()
  ) {
    self.wave = wave
    self.variables = variables
    self.values = values
    self.index = index
    self.by = by
    self.options = options
  }

  /// Refuses what `run` would refuse.
  ///
  /// - Throws: What `run` throws.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try WaveAxis(self, data)
    _ = try subjects(data)
    _ = try WaveDesign(self, data)
    if let name = options.decompose { _ = try data.table.column(name) }
  }

  /// Computes estimates, changes, averages, trends and decompositions.
  ///
  /// - Throws: A diagnostic when a column, value or wave does not exist, or
  ///   there are fewer than two waves.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let axis = try WaveAxis(self, data)
    let prepared = try subjects(data)
    let design = try WaveDesign(self, data)
    var stacked = data
    stacked.design = design.design
    let groupings = try Grouping.all(by, data: stacked)
    var findings = prepared.findings + axis.findings
    findings += Grouping.findings(groupings, by: by, data: data)
    var tables: [StatisticsTable] = []
    var trends: [(WaveSeries, name: LocalizedText)] = []
    let names = prepared.names
    var leads: [(WaveSeries, name: LocalizedText)] = []
    for (position, variable) in prepared.variables.enumerated() {
      var series: [WaveSeries] = []
      for grouping in groupings {
        for cell in 0..<grouping.cellCount {
          for subject in variable {
            let isInside = grouping.cells.map { $0 == Int32(cell) }
            series.append(
              WaveSeries(
                subject, group: grouping.terms[cell], isInside: isInside,
                axis: axis, options: options, data: stacked))
          }
        }
      }
      tables.append(
        WaveTable(
          series, axis, options, number: position + 1, name: names[position],
          level: data.level
        ).table)
      trends += series.map { ($0, names[position]) }
      // What all answers together show is the finding, of each statistic.
      leads += (by.isEmpty ? series : Array(series.prefix(1))).map {
        ($0, .joined([names[position]] + [$0.heading].compactMap { $0 }))
      }
    }
    if options.hasTrend, let table = TrendTable(trends, axis).table {
      tables.append(table)
    }
    if let name = options.decompose {
      let groups = try data.table.column(name)
      for (position, variable) in prepared.variables.enumerated() {
        let table = DecompositionTable(
          variable, groups: groups, axis: axis, options: options,
          data: stacked, number: position + 1, name: names[position])
        tables += table.tables
      }
    }
    let finding = WaveFinding(leads, axis, level: data.level).text
    return AnalysisOutcome(
      conventions: options.conventions(axis) + [design.convention]
        + prepared.conventions + stacked.design.conventions,
      formula: "Δ = θ_t − θ_s, var Δ = c'Vc",
      details: .tables(tables, finding: finding), diagnostics: findings)
  }
}

/// The numbers that are followed, ready to be averaged.
struct WaveSubjects {
  /// For each variable its series: one mean, or one share for each value.
  var variables: [[IndexSeries]] = []
  var conventions: [Convention] = []
  var findings: [Diagnostic] = []

  /// What each variable is called: with its statistic where several of it are
  /// followed.
  var names: [LocalizedText] {
    var counts: [String: Int] = [:]
    for variable in variables {
      if let name = variable.first?.subject.variable {
        counts[name, default: 0] += 1
      }
    }
    return variables.map { variable in
      guard let subject = variable.first?.subject else { return "" }
      return subject.title(naming: (counts[subject.variable] ?? 0) > 1)
    }
  }
}

extension WaveAnalysis {
  /// How many values of a variable are followed when none are named.
  private static let maximumValues = 50

  func subjects(_ data: AnalysisData) throws(Diagnostic) -> WaveSubjects {
    var result = WaveSubjects()
    if index == nil {
      try data.requireNames(variables, kind: Self.kind)
    }
    for name in variables {
      let column = try data.table.column(name)
      if values == nil, let numbers = column.numbers() {
        result.variables.append([
          IndexSeries(
            subject: EstimateBuilder.Subject(
              variable: name, label: column.variable?.label,
              statistic: "mean", unit: .value, interval: .unbounded),
            values: numbers)
        ])
      } else {
        result.variables.append(try shares(column, data))
        result.conventions = [ShareInterval.logit.convention]
      }
    }
    if let index {
      let found = try index.seriesForWaves(data)
      var order: [String] = []
      var parts: [String: [IndexSeries]] = [:]
      for series in found.series {
        let key = "\(series.subject.variable)\u{0}\(series.subject.statistic)"
        if parts[key] == nil { order.append(key) }
        parts[key, default: []].append(series)
      }
      result.variables += order.compactMap { parts[$0] }
      result.conventions += found.conventions
      result.findings += found.findings
    }
    return result
  }

  private func shares(
    _ column: Column, _ data: AnalysisData
  ) throws(Diagnostic) -> [IndexSeries] {
    let answers = AnswerValues(sharesOf: column)
    var positions = Array(answers.levels.indices)
    if let values {
      positions = []
      for value in values {
        guard let position = answers.position(of: value) else {
          throw answers.unknown(value, .error, file: data.table.source.file)
        }
        if !positions.contains(position) { positions.append(position) }
      }
    } else if positions.count > Self.maximumValues {
      throw Diagnostic(
        .wrongOption, at: data.place(of: column.name),
        "'\(column.name)' has \(positions.count) different values, and shares"
          + " of all of them are followed up to \(Self.maximumValues)",
        zh:
          "“\(column.name)”有\(positions.count)个不同的值，跟踪全部比例最多\(Self.maximumValues)个",
        help: "name the values that matter with 'values'")
    }
    let all = [Bool](repeating: true, count: column.count)
    return positions.map { position in
      IndexSeries(
        subject: EstimateBuilder.Subject(
          variable: column.name, label: column.variable?.label,
          category: answers.levels[position].value,
          categoryLabel: answers.levels[position].label, statistic: "share",
          unit: .share, interval: .share(.logit)),
        values: answers.indicator(of: position, in: all))
    }
  }
}
