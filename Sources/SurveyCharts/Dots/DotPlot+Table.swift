extension DotPlot {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    ChartTable(
      columns: [
        words.rowHeading, words.value, words.lower, words.upper, baseLabel,
      ],
      rows: sections.flatMap { section in
        section.rows.map { row in
          let weakness = weakness(row, theme: .light)
          let interval = interval(row, weakness)
          return [
            row.label,
            row.value.finite.map(axis.style.text) ?? words.missing,
            interval.map { axis.style.text($0.lowerBound) } ?? "",
            interval.map { axis.style.text($0.upperBound) } ?? "",
            baseText(row.base, weakness),
          ]
        }
      })
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
