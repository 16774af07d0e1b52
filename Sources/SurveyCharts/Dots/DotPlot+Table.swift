extension DotPlot {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    var table = ChartTable(
      columns: [
        words.rowHeading, words.value, words.lower, words.upper, baseLabel,
      ], rows: [])
    for row in sections.flatMap(\.rows) {
      let weakness = weakness(row, theme: .light)
      var texts = [row.label, axis.text(row.value, missing: words.missing)]
      texts += axis.texts(interval(row, weakness))
      texts.append(baseText(row.base, weakness))
      table.rows.append(texts)
    }
    return table
  }

  var sections: [SectionedRows<Row>.Section] {
    SectionedRows(rows, heading: \.section).sections.map { section in
      guard order == .descending else { return section }
      var section = section
      section.rows = section.rows.sortedDescending { $0.value.finite }
      return section
    }
  }

  func weakness(_ row: Row, theme: Theme) -> Weakness {
    Weakness(base: row.base, effective: row.effectiveBase, theme: theme)
  }

  /// The interval to draw: none for very small bases and half intervals.
  func interval(_ row: Row, _ weakness: Weakness) -> ClosedRange<Double>? {
    guard weakness < .verySmall, row.value.finite != nil,
      let lower = row.lower.finite, let upper = row.upper.finite,
      lower <= upper
    else { return nil }
    return lower...upper
  }
}
