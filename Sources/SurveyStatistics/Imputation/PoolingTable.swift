import SurveyData

/// Lays out how imputations differ.
struct PoolingTable {
  private let pooled: [PooledEstimate]

  init(_ pooled: [PooledEstimate]) { self.pooled = pooled }

  var table: StatisticsTable {
    let columns: [StatisticsTable.Column] = [
      .init(
        "within", LocalizedText(zh: "插补内", en: "Within"), .coefficient,
        spanner: LocalizedText(zh: "标准差", en: "Standard deviation")),
      .init(
        "between", LocalizedText(zh: "插补间", en: "Between"), .coefficient,
        spanner: LocalizedText(zh: "标准差", en: "Standard deviation")),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
      .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
      .init(
        "increase", LocalizedText(zh: "方差相对增量", en: "Increase of variance"),
        .coefficient),
      .init(
        "fmi", LocalizedText(zh: "缺失信息比例", en: "Missing information"),
        .share),
    ]
    return StatisticsTable(
      "pooling",
      title: LocalizedText(
        zh: "缺失带来的不确定性", en: "Uncertainty from what is missing"),
      stub: LocalizedText(zh: "估计", en: "Estimate"), columns: columns,
      rows: pooled.map(row),
      notes: [
        LocalizedText(
          zh: "标准误由插补内与插补间两部分合成；比例的数值以 0 至 1 为单位。",
          en: "The standard error joins both parts; shares are on the scale"
            + " from 0 to 1.")
      ])
  }

  private func row(_ item: PooledEstimate) -> StatisticsTable.Row {
    let estimate = item.estimate
    var label = [estimate.label ?? LocalizedText(estimate.variable)]
    var name = [estimate.variable]
    if let category = estimate.category {
      label.append(estimate.categoryLabel ?? LocalizedText(category))
      name.append(category)
    }
    label += estimate.group.map { $0.label ?? LocalizedText($0.value) }
    name += estimate.group.map { "\($0.variable)=\($0.value)" }
    let pooled = item.pooled
    return StatisticsTable.Row(
      name.joined(separator: "/"), .joined(label),
      [
        .init(pooled.within.squareRoot()), .init(pooled.between.squareRoot()),
        .init(pooled.standardError), .init(pooled.degreesOfFreedom),
        .init(pooled.increase), .init(pooled.missingInformation),
      ])
  }
}
