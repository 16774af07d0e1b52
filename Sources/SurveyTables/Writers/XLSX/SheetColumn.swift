import SVG
import Spreadsheets

/// A column of a table as one or more columns of a sheet.
struct SheetColumn {
  private let hasInterval: Bool
  private let hasBase: Bool
  private let hasLetters: Bool
  private let hasRemarks: Bool
  private let alignment: CellFormat.Alignment

  init(_ layout: TableLayout, _ leaf: Int) {
    let node = layout.leaves[leaf].node
    let cells = layout.lines.filter { !$0.isHeading }.map { $0.cells[leaf] }
    let estimates = cells.compactMap(Self.estimate)
    hasInterval =
      node.parts.contains(.interval)
      && estimates.contains { $0.lower != nil || $0.upper != nil }
    hasBase =
      node.parts.contains(.base) && estimates.contains { $0.base != nil }
    hasLetters = cells.contains { !$0.letters.isEmpty }
    hasRemarks = cells.contains { $0.isWeak || !$0.marks.isEmpty }
    alignment =
      switch layout.leaves[leaf].alignment {
      case .leading: .leading
      case .center: .center
      case .trailing, .automatic: .trailing
      }
  }

  private static func estimate(_ cell: LaidCell) -> EstimateCell? {
    if case .estimate(let estimate) = cell.content { estimate } else { nil }
  }

  /// The headings, the first one being `name`.
  func headings(_ name: String, _ words: TableWords) -> [String] {
    func further(_ word: String) -> String {
      name.isEmpty ? word : "\(name) / \(word)"
    }
    var headings = [name]
    if hasInterval { headings += [further(words.lower), further(words.upper)] }
    if hasBase { headings.append(further(words.base)) }
    if hasLetters { headings.append(further(words.letters)) }
    if hasRemarks { headings.append(further(words.remarks)) }
    return headings
  }

  /// The cells for one cell of the table.
  func cells(of cell: LaidCell, _ look: CellFormat) -> [SheetCell] {
    var plain = look
    plain.alignment = alignment
    let empty = SheetCell(.text(""), look)
    let estimate = Self.estimate(cell)
    var cells: [SheetCell]
    switch cell.content {
    case .value(let value, let style):
      cells = [Self.number(value, style, plain)]
    case .estimate(let estimate):
      cells = [Self.number(estimate.value, estimate.style, plain)]
    case .text(let text):
      plain.wraps = true
      cells = [.text(text, plain)]
    case .state(let state): cells = [.text(state.shorthand, plain)]
    case .empty: cells = [empty]
    }
    if hasInterval {
      for limit in [estimate?.lower, estimate?.upper] {
        if let limit, limit.isFinite, let style = estimate?.style {
          cells.append(Self.number(limit, style, look))
        } else {
          cells.append(empty)
        }
      }
    }
    if hasBase {
      cells.append(
        estimate?.base.map { Self.number(Double($0), .integer, look) } ?? empty)
    }
    if hasLetters { cells.append(.text(cell.letters, look)) }
    if hasRemarks {
      let weak = cell.isWeak ? [CellState.lowReliability.shorthand] : []
      cells.append(
        .text(
          (weak + cell.marks.map { "[\($0)]" }).joined(separator: " "), look))
    }
    return cells
  }

  private static func number(
    _ value: Double, _ style: NumberStyle, _ look: CellFormat
  ) -> SheetCell {
    var look = look
    look.numberFormat = style.spreadsheetFormat
    return SheetCell(.number(style.spreadsheetNumber(value)), look)
  }
}
