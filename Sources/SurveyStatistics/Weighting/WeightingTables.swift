import SurveyData

/// The tables of a weighting report.
struct WeightingTables {
  typealias Column = StatisticsTable.Column
  typealias Cell = StatisticsTable.Cell
  typealias Row = StatisticsTable.Row

  let data: AnalysisData
  let isUsed: [Bool]

  /// What each step did.
  func steps(_ record: WeightingRecord) -> StatisticsTable {
    let rows = record.steps.enumerated().map { position, step -> Row in
      let cut = step.trimmed
      let worst = step.targets.map { worstMiss($0, step.after) }
      let indicator = step.chances.flatMap {
        ResponsePropensity.indicator($0, step.before)
      }
      return Row(
        "\(position + 1)-\(step.step.name)",
        LocalizedText(
          zh: "\(position + 1)．\(step.step.label[.chinese])",
          en: "\(position + 1). \(step.step.label[.english])"),
        [
          step.iterations.map { Cell(Double($0)) } ?? .empty,
          Cell(
            step.hasConverged
              ? LocalizedText(zh: "是", en: "yes")
              : LocalizedText(zh: "否", en: "no")),
          worst.map { Cell($0) } ?? .empty,
          number(cut?.lower), number(cut?.upper),
          cut.map { Cell(Double($0.count)) } ?? .empty,
          cut.map { _ in Cell(Double(step.beyondThresholds)) } ?? .empty,
          number(indicator),
        ])
    }
    var notes: [LocalizedText] = []
    if record.steps.contains(where: { $0.chances != nil }) {
      notes.append(
        LocalizedText(
          zh: "R指标为1表示各类人的回答可能性相同，越小差别越大。",
          en: "An R-indicator of 1 means that everybody is as likely to answer;"
            + " the smaller, the more the chances differ."))
    }
    return StatisticsTable(
      "steps", title: LocalizedText(zh: "加权步骤", en: "Steps of the weighting"),
      stub: LocalizedText(zh: "步骤", en: "Step"),
      columns: [
        Column("iterations", LocalizedText(zh: "迭代次数", en: "Rounds"), .count),
        Column("converged", LocalizedText(zh: "收敛", en: "Converged"), .text),
        Column(
          "largest-miss",
          LocalizedText(zh: "最大偏差", en: "Largest miss"), .share),
        Column("lower", LocalizedText(zh: "下限", en: "Lower"), .coefficient),
        Column("upper", LocalizedText(zh: "上限", en: "Upper"), .coefficient),
        Column("cut", LocalizedText(zh: "截尾数", en: "Cut"), .count),
        Column(
          "beyond", LocalizedText(zh: "仍越限", en: "Still beyond"), .count),
        Column(
          "r-indicator", LocalizedText(zh: "R指标", en: "R-indicator"),
          .coefficient),
      ], rows: rows, notes: notes
    ).withoutEmptyColumns()
  }

  private func number(_ value: Double?) -> Cell {
    value.map { Cell($0) } ?? .empty
  }

  /// The largest |achieved − target| as a part of the target.
  private func worstMiss(
    _ targets: CalibrationTargets, _ weights: [Double]
  ) -> Double {
    zip(targets.variables.totals(weights), targets.goals).reduce(0) {
      let scale = max(abs($1.1.target), .leastNormalMagnitude)
      return max($0, abs($1.0 - $1.1.target) / scale)
    }
  }

