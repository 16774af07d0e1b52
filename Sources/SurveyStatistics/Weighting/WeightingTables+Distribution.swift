import SurveyData

/// How the weights are spread.
extension WeightingTables {
  /// The distribution of the weights before and after each step.
  func distribution() -> StatisticsTable {
    let quantiles: [(String, LocalizedText, Double)] = [
      ("min", LocalizedText(zh: "最小", en: "Min"), 0),
      ("p5", LocalizedText(zh: "5%分位", en: "5%"), 0.05),
      ("q1", LocalizedText(zh: "下四分位", en: "25%"), 0.25),
      ("median", LocalizedText(zh: "中位数", en: "Median"), 0.5),
      ("q3", LocalizedText(zh: "上四分位", en: "75%"), 0.75),
      ("p95", LocalizedText(zh: "95%分位", en: "95%"), 0.95),
      ("max", LocalizedText(zh: "最大", en: "Max"), 1),
    ]
    func row(
      _ name: String, _ label: LocalizedText, _ weights: [Double],
      _ kind: Row.Kind = .detail
    ) -> Row {
      let summary = WeightSummary(weights, isUsed: isUsed)
      return Row(
        name, label, kind: kind,
        measures(summary) + quantiles.map { Cell(summary.quantile($0.2)) })
    }
    var rows: [Row] = []
    if let record = data.design.weighting {
      rows.append(
        row("initial", LocalizedText(zh: "加权前", en: "Before"), record.initial))
      for (position, step) in record.steps.enumerated() {
        rows.append(
          row(
            "\(position + 1)-\(step.step.name)",
            LocalizedText(
              zh: "\(position + 1)．\(step.step.label[.chinese])",
              en: "\(position + 1). \(step.step.label[.english])"), step.after))
      }
    } else {
      rows.append(
        row(
          "weights", LocalizedText(zh: "权数", en: "Weights"),
          data.design.weights))
    }
    var table = StatisticsTable(
      "distribution",
      title: LocalizedText(zh: "权数分布", en: "Distribution of the weights"),
      stub: LocalizedText(zh: "权数", en: "Weights"),
      columns: Self.measures
        + quantiles.map { Column($0.0, $0.1, .coefficient) },
      rows: rows,
      notes: [
        LocalizedText(
          zh: "设计效应为Kish公式n·Σw²/(Σw)²；权数为零的记录不计。",
          en: "Deff is Kish's n·Σw²/(Σw)²; rows of weight 0 do not count.")
      ],
      figure: .box(columns: ["p5", "q1", "median", "q3", "p95"], base: "n"))
    table.headline = headline(
      WeightSummary(data.design.weights, isUsed: isUsed))
    return table
  }

  /// What unequal weights cost: which step has the largest median says
  /// nothing.
  private func headline(_ summary: WeightSummary) -> LocalizedText? {
    guard summary.count > 0, summary.sum > 0 else { return nil }
    if summary.sorted.first == summary.sorted.last {
      return LocalizedText(
        zh: "\(summary.count)条记录的权数都相等",
        en: "All \(summary.count) rows have the same weight")
    }
    let effective = plainText(summary.effective.rounded())
    return LocalizedText(
      zh: "权数不等使\(summary.count)条记录相当于\(effective)条等权的记录",
      en: "With unequal weights \(summary.count) rows count as much as"
        + " \(effective) with equal ones")
  }

  /// Counts of the final weights in ten classes of equal width.
  func histogram() -> StatisticsTable {
    let summary = WeightSummary(data.design.weights, isUsed: isUsed)
    var rows: [Row] = []
    if let low = summary.sorted.first, let high = summary.sorted.last {
      let count = high > low ? 10 : 1
      let width = (high - low) / Double(count)
      var counts = [Int](repeating: 0, count: count)
      for weight in summary.sorted {
        let place = width > 0 ? min(10, (weight - low) / width) : 0
        counts[min(count - 1, max(0, Int(place)))] += 1
      }
      rows = counts.indices.map { bin in
        let from = low + Double(bin) * width
        let to = bin == count - 1 ? high : from + width
        return Row(
          "bin-\(bin + 1)", LocalizedText("\(bin + 1)"),
          [
            Cell(from), Cell(to), Cell(Double(counts[bin])),
            Cell(Double(counts[bin]) / Double(summary.count)),
          ])
      }
    }
    return StatisticsTable(
      "histogram",
      title: LocalizedText(zh: "权数直方图", en: "Histogram of the weights"),
      stub: LocalizedText(zh: "权数", en: "Weight"),
      columns: [
        Column("from", LocalizedText(zh: "自", en: "From"), .value),
        Column("to", LocalizedText(zh: "至", en: "To"), .value),
        Column("n", LocalizedText(zh: "样本量", en: "n"), .count),
        Column("share", LocalizedText(zh: "占比", en: "Share"), .share),
      ], rows: rows,
      figure: .histogram(lower: "from", upper: "to", count: "n"),
      isSupplement: true)
  }
}
