import SVG

extension ProfilePlot {
  /// The numbers drawn, as texts, in drawing order: the highlighted case and
  /// the range of its peers.
  public var table: ChartTable {
    let hasMiddle = rows.contains { $0.middle.finite != nil }
    let hasBases = rows.contains { $0.base != nil }
    return ChartTable(
      columns: [
        words.rowHeading, key.highlighted, words.lower, words.upper, key.peers,
      ] + (hasMiddle ? [key.middle] : []) + (hasBases ? [key.base] : []),
      rows: orderedRows.map { row in
        let peers = row.values.compactMap { $0.finite }
        let range =
          peers.isEmpty
          ? ""
          : axis.style.interval(
            peers.min() ?? 0, peers.max() ?? 0,
            separator: words.boundSeparator)
        let interval = interval(row)
        return [
          row.label, row.highlighted.finite == nil ? words.missing : row.text,
          interval.map { axis.style.text($0.lowerBound) } ?? "",
          interval.map { axis.style.text($0.upperBound) } ?? "", range,
        ]
          + (hasMiddle ? [row.middle.finite.map(axis.style.text) ?? ""] : [])
          + (hasBases ? [baseText(row.base, .none)] : [])
      })
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
