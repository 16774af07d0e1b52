import Diagnostics
import SVG
import SurveyData
import SurveyStudy
import SurveyTables

/// What reading a file found, for people: what was recognised and why, and
/// the columns.
struct ImportView {
  private let single: SingleImport

  init(_ single: SingleImport) {
    self.single = single
  }

  /// Facts, then the table of columns.
  func text(width: Int) -> String {
    var text = visible(single.file) + "\n\n"
    let facts = facts
    let names = facts.reduce(0) { max($0, cellWidth($1.name)) } + 4
    for (name, value) in facts {
      let room = max(width - names, 16)
      let lines = CellBreaker(width: room).lines(visible(value))
      for (position, line) in lines.enumerated() {
        let head = position == 0 ? "  " + name : ""
        text += head
        text += String(repeating: " ", count: names - cellWidth(head))
        text += line + "\n"
      }
    }
    text += "\n"
    return text + PlainTableWriter(width: width).text(of: table)
  }

  // MARK: - Facts

  private var facts: [(name: String, value: String)] {
    guard let found = single.recognition else { return [] }
    func words(_ choice: ImportRecognition.Choice) -> String {
      choice.reason.isEmpty ? choice.name : "\(choice.name): \(choice.reason)"
    }
    var facts = [("format", "\(words(found.format)), \(size(found.byteCount))")]
    let choices = [
      ("compression", found.compression), ("profile", found.profile),
      ("encoding", found.encoding), ("delimiter", found.delimiter),
    ]
    for (name, choice) in choices {
      if let choice { facts.append((name, words(choice))) }
    }
    if !found.lineEnds.isEmpty {
      facts.append(
        (
          "line ends",
          found.lineEnds.map {
            "\($0.name) \(grouped($0.count))×"
          }.joined(separator: ", ")
        ))
    }
    for other in found.others { facts.append((other.name, other.reason)) }
    facts.append(("rows", rows))
    return facts
  }

  private var rows: String {
    var text =
      "\(grouped(single.rowsRead)) read, \(grouped(single.rowsKept)) kept, "
      + "\(grouped(single.rejected.count)) rejected"
    var counts: [(code: String, count: Int)] = []
    for reject in single.rejected {
      if let position = counts.firstIndex(where: { $0.code == reject.code }) {
        counts[position].count += 1
      } else {
        counts.append((reject.code, 1))
      }
    }
    if !counts.isEmpty {
      text +=
        " ("
        + counts.map { "\($0.code) \(grouped($0.count))" }
        .joined(separator: ", ") + ")"
    }
    return text
  }

  private func size(_ bytes: Int) -> String {
    let units = ["KB", "MB", "GB"]
    guard bytes >= 1000 else { return counted(bytes, "byte") }
    var value = Double(bytes) / 1000
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let style: NumberStyle = value < 10 ? .decimal(1) : .decimal(0)
    return "\(style.text(value)) \(units[unit])"
  }

  private func grouped(_ count: Int) -> String {
    NumberStyle.integer.text(Double(count))
  }

  // MARK: - Columns

  private var table: TableModel {
    TableModel(
      id: "columns", language: "en",
      title: counted(single.columns.count, "column"), stubHeading: "",
      columns: [
        ColumnNode("type", alignment: .leading),
        ColumnNode("valid"),
        ColumnNode("missing"),
        ColumnNode("values", alignment: .leading),
      ],
      rows: single.columns.map(row),
      notes: single.columns.contains { !$0.missing.isEmpty }
        ? ["Missing cells are blank where no reason is named."] : [],
      words: ResultTable.words)
  }

  private func row(_ column: ColumnSummary) -> RowNode {
    var name = excerpt(column.name)
    if let header = column.header { name += " (\(excerpt(header)))" }
    let label = column.label?[.english] ?? ""
    if !label.isEmpty, label != column.name, label != column.header {
      name += "  \(excerpt(label))"
    }
    let missing = column.missing.reduce(0) { $0 + $1.count }
    return RowNode(
      visible(name),
      [
        .text(column.type), .value(Double(column.valid), .integer),
        missing == 0 ? .empty : .value(Double(missing), .integer),
        .text(values(column)),
      ])
  }

  /// The reasons of missing cells, unless all of them are blank.
  private func reasons(_ column: ColumnSummary) -> [String] {
    guard column.missing.contains(where: { $0.reason != .blank }) else {
      return []
    }
    var items = column.missing.map {
      "\($0.reason.name)\u{A0}×\(grouped($0.count)),"
    }
    items[0] = "(missing: " + items[0]
    items[items.count - 1].removeLast()
    items[items.count - 1] += ")"
    return items
  }

  private func values(_ column: ColumnSummary) -> String {
    let answers = answers(column)
    var parts: [String] = []
    if let low = column.minimum, let high = column.maximum {
      // Few answers in their order show where they begin and end.
      let isShown = answers.count == column.distinct
      if !isShown { parts.append(low == high ? low : "\(low) to \(high)") }
    }
    if let mean = column.mean, column.minimum != column.maximum {
      parts.append("mean \(NumberStyle.decimal(2).text(mean))")
    }
    if column.type == "text", let distinct = column.distinct,
      distinct > answers.count || distinct == 0
    {
      parts.append("\(grouped(distinct)) distinct")
    }
    if column.type == "text", column.distinct == nil, column.valid > 0 {
      parts.append("nearly all distinct")
    }
    let text = parts.joined(separator: ", ")
    if answers.isEmpty { return Self.filled([text] + reasons(column)) }
    var items = answers.map { answer in
      let label = answer.label?[.english] ?? ""
      let isPlain = label.isEmpty || label == answer.value
      return visible(excerpt(answer.value))
        + (isPlain ? "" : " = \(visible(excerpt(label)))")
        + "\u{A0}×\(grouped(answer.count)),"
    }
    let isAll = answers.count == column.distinct ?? answers.count
    if isAll {
      items[items.count - 1].removeLast()
    } else {
      items[items.count - 1] += "\u{A0}…"
    }
    return Self.filled(
      (text.isEmpty ? [] : [text + ":"]) + items + reasons(column))
  }

  /// The items one after the other, with blanks up to the end of a line where
  /// the next item does not fit, so that none is broken that could be whole.
  private static func filled(_ items: [String]) -> String {
    let width = 32
    var text = ""
    var used = 0
    for item in items where !item.isEmpty {
      let needed = cellWidth(item)
      if used > 0, used + 1 + needed > width {
        text += String(repeating: " ", count: max(1, width + 1 - used))
        used = 0
      } else if used > 0 {
        text += " "
        used += 1
      }
      text += item
      used += needed
      if used > width { used = used % width }
    }
    return text
  }

  /// All answers in their order when they are few, otherwise the most
  /// frequent; none when they only number the rows. Options of a question
  /// are answers however seldom they are ticked.
  private func answers(_ column: ColumnSummary) -> [ColumnSummary.Answer] {
    let answers = column.answers
    let hasLabels = answers.contains { $0.label != nil }
    if column.type == "choices" { return answers }
    if answers.count <= 7 {
      let isList = answers.allSatisfy { $0.count == 1 } && !hasLabels
      return isList && answers.count > 3 ? [] : answers
    }
    guard column.type == "text" || hasLabels else { return [] }
    let order = answers.indices.sorted {
      (-answers[$0].count, $0) < (-answers[$1].count, $1)
    }
    return order.prefix(5).map { answers[$0] }
  }

  /// The beginning of a text that may be a whole question.
  private func excerpt(_ text: String) -> String {
    text.count > 40 ? text.prefix(39) + "…" : text
  }
}
