import Diagnostics
import SurveyData

extension DelimitedReading {
  /// Columns that are named after a day and hold the serial numbers of a
  /// spreadsheet, which nobody asked to read as days.
  func serialNumberDiagnostics(
    _ columns: [Column], _ file: String
  ) -> [Diagnostic] {
    guard !options.readsAllAsText else { return [] }
    return columns.indices.compactMap { position -> Diagnostic? in
      guard let example = serialNumber(columns[position]) else { return nil }
      let name = names[position]
      let text = String(example)
      let day = Array(text.utf8).withUnsafeBufferPointer {
        serialDay($0, options.dateSystem)
      }
      guard let day else { return nil }
      return Diagnostic(
        .daysAsText, .note,
        at: Place(
          file: file, line: layout.headerLine, column: position + 1,
          columnName: name),
        "'\(name)' was read as numbers, which may be the serial days of a "
          + "spreadsheet: \(text) is \(day.text)",
        zh: "“\(name)”按数字读取，但可能是电子表格的日期序号：\(text)即\(day.text)",
        help: "give '\(name)' the 'type: date' in the codebook")
    }
  }

  /// The first number when all may be days from 1995 to 2063.
  private func serialNumber(_ column: Column) -> Int32? {
    guard case .integers(let numbers) = column.values,
      ["日期", "date"].contains(where: {
        (column.header ?? column.name).lowercased().contains($0)
      }),
      column.variable?.kind ?? .automatic == .automatic,
      column.variable?.valueLabels.isEmpty != false
    else { return nil }
    var first: Int32?
    for row in numbers.indices where !column.missing.isMissing(row) {
      guard (34_700...59_900).contains(numbers[row]) else { return nil }
      if first == nil { first = numbers[row] }
    }
    return first
  }
}
