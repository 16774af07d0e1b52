import SurveyData

/// Lays out the tables of a crosstab.
struct CrosstabLayout {
  let analysis: CrosstabAnalysis
  let data: AnalysisData

  private func cell(_ estimate: LinearEstimate?) -> StatisticsTable.Cell {
    guard let estimate else { return StatisticsTable.Cell(nil) }
    let found = IntervalMaker(level: data.level).interval(
      estimate, .share(analysis.interval))
    var cell = StatisticsTable.Cell(
      estimate.value, interval: found.interval, isWeak: estimate.base < 30)
    cell.sums = estimate.sums
    return cell
  }

  /// The columns of a variable that somebody is in.
  private func occupied(_ table: CrosstabGrid) -> [Int] {
    table.columns.levels.indices.filter { table.base(nil, $0) > 0 }
  }
}

// MARK: - Shares

extension CrosstabLayout {
  /// One row variable by several column variables, a share a cell.
  func shares(_ name: String, _ tables: [CrosstabGrid]) -> StatisticsTable {
    guard let first = tables.first else {
      return StatisticsTable(name, title: "", columns: [], rows: [])
    }
    if analysis.percent != .column { return margined(name, tables) }
    var columns = [
      StatisticsTable.Column(
        "total", LocalizedText(zh: "全部", en: "All"), .share)
    ]
    for table in tables {
      for column in occupied(table) {
        columns.append(head(table, column))
      }
    }
    let shares = columns.map(\.name)
    let hasBases = first.rows.hasOwnBases
    if hasBases { columns.insert(.init("n", "n", .count), at: 0) }
    let rows = first.rows.levels.indices.map { row -> StatisticsTable.Row in
      let level = first.rows.levels[row]
      var cells = [cell(share(first, row, nil))]
      if hasBases {
        cells.insert(.init(Double(first.askedBase(row, nil))), at: 0)
      }
      for table in tables {
        cells += occupied(table).map { cell(share(table, row, $0)) }
      }
      return StatisticsTable.Row(level.value, level.label, cells)
    }
    return StatisticsTable(
      name, title: title(first, tables), stub: first.rows.label,
      columns: columns,
      rows: rows, notes: tables.map(note),
      figure: .heat(columns: shares))
  }

  private func title(
    _ first: CrosstabGrid, _ tables: [CrosstabGrid]
  ) -> LocalizedText {
    let (zh, en) = analysis.percent.mark
    return LocalizedText(
      zh: "\(first.rows.label[.chinese])：按"
        + tables.map { $0.columns.label[.chinese] }.joined(separator: "、")
        + "交叉" + zh,
      en: "\(first.rows.label[.english]) by "
        + tables.map { $0.columns.label[.english] }.joined(separator: ", ")
        + en)
  }

  /// The table with shares of the rows or of everything: every row with its
  /// base, and a margin at the right and below, so that what a share is a
  /// share of stands in the same table.
  private func margined(
    _ name: String, _ tables: [CrosstabGrid]
  ) -> StatisticsTable {
    guard let first = tables.first else {
      return StatisticsTable(name, title: "", columns: [], rows: [])
    }
    // Each of several variables along the top has margins of its own: other
    // rows may be missing. Of options that do not exclude each other the
    // shares of a row do not add up to it.
    var columns: [StatisticsTable.Column] = []
    var shown: [String] = []
    for table in tables {
      let suffix = tables.count > 1 ? ":\(table.columns.name)" : ""
      let spanner = table.columns.label
      columns.append(.init("n" + suffix, "n", .count, spanner: spanner))
      let heads = occupied(table).map { head(table, $0) }
      shown += heads.map(\.name)
      columns += heads
      if table.columns.takesSeveral { continue }
      columns.append(
        .init(
          "total" + suffix, LocalizedText(zh: "合计", en: "Total"), .share,
          spanner: spanner))
    }
    func cells(_ row: Int?) -> [StatisticsTable.Cell] {
      tables.flatMap { table -> [StatisticsTable.Cell] in
        let base =
          analysis.percent == .total && table.rows.hasOwnBases
          ? table.askedBase(row, nil) : table.base(row, nil)
        var made = [StatisticsTable.Cell(Double(base))]
        made += occupied(table).map { cell(share(table, row, $0)) }
        if !table.columns.takesSeveral {
          made.append(margin(table, row))
        }
        return made
      }
    }
    var rows = first.rows.levels.indices.map { row in
      let level = first.rows.levels[row]
      return StatisticsTable.Row(level.value, level.label, cells(row))
    }
    rows.append(
      StatisticsTable.Row(
        "total", LocalizedText(zh: "全部", en: "All"), kind: .overall,
        cells(nil)))
    return StatisticsTable(
      name, title: title(first, tables), stub: first.rows.label,
      columns: columns, rows: rows,
      notes: [analysis.percent.marginNote] + tables.map(note),
      figure: .heat(columns: shown))
  }

