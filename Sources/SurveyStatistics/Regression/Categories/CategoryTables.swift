import LinearAlgebra
import SurveyData

/// The tables of an ordinal or multinomial model.
struct CategoryTables<Model: LikelihoodModel> {
  let model: PreparedCategories<Model>
  let outcome: CategoryOutcome
  let level: Double
  let isOrdinal: Bool
  /// Whether exp of a coefficient is an odds ratio.
  let hasRatios: Bool
  let hasMargins: Bool
  /// How terms are tested.
  let termTests: [RegressionAnalysis.Test]

  var frame: ModelFrame { model.frame }
  var rows: CoefficientRows {
    CoefficientRows(level: level, degreesOfFreedom: model.degreesOfFreedom)
  }
  var width: Int { model.kept.count }
  var equations: Int { isOrdinal ? 1 : outcome.levels.count - 1 }

  /// Every table.
  var all: [StatisticsTable] {
    var tables = [coefficients]
    if isOrdinal { tables.append(thresholds) }
    if !tests.rows.isEmpty { tables.append(tests) }
    if hasMargins {
      tables += [effects, margins].filter { !$0.rows.isEmpty }
    }
    tables.append(fit)
    return tables
  }

  private var coefficients: StatisticsTable {
    var columns = CoefficientRows.columns(
      LocalizedText(zh: "系数", en: "Coefficient"), .coefficient)
    if hasRatios {
      columns.append(
        .init("exp", LocalizedText(zh: "优势比", en: "Odds ratio"), .coefficient))
    }
    var made: [StatisticsTable.Row] = []
    for equation in 0..<equations {
      for (index, column) in model.kept.enumerated() {
        let position = equation * width + index
        let number = (
          value: model.sampled.values[position],
          standardError: model.sampled.standardError(position)
        )
        var cells = rows.cells(number)
        if hasRatios {
          cells.append(
            frame.columns[column].parts.isEmpty
              ? .empty
              : RegressionTables.ratio(number.value, rows.interval(number)))
        }
        made.append(
          StatisticsTable.Row(
            isOrdinal
              ? frame.columns[column].name
              : "\(outcome.levels[equation + 1].value):"
                + frame.columns[column].name, label(column),
            section: isOrdinal ? nil : outcome.levels[equation + 1].title,
            cells))
      }
    }
    return StatisticsTable(
      "coefficients",
      title: LocalizedText(
        zh: "回归系数：\(outcome.title[.chinese])",
        en: "Coefficients: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "变量", en: "Term"), columns: columns, rows: made,
      figure: isUnusable
        ? nil
        : hasRatios
          ? .dots(column: "exp", reference: 1)
          : .dots(column: "estimate", reference: 0))
  }

  /// The label of a column with its variable, since sections are taken.
  private func label(_ column: Int) -> LocalizedText {
    let parts = frame.columns[column].parts
    let plain = frame.label(frame.columns[column])
    guard parts.count == 1, case .level(let variable, _) = parts[0] else {
      return plain
    }
    let title = frame.variables[variable].title
    return LocalizedText(
      zh: "\(title[.chinese])：\(plain[.chinese])",
      en: "\(title[.english]): \(plain[.english])")
  }

  private var thresholds: StatisticsTable {
    let made = (0..<outcome.levels.count - 1).map { index in
      let position = width + index
      let lower = outcome.levels[index]
      let upper = outcome.levels[index + 1]
      func text(_ language: Language) -> String {
        "\(lower.title[language]) | \(upper.title[language])"
      }
      return StatisticsTable.Row(
        "\(lower.value)|\(upper.value)",
        LocalizedText(zh: text(.chinese), en: text(.english)),
        rows.cells(
          (
            model.sampled.values[position],
            model.sampled.standardError(position)
          )))
    }
    return StatisticsTable(
      "thresholds", title: LocalizedText(zh: "阈值", en: "Thresholds"),
      stub: LocalizedText(zh: "分界", en: "Between"),
      columns: CoefficientRows.columns(
        LocalizedText(zh: "阈值", en: "Threshold"), .coefficient), rows: made,
      isSupplement: true)
  }

  private func positions(_ term: Int) -> [Int] {
    (0..<equations).flatMap { equation in
      model.kept.indices.filter { frame.columns[model.kept[$0]].term == term }
        .map { equation * width + $0 }
    }
  }

  private func test(
    _ term: Int, _ kind: RegressionAnalysis.Test = .wald
  ) -> TermTest? {
    let positions = positions(term)
    switch kind {
    case .wald:
      return TermTest.wald(
        positions, values: model.sampled.values,
        covariance: model.sampled.covariance,
        degreesOfFreedom: model.degreesOfFreedom)
    case .workingWald:
      return TermTest.workingWald(
        positions, values: model.sampled.values,
        covariance: model.sampled.covariance,
        workingCovariance: model.inverseInformation,
        degreesOfFreedom: model.degreesOfFreedom)
    case .likelihood:
      // Without a term its products mean nothing.
      if frame.isContained([term]) { return nil }
      let columns = model.kept.indices.filter {
        frame.columns[model.kept[$0]].term == term
      }
      guard let reduced = model.deviance(without: Set(columns)) else {
        return nil
      }
      return TermTest.workingLikelihood(
        positions, difference: reduced - model.deviance,
        covariance: model.sampled.covariance,
        workingCovariance: model.inverseInformation,
        degreesOfFreedom: model.degreesOfFreedom)
    }
  }

  private var tests: StatisticsTable {
    let kinds = TermTable.order.filter(termTests.contains)
    if kinds.isEmpty {
      return StatisticsTable(
        "terms", title: "", stub: "", columns: [], rows: [])
    }
    let made = frame.terms.indices.compactMap { term -> StatisticsTable.Row? in
      let count = positions(term).count
      guard count > 0 else { return nil }
      var cells: [StatisticsTable.Cell] = [
        .init(Double(count)),
        .init(model.degreesOfFreedom > 0 ? model.degreesOfFreedom : nil),
      ]
      for kind in kinds {
        let found = test(term, kind)
        cells += [.init(found?.statistic), .init(found?.probability)]
      }
      return StatisticsTable.Row(
        frame.terms[term].name, frame.label(frame.terms[term]), cells)
    }
    if kinds != [.wald] {
      return TermTable.table(
        columns: TermTable.degrees + kinds.flatMap(TermTable.columns),
        rows: made)
    }
    return StatisticsTable(
      "terms", title: LocalizedText(zh: "各项的检验", en: "Tests of terms"),
      stub: LocalizedText(zh: "项", en: "Term"),
      columns: [
        .init("df1", LocalizedText(zh: "自由度1", en: "df 1"), .degrees),
        .init("df2", LocalizedText(zh: "自由度2", en: "df 2"), .degrees),
        .init("f", "F (Wald)", .statistic),
        .init("p", LocalizedText(zh: "p值", en: "p"), .probability),
      ], rows: made)
  }

  /// The mean probability of each answer for each value of each factor.
  private var margins: StatisticsTable {
    var made: [StatisticsTable.Row] = []
    for (index, variable) in frame.variables.enumerated() {
      for (position, value) in variable.levels.enumerated() {
        let matrix = frame.matrix(
          model.kept, setting: [index: .level(position)])
        let means = model.model.meanProbabilities(
          model.sampled.values, rows: matrix, weights: model.weights)
        made.append(
          StatisticsTable.Row(
            variable.name + value.value, value.title, section: variable.title,
            means.map { mean in
              let error = model.sampled.contrast(mean.gradient).standardError
              return .init(
                mean.value, interval: shareInterval(mean.value, error))
            }))
      }
    }
    return StatisticsTable(
      "margins",
      title: LocalizedText(
        zh: "调整后的平均概率：\(outcome.title[.chinese])",
        en: "Adjusted mean probabilities: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "取值", en: "Value"),
      columns: outcome.levels.map { .init($0.value, $0.title, .share) },
      rows: made,
      notes: [
        LocalizedText(
          zh: "其他变量保持各自的观测值，再求平均；标准误用delta法。",
          en: "The other variables as observed, then the mean is taken;"
            + " standard errors by the delta method.")
      ], figure: .heat(columns: outcome.levels.map(\.value)))
  }

  /// An interval on the logit scale, which stays within 0 and 1.
  private func shareInterval(_ share: Double, _ error: Double?) -> Interval? {
    guard let error, let critical = rows.critical, share > 0, share < 1 else {
      return nil
    }
    let link = LinkFunction.logit
    let half = critical * error / (share * (1 - share))
    let centre = link.link(share)
    guard half.isFinite else { return nil }
    return Interval(
      lower: link.mean(centre - half).mean,
      upper: link.mean(centre + half).mean, level: level, method: "logit")
  }

  private var fit: StatisticsTable {
    var columns: [StatisticsTable.Column] = [
      .init("n", "n", .count),
      .init("weighted", LocalizedText(zh: "加权样本量", en: "Weighted n"), .total),
      .init("missing", LocalizedText(zh: "缺值未用", en: "Left out"), .count),
      .init(
        "coefficients", LocalizedText(zh: "参数个数", en: "Parameters"), .count),
      .init(
        "design-df", LocalizedText(zh: "设计自由度", en: "Design df"), .degrees),
      .init("deviance", LocalizedText(zh: "偏差", en: "Deviance"), .statistic),
    ]
    var values: [Double?] = [
      Double(frame.rows.count), model.sampled.bases.weighted,
      Double(frame.missingCount), Double(model.sampled.values.count),
      model.sampled.degreesOfFreedom, model.deviance,
    ]
    if let null = model.nullDeviance {
      columns += [
        .init(
          "null-deviance", LocalizedText(zh: "空模型偏差", en: "Null deviance"),
          .statistic), .init("mcfadden", "R² (McFadden)", .coefficient),
      ]
      values += [null, null > 0 ? 1 - model.deviance / null : nil]
    }
    return StatisticsTable(
      "fit", title: LocalizedText(zh: "模型拟合", en: "Fit"), columns: columns,
      rows: [
        .init(
          "model", outcome.title, kind: .overall,
          values.map { StatisticsTable.Cell($0) })
      ],
      notes: [
        LocalizedText(
          zh: "偏差为−2倍对数似然，按均值为1的权数计算。",
          en: "The deviance is −2 log likelihood with weights of mean 1.")
      ])
  }

  var isUnusable: Bool {
    model.diagnostics.contains {
      $0.severity == .warning
        && ($0.code == .separation || $0.code == .modelNotConverged)
    }
  }

  /// What the model shows, in a careful sentence.
  var finding: LocalizedText {
    if isUnusable { return RegressionTables.unusable }
    let shown = frame.terms.indices.filter { term in
      (test(term)?.probability ?? 1) < 1 - level
    }.map { frame.label(frame.terms[$0]) }
    return RegressionTables.associations(of: outcome.title, shown)
  }
}
