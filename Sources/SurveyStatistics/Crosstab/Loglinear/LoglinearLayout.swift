import LinearAlgebra
import SurveyData

/// Fits the models of a loglinear analysis and lays out its tables.
struct LoglinearLayout {
  let analysis: LoglinearAnalysis
  let data: AnalysisData
  let sides: [CrosstabVariable]
  let terms: LoglinearAnalysis.Terms

  /// The values that have weight, and the cells they make.
  private struct Crossing {
    var levels: [[Int]]
    var cells: LoglinearCells
  }

  func details() -> AnalysisResult.Details {
    guard let crossing = crossing(),
      let smaller = LoglinearModel(crossing.cells, terms: terms.model)
    else { return .tables([coefficients(nil, nil), tests(nil)], finding: nil) }
    let isSaturated = analysis.against == nil
    let larger = LoglinearModel(
      crossing.cells, terms: terms.model + terms.further)
    let columns =
      larger?.columns ?? saturated(crossing.cells)
    var comparison: LoglinearComparison?
    if isSaturated || larger != nil,
      columns.columnCount > smaller.columns.columnCount
    {
      comparison = LoglinearComparison(
        smaller, isSaturated ? nil : larger,
        saturated: further(columns, after: smaller.columns.columnCount),
        crossing.cells)
    }
    return .tables(
      [
        coefficients(smaller, crossing), tests(comparison),
        cells(smaller, crossing),
      ], finding: finding(comparison))
  }

  /// The columns of the terms that the smaller model lacks.
  private func further(_ matrix: Matrix, after count: Int) -> Matrix {
    var result = Matrix(
      rows: matrix.rowCount, columns: matrix.columnCount - count)
    for row in 0..<result.rowCount {
      for column in 0..<result.columnCount {
        result[row, column] = matrix[row, column + count]
      }
    }
    return result
  }

  /// The columns of all terms, where a model of them cannot be fitted.
  private func saturated(_ cells: LoglinearCells) -> Matrix {
    var even = cells
    let count = Double(cells.shares.count)
    even = LoglinearCells(
      levelCounts: cells.levelCounts,
      shares: cells.shares.map { _ in 1 / count },
      covariance: cells.covariance, base: cells.base,
      degreesOfFreedom: cells.degreesOfFreedom)
    return LoglinearModel(even, terms: terms.model + terms.further)?.columns
      ?? Matrix(rows: cells.shares.count, columns: 0)
  }

  private func crossing() -> Crossing? {
    let weights = data.design.weights
    var isUsed = weights.map { $0 > 0 }
    for row in isUsed.indices {
      if let domain = data.domain, !domain[row] { isUsed[row] = false }
      for side in sides where side.codes[row] < 0 { isUsed[row] = false }
    }
    var levels: [[Int]] = []
    var codes = isUsed.map { $0 ? Int32(0) : -1 }
    var count = 1
    for side in sides {
      var occurs = [Bool](repeating: false, count: side.levels.count)
      for row in isUsed.indices where isUsed[row] {
        occurs[Int(side.codes[row])] = true
      }
      let kept = occurs.indices.filter { occurs[$0] }
      guard kept.count > 1 else { return nil }
      var position = [Int32](repeating: 0, count: occurs.count)
      for (new, old) in kept.enumerated() { position[old] = Int32(new) }
      for row in isUsed.indices where isUsed[row] {
        codes[row] =
          codes[row] * Int32(kept.count) + position[Int(side.codes[row])]
      }
      levels.append(kept)
      count *= kept.count
    }
    let totals = data.design.cellTotals(codes, cellCount: count)
    guard let shares = totals.shares() else { return nil }
    return Crossing(
      levels: levels,
      cells: LoglinearCells(
        levelCounts: levels.map(\.count), shares: shares.values,
        covariance: shares.covariance, base: totals.base.reduce(0, +),
        degreesOfFreedom: totals.degreesOfFreedom))
  }
}

// MARK: - Tables

extension LoglinearLayout {
  private func coefficients(
    _ model: LoglinearModel?, _ crossing: Crossing?
  ) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    if let model, let crossing {
      let freedom = crossing.cells.degreesOfFreedom
      for (index, effect) in model.effects.enumerated() {
        let name = effect.map { "\(sides[$0.variable].name)\($0.level + 1)" }
          .joined(separator: ":")
        guard model.isBounded[index] else {
          rows.append(
            StatisticsTable.Row(
              name, label(effect, crossing),
              (0..<4).map { _ in StatisticsTable.Cell(nil) }))
          continue
        }
        let value = model.coefficients[index]
        let variance = model.covariance[index, index]
        let error =
          variance.isFinite ? max(0, variance).squareRoot() : nil
        let tested = TestedNumber(
          value: value, standardError: error, degreesOfFreedom: freedom)
        rows.append(
          StatisticsTable.Row(
            name, label(effect, crossing),
            [
              StatisticsTable.Cell(
                value, interval: tested.interval(level: data.level)),
              StatisticsTable.Cell(error),
              StatisticsTable.Cell(tested.statistic),
              StatisticsTable.Cell(tested.probability()),
            ]))
      }
    }
    return StatisticsTable(
      "coefficients",
      title: LocalizedText(zh: "对数线性模型的系数", en: "Loglinear coefficients"),
      stub: LocalizedText(zh: "效应", en: "Effect"),
      columns: [
        StatisticsTable.Column(
          "coefficient", LocalizedText(zh: "系数", en: "Coefficient"),
          .coefficient),
        StatisticsTable.Column(
          "se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
        StatisticsTable.Column("t", "t", .statistic),
        StatisticsTable.Column(
          "p", LocalizedText(zh: "p 值", en: "p"), .probability),
      ], rows: rows,
      notes: model?.isBounded.contains(false) == true
        ? [
          LocalizedText(
            zh: "模型的某个边际有空单元格，相关效应没有有限的估计。",
            en: "A margin of the model has an empty cell, and its effects have"
              + " no finite estimate.")
        ] : [], figure: .dots(column: "coefficient", reference: 0))
  }

