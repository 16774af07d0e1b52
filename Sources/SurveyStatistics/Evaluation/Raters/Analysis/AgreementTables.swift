import Probability
import SurveyData

/// Lays out how well evaluators agree, one indicator at a time.
struct AgreementTables {
  let frame: RatersFrame
  let analysis: RatersAnalysis
  let level: Double

  init(_ frame: RatersFrame, _ analysis: RatersAnalysis, level: Double) {
    self.frame = frame
    self.analysis = analysis
    self.level = level
  }

  /// Fleiss' kappa is for categories; with more values than this there are
  /// none.
  private static let mostCategories = 10

  var all: [StatisticsTable] {
    var correlations: [StatisticsTable.Row] = []
    var others: [StatisticsTable.Row] = []
    var notes: [LocalizedText] = []
    for indicator in frame.indicators.indices {
      let section =
        frame.indicators.count > 1
        ? frame.indicators[indicator].label : nil
      let prefix =
        frame.indicators.count > 1 ? frame.indicators[indicator].name + "/" : ""
      let scores = frame.scores(indicator: indicator)
      let matrix = RatingMatrix(scores)
      correlations += intraclass(matrix, scores, prefix, section, &notes)
      others += agreement(matrix, prefix, section)
    }
    var tables: [StatisticsTable] = []
    if !correlations.isEmpty { tables.append(table(correlations, notes)) }
    if !others.isEmpty { tables.append(table(others)) }
    return tables
  }

