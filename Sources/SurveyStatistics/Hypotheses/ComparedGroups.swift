import Diagnostics
import SurveyData

/// The groups that a test compares, by the values of a column.
struct ComparedGroups {
  /// For each row the position of its group; -1 outside of them.
  let codes: [Int32]
  /// The values and labels of the groups.
  let levels: [Categories.Level]

  /// - Parameters:
  ///   - column: The column of groups.
  ///   - wanted: The values that are compared; `nil` for all that occur.
  ///   - data: The rows; groups without a row of the domain do not count.
  init(
    _ column: String, wanted: [String]?, _ data: AnalysisData
  ) throws(Diagnostic) {
    let categories = try data.table.column(column).categories()
    var occurs = [Bool](repeating: false, count: categories.levels.count)
    for row in categories.codes.indices {
      let code = Int(categories.codes[row])
      if code >= 0, data.domain?[row] ?? true { occurs[code] = true }
    }
    var kept = categories.levels.indices.filter { occurs[$0] }
    if let wanted {
      kept = []
      for name in wanted {
        guard
          let found = categories.levels.firstIndex(where: {
            $0.value == name || $0.label?.chinese == name
              || $0.label?.english == name
          })
        else {
          throw AnswerValues(try data.table.column(column)).unknown(
            name, .error, file: data.table.source.file)
        }
        if !kept.contains(found) { kept.append(found) }
      }
    }
    var positions = [Int32](repeating: -1, count: categories.levels.count)
    for (new, old) in kept.enumerated() { positions[old] = Int32(new) }
    codes = categories.codes.map { $0 < 0 ? -1 : positions[Int($0)] }
    levels = kept.map { categories.levels[$0] }
  }

  /// The label of a group.
  func label(_ position: Int) -> LocalizedText {
    levels[position].label
      ?? LocalizedText(
        zh: levels[position].value, en: levels[position].value)
  }

  /// Refuses anything but two groups.
  func requireTwo(
    _ column: String, _ data: AnalysisData
  ) throws(Diagnostic) {
    guard levels.count != 2 else { return }
    throw Diagnostic(
      .wrongOption, at: data.place(of: column),
      "two groups are compared, and '\(column)' has \(levels.count)",
      zh: "须比较两组，而“\(column)”有\(levels.count)组",
      help: levels.count > 2
        ? "name two of them with 'groups': "
          + levels.prefix(12).map(\.value).joined(separator: ", ")
        : "name a column with two values")
  }
}

extension [GroupTerm] {
  /// The label of a group in a table; that of all rows when empty.
  var tableLabel: LocalizedText {
    if isEmpty { return LocalizedText(zh: "全部", en: "all") }
    return LocalizedText(
      zh: map { $0.label?[.chinese] ?? $0.value }.joined(separator: "、"),
      en: map { $0.label?[.english] ?? $0.value }.joined(separator: ", "))
  }

  /// The name of the group for machines.
  var tableName: String {
    isEmpty ? "all" : map(\.value).joined(separator: ", ")
  }
}
