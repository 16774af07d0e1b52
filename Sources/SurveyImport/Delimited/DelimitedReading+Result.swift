import Diagnostics
import SurveyData

extension DelimitedReading {
  /// The table, the rejects and everything worth telling.
  func result(
    displayName: String, hash: String, byteCount: Int
  ) -> ImportResult {
    let raw = builders.map(opening.column)
    let shaping = shaping(raw, displayName)
    let columns = shaping?.columns ?? raw
    let isReadAnew = shaping?.readAnew ?? []
    let faults = builders.flatMap(\.faults)
    let source = DataSource(
      file: displayName, sha256: hash, byteCount: byteCount,
      dialect: dialectSentences, rowsRead: body.rowCount + body.rejects.count,
      rowsKept: body.rowCount, rowsRejected: body.rejects.count,
      cellsSetMissing: faults.count)
    let rejects = body.rejects.map { reject in
      var reject = reject
      reject.byteOffset += text.fileOffset
      return reject
    }
    return ImportResult(
      table: Table(
        name: displayName, columns: columns, source: source,
        sourceLines: body.lines),
      rejects: rejects,
      diagnostics: headDiagnostics(displayName)
        + bodyDiagnostics(faults, displayName)
        + columnDiagnostics(
          displayName, of: columns, except: isReadAnew)
        + formDiagnostics(displayName)
        + valueDiagnostics(raw, displayName, except: isReadAnew)
        + noteDiagnostics(raw, displayName)
        + serialNumberDiagnostics(raw, displayName)
        + unlikeDiagnostics(displayName) + (shaping?.diagnostics ?? []),
      recognition: recognition)
  }

  private var recognition: Recognition {
    var recognition = Recognition()
    recognition.encoding = .init(text.encoding.rawValue, reason: text.reason)
    recognition.delimiter = .init(delimiterName, reason: delimiter.reason)
    recognition.dialect = Dialect(
      delimiter: delimiter.delimiter, options: options,
      lineEnds: body.lineEnds)
    recognition.oddities = oddities.map(\.rawValue)
    recognition.others += formChoices
    recognition.profile = profile?.choice
    return recognition
  }

  /// How the file was read, each choice with its reason.
  private var dialectSentences: [String] {
    var sentences = [
      "encoding \(text.encoding.rawValue): \(text.reason)",
      "delimiter \(delimiterName): \(delimiter.reason)",
    ]
    let ends = [
      ("LF", body.lineEnds.feeds), ("CRLF", body.lineEnds.pairs),
      ("CR", body.lineEnds.returns),
    ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1) times" }
    if let choice = profile?.choice {
      sentences.append("profile \(choice.name): \(choice.reason)")
    }
    if !ends.isEmpty {
      sentences.append("line ends: \(ends.joined(separator: ", "))")
    }
    return sentences
  }

  private var delimiterName: String {
    switch delimiter.delimiter {
    case 0x09: "tab"
    case let byte: "'\(Character(Unicode.Scalar(byte)))'"
    }
  }

  // MARK: - What is worth telling

  private func headDiagnostics(_ file: String) -> [Diagnostic] {
    let place = Place(file: file, line: layout.headerLine)
    var diagnostics: [Diagnostic] = []
    if text.isUncertain, text.encoding != .utf8 {
      diagnostics.append(
        Diagnostic(
          .uncertainEncoding, .warning, at: Place(file: file),
          "'\(file)' was read as \(text.encoding.rawValue), which is "
            + "uncertain: \(text.reason)",
          help: "look at its texts; if they are wrong, set the encoding"))
    } else if text.isUncertain {
      diagnostics.append(
        Diagnostic(
          .uncertainEncoding, .warning, at: Place(file: file),
          "'\(file)' was read as UTF-8, although \(text.invalidOffsets.count) "
            + "of its bytes do not fit",
          help: "if its texts look wrong, set the encoding, for example "
            + "gb18030"))
    }
    for oddity in oddities {
      if let (code, severity, message) = finding(oddity) {
        diagnostics.append(
          Diagnostic(code, severity, at: place, message))
      }
    }
    if let sign = ["，", "；", "、"].first(where: { layout.names[0].contains($0) }
    ),
      layout.names.count == 1, !options.readsAllAsText
    {
      diagnostics.append(
        Diagnostic(
          .oddHeader, .warning, at: place,
          "the file has one column, and '\(sign)' in its header, which "
            + "separates no columns",
          help: "replace '\(sign)' by a comma, a semicolon or a tab in the file"
        ))
    }
    if let titleLines = layout.titleLines {
      diagnostics.append(
        Diagnostic(
          .titleLine, .warning, at: place,
          "this line was taken for the names of the columns, and looks like "
            + "a title above them",
          help:
            "set 'skip-lines: \(titleLines + options.skippedLines)' for the "
            + "data set to start below it"))
    }
    return diagnostics
  }

