import Diagnostics
import SurveyData

extension RegressionTables {
  private var isShare: Bool { model.model.family == .binomial }

  private var effectsOfModel: MarginalEffects { MarginalEffects(model: model) }

  /// Mean effects: slopes of numbers, differences of values of factors.
  var effects: StatisticsTable {
    let found = effectsOfModel
    var made: [StatisticsTable.Row] = []
    var hasDropped = false
    func cells(
      _ isDropped: Bool, _ effect: ModelEffect
    ) -> [StatisticsTable.Cell] {
      guard isDropped else {
        return rows.cells((effect.value, effect.standardError))
      }
      hasDropped = true
      return [StatisticsTable.Cell](
        repeating: StatisticsTable.Cell(nil), count: 5)
    }
    for (index, variable) in frame.variables.enumerated() {
      switch variable.values {
      case .numbers:
        made.append(
          StatisticsTable.Row(
            variable.name, variable.title,
            cells(
              frame.isDropped(index, kept: model.kept),
              found.slope(variable: index))))
      case .factor(_, let levels, let reference):
        for level in levels.indices where level != reference {
          let effect = found.difference(
            variable: index, level: level, reference: reference)
          let title = levels[level].title
          let other = levels[reference].title
          made.append(
            StatisticsTable.Row(
              variable.name + levels[level].value,
              LocalizedText(
                zh: "\(title[.chinese])（对比\(other[.chinese])）",
                en: "\(title[.english]) against \(other[.english])"),
              section: variable.title,
              cells(
                frame.isDropped(index, level: level, kept: model.kept),
                effect)))
        }
      }
    }
    return StatisticsTable(
      "effects",
      title: LocalizedText(
        zh: "平均边际效应：\(outcome.title[.chinese])",
        en: "Average marginal effects: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "变量", en: "Variable"),
      columns: CoefficientRows.columns(
        LocalizedText(zh: "平均效应", en: "Mean effect"),
        isShare ? .points : .value, spread: isShare ? .pointsError : nil),
      rows: made,
      notes: [
        LocalizedText(
          zh: "数值变量：增加一个单位时预测值的平均变化率；"
            + "分类变量：与参照取值相比预测值的平均差。",
          en: "Of a number: the mean rate at which the prediction changes with"
            + " it; of a value: the mean difference from the reference.")
      ] + (hasDropped ? [ModelFrame.droppedNote] : []),
      figure: isUnusable ? nil : .dots(column: "estimate", reference: 0))
  }

  /// Mean predictions for each value of each factor.
  var margins: StatisticsTable {
    let found = effectsOfModel
    var made: [StatisticsTable.Row] = []
    var hasDropped = false
    for (index, variable) in frame.variables.enumerated() {
      for (level, value) in variable.levels.enumerated() {
        let prediction = found.prediction([index: .level(level)])
        let isDropped = frame.isDropped(index, level: level, kept: model.kept)
        hasDropped = hasDropped || isDropped
        made.append(
          StatisticsTable.Row(
            variable.name + value.value, value.title, section: variable.title,
            isDropped
              ? [StatisticsTable.Cell](
                repeating: StatisticsTable.Cell(nil), count: 3)
              : predictionCells(prediction)))
      }
    }
    return StatisticsTable(
      "margins",
      title: LocalizedText(
        zh: "调整后的平均预测值：\(outcome.title[.chinese])",
        en: "Adjusted mean predictions: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "取值", en: "Value"), columns: predictionColumns,
      rows: made, notes: hasDropped ? [ModelFrame.droppedNote] : [])
  }

  /// Predictions that were asked for.
  ///
  /// - Throws: A diagnostic about a variable or value that there is not.
  func predictions() throws(Diagnostic) -> StatisticsTable {
    let found = effectsOfModel
    var made: [StatisticsTable.Row] = []
    for (number, settings) in analysis.predictions.enumerated() {
      let positions = try frame.settings(settings)
      func text(_ language: Language) -> String {
        settings.map { setting in
          let variable = frame.variables.first { $0.name == setting.variable }
          let value = variable?.levels.first { $0.value == setting.value }
          return (variable?.title[language] ?? setting.variable) + "="
            + (value?.title[language] ?? setting.value)
        }.joined(separator: language == .chinese ? "，" : ", ")
      }
      made.append(
        StatisticsTable.Row(
          "prediction\(number + 1)",
          LocalizedText(zh: text(.chinese), en: text(.english)),
          predictionCells(found.prediction(positions))))
    }
    return StatisticsTable(
      "predictions",
      title: LocalizedText(
        zh: "预测值：\(outcome.title[.chinese])",
        en: "Predictions: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "条件", en: "With"), columns: predictionColumns,
      rows: made,
      notes: [
        LocalizedText(
          zh: "没有给定的变量保持各自的观测值，再求平均。",
          en: "Variables that are not named stay as observed, and the mean is"
            + " taken.")
      ])
  }

  private var predictionColumns: [StatisticsTable.Column] {
    let format: StatisticsTable.Format = isShare ? .share : .value
    return [
      .init("estimate", LocalizedText(zh: "预测值", en: "Prediction"), format),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), format),
      .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
    ]
  }

  private func predictionCells(
    _ prediction: ModelEffect
  ) -> [StatisticsTable.Cell] {
    rows.predictionCells(
      (prediction.value, prediction.standardError), link: link)
  }

  /// What the fit as a whole says.
  var fit: StatisticsTable {
    typealias Entry = (StatisticsTable.Column, Double?)
    let total = model.weights.reduce(0, +)
    var entries: [Entry] = [
      (.init("n", "n", .count), Double(frame.rows.count)),
      (
        .init(
          "weighted", LocalizedText(zh: "加权样本量", en: "Weighted n"), .total),
        model.sampled.bases.weighted
      ),
      (
        .init(
          "missing", LocalizedText(zh: "缺值未用", en: "Left out"), .count),
        Double(frame.missingCount)
      ),
      (
        .init(
          "coefficients", LocalizedText(zh: "系数个数", en: "Coefficients"),
          .count), Double(model.kept.count)
      ),
      (
        .init(
          "design-df", LocalizedText(zh: "设计自由度", en: "Design df"),
          .degrees), model.sampled.degreesOfFreedom
      ),
      (
        .init("deviance", LocalizedText(zh: "偏差", en: "Deviance"), .statistic),
        model.fit.deviance
      ),
    ]
    if let null = model.nullDeviance {
      entries.append(
        (
          .init(
            "null-deviance", LocalizedText(zh: "空模型偏差", en: "Null deviance"),
            .statistic), null
        ))
      switch model.model.family {
      case .gaussian:
        entries.append(
          (
            .init("r2", "R²", .coefficient),
            null > 0 ? 1 - model.fit.deviance / null : nil
          ))
      case .binomial, .poisson:
        let coxSnell = 1 - exponential((model.fit.deviance - null) / total)
        let largest = 1 - exponential(-null / total)
        entries += [
          (
            .init("cox-snell", "R² (Cox–Snell)", .coefficient), coxSnell
          ),
          (
            .init("nagelkerke", "R² (Nagelkerke)", .coefficient),
            largest > 0 ? coxSnell / largest : nil
          ),
        ]
      default: break
      }
    }
    if model.model.family == .negativeBinomial {
      entries.append((.init("theta", "θ", .coefficient), model.fit.theta))
    } else if model.model.family != .binomial {
      entries.append(
        (
          .init(
            "dispersion", LocalizedText(zh: "离散度", en: "Dispersion"), .value),
          model.dispersion
        ))
    }
    return StatisticsTable(
      "fit", title: LocalizedText(zh: "模型拟合", en: "Fit"),
      columns: entries.map(\.0),
      rows: [
        .init(
          "model", outcome.title, kind: .overall,
          entries.map { StatisticsTable.Cell($0.1) })
      ],
      notes: [
        LocalizedText(
          zh: "偏差按均值为1的权数计算。",
          en: "Deviances with weights of mean 1.")
      ])
  }
}

extension PreparedModel {
  /// The weighted variance of the Pearson residuals (y − μ)/√V, divisor
  /// n − 1, as `summary.svyglm` prints it.
  var dispersion: Double? {
    let means = model.means(fit.coefficients)
    let count = Double(means.count)
    guard count > 1 else { return nil }
    let rests = means.indices.map { row in
      (model.outcome[row] - means[row])
        / model.family.variance(means[row], model.theta).squareRoot()
    }
    let mean = zip(rests, weights).reduce(0) { $0 + $1.0 * $1.1 } / count
    let squares = zip(rests, weights).reduce(0) { sum, pair in
      sum + pair.1 * (pair.0 - mean) * (pair.0 - mean)
    }
    return squares / (count - 1)
  }
}
