import Diagnostics
import SurveyData

extension StatFileReading {
  /// The table and everything worth telling.
  func result() -> ImportResult {
    let file = content.displayName
    let rows = columns.first?.count ?? 0
    let reason = LocalizedText(
      zh: "文件开头为\(kind.title)的字节",
      en: "its first bytes are those of \(kind.title)")
    let source = DataSource(
      file: file, sha256: content.hash, byteCount: content.file.bytes.count,
      dialect: [
        LocalizedText(
          zh: "格式：\(kind.rawValue)（\(reason[.chinese])）",
          en: "format \(kind.rawValue): \(reason[.english])"),
        LocalizedText(
          zh: "编码：\(encoding.name)（\(encoding.reason[.chinese])）",
          en: "encoding \(encoding.name): \(encoding.reason[.english])"),
      ], rowsRead: rows, rowsKept: rows, cellsSetMissing: faults.count)
    var recognition = Recognition()
    recognition.format = .init(kind.program, reason: reason)
    recognition.encoding = encoding
    recognition.others = decisions
    return ImportResult(
      table: Table(
        name: file, columns: columns, source: source,
        sourceLines: rows > 0 ? SourceLines(1...Int32(clamping: rows)) : []),
      rejects: [],
      diagnostics: diagnostics + cellDiagnostics(file)
        + columnDiagnostics(file, rows: rows),
      recognition: recognition)
  }

  private func cellDiagnostics(_ file: String) -> [Diagnostic] {
    // By row first, as a person walks through the file.
    let sorted = faults.sorted {
      ($0.fault.row, $0.position) < ($1.fault.row, $1.position)
    }
    return sorted.map { position, fault, scale in
      let name = names[position]
      let place = Place(
        file: file, line: fault.row + 1, column: position + 1,
        columnName: name)
      let what = fault.problem.words(
        scale.map { ($0.minimum, $0.maximum) })
      return Diagnostic(
        fault.problem.code, .warning, at: place,
        "'\(fault.text)' in '\(name)' \(what[.english])",
        zh: "“\(name)”中的“\(fault.text)”\(what[.chinese])",
        help: "correct the cell, or add it to 'missing' in the codebook")
    }
  }

  private func columnDiagnostics(_ file: String, rows: Int) -> [Diagnostic] {
    let place = Place(file: file)
    var found: [Diagnostic] = []
    if rows == 0 {
      found.append(
        Diagnostic(
          .noRows, .warning, at: place, "the file has variables and no rows",
          zh: "文件有变量而没有数据行"))
    }
    if !unknownReasons.isEmpty {
      let names = unknownReasons.prefix(20).map { entry in
        "'\(entry.name)': \(entry.codes.joined(separator: ", "))"
      }
      let rest = unknownReasons.count - names.count
      found.append(
        Diagnostic(
          .unreadableReason, .note, at: place,
          "codes of \(counted(unknownReasons.count, "variable")) are declared"
            + " missing without a clear reason, and were read as blank",
          zh: "\(unknownReasons.count)个变量的部分编码声明为缺失而原因不明，按空白读取",
          notes: names + (rest > 0 ? ["and \(rest) more"] : []),
          help: "name the reasons under 'missing' in a codebook"))
    }
    let present = Set(names).union(columns.map(\.name))
    for variable in options.codebook?.variables ?? []
    where !present.contains(variable.name) {
      found.append(
        Diagnostic(
          .codebookColumn, .warning, at: place,
          "the codebook describes '\(variable.name)', which the file does not "
            + "have",
          zh: "编码簿中的“\(variable.name)”在文件中没有",
          help: nearest(to: variable.name, in: names).map {
            "did you mean '\($0)'?"
          }))
    }
    return found
  }
}
