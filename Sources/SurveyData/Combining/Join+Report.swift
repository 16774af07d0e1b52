import Diagnostics

extension JoinPlan {
  /// Refuses keys that stand in several rows of the other table, unless
  /// they are allowed.
  func checkRepeated(
    _ partners: RowsByKey, _ keys: RowKeys, _ other: Table,
    _ columns: [Column], _ log: DiagnosticLog
  ) throws(TableFaults) {
    var repeated = 0
    var examples: [String] = []
    for key in 0..<Int32(keys.count) {
      let rows = partners[key]
      guard rows.count > 1 else { continue }
      repeated += 1
      if examples.count < 3 {
        examples.append(
          spelling(of: Int(rows[rows.startIndex]), columns)
            + lines(rows.prefix(5).map(Int.init), of: other))
      }
    }
    if repeated == 0 || allowsMany { return }
    throw TableFaults(
      Diagnostic(
        .repeatedKeys, at: place,
        "\(repeated) \(repeated == 1 ? "key stands" : "keys stand") in several "
          + "rows of '\(other.source.file)': \(examples.joined(separator: "; "))"
          + (repeated > examples.count ? "; …" : ""),
        help: "remove the repeated rows, or write many: true to have every "
          + "pair"))
  }

  /// Tells of rows without a partner and of keys that are missing.
  func tellUnmatched(
    _ rows: [Int], _ keys: [Int32], _ table: Table, _ columns: [Column],
    in other: String, _ severity: Diagnostic.Severity, _ log: DiagnosticLog
  ) {
    let missing = rows.filter { keys[$0] < 0 }
    let unmatched = rows.filter { keys[$0] >= 0 }
    func rowsOf(_ count: Int) -> String {
      "\(count) \(count == 1 ? "row" : "rows") of '\(table.source.file)' "
        + (count == 1 ? "has" : "have")
    }
    if !unmatched.isEmpty {
      let examples = unmatched.prefix(3).map {
        spelling(of: $0, columns) + lines([$0], of: table)
      }
      log.report(
        Diagnostic(
          .unmatchedKeys, severity, at: place,
          "\(rowsOf(unmatched.count)) no match in '\(other)': "
            + examples.joined(separator: "; ")
            + (unmatched.count > examples.count ? "; …" : ""),
          zh: "“\(table.source.file)”有\(unmatched.count)行在“\(other)”中没有对应："
            + unmatched.prefix(3).map {
              chineseList(values(of: $0, columns))
                + chineseLines([$0], of: table)
            }.joined(separator: "；")
            + (unmatched.count > examples.count ? "等" : ""),
          help: kind == .inner
            ? "such rows are left out; kind: left keeps them"
            : "such rows stay, without values from '\(other)'; 'kind: inner'"
              + " leaves them out"))
    }
    if !missing.isEmpty {
      log.report(
        Diagnostic(
          .missingKeys, severity, at: place,
          "\(rowsOf(missing.count)) no value in the key "
            + columns.map { "'\($0.name)'" }.joined(separator: ", ")
            + lines(Array(missing.prefix(5)), of: table),
          zh:
            "“\(table.source.file)”有\(missing.count)行缺少关键列\(chineseList(columns.map(\.name)))的值"
            + chineseLines(Array(missing.prefix(5)), of: table),
          help: "rows without a key match nothing"))
    }
  }

  private func spelling(of row: Int, _ columns: [Column]) -> String {
    columns.map { "'\($0.text(at: row) ?? "")'" }.joined(separator: ", ")
  }

  private func values(of row: Int, _ columns: [Column]) -> [String] {
    columns.map { $0.text(at: row) ?? "" }
  }

  private func chineseLines(_ rows: [Int], of table: Table) -> String {
    if table.sourceLines.isEmpty { return "" }
    let numbers = rows.map { String(table.sourceLines[$0]) }
    return "（第\(numbers.joined(separator: "、"))行）"
  }

  private func lines(_ rows: [Int], of table: Table) -> String {
    if table.sourceLines.isEmpty { return "" }
    let numbers = rows.map { String(table.sourceLines[$0]) }
    return " (\(numbers.count == 1 ? "line" : "lines") "
      + numbers.joined(separator: ", ") + ")"
  }
}

extension Column {
  /// The given rows in that order; -1 gives a cell that is missing for
  /// `reason`.
  func selecting(_ rows: [Int], or reason: MissingReason) -> Column {
    guard rows.contains(-1) else { return selecting(rows) }
    var copy = self
    var raw = [UInt8](repeating: reason.rawValue, count: rows.count)
    for (position, row) in rows.enumerated() where row >= 0 {
      raw[position] = missing[row]?.rawValue ?? 0
    }
    copy.missing = MissingReasons(raw)
    func pick<Values: RandomAccessCollection>(
      _ values: Values, _ none: Values.Element
    ) -> [Values.Element] where Values.Index == Int {
      rows.map { $0 < 0 ? none : values[$0] }
    }
    switch values {
    case .integers(let values):
      copy.values = .integers(WholeNumbers(pick(values, 0)))
    case .doubles(let values): copy.values = .doubles(pick(values, 0))
    case .days(let values): copy.values = .days(WholeNumbers(pick(values, 0)))
    case .texts(let values):
      copy.values = .texts(
        DictionaryText(
          codes: WholeNumbers(pick(values.codes, -1)), levels: values.levels,
          areLevelsDistinct: values.areLevelsDistinct))
    case .choices(let answers):
      // The answers of the missing rows are never looked at.
      copy.values = .choices(
        answers.count == 0
          ? MultipleResponse(options: answers.options, count: rows.count)
          : answers.selecting(rows.map { max(0, $0) }))
    }
    return copy
  }
}