  private func label(
    _ effect: LoglinearModel.Effect, _ crossing: Crossing
  ) -> LocalizedText {
    func text(_ language: (LocalizedText) -> String) -> String {
      effect.map { part in
        let side = sides[part.variable]
        let level = crossing.levels[part.variable][part.level]
        return language(side.label) + "=" + language(side.levels[level].label)
      }.joined(separator: " × ")
    }
    return LocalizedText(
      zh: text { $0[.chinese] }, en: text { $0[.english] })
  }

  private func tests(_ comparison: LoglinearComparison?) -> StatisticsTable {
    let degrees = comparison?.numeratorDegrees
    func row(
      _ name: String, _ label: LocalizedText, _ statistic: Double?
    ) -> StatisticsTable.Row {
      StatisticsTable.Row(
        name, label,
        [
          StatisticsTable.Cell(statistic), StatisticsTable.Cell(degrees),
          StatisticsTable.Cell(
            degrees.map { $0 * (comparison?.degreesOfFreedom ?? 0) }),
          StatisticsTable.Cell(
            statistic.flatMap { comparison?.probability($0) }),
          StatisticsTable.Cell(
            statistic.flatMap { comparison?.saddlepoint($0) }),
        ])
    }
    return StatisticsTable(
      "tests",
      title: LocalizedText(
        zh: "与更大模型的比较", en: "Comparison with the larger model"),
      stub: LocalizedText(zh: "检验", en: "Test"),
      columns: [
        StatisticsTable.Column(
          "statistic", LocalizedText(zh: "统计量", en: "Statistic"), .statistic),
        StatisticsTable.Column(
          "df1", LocalizedText(zh: "自由度", en: "df"), .degrees),
        StatisticsTable.Column(
          "df2", LocalizedText(zh: "分母自由度", en: "Denominator df"), .degrees),
        StatisticsTable.Column(
          "p", LocalizedText(zh: "p 值（F）", en: "p (F)"), .probability),
        StatisticsTable.Column(
          "p_saddlepoint",
          LocalizedText(zh: "p 值（鞍点）", en: "p (saddlepoint)"), .probability),
      ],
      rows: [
        row(
          "deviance", LocalizedText(zh: "偏差", en: "Deviance"),
          comparison?.deviance),
        row("score", LocalizedText(zh: "得分", en: "Score"), comparison?.score),
      ])
  }

  private func cells(
    _ model: LoglinearModel, _ crossing: Crossing
  ) -> StatisticsTable {
    let rows = crossing.cells.shares.indices.map { cell in
      let levels = crossing.cells.levels(of: cell)
      let parts = levels.enumerated().map { variable, level in
        sides[variable].levels[crossing.levels[variable][level]]
      }
      let (observed, fitted) = (crossing.cells.shares[cell], model.fitted[cell])
      return StatisticsTable.Row(
        parts.map(\.value).joined(separator: "|"),
        LocalizedText(
          zh: parts.map { $0.label[.chinese] }.joined(separator: " × "),
          en: parts.map { $0.label[.english] }.joined(separator: " × ")),
        [
          StatisticsTable.Cell(observed), StatisticsTable.Cell(fitted),
          StatisticsTable.Cell(observed - fitted),
        ])
    }
    return StatisticsTable(
      "cells",
      title: LocalizedText(
        zh: "观测与拟合的占比", en: "Observed and fitted shares"),
      stub: LocalizedText(zh: "单元格", en: "Cell"),
      columns: [
        StatisticsTable.Column(
          "observed", LocalizedText(zh: "观测", en: "Observed"), .share),
        StatisticsTable.Column(
          "fitted", LocalizedText(zh: "拟合", en: "Fitted"), .share),
        StatisticsTable.Column(
          "difference", LocalizedText(zh: "差", en: "Difference"), .points),
      ], rows: rows, isSupplement: true)
  }

  private func finding(_ comparison: LoglinearComparison?) -> LocalizedText? {
    guard let comparison, let p = comparison.probability(comparison.deviance)
    else { return nil }
    let text = IndependenceTest.text(probability: p)
    if p < 0.05 {
      return LocalizedText(
        zh: "更大的模型拟合得更好（偏差检验 \(text)）：模型之外还有交互作用。",
        en: "The larger model fits better (deviance, \(text)): there are"
          + " interactions beyond the model.")
    }
    return LocalizedText(
      zh: "未发现模型之外还有交互作用的证据（偏差检验 \(text)）。",
      en: "No evidence of interactions beyond the model was found (deviance,"
        + " \(text)).")
  }
}
