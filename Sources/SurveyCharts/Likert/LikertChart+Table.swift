extension LikertChart {
  /// The shares drawn, as texts, in drawing order.
  public var table: ChartTable {
    let sides = Set(categories.map(\.side))
    let ends: [(label: String, side: Category.Side)] = [
      (unfavourableLabel, .unfavourable), (favourableLabel, .favourable),
    ].filter { sides.contains($0.1) }
    var columns = [words.rowHeading, baseLabel]
    columns += categories.map(\.label)
    columns += ends.map { $0.label }
    var table = ChartTable(columns: columns, rows: [])
    for row in orderedRows {
      let weakness = weakness(row, theme: .light)
      var shares = categories.indices.map { style.text(share(row, $0)) }
      shares += ends.map { style.text(total(row, $0.side)) }
      if weakness == .empty { shares = shares.map { _ in words.missing } }
      table.rows.append([row.label, baseText(row.base, weakness)] + shares)
    }
    return table
  }

  /// The rows in drawing order: totals first.
  var orderedRows: [Row] {
    let totals = rows.filter(\.isTotal)
    let others = rows.filter { !$0.isTotal }
    guard order == .descending else { return totals + others }
    // Ties by mean: rows sorted by it keep that order under equal shares.
    return totals
      + others.sortedDescending(by: mean)
      .sortedDescending { $0.base > 0 ? total($0, .favourable) : nil }
  }

  /// The mean place on the scale of categories.
  private func mean(_ row: Row) -> Double? {
    categories.indices.reduce(0) { $0 + Double($1) * share(row, $1) }
  }

  /// The share of a category; zero where it is missing or no share.
  func share(_ row: Row, _ index: Int) -> Double {
    guard index < row.shares.count, row.shares[index].isFinite
    else { return 0 }
    return min(max(row.shares[index], 0), 1)
  }

  /// The sum of the shares on one side.
  func total(_ row: Row, _ side: Category.Side) -> Double {
    categories.indices.reduce(0) { sum, index in
      categories[index].side == side ? sum + share(row, index) : sum
    }
  }

  func weakness(_ row: Row, theme: Theme) -> Weakness {
    Weakness(base: row.base, effective: row.effectiveBase, theme: theme)
  }
}
