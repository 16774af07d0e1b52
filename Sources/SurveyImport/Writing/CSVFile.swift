import CellText
import SurveyData

/// Writes a table as CSV: UTF-8, commas, lines that end with CR LF (RFC
/// 4180), the names of the columns first.
///
/// - Texts are quoted only where it is needed: around commas, quotes, line
///   breaks, blanks at their ends, and words such as `NA` that other programs
///   take for nothing.
/// - A question with several answers becomes one column an option, named
///   `question/option`, with 1, 0 or a missing value.
/// - Numbers are written with the fewest digits that read back as the same
///   number, dates as `2024-01-31`.
public struct CSVFile: Sendable {
  /// How cells without a value are written.
  public enum MissingCells: Sendable {
    /// Every one of them empty.
    case empty
    /// By the codes of `MissingSpelling`, so that reasons read back.
    case coded
  }

  /// How cells without a value are written.
  public var missingCells = MissingCells.coded
  /// Whether texts that a spreadsheet would run as a formula get an
  /// apostrophe before them. They read back as they were with
  /// `ImportOptions.dropsFormulaGuards`.
  public var guardsFormulas = false
  /// Whether the file starts with a byte order mark, which Excel needs to
  /// read Chinese.
  public var hasByteOrderMark = false
  /// The end of a line.
  public var lineEnd = "\r\n"

  /// Creates a writer whose files read back equal.
  public init() {}

  /// The bytes of the whole file.
  public func bytes(of table: Table) -> [UInt8] {
    var bytes: [UInt8] = []
    write(table) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Hands the file to `sink` piece by piece, so that a large one never is in
  /// memory as a whole.
  public func write<Failure: Error>(
    _ table: Table, to sink: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let columns = Self.written(table.columns)
    let writers = columns.map { CSVCells($0, file: self) }
    let end = Array(lineEnd.utf8)
    var line: [UInt8] = hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    for (position, column) in columns.enumerated() {
      if position > 0 { line.append(comma) }
      append(column.name, to: &line, isFirst: position == 0)
    }
    line += end
    let limit = 1 << 18
    line.reserveCapacity(limit + 4096)
    for row in 0..<table.rowCount {
      let start = line.count
      for position in writers.indices {
        if position > 0 { line.append(comma) }
        writers[position].append(row, to: &line)
      }
      // A line with nothing on it would be skipped as blank.
      if line.count == start { line += [quote, quote] }
      line += end
      if line.count >= limit {
        try sink(line[...])
        line.removeAll(keepingCapacity: true)
      }
    }
    if !line.isEmpty { try sink(line[...]) }
  }

  /// The columns as they are written, several answers as one column an option.
  static func written(_ columns: [Column]) -> [Column] {
    columns.flatMap { column -> [Column] in
      guard case .choices(let answers) = column.values else { return [column] }
      return answers.options.indices.compactMap { column.option($0) }
    }
  }

  /// Adds a text, quoted where that is needed.
  func append(_ text: String, to line: inout [UInt8], isFirst: Bool = false) {
    let text = guardsFormulas ? withFormulaGuard(text) : text
    guard needsQuotes(text, isFirst: isFirst) else {
      line.append(contentsOf: text.utf8)
      return
    }
    line.append(quote)
    for byte in text.utf8 {
      if byte == quote { line.append(quote) }
      line.append(byte)
    }
    line.append(quote)
  }

  private func needsQuotes(_ text: String, isFirst: Bool) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return false }
    if first <= 0x20 || last <= 0x20 { return true }
    for byte in bytes {
      switch byte {
      case quote, comma, 0x0A, 0x0D, 0x09, UInt8(ascii: ";"), UInt8(ascii: "|"):
        return true
      default: continue
      }
    }
    if isFirst, text.lowercased().hasPrefix("sep=") { return true }
    // The file must not begin as a web page, a workbook or a document does.
    if isFirst,
      text.contains("<") || text.hasPrefix("%PDF")
        || text.hasPrefix("PK")
    {
      return true
    }
    return bytes.count <= 4
      && ["na", "n/a", "#n/a", "null", "nan", "none", "nil"]
        .contains(text.lowercased())
  }
}

/// Returns the CSV file of `table`, which reads back equal with the codebook
/// of `codebookText(of:)`.
public func csvFile(of table: Table) -> [UInt8] {
  CSVFile().bytes(of: table)
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
