import SVG
import SurveyData
import SurveyTables

/// How the numbers of a table are printed: column by column, and row by row
/// where a row has a format of its own.
public struct StatisticsTableStyles: Sendable {
  /// One style a column.
  public let styles: [NumberStyle]
  /// The styles of rows with a format of their own.
  private let rowStyles: [NumberStyle?]

  /// Finds the styles from the formats and the numbers.
  public init(_ table: StatisticsTable) {
    let plain = table.rows.filter { $0.format == nil }
    func values(_ position: Int) -> [Double] {
      plain.compactMap { row in
        position < row.cells.count ? row.cells[position].value : nil
      }.filter(\.isFinite)
    }
    let formats = table.columns.map(\.format)
    // Numbers, their changes and errors have the decimals of the numbers.
    let isJoint = formats.contains { $0 == .valueChange || $0 == .valueError }
    let leading: StatisticsTable.Format =
      formats.contains(.value) ? .value : .valueChange
    let joint = PrintStyle.style(
      isJoint
        ? formats.indices.filter { formats[$0] == leading }.flatMap(values)
        : [], digits: 4)
    styles = formats.indices.map { position in
      switch formats[position] {
      case .value where isJoint: joint
      case .valueChange: .signed(joint.decimals)
      case .valueError: .decimal(joint.decimals + 1)
      case let format: Self.style(format, values(position))
      }
    }
    rowStyles = table.rows.map { row in
      row.format.map {
        Self.style($0, row.cells.compactMap(\.value).filter(\.isFinite))
      }
    }
  }

  /// The styles of all columns, where those at `positions` stand on one scale:
  /// shares among them have the decimals of the share with the fewest.
  func shared(by positions: [Int]) -> [NumberStyle] {
    var shared = styles
    let coarse = NumberStyle.percent(1)
    guard positions.contains(where: { styles[$0] == coarse }) else {
      return shared
    }
    for position in positions where styles[position] == .percent(2) {
      shared[position] = coarse
    }
    return shared
  }

  /// How a column is printed in a row.
  func style(column: Int, row: Int?) -> NumberStyle {
    if let row, row < rowStyles.count, let style = rowStyles[row] {
      return style
    }
    return column < styles.count ? styles[column] : .decimal(3)
  }

  private static func style(
    _ format: StatisticsTable.Format, _ values: [Double]
  ) -> NumberStyle {
    switch format {
    case .value, .valueError: PrintStyle.style(values, digits: 4)
    case .valueChange: .signed(PrintStyle.style(values, digits: 4).decimals)
    case .share:
      .percent(PrintStyle.isCrowded(values) ? 2 : 1)
    case .points: .signedPercentagePoints(1)
    case .pointsError: .percentagePoints(2)
    case .index: .points
    case .indexChange: .signed(1)
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
    _ cell: StatisticsTable.Cell, column: Int, row: Int? = nil,
    language: Language
  ) -> TableCell {
    if let text = cell.text { return .text(text[language]) }
    guard let value = cell.value, value.isFinite else {
      return cell.isEmpty ? .empty : .notAvailable
    }
    let style = style(column: column, row: row)
    var found: TableCell
    if let interval = cell.interval {
      found = .estimate(
        value, lower: interval.lower, upper: interval.upper, style,
        isWeak: cell.isWeak)
    } else {
      found = .value(value, style, isWeak: cell.isWeak)
    }
    found.letters = cell.letters
    return found
  }
}

extension NumberStyle {
  /// The decimals of a plain number.
  fileprivate var decimals: Int {
    if case .decimal(let decimals) = self { decimals } else { 0 }
  }
}