  /// The share at the end of a row: the whole row, or its share of all.
  private func margin(
    _ table: CrosstabGrid, _ row: Int?
  ) -> StatisticsTable.Cell {
    var made = cell(share(table, row, nil))
    if analysis.percent == .row || row == nil {
      // A whole is no estimate.
      made.interval = nil
      made.sums = nil
    }
    return made
  }

  private func head(
    _ table: CrosstabGrid, _ column: Int
  ) -> StatisticsTable.Column {
    let level = table.columns.levels[column]
    // Shares of the columns are of those who have it, others of those asked.
    let isBase = analysis.percent == .column
    let base =
      isBase ? table.base(nil, column) : table.askedBase(nil, column)
    let label = LocalizedText(
      zh: "\(level.label[.chinese])（n=\(base)）",
      en: "\(level.label[.english]) (n=\(base))")
    return StatisticsTable.Column(
      "\(table.columns.name)=\(level.value)",
      isBase || table.columns.hasOwnBases ? label : level.label, .share,
      spanner: table.columns.label)
  }

  /// The share that the table shows for a cell or its row.
  private func share(
    _ table: CrosstabGrid, _ row: Int?, _ column: Int?
  ) -> LinearEstimate? {
    let whole: CrosstabGrid.Whole =
      switch analysis.percent {
      case .column: .column
      case .row: .row
      case .total: .all
      }
    return table.share(
      row, column, of: whole, data: data, reference: analysis.designEffect)
  }

  private func note(_ table: CrosstabGrid) -> LocalizedText {
    let base = table.base(nil, nil)
    let (zh, en) =
      table.missing == 0
      ? ("。", ".")
      : (
        "，另有\(table.missing)条记录缺失，未计入。",
        ", \(table.missing) more are left out as missing."
      )
    let hasBases = table.rows.hasOwnBases || table.columns.hasOwnBases
    return LocalizedText(
      zh: "\(table.rows.label[.chinese]) × \(table.columns.label[.chinese])："
        + "n=\(base)\(zh)"
        + (hasBases ? "各选项询问的记录不同，占比以各自询问的记录为基数。" : ""),
      en: "\(table.rows.label[.english]) × \(table.columns.label[.english]):"
        + " n=\(base)\(en)"
        + (hasBases
          ? " Options were asked of different rows; the share of each is of"
            + " those it was asked of." : ""))
  }
}

// MARK: - Cells

extension CrosstabLayout {
  /// Everything about each cell and margin of one pair, with the weighted
  /// counts times `scale`.
  func cells(
    _ name: String, _ table: CrosstabGrid, scale: Double
  ) -> StatisticsTable {
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
            numbers(table, row, column, scale)))
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
    _ table: CrosstabGrid, _ row: Int?, _ column: Int?, _ scale: Double
  ) -> [StatisticsTable.Cell] {
    var cells = [
      StatisticsTable.Cell(Double(table.base(row, column))),
      StatisticsTable.Cell(table.weight(row, column) * scale),
    ]
    for whole: CrosstabGrid.Whole in [.row, .column, .all] {
      let estimate = table.share(
        row, column, of: whole, data: data, reference: analysis.designEffect)
      if table.isWhole(row, column, of: whole) {
        cells += [cell(estimate), .empty, .empty]
        cells[cells.count - 3].interval = nil
        continue
      }
      cells += [
        cell(estimate), StatisticsTable.Cell(estimate?.standardError),
        StatisticsTable.Cell(estimate?.designEffect),
      ]
    }
    return cells
  }
}
