import Probability
import SurveyData

/// Lays out small areas: direct, synthetic and shrunken estimates, and the
/// model behind them.
struct SmallAreaTables {
  let frame: SmallAreaFrame
  let fit: SmallAreaFit
  let isShare: Bool
  let level: Double

  private var format: StatisticsTable.Format { isShare ? .share : .value }

  var all: [StatisticsTable] { [areas, comparison, coefficients, variances] }

  /// For how many areas the model is more precise than the direct estimate.
  var finding: LocalizedText? {
    let pairs = frame.areas.indices.compactMap { area -> Bool? in
      guard frame.areas[area].hasDirect, let found = fit.areas[area],
        let error = frame.areas[area].standardError
      else { return nil }
      let own = fit.bootstrap?[area] ?? found.error
      return own < error * error
    }
    guard !pairs.isEmpty else { return nil }
    let better = pairs.count { $0 }
    return LocalizedText(
      zh: "在有直接估计的\(pairs.count)个区域中，\(better)个区域的模型估计误差"
        + "小于直接估计（模型成立时）。",
      en: "In \(better) of \(pairs.count) areas with a direct estimate the"
        + " model's error is below that of the direct estimate, if the model"
        + " holds")
  }

  private func label(_ area: Int) -> LocalizedText {
    frame.areas[area].label ?? LocalizedText(frame.areas[area].name)
  }

  /// `estimate ± z·error`.
  private func interval(_ value: Double?, _ error: Double?) -> Interval? {
    guard let value, let error, error.isFinite else { return nil }
    let half = NormalDistribution().quantile(1 - (1 - level) / 2) * error
    return Interval(
      lower: value - half, upper: value + half, level: level, method: "z")
  }

  private func error(_ area: Int) -> Double? {
    if let bootstrap = fit.bootstrap {
      return bootstrap[area].map { max(0, $0).squareRoot() }
    }
    return analyticError(area)
  }

  private func analyticError(_ area: Int) -> Double? {
    fit.areas[area].map { max(0, $0.error).squareRoot() }
  }

  private var areas: StatisticsTable {
    let hasBase = frame.areas.contains { $0.base != nil }
    var columns: [StatisticsTable.Column] = []
    if hasBase { columns.append(.init("n", "n", .count)) }
    let direct = LocalizedText(zh: "直接估计", en: "Direct")
    let shrunken = LocalizedText(zh: "模型估计", en: "Model")
    columns += [
      .init(
        "direct", LocalizedText(zh: "估计", en: "Estimate"), format,
        spanner: direct),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), format, spanner: direct),
      .init(
        "shrinkage", LocalizedText(zh: "直接估计的权重", en: "Weight of direct"),
        .coefficient),
      .init("synthetic", LocalizedText(zh: "合成估计", en: "Synthetic"), format),
      .init(
        "estimate", LocalizedText(zh: "估计", en: "Estimate"), format,
        spanner: shrunken),
      .init(
        "rmse", LocalizedText(zh: "均方根误差", en: "Root MSE"), format,
        spanner: shrunken),
    ]
    if fit.bootstrap != nil {
      columns.append(
        .init(
          "rmse-bootstrap",
          LocalizedText(zh: "均方根误差（自助法）", en: "Root MSE, bootstrap"),
          format, spanner: shrunken))
    }
    let rows = frame.areas.indices.map { area in
      let found = fit.areas[area]
      var cells: [StatisticsTable.Cell] = []
      if hasBase {
        cells.append(.init(Double(frame.areas[area].base ?? 0)))
      }
      cells += [
        frame.areas[area].direct.map { .init($0) } ?? .empty,
        frame.areas[area].standardError.map { .init($0) } ?? .empty,
        .init(found?.shrinkage), .init(found?.synthetic),
        .init(
          found?.estimate, interval: interval(found?.estimate, error(area))),
        .init(analyticError(area)),
      ]
      if fit.bootstrap != nil { cells.append(.init(error(area))) }
      return StatisticsTable.Row(frame.areas[area].name, label(area), cells)
    }
    return StatisticsTable(
      "areas", title: LocalizedText(zh: "小区域估计", en: "Small areas"),
      stub: LocalizedText(zh: "区域", en: "Area"), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "模型估计 = 权重 × 直接估计 + (1 − 权重) × 合成估计。"
            + "没有直接估计的区域只有合成估计。",
          en: "The model weighs the direct against the synthetic estimate;"
            + " areas without a direct estimate have the synthetic one.")
      ])
  }

  /// Direct and shrunken estimates one above the other, for a chart.
  private var comparison: StatisticsTable {
    let rows = frame.areas.indices.flatMap { area in
      let item = frame.areas[area]
      let found = fit.areas[area]
      return [
        StatisticsTable.Row(
          "\(item.name)/direct", LocalizedText(zh: "直接估计", en: "direct"),
          section: label(area),
          [
            item.direct.map {
              .init($0, interval: interval($0, item.standardError))
            } ?? .empty
          ]),
        StatisticsTable.Row(
          "\(item.name)/model", LocalizedText(zh: "模型估计", en: "model"),
          section: label(area),
          [
            .init(
              found?.estimate, interval: interval(found?.estimate, error(area)))
          ]),
      ]
    }
    var table = StatisticsTable(
      "shrinkage",
      title: LocalizedText(
        zh: "直接估计与模型估计", en: "Direct and model estimates"),
      stub: LocalizedText(zh: "区域", en: "Area"),
      columns: [
        .init("estimate", LocalizedText(zh: "估计", en: "Estimate"), format)
      ], rows: rows, figure: .dots(column: "estimate", reference: nil))
    table.isSupplement = true
    return table
  }

  private var coefficients: StatisticsTable {
    let rows = fit.names.indices.map { index in
      let value = fit.coefficients[index]
      let error = fit.covariance[index, index].squareRoot()
      let statistic = value / error
      let name = fit.names[index]
      return StatisticsTable.Row(
        name,
        name == "intercept"
          ? LocalizedText(zh: "截距", en: "Intercept") : LocalizedText(name),
        [
          .init(value, interval: interval(value, error)), .init(error),
          .init(statistic),
          .init(2 * NormalDistribution().upperTail(abs(statistic))),
        ])
    }
    return StatisticsTable(
      "coefficients", title: LocalizedText(zh: "模型系数", en: "Coefficients"),
      stub: LocalizedText(zh: "协变量", en: "Covariate"),
      columns: [
        .init(
          "estimate", LocalizedText(zh: "系数", en: "Coefficient"), .coefficient),
        .init("se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
        .init("z", "z", .statistic), .init("p", "p", .probability),
      ], rows: rows)
  }

  private var variances: StatisticsTable {
    var rows = [
      StatisticsTable.Row(
        "between", LocalizedText(zh: "区域间方差", en: "Between areas"),
        [.init(fit.between)])
    ]
    if let within = fit.within {
      rows.append(
        StatisticsTable.Row(
          "within", LocalizedText(zh: "区域内方差", en: "Within areas"),
          [.init(within)]))
    }
    return StatisticsTable(
      "variances", title: LocalizedText(zh: "方差分量", en: "Variances"),
      stub: LocalizedText(zh: "分量", en: "Part"),
      columns: [
        .init("variance", LocalizedText(zh: "方差", en: "Variance"), .coefficient)
      ], rows: rows,
      notes: fit.between == 0
        ? [
          LocalizedText(
            zh: "区域间方差估计为 0，模型估计等于合成估计。",
            en: "The variance between areas is estimated as 0, so that every"
              + " estimate is the synthetic one.")
        ] : [])
  }
}