  private func interval(_ lower: Double?, _ upper: Double?, _ method: String)
    -> Interval?
  {
    guard let lower, let upper else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: method)
  }

  /// The six coefficients of a complete table. With gaps ICC(1) from the
  /// analysis of variance of all scores, and ICC(A,1) and ICC(C,1) from the
  /// variance components.
  private func intraclass(
    _ matrix: RatingMatrix, _ scores: RaterScores, _ prefix: String,
    _ section: LocalizedText?, _ notes: inout [LocalizedText]
  ) -> [StatisticsTable.Row] {
    let active = matrix.rows.filter { row in row.contains { !$0.isNaN } }
    if let complete = matrix.complete, complete.unitCount == active.count {
      let found = IntraclassCorrelation(complete, level: level)
      return found.forms.map { form in
        StatisticsTable.Row(
          prefix + form.name,
          LocalizedText(form.longName + "（" + form.name + "）", form),
          section: section,
          [
            .init(
              form.value.isFinite ? form.value : nil,
              interval: interval(form.lower, form.upper, "F")),
            .init(form.statistic), .init(form.numerator),
            .init(form.denominator), .init(form.probability),
          ])
      }
    }
    if notes.isEmpty {
      notes.append(
        LocalizedText(
          zh:
            "并非每位评委都评了每个对象：ICC(1) 用单因素方差分析（k₀ 为平均评分数），ICC(A,1) 和 ICC(C,1) 用 REML 方差分量。",
          en: "Not everybody scored every case: ICC(1) by one-way analysis of"
            + " variance with k₀ for the number of scores, ICC(A,1) and"
            + " ICC(C,1) from variance components (REML)."))
    }
    var rows: [StatisticsTable.Row] = []
    if let one = UnequalIntraclass(scores), one.value.isFinite {
      rows.append(
        StatisticsTable.Row(
          prefix + "ICC1", "ICC(1)", section: section,
          [
            .init(one.value), .init(one.statistic), .init(one.numerator),
            .init(one.denominator),
            .init(
              FDistribution(
                numeratorDegrees: one.numerator,
                denominatorDegrees: one.denominator
              ).upperTail(one.statistic)),
          ]))
    }
    if let fit = MixedSeverity(scores, cases: .random),
      let between = fit.caseVariance
    {
      let agreement =
        between / (between + fit.raterVariance + fit.errorVariance)
      let consistency = between / (between + fit.errorVariance)
      for (name, label, value) in [
        ("ICC2", "ICC(A,1)", agreement), ("ICC3", "ICC(C,1)", consistency),
      ] where value.isFinite {
        rows.append(
          StatisticsTable.Row(
            prefix + name, LocalizedText(label), section: section,
            [.init(value), .empty, .empty, .empty, .empty]))
      }
    }
    return rows
  }

  private func table(
    _ rows: [StatisticsTable.Row], _ notes: [LocalizedText]
  ) -> StatisticsTable {
    StatisticsTable(
      "icc", title: LocalizedText(zh: "组内相关系数", en: "Intraclass correlations"),
      stub: LocalizedText(zh: "形式", en: "Form"),
      columns: [
        .init("icc", "ICC", .coefficient),
        .init("f", "F", .statistic),
        .init("df1", LocalizedText(zh: "自由度1", en: "df 1"), .degrees),
        .init("df2", LocalizedText(zh: "自由度2", en: "df 2"), .degrees),
        .init("p", "p", .probability),
      ], rows: rows,
      notes: notes + [
        LocalizedText(
          zh: "A：一致（看分数水平）；C：一致性（只看次序和差距）；1：单个评委；k：评委均值。",
          en: "A: agreement on the level; C: consistency, levels apart;"
            + " 1: one evaluator; k: the mean of all.")
      ])
  }

  private func agreement(
    _ matrix: RatingMatrix, _ prefix: String, _ section: LocalizedText?
  ) -> [StatisticsTable.Row] {
    var rows: [StatisticsTable.Row] = []
    func add(
      _ name: String, _ label: LocalizedText, _ base: Int, _ value: Double,
      _ limits: Interval?, _ test: (Double, Double?, Double)?
    ) {
      rows.append(
        StatisticsTable.Row(
          prefix + name, label, section: section,
          [
            .init(Double(base)), .init(value, interval: limits),
            test.map { .init($0.0) } ?? .empty,
            test.flatMap { $0.1 }.map { .init($0) } ?? .empty,
            test.map { .init($0.2) } ?? .empty,
          ]))
    }
    if let complete = matrix.complete {
      if let found = KendallConcordance(complete) {
        add(
          "kendall", LocalizedText(zh: "Kendall W", en: "Kendall's W"),
          complete.unitCount, found.value, nil,
          (found.chiSquare, found.degrees, found.probability))
      }
      if Set(complete.rows.joined()).count <= Self.mostCategories,
        let found = FleissKappa(complete)
      {
        add(
          "fleiss", LocalizedText(zh: "Fleiss κ", en: "Fleiss' kappa"),
          complete.unitCount, found.value, nil,
          (found.statistic, nil, found.probability))
      }
    }
    guard let alpha = KrippendorffAlpha(matrix) else { return rows }
    for metric in KrippendorffAlpha.Metric.allCases {
      if metric == .ratio, alpha.hasNegative { continue }
      let value = alpha.value(metric)
      guard value.isFinite else { continue }
      let limits = alpha.limits(
        metric, draws: analysis.draws, seed: analysis.seed, level: level)
      let words: LocalizedText =
        switch metric {
        case .nominal: LocalizedText(zh: "类别", en: "nominal")
        case .ordinal: LocalizedText(zh: "次序", en: "ordinal")
        case .interval: LocalizedText(zh: "等距", en: "interval")
        case .ratio: LocalizedText(zh: "比率", en: "ratio")
        }
      add(
        "alpha-\(metric.rawValue)",
        LocalizedText(
          zh: "Krippendorff α（\(words[.chinese])）",
          en: "Krippendorff's alpha (\(words[.english]))"),
        alpha.unitCount, value,
        interval(limits?.lower, limits?.upper, "bootstrap"), nil)
    }
    return rows
  }

  private func table(_ rows: [StatisticsTable.Row]) -> StatisticsTable {
    StatisticsTable(
      "agreement", title: LocalizedText(zh: "评委一致性", en: "Agreement"),
      stub: LocalizedText(zh: "系数", en: "Coefficient"),
      columns: [
        .init("n", LocalizedText(zh: "对象数", en: "Cases"), .count),
        .init("value", LocalizedText(zh: "值", en: "Value"), .coefficient),
        .init(
          "statistic", LocalizedText(zh: "χ² 或 z", en: "χ² or z"), .statistic),
        .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
        .init("p", "p", .probability),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh:
            "W 和 κ 只用所有评委都评过的对象，W 的并列取平均秩；α 用所有成对的评分，区间由重抽对象 \(analysis.draws) 次得出。",
          en: "W and kappa use cases that everybody scored, W with average"
            + " ranks for ties; alpha uses all pairs of scores, with intervals"
            + " over \(analysis.draws) draws of cases.")
      ])
  }
}

extension LocalizedText {
  /// The two names of an intraclass correlation.
  fileprivate init(_ chinese: String, _ form: IntraclassCorrelation.Form) {
    self.init(zh: chinese, en: "\(form.longName) (\(form.name))")
  }
}
