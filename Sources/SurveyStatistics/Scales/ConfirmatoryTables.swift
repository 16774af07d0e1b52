import SurveyData

/// The tables of a confirmatory factor analysis.
struct ConfirmatoryTables {
  let analysis: ConfirmatoryAnalysis
  let data: AnalysisData
  let model: ConfirmatoryModel
  let fit: ConfirmatoryFit
  let sampled: SampledEstimates?
  let base: Int

  /// All of them.
  var all: [StatisticsTable] {
    [loadings, factors, covariances, measures, diagram]
  }

  /// Whether the model fits, by Hu and Bentler's (1999) limits.
  var finding: LocalizedText {
    let fits =
      fit.comparative >= 0.95 && fit.approximation <= 0.06
      && fit.residual <= 0.08
    return fits
      ? LocalizedText(
        zh: "各量表的测量模型与数据吻合（CFI ≥ 0.95，RMSEA ≤ 0.06，SRMR ≤ 0.08）",
        en: "The items fit their scales (CFI at least 0.95, RMSEA at most"
          + " 0.06, SRMR at most 0.08)")
      : LocalizedText(
        zh: "各量表的测量模型与数据不够吻合（CFI、RMSEA 或 SRMR 未达通行标准）",
        en: "The items do not fit their scales well (CFI, RMSEA or SRMR"
          + " outside the usual limits)")
  }

  private var parameters: [ConfirmatoryModel.Parameter] {
    ConfirmatoryModel.parameters(model.factors)
  }

  private func label(_ scale: Int) -> LocalizedText {
    analysis.scales[scale].label ?? LocalizedText(analysis.scales[scale].name)
  }

  private func cell(_ position: Int?, _ value: Double) -> StatisticsTable.Cell {
    StatisticsTable.Cell(
      value,
      interval: position.flatMap { sampled?.interval($0, level: data.level) })
  }

  private func error(_ position: Int?) -> StatisticsTable.Cell {
    guard let position, let found = sampled?.standardError(position) else {
      return position == nil ? .empty : StatisticsTable.Cell(nil)
    }
    return StatisticsTable.Cell(found)
  }

  private var loadings: StatisticsTable {
    let standardized = model.standardizedLoadings()
    var rows: [StatisticsTable.Row] = []
    for (factor, items) in model.factors.enumerated() {
      for (order, item) in items.enumerated() {
        let name = analysis.scales[factor].items[order]
        let position = parameters.firstIndex {
          if case .loading(let own) = $0 { own == item } else { false }
        }
        let moved = parameters.count + item
        let share = standardized[item] * standardized[item]
        rows.append(
          StatisticsTable.Row(
            name, data.table[name]?.variable?.label ?? LocalizedText(name),
            section: label(factor),
            [
              StatisticsTable.Cell(model.loadings[item]), error(position),
              cell(moved, standardized[item]), error(moved),
              StatisticsTable.Cell(share),
              StatisticsTable.Cell(model.residuals[item]),
            ]))
      }
    }
    return StatisticsTable(
      "loadings", title: LocalizedText(zh: "载荷", en: "Loadings"),
      stub: LocalizedText(zh: "题目", en: "Item"),
      columns: [
        .init("loading", LocalizedText(zh: "载荷", en: "Loading"), .coefficient),
        .init(
          "se", LocalizedText(zh: "标准误", en: "Standard error"), .coefficient),
        .init(
          "standardized",
          LocalizedText(zh: "标准化载荷", en: "Standardised"), .coefficient),
        .init(
          "standardized-se",
          LocalizedText(zh: "标准误", en: "Standard error"), .coefficient),
        .init(
          "share", LocalizedText(zh: "解释的方差", en: "Variance explained"),
          .share),
        .init(
          "residual", LocalizedText(zh: "残差方差", en: "Residual variance"),
          .coefficient),
      ], rows: rows, figure: .dots(column: "standardized", reference: nil))
  }

  /// The model as arrows from scales to items, for its picture.
  private var diagram: StatisticsTable {
    let table = loadings
    let measured = LocalizedText(zh: "是", en: "yes")
    return StatisticsTable(
      "diagram", title: LocalizedText(zh: "测量模型", en: "Measurement model"),
      stub: table.stub,
      columns: [
        .init("scale", LocalizedText(zh: "量表", en: "Scale"), .text),
        table.columns[2],
        .init("measured", LocalizedText(zh: "测量变量", en: "Measured"), .text),
      ],
      rows: table.rows.map { row in
        StatisticsTable.Row(
          row.name, row.label,
          [
            StatisticsTable.Cell(row.section ?? ""), row.cells[2],
            StatisticsTable.Cell(measured),
          ])
      },
      figure: .path(
        from: "scale", value: "standardized", measured: "measured"),
      isSupplement: true)
  }

