import SVG
import SurveyCharts
import SurveyData

/// What a table of one number a row and column says.
extension TableHeadline {
  func heat(_ names: [String]) -> String? {
    let columns = names.compactMap(position)
    guard let first = columns.first else { return nil }
    // Numbers of different kinds have no order.
    let format = table.columns[first].format
    guard columns.allSatisfy({ table.columns[$0].format == format }) else {
      return nil
    }
    if let sentence = pairs(columns) ?? firstRank(columns) { return sentence }
    var cells: [(name: String, value: Double, text: String)] = []
    for row in details {
      for column in columns {
        // A diagonal holds a thing beside itself.
        guard let value = row[column]?.value, value.isFinite,
          label(row) != label(column)
        else { continue }
        cells.append(
          (
            words.cell(
              label(row), withoutBase(label(column)),
              of: kind(of: column)), value,
            styles[column].text(value)
          ))
      }
    }
    guard let low = cells.min(by: { $0.value < $1.value }),
      let high = cells.max(by: { $0.value < $1.value }), cells.count > 1
    else { return nil }
    if low.text == high.text {
      return words.allEqual(cells.count, words.value, low.text)
    }
    // Where many cells share an end, naming one of them would say nothing.
    guard cells.count(where: { $0.text == high.text }) == 1 else { return nil }
    return words.cells(
      high: (high.name, high.text),
      low: cells.count { $0.text == low.text } == 1
        ? (low.name, low.text) : nil)
  }

  /// How many pairs have a clear order, where each row is held against each
  /// column; `nil` for other tables.
  private func pairs(_ columns: [Int]) -> String? {
    let rows = details
    guard rows.count == columns.count, rows.count > 2,
      table.columns[columns[0]].format == .share
    else { return nil }
    var (clear, all) = (0, 0)
    for (index, row) in rows.enumerated() {
      guard row[columns[index]]?.value == nil,
        label(row) == label(columns[index])
      else { return nil }
      for other in columns.indices where other > index {
        guard let above = row[columns[other]]?.value,
          let below = rows[other][columns[index]]?.value
        else { continue }
        all += 1
        if max(above, below) >= 0.95 { clear += 1 }
      }
    }
    return all > 0 ? words.clearPairs(clear, of: all) : nil
  }

  /// Who is first most often, where columns are ranks.
  private func firstRank(_ columns: [Int]) -> String? {
    guard columns.count > 1, kind(of: columns[0]) != nil,
      table.columns[columns[0]].format == .share, label(columns[0]) == "1"
    else { return nil }
    let shares = details.compactMap { row in
      row[columns[0]]?.value.map { (name: label(row), share: $0) }
    }
    guard let best = shares.max(by: { $0.share < $1.share }) else {
      return nil
    }
    return words.firstMostOften(best.name, styles[columns[0]].text(best.share))
  }

  /// A label without the base that stands behind it in a table.
  private func withoutBase(_ label: String) -> String {
    for (opening, closing) in [("（n=", "）"), (" (n=", ")")]
    where label.hasSuffix(closing) {
      let parts = label.split(separator: opening)
      guard parts.count == 2, let number = parts.last?.dropLast(),
        number.allSatisfy(\.isNumber)
      else { continue }
      return String(parts[0])
    }
    return label
  }

  /// What a column with a number for its name counts: the rank 24.
  private func kind(of column: Int) -> String? {
    let label = label(column)
    guard !label.isEmpty, label.allSatisfy(\.isNumber) else { return nil }
    return context.text(table.columns[column].spanner)
  }
}
