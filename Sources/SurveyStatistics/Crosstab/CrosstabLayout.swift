import SurveyData

/// Lays out the tables of a crosstab.
struct CrosstabLayout {
  let analysis: CrosstabAnalysis
  let data: AnalysisData

  /// What the tests said about one pair of variables.
  struct Tested {
    var table: Crosstab
    var results: [IndependenceResult?]
    /// Pearson's statistic before any correction.
    var pearson: Double?

    init(_ table: Crosstab, _ tests: [IndependenceTest]) {
      self.table = table
      guard
        let pair = TwoWayTable(
          table.cells, rowCount: table.rows.levels.count,
          columnCount: table.columns.levels.count)
      else {
        results = tests.map { _ in nil }
        return
      }
      let pearson = RaoScottTests(pair)
      self.pearson = pearson?.pearson
      results = tests.map { test in
        switch test {
        case .wald: waldIndependence(pair, isAdjusted: false)
        case .adjustedWald: waldIndependence(pair, isAdjusted: true)
        default: pearson?.result(test)
        }
      }
    }
  }

  private func cell(_ estimate: LinearEstimate) -> StatisticsTable.Cell {
    let found = IntervalMaker(level: data.level).interval(
      estimate, .share(analysis.interval))
    var cell = StatisticsTable.Cell(
      estimate.value, interval: found.interval, isWeak: estimate.base < 30)
    cell.sums = estimate.sums
    return cell
  }

  /// The columns of a variable that somebody is in.
  private func occupied(_ table: Crosstab) -> [Int] {
    table.columns.levels.indices.filter { table.base(table.group(nil, $0)) > 0 }
  }
}

// MARK: - Shares

extension CrosstabLayout {
  /// One row variable by several column variables, a share a cell.
  func shares(_ name: String, _ tables: [Crosstab]) -> StatisticsTable {
    guard let first = tables.first else {
      return StatisticsTable(name, title: "", columns: [], rows: [])
    }
    var columns = [
      StatisticsTable.Column(
        "total", LocalizedText(zh: "全部", en: "All"), .share)
    ]
    for table in tables {
      for column in occupied(table) {
        columns.append(head(table, column))
      }
    }
    let rows = first.rows.levels.indices.map { row -> StatisticsTable.Row in
      let level = first.rows.levels[row]
      var cells = [
        cell(share(first, row, nil))
      ]
      for table in tables {
        cells += occupied(table).map { cell(share(table, row, $0)) }
      }
      return StatisticsTable.Row(level.value, level.label, cells)
    }
    let title = LocalizedText(
      zh: "\(first.rows.label[.chinese])：按"
        + tables.map { $0.columns.label[.chinese] }.joined(separator: "、")
        + "交叉",
      en: "\(first.rows.label[.english]) by "
        + tables.map { $0.columns.label[.english] }.joined(separator: ", "))
    return StatisticsTable(
      name, title: title, stub: first.rows.label, columns: columns,
      rows: rows, notes: tables.map(note),
      figure: .heat(columns: columns.map(\.name)))
  }

  private func head(
    _ table: Crosstab, _ column: Int
  ) -> StatisticsTable.Column {
    let level = table.columns.levels[column]
    let base = table.base(table.group(nil, column))
    let label = LocalizedText(
      zh: "\(level.label[.chinese])（n=\(base)）",
      en: "\(level.label[.english]) (n=\(base))")
    return StatisticsTable.Column(
      "\(table.columns.name)=\(level.value)",
      analysis.percent == .column ? label : level.label, .share,
      spanner: table.columns.label)
  }

  /// The share that the table shows for a cell or its row.
  private func share(
    _ table: Crosstab, _ row: Int, _ column: Int?
  ) -> LinearEstimate {
    let whole =
      switch analysis.percent {
      case .column: table.group(nil, column)
      case .row: table.group(column == nil ? nil : row, nil)
      case .total: table.group(nil, nil)
      }
    return table.share(
      table.group(row, column), of: whole, data: data,
      reference: analysis.designEffect)
  }

