import SVG
import Spreadsheets
import SurveyTables

/// All tables of a report as one workbook: a cover, contents with links,
/// notes on every result, the files that were read, and a sheet for each
/// table.
struct ReportWorkbook: Sendable {
  /// A table with the sheet it goes to.
  private struct Entry {
    var result: String
    var table: NamedTable
    var number: Int
    /// `nil` for one with too many rows.
    var sheet: String?
  }

  /// More rows are left to the CSV file, as they would only be slow here.
  private static let mostRows = 100_000

  let document: ReportDocument

  private var context: Context { document.context }
  private var words: Words { context.words }

  /// The file.
  func file() -> OutputFile {
    var names = SheetNames()
    let cover = names.name(words.cover)
    let contents = names.name(words.contents)
    let notes = names.name(words.notesSheet)
    let data = names.name(words.dataSheet)
    let entries = entries(&names)
    let writer = SheetWriter(back: (words.backToContents, contents))
    let tables = entries.compactMap { entry -> Sheet? in
      // One that no page shows is not kept.
      let table = entry.table
      let laid = table.isLong ? LaidTable(table.model) : table.laid
      return entry.sheet.map { writer.sheet(of: laid, name: $0) }
    }
    let workbook = Workbook(
      title: document.title, application: words.madeWith(context.version),
      sheets: [
        coverSheet(cover, links: [contents, notes, data]),
        contentsSheet(contents, entries),
        notesSheet(notes, contents: contents),
        dataSheet(data, contents: contents),
      ] + tables)
    return OutputFile(path: context.files.workbook, .workbook(workbook))
  }

  private func entries(_ names: inout SheetNames) -> [Entry] {
    var entries: [Entry] = []
    for view in document.views {
      for table in view.tables {
        let number = entries.count + 1
        entries.append(
          Entry(
            result: view.heading, table: table, number: number,
            sheet: table.rowCount <= Self.mostRows
              ? names.name("\(number) \(title(of: table, in: view))") : nil))
      }
    }
    return entries
  }

  /// What its tab says. The heading of the result says more than the title
  /// of a table such as "Results by district", but cannot tell two tables of
  /// a result apart; where there is room, both are there.
  private func title(of table: NamedTable, in view: ResultView) -> String {
    guard view.tables.count > 1 else { return view.heading }
    let both = "\(view.heading) \(table.model.title)"
    if both.utf16.count <= 27 { return both }
    // The words of the heading that fit in front of the title.
    let room = 25 - table.model.title.utf16.count
    let start = SheetNames.wholeWords(view.heading, within: max(0, room))
    let next = view.heading.dropFirst(start.count).first
    let endsWithWord = next.map { !$0.isASCII || $0 == " " } ?? true
    if room >= 6, !start.isEmpty, endsWithWord {
      return "\(start)… \(table.model.title)"
    }
    return table.model.title
  }

  // MARK: - Sheets

  private func coverSheet(_ name: String, links: [String]) -> Sheet {
    var rows: [[SheetCell]] = [[.text(document.title, .heading(18))]]
    if let subtitle = context.text(document.input.subtitle) {
      rows.append([.text(subtitle, .heading(12))])
    }
    rows.append([])
    if let mark = context.mark {
      rows.append([.text(mark, .alert)])
      rows.append([.text(words.madeUpSentence, .alert)])
      rows.append([])
    }
    if let source = context.source { rows.append([.text(source)]) }
    rows.append([.text(words.madeWith(context.version))])
    rows.append([.text(words.workbookOpening)])
    rows.append([])
    rows += links.map { [SheetCell(.link($0, sheet: $0), .jump)] }
    return Sheet(name: name, rows: rows, widths: [90])
  }

