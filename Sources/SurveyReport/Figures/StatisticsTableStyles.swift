import SVG
import SurveyData
import SurveyTables

/// How the numbers of a table are printed, column by column.
public struct StatisticsTableStyles: Sendable {
  /// One style a column.
  public let styles: [NumberStyle]

  /// Finds the styles from the formats and the numbers.
  public init(_ table: StatisticsTable) {
    styles = table.columns.indices.map { position in
      let values = table.rows.compactMap { row in
        position < row.cells.count ? row.cells[position].value : nil
      }.filter(\.isFinite)
      return Self.style(table.columns[position].format, values)
    }
  }

  private static func style(
    _ format: StatisticsTable.Format, _ values: [Double]
  ) -> NumberStyle {
    switch format {
    case .value: PrintStyle.style(values, digits: 4)
    case .share:
      .percent(PrintStyle.isCrowded(values) ? 2 : 1)
    case .points: .signedPercentagePoints(1)
    case .count, .total, .text: .integer
    case .coefficient: .decimal(3)
    case .statistic: .decimal(2)
    case .probability: .pValue
    case .degrees:
      values.allSatisfy { $0 == $0.rounded() } ? .integer : .decimal(1)
    }
  }

  /// A cell as the table models of pages and of the terminal have it.
  public func cell(
    _ cell: StatisticsTable.Cell, column: Int, language: Language
  ) -> TableCell {
    if let text = cell.text { return .text(text[language]) }
    guard let value = cell.value, value.isFinite else {
      return cell.isEmpty ? .empty : .notAvailable
    }
    let style = column < styles.count ? styles[column] : .decimal(3)
    let letters = cell.letters.isEmpty ? "" : "\u{2009}" + cell.letters
    if !letters.isEmpty, cell.interval == nil {
      return TableCell(
        .text(style.text(value) + letters), isWeak: cell.isWeak)
    }
    return .estimate(
      value, lower: cell.interval?.lower, upper: cell.interval?.upper, style,
      isWeak: cell.isWeak)
  }
}