  private func finding(
    _ oddity: ImportOddity
  ) -> (DiagnosticCode, Diagnostic.Severity, String)? {
    switch oddity {
    case .namingLine: nil
    case .blankLines:
      (
        .oddRecords, .note,
        counted(layout.blankLines + body.blankLines, "blank line")
          + (layout.blankLines + body.blankLines == 1 ? " was" : " were")
          + " skipped"
      )
    case .bareQuote:
      (
        .oddRecords, .warning,
        "quotes in the middle of fields were taken as letters"
      )
    case .trailingDelimiter:
      (
        .oddHeader, .note,
        "every record ends in a delimiter; it was left out"
      )
    case .trailingDelimiterInHeader:
      (.oddHeader, .note, "the header ends in a delimiter; it was left out")
    case .emptyHeaderName:
      (
        .oddHeader, .warning,
        "columns without a name were called 'column_<n>'"
      )
    case .renamedDuplicates:
      (.oddHeader, .warning, "names that stand more than once were numbered")
    case .noRows:
      (.noRows, .warning, "the file has a header and no rows")
    }
  }

  private func bodyDiagnostics(
    _ faults: [CellFault], _ file: String
  ) -> [Diagnostic] {
    var entries: [(start: Int, position: Int, diagnostic: Diagnostic)] = []
    for (reject, line) in zip(body.rejects, body.rejectLines)
    where reject.reason != .totalRow {
      entries.append(
        (reject.byteOffset, -1, opening.diagnostic(reject, line, file)))
    }
    for fault in faults {
      entries.append(
        (fault.recordStart, fault.position, opening.diagnostic(fault, file)))
    }
    entries.sort { ($0.start, $0.position) < ($1.start, $1.position) }
    var diagnostics = entries.map(\.diagnostic)
    diagnostics += body.headerLines.map { line in
      Diagnostic(
        .oddRecords, .warning, at: Place(file: file, line: line),
        "the header stands here once more, and was read as a row",
        help: "take the line out of the file")
    }
    if let totals = totalsDiagnostic(file) { diagnostics.append(totals) }
    let faulty = body.rejects.count { $0.reason != .totalRow }
    if let limit = options.maximumRejects, faulty > limit {
      diagnostics.append(tooManyRejects(faulty, limit, file))
    }
    return diagnostics
  }

  private func columnDiagnostics(
    _ file: String, of columns: [Column], except readAnew: Set<Int>
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for builder in builders where !readAnew.contains(builder.position) {
      let name = names[builder.position]
      func place(_ line: Int?) -> Place {
        Place(
          file: file, line: line, column: builder.position + 1,
          columnName: name)
      }
      if builder.spelledMissing > 0 {
        diagnostics.append(
          Diagnostic(
            .spelledMissing, .note, at: place(layout.headerLine),
            counted(builder.spelledMissing, "cell") + " of '\(name)' such as "
              + "'NA' or '—' "
              + (builder.spelledMissing == 1 ? "was" : "were")
              + " read as blank",
            help: "declare the text under 'missing' in the codebook to give "
              + "another reason"))
      }
      if let percentages = percentageDiagnostic(builder, at: place(nil)) {
        diagnostics.append(percentages)
      }
      let stray = options.readsAllAsText ? nil : builder.strayTexts()
      if let stray, stray.texts * 10 <= stray.cells {
        diagnostics.append(
          Diagnostic(
            .mixedColumn, .warning, at: place(Int(body.lines[stray.firstRow])),
            "'\(name)' was read as text because \(stray.texts) of its "
              + counted(stray.cells, "value")
              + (stray.texts == 1
                ? " is not a number or a day" : " are not numbers or days"),
            help: "give '\(name)' a type in the codebook to set them missing"))
      } else if !options.readsAllAsText,
        !forms.doubtful.contains(where: { $0.position == builder.position }),
        let finding =
          numbersDiagnostic(builder, at: place(layout.headerLine))
          ?? daysDiagnostic(builder, at: place(layout.headerLine))
      {
        diagnostics.append(finding)
      }
    }
    let present = Set(names).union(headers)
      .union(profile?.questionNames ?? []).union(columns.map(\.name))
    for variable in options.codebook?.variables ?? []
    where !present.contains(variable.name) {
      diagnostics.append(
        Diagnostic(
          .codebookColumn, .warning,
          at: Place(file: file, line: layout.headerLine),
          "the codebook describes '\(variable.name)', which the file does not "
            + "have",
          help: nearest(to: variable.name, in: names + headers).map {
            "did you mean '\($0)'?"
          }))
    }
    return diagnostics
  }
}
