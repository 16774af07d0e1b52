import SurveyData

/// The tables of an analysis of factors.
struct FactorTables {
  let analysis: FactorsAnalysis
  let data: AnalysisData
  let solution: FactorSolution
  let eigenvalues: SampledEstimates?
  let omega: SampledEstimates?
  let base: Int

  private var isComponents: Bool { analysis.extraction == .components }
  private var count: Int { solution.loadings.columnCount }

  /// All of them.
  var all: [StatisticsTable] {
    [loadings, variances] + [adequacy].compactMap { $0 }
  }

  /// How much the factors explain.
  var finding: LocalizedText {
    let share =
      solution.communalities.reduce(0, +)
      / Double(solution.communalities.count)
    let percent = Int((share * 100).rounded())
    return LocalizedText(
      zh: "\(count) 个\(isComponents ? "主成分" : "因子")解释了"
        + "\(analysis.items.count) 个题目方差的 \(percent)%",
      en: "\(count) \(noun(count)) \(count == 1 ? "explains" : "explain")"
        + " \(percent)% of the variance of \(analysis.items.count) items")
  }

  private func noun(_ count: Int) -> String {
    (isComponents ? "component" : "factor") + (count == 1 ? "" : "s")
  }

  private func name(_ factor: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(isComponents ? "主成分" : "因子") \(factor + 1)",
      en: "\(isComponents ? "Component" : "Factor") \(factor + 1)")
  }

  private var loadings: StatisticsTable {
    let columns = (0..<count).map { factor in
      StatisticsTable.Column("f\(factor + 1)", name(factor), .coefficient)
    }
    let rows = analysis.items.enumerated().map { position, item in
      let loaded = (0..<count).map {
        StatisticsTable.Cell(solution.loadings[position, $0])
      }
      let explained = solution.communalities[position]
      return StatisticsTable.Row(
        item, data.table[item]?.variable?.label ?? LocalizedText(item),
        loaded + [
          StatisticsTable.Cell(explained), StatisticsTable.Cell(1 - explained),
        ])
    }
    return StatisticsTable(
      "loadings",
      title: LocalizedText(zh: "载荷", en: "Loadings"),
      stub: LocalizedText(zh: "题目", en: "Item"),
      columns: columns + [
        StatisticsTable.Column(
          "communality",
          LocalizedText(zh: "共同度", en: "Communality"), .coefficient),
        StatisticsTable.Column(
          "uniqueness",
          LocalizedText(zh: "独特性", en: "Uniqueness"), .coefficient),
      ], rows: rows,
      figure: count > 1 ? .heat(columns: columns.map(\.name)) : nil)
  }

  private var variances: StatisticsTable {
    let size = Double(solution.eigenvalues.count)
    let rows = solution.eigenvalues.indices.map { position in
      let error = eigenvalues?.standardError(position)
      let interval = eigenvalues?.interval(position, level: data.level)
      let value = solution.eigenvalues[position]
      let upTo = solution.eigenvalues[...position].reduce(0, +)
      return StatisticsTable.Row(
        "\(position + 1)", LocalizedText("\(position + 1)"),
        [
          StatisticsTable.Cell(value, interval: interval),
          StatisticsTable.Cell(error), StatisticsTable.Cell(value / size),
          StatisticsTable.Cell(upTo / size),
        ])
    }
    return StatisticsTable(
      "eigenvalues",
      title: LocalizedText(
        zh: "相关矩阵的特征值", en: "Eigenvalues of the correlations"),
      stub: LocalizedText(zh: "序号", en: "Number"),
      columns: [
        StatisticsTable.Column(
          "eigenvalue", LocalizedText(zh: "特征值", en: "Eigenvalue"),
          .coefficient),
        StatisticsTable.Column(
          "se", LocalizedText(zh: "标准误", en: "Standard error"),
          .coefficient),
        StatisticsTable.Column(
          "share", LocalizedText(zh: "方差占比", en: "Share of variance"),
          .share),
        StatisticsTable.Column(
          "cumulated", LocalizedText(zh: "累计", en: "Cumulated"), .share),
      ], rows: rows, figure: .dots(column: "eigenvalue", reference: 1))
  }

  private var adequacy: StatisticsTable? {
    var rows: [StatisticsTable.Row] = []
    func row(
      _ name: String, _ label: LocalizedText, _ value: Double?,
      error: Double? = nil, degrees: Int? = nil, probability: Double? = nil
    ) {
      func cell(_ number: Double?) -> StatisticsTable.Cell {
        number.map { StatisticsTable.Cell($0) } ?? .empty
      }
      rows.append(
        StatisticsTable.Row(
          name, label,
          [
            cell(value), cell(error), cell(degrees.map(Double.init)),
            cell(probability),
          ]))
    }
    if let found = solution.adequacy {
      row(
        "kmo",
        LocalizedText(
          zh: "KMO 抽样适当性", en: "Sampling adequacy (KMO)"), found.overall)
      row(
        "bartlett",
        LocalizedText(
          zh: "Bartlett 球形检验 χ²", en: "Bartlett's test of no correlation χ²"),
        found.bartlett, degrees: found.degreesOfFreedom,
        probability: found.probability)
      for (item, value) in zip(analysis.items, found.items) {
        row(
          "kmo-\(item)",
          LocalizedText(zh: "KMO：\(item)", en: "KMO of \(item)"), value)
      }
    }
    if let fit = solution.fit {
      row(
        "fit",
        LocalizedText(
          zh: "因子数足够的检验 χ²", en: "Test that the factors suffice χ²"),
        fit.statistic, degrees: fit.degrees, probability: fit.probability)
    }
    if let omega {
      row(
        "omega", LocalizedText(zh: "ω 总信度", en: "Omega total"),
        omega.values[0], error: omega.standardError(0))
    }
    guard !rows.isEmpty else { return nil }
    return StatisticsTable(
      "adequacy",
      title: LocalizedText(
        zh: "适当性与拟合", en: "Adequacy and fit"),
      stub: LocalizedText(zh: "指标", en: "Measure"),
      columns: [
        StatisticsTable.Column(
          "value", LocalizedText(zh: "数值", en: "Value"), .coefficient),
        StatisticsTable.Column(
          "se", LocalizedText(zh: "标准误", en: "Standard error"),
          .coefficient),
        StatisticsTable.Column(
          "df", LocalizedText(zh: "自由度", en: "df"), .degrees),
        StatisticsTable.Column(
          "p", LocalizedText(zh: "p 值", en: "p"), .probability),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "n = \(base)，回答了全部题目的受访者。",
          en: "n = \(base) respondents who answered every item.")
      ])
  }
}
