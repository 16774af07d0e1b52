import CXlsxWriter
import Glibc

extension Workbook {
  /// The bytes of the XLSX file.
  ///
  /// libxlsxwriter puts parts into files of their own before it packs them.
  /// These, and the file itself, go to `scratch` and are gone afterwards.
  /// What it wrote is unpacked and counted, because the library does not
  /// notice a disk that fills up while it writes a part.
  ///
  /// - Parameter scratch: A folder that can be written, with no other use
  ///   while this runs.
  /// - Throws: `WorkbookFault`, with no file left in `scratch`.
  public func bytes(
    scratch: String
  ) throws(WorkbookFault) -> [UInt8] {
    guard !sheets.isEmpty else { throw WorkbookFault("it has no sheet") }
    guard access(scratch, W_OK | X_OK) == 0 else {
      throw WorkbookFault("its folder cannot be written")
    }
    let path = scratch + "/workbook.xlsx"
    unlink(path)
    defer { unlink(path) }
    var writer = try WorkbookWriter(path: path, scratch: scratch)
    let cells: [Int]
    do throws(WorkbookFault) {
      cells = try writer.write(self)
    } catch {
      _ = try? writer.close()
      throw error
    }
    try writer.close()
    let bytes = try Self.read(path)
    try ZipArchive(bytes).checkWorkbook(cells: cells)
    return bytes
  }

  private static func read(_ path: String) throws(WorkbookFault) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw WorkbookFault("the file cannot be opened again")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { break }
    }
    guard ferror(file) == 0 else {
      throw WorkbookFault("the file cannot be read again")
    }
    return bytes
  }
}