  private func contentsSheet(_ name: String, _ entries: [Entry]) -> Sheet {
    let rows = entries.map { entry -> [SheetCell] in
      [
        SheetCell(.number(Double(entry.number))),
        entry.sheet.map { SheetCell(.link($0, sheet: $0), .jump) }
          ?? .text(words.tooLongForSheet),
        .text(entry.result, .wrapped),
        .text(entry.table.model.title, .wrapped),
        SheetCell(.number(Double(entry.table.rowCount))),
      ]
    }
    // In digits of the standard font: no name of a sheet is cut.
    let longest =
      entries.compactMap(\.sheet).map { TextMeasure.ems($0) * 2 }.max() ?? 0
    return list(
      name, title: words.contents, id: "contents",
      headings: [
        "#", words.sheetColumn, words.resultColumn, words.tableColumn,
        words.rowCount,
      ], rows: rows, widths: [6, min(64, max(36, longest + 2)), 44, 52, 8])
  }

  private func notesSheet(_ name: String, contents: String) -> Sheet {
    var rows: [[SheetCell]] = []
    func add(_ result: String, _ aspect: String, _ text: String) {
      rows.append([
        .text(result, .wrapped), .text(aspect, .wrapped), .text(text, .wrapped),
      ])
    }
    for view in document.views {
      for entry in view.method.entries {
        for sentence in entry.sentences {
          add(view.heading, entry.term, sentence)
        }
      }
    }
    let table = words.tableWords
    for (state, meaning) in [
      (CellState.suppressed, table.suppressed),
      (.notAvailable, table.notAvailable),
      (.notApplicable, table.notApplicable),
      (.lowReliability, table.lowReliability),
    ] {
      add("", "\(words.shorthand) \(state.shorthand)", meaning)
    }
    return list(
      name, title: words.methods, id: "notes", back: contents,
      headings: [words.resultColumn, words.aspect, words.content], rows: rows,
      widths: [36, 20, 100])
  }

  private func dataSheet(_ name: String, contents: String) -> Sheet {
    let rows = document.input.sources.map { source -> [SheetCell] in
      var cells: [SheetCell] = [.text(source.file, .wrapped)]
      cells += [
        source.rowsRead, source.rowsKept, source.rowsRejected,
        source.cellsSetMissing, source.byteCount,
      ].map { SheetCell(.number(Double($0)), .count) }
      cells.append(.text(source.sha256))
      return cells
    }
    return list(
      name, title: words.dataPage, id: "data", back: contents,
      headings: [
        words.file, words.rowsRead, words.rowsKept, words.rowsRejected,
        words.cellsSetMissing, words.bytes, words.hash,
      ], rows: rows, widths: [36, 12, 12, 12, 16, 14, 70])
  }

  /// A sheet that is a table by itself.
  private func list(
    _ name: String, title: String, id: String, back: String? = nil,
    headings: [String], rows: [[SheetCell]], widths: [Double]
  ) -> Sheet {
    var opening: [[SheetCell]] = [[.text(title, .heading(14))]]
    if let mark = context.mark { opening.append([.text(mark, .alert)]) }
    if let back {
      opening.append([
        SheetCell(.link(words.backToContents, sheet: back), .jump)
      ])
    }
    var sheet = Sheet(
      name: name, rows: opening + [[]] + rows, widths: widths,
      table: Sheet.Table(
        name: id, headingRow: opening.count, headings: headings,
        rowCount: rows.count))
    sheet.frozenRows = opening.count + 1
    sheet.isLandscape = true
    return sheet
  }
}

extension CellFormat {
  fileprivate static func heading(_ size: Double) -> CellFormat {
    var format = CellFormat()
    format.isBold = true
    format.size = size
    return format
  }

  fileprivate static let wrapped: CellFormat = {
    var format = CellFormat()
    format.wraps = true
    return format
  }()

  fileprivate static let count: CellFormat = {
    var format = CellFormat()
    format.numberFormat = "#,##0"
    return format
  }()

  fileprivate static let alert: CellFormat = {
    var format = CellFormat()
    format.isBold = true
    format.colour = 0x8A3B00
    return format
  }()

  fileprivate static let jump: CellFormat = {
    var format = CellFormat()
    format.colour = 0x1F4E8C
    return format
  }()
}