  private func note(_ table: Crosstab) -> LocalizedText {
    let base = table.base(table.group(nil, nil))
    let (zh, en) =
      table.missing == 0
      ? ("。", ".")
      : (
        "，另有\(table.missing)条记录缺失，未计入。",
        ", \(table.missing) more are left out as missing."
      )
    return LocalizedText(
      zh: "\(table.rows.label[.chinese]) × \(table.columns.label[.chinese])："
        + "n=\(base)\(zh)",
      en: "\(table.rows.label[.english]) × \(table.columns.label[.english]):"
        + " n=\(base)\(en)")
  }
}

// MARK: - Cells

extension CrosstabLayout {
  /// Everything about each cell and margin of one pair.
  func cells(_ name: String, _ table: Crosstab) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    let all = LocalizedText(zh: "合计", en: "Total")
    let heads: [Int?] = table.rows.levels.indices.map { $0 } + [nil]
    let tops: [Int?] = occupied(table).map { $0 } + [nil]
    for row in heads {
      let section = row.map { table.rows.levels[$0].label } ?? all
      let first = row.map { table.rows.levels[$0].value } ?? ""
      for column in tops {
        let label = column.map { table.columns.levels[$0].label } ?? all
        let second = column.map { table.columns.levels[$0].value } ?? ""
        let kind: StatisticsTable.Row.Kind =
          row == nil && column == nil
          ? .overall : row == nil || column == nil ? .subtotal : .detail
        rows.append(
          StatisticsTable.Row(
            "\(first)|\(second)", label, section: section, kind: kind,
            numbers(table, row, column)))
      }
    }
    return StatisticsTable(
      name,
      title: LocalizedText(
        zh: "\(table.rows.label[.chinese]) × "
          + "\(table.columns.label[.chinese])：各单元格",
        en: "\(table.rows.label[.english]) × "
          + "\(table.columns.label[.english]): the cells"),
      stub: table.columns.label, columns: cellColumns, rows: rows,
      isSupplement: true)
  }

  private var cellColumns: [StatisticsTable.Column] {
    var columns = [
      StatisticsTable.Column("n", LocalizedText(zh: "样本数", en: "n"), .count),
      StatisticsTable.Column(
        "weighted", LocalizedText(zh: "加权数", en: "Weighted"),
        analysis.weightedTotal == nil ? .total : .value),
    ]
    let parts = [
      ("row", LocalizedText(zh: "行百分比", en: "Share of the row")),
      ("column", LocalizedText(zh: "列百分比", en: "Share of the column")),
      ("total", LocalizedText(zh: "总百分比", en: "Share of the whole")),
    ]
    for (name, spanner) in parts {
      columns.append(
        StatisticsTable.Column(
          name, LocalizedText(zh: "占比", en: "Share"), .share,
          spanner: spanner))
      columns.append(
        StatisticsTable.Column(
          "\(name)_se", LocalizedText(zh: "标准误", en: "SE"), .share,
          spanner: spanner))
      columns.append(
        StatisticsTable.Column(
          "\(name)_deff", LocalizedText(zh: "设计效应", en: "Deff"),
          .statistic, spanner: spanner))
    }
    return columns
  }

  private func numbers(
    _ table: Crosstab, _ row: Int?, _ column: Int?
  ) -> [StatisticsTable.Cell] {
    let group = table.group(row, column)
    let whole = table.group(nil, nil)
    let total = table.totals.totals[group]
    let scale =
      analysis.weightedTotal.map { $0 / table.totals.totals[whole] } ?? 1
    var cells = [
      StatisticsTable.Cell(Double(table.base(group))),
      StatisticsTable.Cell(total * scale),
    ]
    for below in [table.group(row, nil), table.group(nil, column), whole] {
      let estimate = table.share(
        group, of: below, data: data, reference: analysis.designEffect)
      if group == below {
        cells += [cell(estimate), .empty, .empty]
        cells[cells.count - 3].interval = nil
        continue
      }
      cells += [
        cell(estimate), StatisticsTable.Cell(estimate.standardError),
        StatisticsTable.Cell(estimate.designEffect),
      ]
    }
    return cells
  }
}