  /// Targets against what the weights gave before the first step and give
  /// now.
  func targets(_ record: WeightingRecord) -> StatisticsTable? {
    var rows: [Row] = []
    for (position, step) in record.steps.enumerated() {
      guard let targets = step.targets else { continue }
      let before = targets.variables.totals(step.before)
      let after = targets.variables.totals(step.after)
      let final = targets.variables.totals(data.design.weights)
      // What holds after the last step holds in the end.
      let isLast = position == record.steps.count - 1
      var sums: [Int: (Double, Double, Double)] = [:]
      for range in targets.margins {
        let sum = (
          range.reduce(0) { $0 + targets.goals[$1].target },
          range.reduce(0) { $0 + before[$1] },
          range.reduce(0) { $0 + final[$1] }
        )
        for goal in range { sums[goal] = sum }
      }
      for (index, goal) in targets.goals.enumerated() {
        var heading = goal.marginLabel
        if let segment = goal.segment {
          heading = LocalizedText(
            zh: "\(segment[.chinese])：\(heading[.chinese])",
            en: "\(segment[.english]): \(heading[.english])")
        }
        let prefix = record.steps.count > 1 ? "\(position + 1). " : ""
        heading = LocalizedText(
          zh: prefix + heading[.chinese], en: prefix + heading[.english])
        var cells = [
          Cell(goal.target), Cell(before[index]), Cell(after[index]),
          isLast ? .empty : Cell(final[index]),
        ]
        if let sum = sums[index] {
          cells += [
            Cell(share(goal.target, sum.0)), Cell(share(before[index], sum.1)),
            Cell(share(final[index], sum.2)),
          ]
        } else {
          cells += [.empty, .empty, .empty]
        }
        rows.append(
          Row(
            [goal.segment?[.english], goal.margin, goal.cell]
              .compactMap { $0 }.joined(separator: "/"),
            goal.label, section: heading, cells))
      }
    }
    guard !rows.isEmpty else { return nil }
    let totals = LocalizedText(zh: "总数", en: "Totals")
    let shares = LocalizedText(zh: "占比", en: "Shares")
    return StatisticsTable(
      "targets",
      title: LocalizedText(zh: "目标与实际", en: "Targets and what was achieved"),
      stub: LocalizedText(zh: "目标", en: "Target"),
      columns: [
        Column(
          "target", LocalizedText(zh: "目标", en: "Target"), .total,
          spanner: totals),
        Column(
          "before", LocalizedText(zh: "此步之前", en: "Before"), .total,
          spanner: totals),
        Column(
          "after", LocalizedText(zh: "此步之后", en: "After"), .total,
          spanner: totals),
        Column(
          "final", LocalizedText(zh: "最终", en: "In the end"), .total,
          spanner: totals),
        Column(
          "target-share", LocalizedText(zh: "目标", en: "Target"), .share,
          spanner: shares),
        Column(
          "before-share", LocalizedText(zh: "此步之前", en: "Before"), .share,
          spanner: shares),
        Column(
          "final-share", LocalizedText(zh: "最终", en: "In the end"), .share,
          spanner: shares),
      ], rows: rows
    ).withoutEmptyColumns().comparingShares()
  }

  private func share(_ part: Double, _ whole: Double) -> Double? {
    whole != 0 ? part / whole : nil
  }

  static let measures: [Column] = [
    Column("n", LocalizedText(zh: "样本量", en: "n"), .count),
    Column("sum", LocalizedText(zh: "权数之和", en: "Sum"), .total),
    Column("effective", LocalizedText(zh: "有效样本量", en: "Effective n"), .total),
    Column("deff", LocalizedText(zh: "设计效应", en: "Deff"), .statistic),
    Column("cv", LocalizedText(zh: "变异系数", en: "CV"), .coefficient),
  ]

  func measures(_ summary: WeightSummary) -> [Cell] {
    let isEmpty = summary.count == 0 || summary.sum == 0
    return [
      Cell(Double(summary.count)), Cell(summary.sum), Cell(summary.effective),
      Cell(isEmpty ? nil : summary.designEffect),
      Cell(isEmpty ? nil : summary.variation),
    ]
  }