  private var factors: StatisticsTable {
    let standardized = model.standardizedLoadings()
    let rows = model.factors.enumerated().map { factor, items in
      let own = items.map { standardized[$0] }
      let sum = own.reduce(0, +)
      let rest = own.reduce(0) { $0 + 1 - $1 * $1 }
      let extracted = own.reduce(0) { $0 + $1 * $1 } / Double(own.count)
      return StatisticsTable.Row(
        analysis.scales[factor].name, label(factor),
        [
          StatisticsTable.Cell(Double(own.count)),
          StatisticsTable.Cell(sum * sum / (sum * sum + rest)),
          StatisticsTable.Cell(extracted),
          StatisticsTable.Cell(extracted.squareRoot()),
        ])
    }
    return StatisticsTable(
      "scales", title: LocalizedText(zh: "量表", en: "Scales"),
      stub: LocalizedText(zh: "量表", en: "Scale"),
      columns: [
        .init("items", LocalizedText(zh: "题数", en: "Items"), .count),
        .init(
          "composite-reliability",
          LocalizedText(zh: "组合信度", en: "Composite reliability"),
          .coefficient),
        .init(
          "average-variance-extracted",
          LocalizedText(zh: "平均提取方差 AVE", en: "Average variance extracted"),
          .coefficient),
        .init(
          "root-average-variance-extracted",
          LocalizedText(zh: "AVE 的平方根", en: "Its square root"), .coefficient),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "AVE 的平方根大于该量表与其他量表的相关，说明量表之间可以区分。",
          en: "Scales are told apart where the square root exceeds the"
            + " correlations of the factor with the others.")
      ])
  }

  private var covariances: StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for (position, parameter) in parameters.enumerated() {
      guard case .covariance(let one, let two) = parameter else { continue }
      let scale =
        (model.covariances[one, one] * model.covariances[two, two])
        .squareRoot()
      let value = model.covariances[one, two]
      rows.append(
        StatisticsTable.Row(
          "\(analysis.scales[one].name)~\(analysis.scales[two].name)",
          one == two
            ? label(one)
            : LocalizedText(
              zh: "\(label(one)[.chinese])与\(label(two)[.chinese])",
              en: "\(label(one)[.english]) and \(label(two)[.english])"),
          [
            cell(position, value), error(position),
            one == two ? .empty : StatisticsTable.Cell(value / scale),
          ]))
    }
    return StatisticsTable(
      "factors",
      title: LocalizedText(
        zh: "因子的方差与协方差", en: "Variances and covariances of the factors"),
      stub: LocalizedText(zh: "因子", en: "Factors"),
      columns: [
        .init(
          "covariance", LocalizedText(zh: "协方差", en: "Covariance"),
          .coefficient),
        .init(
          "se", LocalizedText(zh: "标准误", en: "Standard error"), .coefficient),
        .init(
          "correlation", LocalizedText(zh: "相关", en: "Correlation"),
          .coefficient),
      ], rows: rows)
  }

  private var measures: StatisticsTable {
    func row(
      _ name: String, _ label: LocalizedText, _ value: Double,
      degrees: Int? = nil, probability: Double? = nil
    ) -> StatisticsTable.Row {
      StatisticsTable.Row(
        name, label,
        [
          StatisticsTable.Cell(value),
          degrees.map { StatisticsTable.Cell(Double($0)) } ?? .empty,
          probability.map { StatisticsTable.Cell($0) } ?? .empty,
        ])
    }
    return StatisticsTable(
      "fit", title: LocalizedText(zh: "拟合", en: "Fit"),
      stub: LocalizedText(zh: "指标", en: "Measure"),
      columns: [
        .init("value", LocalizedText(zh: "数值", en: "Value"), .coefficient),
        .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
        .init("p", LocalizedText(zh: "p 值", en: "p"), .probability),
      ],
      rows: [
        row(
          "chi-square", LocalizedText("χ²"), fit.statistic,
          degrees: fit.degreesOfFreedom, probability: fit.probability),
        row("cfi", LocalizedText("CFI"), fit.comparative),
        row("tli", LocalizedText("TLI"), fit.tuckerLewis),
        row("rmsea", LocalizedText("RMSEA"), fit.approximation),
        row("srmr", LocalizedText("SRMR"), fit.residual),
        row("aic", LocalizedText("AIC"), fit.akaike),
        row("bic", LocalizedText("BIC"), fit.schwarz),
      ],
      notes: [
        LocalizedText(
          zh: "n = \(base)，回答了全部题目的受访者。",
          en: "n = \(base) respondents who answered every item.")
      ])
  }
}
