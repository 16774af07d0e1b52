extension HeatTable {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    let hasTotals = rows.contains { $0.total != nil }
    var heads = [words.rowHeading]
    for column in columns {
      heads.append(
        column.group.map { "\($0) / \(column.label)" } ?? column.label)
    }
    if hasTotals { heads.append(totalLabel ?? "") }
    var table = ChartTable(columns: heads, rows: [])
    for row in rows {
      var texts = [row.label]
      texts += columns.indices.map { text(cell(row, $0)) }
      if hasTotals { texts.append(row.total ?? "") }
      table.rows.append(texts)
    }
    return table
  }

  /// What a cell says in words.
  func text(_ cell: Cell) -> String {
    switch cell.state {
    case .value: cell.text
    case .missing: words.missing
    case .blank: ""
    case .suppressed: words.suppressed
    }
  }

  /// A cell; missing where the row is too short or the value no number.
  func cell(_ row: Row, _ index: Int) -> Cell {
    guard index < row.cells.count else { return Cell(value: nil, text: "") }
    var cell = row.cells[index]
    if cell.state == .value, cell.value.finite == nil { cell.state = .missing }
    return cell
  }

  /// The colour of a value: on the scale, made lighter where neither white
  /// nor dark text would be readable on it.
  func colour(_ value: Double, theme: Theme) -> Colour {
    let colour: Colour
    switch scale {
    case .sequential(let low, let high):
      let place = high > low ? (value - low) / (high - low) : 0.5
      colour = .along(theme.sequential, at: place)
    case .diverging(let middle, let reach):
      let place = reach > 0 ? (value - middle) / reach / 2 + 0.5 : 0.5
      colour = .along(theme.diverging7, at: place)
    }
    return theme.readable(colour)
  }
}

extension Theme {
  /// The nearest lighter colour on which white or dark text has a contrast
  /// of at least 4.5:1 (WCAG 2, 1.4.3).
  func readable(_ colour: Colour) -> Colour {
    colour.combined(with: Colour(darkInk)) { colour, dark in
      let ink = dark.luminance
      // Tested as written, because rounding to #rrggbb changes the contrast.
      for step in 0...60 {
        let shown = colour.mixed(with: .white, Double(step) / 100).written
        if shown.inkContrast(dark: ink).ratio >= 4.5 { return shown }
      }
      return .white
    }
  }
}
