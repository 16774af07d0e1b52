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
  private var dialectSentences: [LocalizedText] {
    var sentences = [
      text.sentence,
      LocalizedText(
        zh: "分隔符：\(delimiterName == "tab" ? "制表符" : delimiterName)"
          + "（\(delimiter.reason[.chinese])）",
        en: "delimiter \(delimiterName): \(delimiter.reason[.english])"),
    ]
    let ends = [
      ("LF", body.lineEnds.feeds), ("CRLF", body.lineEnds.pairs),
      ("CR", body.lineEnds.returns),
    ].filter { $0.1 > 0 }
    if let choice = profile?.choice {
      sentences.append(
        LocalizedText(
          zh: "平台：\(choice.name)（\(choice.reason[.chinese])）",
          en: "profile \(choice.name): \(choice.reason[.english])"))
    }
    if !ends.isEmpty {
      let chinese = ends.map { "\($0.0) \($0.1)次" }
      let english = ends.map { "\($0.0) \($0.1) times" }
      sentences.append(
        LocalizedText(
          zh: "换行：\(chinese.joined(separator: "，"))",
          en: "line ends: \(english.joined(separator: ", "))"))
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
            + "uncertain: \(text.reason[.english])",
          zh:
            "“\(file)”按\(text.encoding.rawValue)读取，但不能确定：\(text.reason[.chinese])",
          help: "look at its texts; if they are wrong, set the encoding"))
    } else if text.isUncertain {
      diagnostics.append(
        Diagnostic(
          .uncertainEncoding, .warning, at: Place(file: file),
          "'\(file)' was read as UTF-8, although \(text.invalidOffsets.count) "
            + "of its bytes do not fit",
          zh: "“\(file)”按UTF-8读取，但有\(text.invalidOffsets.count)个字节不合",
          help: "if its texts look wrong, set the encoding, for example "
            + "gb18030"))
    }
    for oddity in oddities {
      if let (code, severity, message) = finding(oddity) {
        diagnostics.append(
          Diagnostic(
            code, severity, at: place, message[.english],
            zh: message[.chinese]))
      }
    }
    if layout.names.count == 1, !options.readsAllAsText,
      let sign = ["，", "；", "、"].first(where: layout.names[0].contains)
    {
      diagnostics.append(
        Diagnostic(
          .oddHeader, .warning, at: place,
          "the file has one column, and '\(sign)' in its header, which "
            + "separates no columns",
          zh: "文件只有一列，而表头中有“\(sign)”，该符号不分隔各列",
          help: "replace '\(sign)' by a comma, a semicolon or a tab in the file"
        ))
    }
    if let titleLines = layout.titleLines {
      diagnostics.append(
        Diagnostic(
          .titleLine, .warning, at: place,
          "this line was taken for the names of the columns, and looks like "
            + "a title above them",
          zh: "该行被当作列名读取，但更像列名之上的标题",
          help:
            "set 'skip-lines: \(titleLines + options.skippedLines)' for the "
            + "data set to start below it"))
    }
    return diagnostics
  }

  private func finding(
    _ oddity: ImportOddity
  ) -> (DiagnosticCode, Diagnostic.Severity, LocalizedText)? {
    switch oddity {
    case .namingLine: nil
    case .blankLines:
      (
        .oddRecords, .note,
        LocalizedText(
          zh: "跳过\(layout.blankLines + body.blankLines)个空行",
          en: counted(layout.blankLines + body.blankLines, "blank line")
            + (layout.blankLines + body.blankLines == 1 ? " was" : " were")
            + " skipped")
      )
    case .bareQuote:
      (
        .oddRecords, .warning,
        LocalizedText(
          zh: "字段中间的引号按普通字符读取",
          en: "quotes in the middle of fields were taken as letters")
      )
    case .trailingDelimiter:
      (
        .oddHeader, .note,
        LocalizedText(
          zh: "每条记录以分隔符结尾，末尾的分隔符未计",
          en: "every record ends in a delimiter; it was left out")
      )
    case .trailingDelimiterInHeader:
      (
        .oddHeader, .note,
        LocalizedText(
          zh: "表头以分隔符结尾，末尾的分隔符未计",
          en: "the header ends in a delimiter; it was left out")
      )
    case .emptyHeaderName:
      (
        .oddHeader, .warning,
        LocalizedText(
          zh: "没有名称的列命名为“column_<n>”",
          en: "columns without a name were called 'column_<n>'")
      )
    case .renamedDuplicates:
      (
        .oddHeader, .warning,
        LocalizedText(
          zh: "重复的列名已编号",
          en: "names that stand more than once were numbered")
      )
    case .noRows:
      (
        .noRows, .warning,
        LocalizedText(
          zh: "文件有表头而没有数据行", en: "the file has a header and no rows")
      )
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
        zh: "此处表头再次出现，按一行数据读取",
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
            zh: "“\(name)”有\(builder.spelledMissing)格写作“NA”“—”等，按空白读取",
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
            zh: "“\(name)”按文本读取：\(stray.cells)个值中有\(stray.texts)个不是数字或日期",
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
          zh: "编码簿中的“\(variable.name)”在文件中没有",
          help: nearest(to: variable.name, in: names + headers).map {
            "did you mean '\($0)'?"
          }))
    }
    return diagnostics
  }
}
