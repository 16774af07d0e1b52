import SurveyData

/// What principal components found beside the weights.
struct ComponentTable {
  let facts: PrincipalComponentFacts
  let method: MeasuredWeighting

  var table: StatisticsTable {
    let count = Double(facts.eigenvalues.count)
    var cumulated = 0.0
    var rows = facts.eigenvalues.enumerated().map { position, value in
      cumulated += value / count
      return StatisticsTable.Row(
        "component-\(position + 1)",
        LocalizedText(
          zh: "主成分 \(position + 1)", en: "Component \(position + 1)"),
        section: LocalizedText(zh: "特征值", en: "Eigenvalues"),
        [
          .init(value), .init(value / count), .init(min(1, cumulated)),
          StatisticsTable.Cell(
            position < facts.kept
              ? LocalizedText(zh: "保留", en: "kept") : LocalizedText("")),
        ])
    }
    rows += measures.map { name, label, value, format in
      StatisticsTable.Row(
        name, label,
        section: LocalizedText(zh: "适合性", en: "Adequacy"), format: format,
        [.init(value), .empty, .empty, .empty])
    }
    return StatisticsTable(
      "components",
      title: LocalizedText(zh: "主成分", en: "Principal components"),
      stub: LocalizedText(zh: "项目", en: "Measure"),
      columns: [
        .init("value", LocalizedText(zh: "数值", en: "Value"), .coefficient),
        .init(
          "share", LocalizedText(zh: "方差份额", en: "Share of variance"), .share),
        .init("cumulated", LocalizedText(zh: "累计", en: "Cumulated"), .share),
        .init("kept", LocalizedText(zh: "是否保留", en: "Kept"), .text),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "基于 \(facts.base) 个对象；KMO 低于 0.5 不宜作主成分分析。",
          en: "Over \(facts.base) cases; a KMO below 0.5 speaks against "
            + "principal components.")
      ])
  }

  private var measures:
    [(String, LocalizedText, Double?, StatisticsTable.Format)]
  {
    let size = facts.correlations.rowCount
    let adequacy = SamplingAdequacy(
      facts.correlations, base: Double(facts.base))
    var off = 0.0
    for row in 0..<size {
      for column in 0..<row { off += facts.correlations[row, column] }
    }
    let pairs = Double(size * (size - 1)) / 2
    let mean = pairs > 0 ? off / pairs : .nan
    let alpha = Double(size) * mean / (1 + Double(size - 1) * mean)
    func finite(_ value: Double?) -> Double? {
      value.flatMap { $0.isFinite ? $0 : nil }
    }
    return [
      ("kmo", "KMO", finite(adequacy?.overall), .coefficient),
      (
        "bartlett", LocalizedText(zh: "Bartlett χ²", en: "Bartlett's χ²"),
        finite(adequacy?.bartlett), .statistic
      ),
      (
        "bartlett-df", LocalizedText(zh: "自由度", en: "Degrees of freedom"),
        Double(size * (size - 1) / 2), .degrees
      ),
      (
        "bartlett-p", LocalizedText(zh: "P 值", en: "P"),
        finite(adequacy?.probability), .probability
      ),
      (
        "alpha", LocalizedText(zh: "标准化 α", en: "Standardised alpha"),
        finite(alpha), .coefficient
      ),
    ]
  }
}
