import SVG

extension ProfilePlot {
  /// The numbers drawn, as texts, in drawing order: the highlighted case and
  /// the range of its peers.
  public var table: ChartTable {
    let hasMiddle = rows.contains { $0.middle.finite != nil }
    let hasBases = rows.contains { $0.base != nil }
    var columns = [
      words.rowHeading, key.highlighted, words.lower, words.upper, key.peers,
    ]
    if hasMiddle { columns.append(key.middle) }
    if hasBases { columns.append(key.base) }
    var table = ChartTable(columns: columns, rows: [])
    for row in orderedRows {
      let isMissing = row.highlighted.finite == nil
      var texts = [row.label, isMissing ? words.missing : row.text]
      texts += axis.texts(interval(row))
      texts.append(peerRange(row))
      if hasMiddle { texts.append(axis.text(row.middle, missing: "")) }
      if hasBases { texts.append(baseText(row.base, .none)) }
      table.rows.append(texts)
    }
    return table
  }

  /// From the lowest to the highest value of the peers.
  private func peerRange(_ row: Row) -> String {
    let peers = row.values.compactMap { $0.finite }
    guard let low = peers.min(), let high = peers.max() else { return "" }
    return axis.style.interval(low, high, separator: words.boundSeparator)
  }

  var sections: [SectionedRows<Row>.Section] {
    SectionedRows(rows, heading: \.section).sections
  }

  var orderedRows: [Row] { sections.flatMap(\.rows) }

  func interval(_ row: Row) -> ClosedRange<Double>? {
    guard row.highlighted.finite != nil, let lower = row.lower.finite,
      let upper = row.upper.finite, lower <= upper
    else { return nil }
    return lower...upper
  }
}
