extension HeatTable {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    let hasTotals = rows.contains { $0.total != nil }
    return ChartTable(
      columns: [words.rowHeading]
        + columns.map { column in
          column.group.map { "\($0) / \(column.label)" } ?? column.label
        } + (hasTotals ? [totalLabel ?? ""] : []),
      rows: rows.map { row in
        [row.label]
          + columns.indices.map { index in
            let cell = cell(row, index)
            return switch cell.state {
            case .value: cell.text
            case .missing: cell.text.isEmpty ? words.missing : cell.text
            case .suppressed: words.suppressed
            }
          } + (hasTotals ? [row.total ?? ""] : [])
      })
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
    var colour = colour
    for _ in 0..<20
    where colour.contrast(with: Colour(inkOn(colour))) < 4.5 {
      colour = colour.mixed(with: Colour("#ffffff"), 0.05)
    }
    // Rounding to #rrggbb must not lose the contrast again.
    let rounded = Colour(colour.hex)
    return rounded.contrast(with: Colour(inkOn(rounded))) >= 4.5
      ? rounded : Colour(colour.mixed(with: Colour("#ffffff"), 0.05).hex)
  }
}