/// A workbook in the hands of libxlsxwriter.
private struct WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private var quoted: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private var tableNames = TableNames()

  init(path: String, scratch: String) throws(WorkbookFault) {
    // The library copies both names.
    let book = scratch.withCString { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(path, &options)
    }
    guard let book else { throw WorkbookFault("there is no memory for it") }
    self.book = book
  }

  /// Packs the file and gives the memory back.
  func close() throws(WorkbookFault) {
    try check(workbook_close(book))
  }

  /// - Returns: The number of cells of each sheet.
  mutating func write(_ workbook: Workbook) throws(WorkbookFault) -> [Int] {
    try setProperties(workbook)
    var counts: [Int] = []
    for sheet in workbook.sheets {
      guard let page = workbook_add_worksheet(book, sheet.name) else {
        throw WorkbookFault("'\(sheet.name)' cannot be the name of a sheet")
      }
      counts.append(try write(sheet, on: page))
    }
    return counts
  }

  /// The day of creation is always the same, so that the bytes are.
  private func setProperties(_ workbook: Workbook) throws(WorkbookFault) {
    let title = strdup(cut(cellText(workbook.title), to: 255))
    let application = strdup(cellText(workbook.application))
    defer {
      free(title)
      free(application)
    }
    var properties = lxw_doc_properties()
    properties.title = title
    properties.comments = application
    properties.created = 946_684_800
    try check(workbook_set_properties(book, &properties))
  }

  private mutating func write(
    _ sheet: Sheet, on page: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookFault) -> Int {
    worksheet_set_paper(page, 9)
    worksheet_fit_to_pages(page, sheet.pagesAcross, 0)
    if sheet.isLandscape { worksheet_set_landscape(page) }
    let repeated = sheet.repeatedOnPages
    if repeated.columns, let last = UInt16(exactly: sheet.frozenColumns - 1) {
      // Every page across says which rows these are.
      try check(worksheet_repeat_columns(page, 0, last))
    }
    for (column, width) in sheet.widths.enumerated() {
      guard let column = UInt16(exactly: column), column < 16_384 else { break }
      let width = Sheet.drawn(width)
      try check(worksheet_set_column(page, column, column, width, nil))
    }
    var count = 0
    for (row, height) in sheet.heights {
      guard let row = UInt32(exactly: row) else { break }
      try check(worksheet_set_row(page, row, height, nil))
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        if sheet.table?.headingRow == row,
          column < sheet.table?.headings.count ?? 0
        {
          continue
        }
        count += try write(cell, row, column, on: page)
      }
    }
    if let table = sheet.table {
      count += try write(table, of: sheet, on: page)
      if repeated.headings, let row = UInt32(exactly: table.headingRow) {
        // Every printed page has the headings.
        try check(worksheet_repeat_rows(page, row, row))
      }
    }
    // Codes and years among labels are texts on purpose.
    try check(
      worksheet_ignore_errors(
        page, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue),
        "A1:XFD1048576"))
    if sheet.frozenRows + sheet.frozenColumns > 0,
      let row = UInt32(exactly: sheet.frozenRows),
      let column = UInt16(exactly: sheet.frozenColumns)
    {
      worksheet_freeze_panes(page, row, column)
    }
    return count
  }

  private mutating func write(
    _ cell: SheetCell, _ row: Int, _ column: Int,
    on page: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookFault) -> Int {
    guard let row = UInt32(exactly: row), row < 1_048_576,
      let column = UInt16(exactly: column), column < 16_384
    else { throw WorkbookFault("a sheet has too many rows or columns") }
    switch cell.content {
    case .empty: return 0
    case .number(let value):
      guard value.isFinite else {
        throw WorkbookFault("a number is not finite")
      }
      try check(
        worksheet_write_number(page, row, column, value, format(cell.format)))
    case .text(let text):
      let text = cellText(text)
      guard !text.isEmpty else {
        // An empty cell is written only for the colour behind it.
        guard cell.format.fill != nil else { return 0 }
        try check(worksheet_write_blank(page, row, column, format(cell.format)))
        return 1
      }
      let format = format(cell.format, isQuoted: changesWhenEdited(text))
      try check(worksheet_write_string(page, row, column, text, format))
    case .link(let text, let sheet):
      let text = cut(cellText(text), to: 250)
      guard !text.isEmpty else { return 0 }
      let target = sheet.replacing("'", with: "''")
      try check(
        worksheet_write_url_opt(
          page, row, column, "internal:'\(target)'!A1", format(cell.format),
          text, nil))
    }
    return 1
  }

  /// The table with its headings.
  private mutating func write(
    _ table: Sheet.Table, of sheet: Sheet,
    on page: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookFault) -> Int {
    let headings = tableHeadings(table.headings)
    guard let first = UInt32(exactly: table.headingRow), !headings.isEmpty,
      let width = UInt16(exactly: headings.count), width < 16_384
    else { throw WorkbookFault("a table lies outside of its sheet") }
    var look = CellFormat()
    look.isBold = true
    look.wraps = true
    let leading = format(look)
    look.alignment = .trailing
    let trailing = format(look)
    let looks = headings.indices.map {
      sheet.holdsNumbers($0) ? trailing : leading
    }
    guard table.rowCount > 0 else {
      for (column, heading) in zip(UInt16(0)..., headings) {
        try check(
          worksheet_write_string(
            page, first, column, heading, looks[Int(column)]))
      }
      return headings.count
    }
    guard let last = UInt32(exactly: table.headingRow + table.rowCount),
      last < 1_048_576
    else { throw WorkbookFault("a table has too many rows") }
    let texts = headings.map { strdup($0) }
    let name = strdup(tableNames.name(table.name))
    let columns = UnsafeMutablePointer<lxw_table_column>.allocate(
      capacity: headings.count)
    columns.initialize(repeating: lxw_table_column(), count: headings.count)
    defer {
      texts.forEach { free($0) }
      free(name)
      columns.deallocate()
    }
    for (position, text) in texts.enumerated() {
      columns[position].header = text
      columns[position].header_format = looks[position]
    }
    // The list ends with a null pointer.
    var list: [UnsafeMutablePointer<lxw_table_column>?] =
      headings.indices.map { columns + $0 } + [nil]
    let error = list.withUnsafeMutableBufferPointer { list in
      var options = lxw_table_options()
      options.name = name
      options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
      options.style_type_number = 1
      options.columns = list.baseAddress
      return worksheet_add_table(page, first, 0, last, width - 1, &options)
    }
    try check(error)
    return headings.count
  }

  // MARK: - Formats

  private mutating func format(
    _ look: CellFormat, isQuoted: Bool = false
  ) -> UnsafeMutablePointer<lxw_format>? {
    if let known = isQuoted ? quoted[look] : formats[look] { return known }
    guard let format = workbook_add_format(book) else { return nil }
    if !look.numberFormat.isEmpty {
      format_set_num_format(format, look.numberFormat)
    }
    if look.isBold { format_set_bold(format) }
    if look.size != 11 { format_set_font_size(format, look.size) }
    if look.wraps { format_set_text_wrap(format) }
    let alignment: lxw_format_alignments? =
      switch look.alignment {
      case .automatic: nil
      case .leading: LXW_ALIGN_LEFT
      case .center: LXW_ALIGN_CENTER
      case .trailing: LXW_ALIGN_RIGHT
      }
    if let alignment { format_set_align(format, UInt8(alignment.rawValue)) }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_font_color(format, lxw_color_t(truncatingIfNeeded: look.colour))
    if let fill = look.fill {
      format_set_bg_color(format, lxw_color_t(truncatingIfNeeded: fill))
    }
    if isQuoted {
      // A cell of the format "@" stays text when somebody edits it.
      format_set_num_format(format, "@")
      quoted[look] = format
    } else {
      formats[look] = format
    }
    return format
  }

  private func check(_ error: lxw_error) throws(WorkbookFault) {
    guard error != LXW_NO_ERROR else { return }
    let text = lxw_strerror(error).map { String(cString: $0) } ?? "no reason"
    let reason = text.hasSuffix(".") ? String(text.dropLast()) : text
    throw WorkbookFault(reason.prefix(1).lowercased() + reason.dropFirst())
  }
}