  /// Effective bases of everybody and of the cells of each grouping.
  func bases(_ groupings: [Grouping]) -> StatisticsTable {
    var rows: [Row] = []
    for grouping in groupings {
      for (cell, members) in grouping.rowsOfCells.enumerated() {
        var isMember = [Bool](repeating: false, count: isUsed.count)
        for row in members { isMember[row] = true }
        let terms = grouping.terms[cell]
        let summary = WeightSummary(data.design.weights, isUsed: isMember)
        if terms.isEmpty {
          rows.append(
            Row(
              "all", LocalizedText(zh: "全部", en: "All"), kind: .overall,
              measures(summary)))
          continue
        }
        func joined(_ language: Language) -> String {
          terms.map { $0.label?[language] ?? $0.value }
            .joined(separator: " × ")
        }
        func heading(_ language: Language) -> String {
          terms.map { $0.variableLabel?[language] ?? $0.variable }
            .joined(separator: " × ")
        }
        rows.append(
          Row(
            terms.map { "\($0.variable)=\($0.value)" }.joined(separator: "/"),
            LocalizedText(zh: joined(.chinese), en: joined(.english)),
            section: LocalizedText(
              zh: heading(.chinese), en: heading(.english)),
            measures(summary)))
      }
    }
    return StatisticsTable(
      "bases",
      title: LocalizedText(zh: "有效样本量", en: "Effective bases"),
      stub: LocalizedText(zh: "组", en: "Group"), columns: Self.measures,
      rows: rows)
  }

  /// The combinations of values whose weights a calibration moved most.
  func extremes(
    _ step: WeightingRecord.Step, position: Int
  ) -> StatisticsTable? {
    guard let targets = step.targets else { return nil }
    var margins = targets.variables
    margins.terms = margins.terms.filter { $0.values == nil }
    guard !margins.terms.isEmpty, let (cells, cellOfRow) = margins.collapsed()
    else { return nil }
    var sums = [(count: Int, before: Double, after: Double, largest: Double)](
      repeating: (0, 0, 0, 0), count: cells.rowCount)
    for row in cellOfRow.indices
    where cellOfRow[row] >= 0 && step.before[row] != 0 {
      let cell = Int(cellOfRow[row])
      sums[cell].count += 1
      sums[cell].before += step.before[row]
      sums[cell].after += step.after[row]
      sums[cell].largest = max(sums[cell].largest, step.after[row])
    }
    func factor(_ cell: Int) -> Double { sums[cell].after / sums[cell].before }
    let order = sums.indices.filter { sums[$0].before > 0 }.sorted {
      (factor($0), $1) > (factor($1), $0)
    }
    guard order.count > 1 else { return nil }
    let few = order.count <= 12
    let shown = few ? order : Array(order.prefix(6) + order.suffix(6))
    let rows = shown.enumerated().map { index, cell -> Row in
      let goals = cells.terms.compactMap { term in
        term.columns[cell] < 0 ? nil : targets.goals[Int(term.columns[cell])]
      }
      func joined(_ language: Language) -> String {
        let segment = goals.first?.segment?[language]
        return ((segment.map { [$0] } ?? []) + goals.map { $0.label[language] })
          .joined(separator: " × ")
      }
      return Row(
        "cell-\(index + 1)",
        LocalizedText(zh: joined(.chinese), en: joined(.english)),
        [
          Cell(Double(sums[cell].count), isWeak: sums[cell].count < 10),
          Cell(sums[cell].before), Cell(sums[cell].after), Cell(factor(cell)),
          Cell(sums[cell].largest),
        ])
    }
    let number = position + 1
    return StatisticsTable(
      "extremes-\(number)",
      title: LocalizedText(
        zh: "第\(number)步中权数变动最大的组合",
        en: "Combinations whose weights step \(number) moved most"),
      stub: LocalizedText(zh: "组合", en: "Combination"),
      columns: [
        Column("n", LocalizedText(zh: "样本量", en: "n"), .count),
        Column("before", LocalizedText(zh: "之前", en: "Before"), .total),
        Column("after", LocalizedText(zh: "之后", en: "After"), .total),
        Column("factor", LocalizedText(zh: "倍数", en: "Factor"), .coefficient),
        Column(
          "largest", LocalizedText(zh: "最大权数", en: "Largest weight"),
          .coefficient),
      ], rows: rows,
      notes: few
        ? []
        : [
          LocalizedText(
            zh: "共\(order.count)个组合，列出倍数最大和最小的各六个。",
            en: "Of \(order.count) combinations the six with the largest and"
              + " the six with the smallest factors.")
        ])
  }
}
