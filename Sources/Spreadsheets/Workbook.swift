/// A workbook before it is a file: sheets of typed cells.
///
/// It is a plain value. `bytes(scratch:)` turns it into an XLSX file; the
/// same workbook gives the same bytes.
public struct Workbook: Hashable, Sendable {
  /// The title among the properties of the file.
  public var title: String
  /// The program that made it, among the properties of the file.
  public var application: String
  /// The sheets in order; at least one.
  public var sheets: [Sheet]

  /// Creates a workbook.
  public init(title: String, application: String, sheets: [Sheet]) {
    self.title = title
    self.application = application
    self.sheets = sheets
  }
}

/// One sheet.
public struct Sheet: Hashable, Sendable {
  /// A range that spreadsheets can sort, filter and name: one line of
  /// headings directly above its rows. It starts in the first column.
  public struct Table: Hashable, Sendable {
    /// The name in formulas: a letter or `_` first, then letters, digits and
    /// `_`. Names that are taken or not legal are changed when written.
    public var name: String
    /// The row of the headings, from 0.
    public var headingRow: Int
    /// The headings; repeated and empty ones are changed when written,
    /// because spreadsheets refuse them.
    public var headings: [String]
    /// The rows below the headings.
    public var rowCount: Int

    /// Creates a table.
    public init(
      name: String, headingRow: Int, headings: [String], rowCount: Int
    ) {
      self.name = name
      self.headingRow = headingRow
      self.headings = headings
      self.rowCount = rowCount
    }
  }

  /// The name on its tab. Use `SheetNames` for names that are legal.
  public var name: String
  /// The cells, row by row. A table's headings need no cells of their own.
  public var rows: [[SheetCell]]
  /// The widths of the columns, in digits of the standard font.
  public var widths: [Double]
  /// The range with headings, if there is one.
  public var table: Table?
  /// The rows that stay in sight when the sheet is scrolled.
  public var frozenRows = 0
  /// The columns that stay in sight when the sheet is scrolled.
  public var frozenColumns = 0
  /// Whether it is printed across the page.
  public var isLandscape = false

  /// Creates a sheet.
  public init(
    name: String, rows: [[SheetCell]] = [], widths: [Double] = [],
    table: Table? = nil
  ) {
    self.name = name
    self.rows = rows
    self.widths = widths
    self.table = table
  }
}

/// One cell.
public struct SheetCell: Hashable, Sendable {
  /// What a cell holds.
  public enum Content: Hashable, Sendable {
    /// Nothing.
    case empty
    /// A text; never read as a formula.
    case text(String)
    /// A finite number.
    case number(Double)
    /// A link to the first cell of a sheet of this workbook.
    case link(String, sheet: String)
  }

  /// What it holds.
  public var content: Content
  /// How it looks.
  public var format: CellFormat

  /// Creates a cell.
  public init(_ content: Content, _ format: CellFormat = CellFormat()) {
    self.content = content
    self.format = format
  }

  /// A text.
  public static func text(
    _ text: String, _ format: CellFormat = CellFormat()
  ) -> SheetCell {
    SheetCell(.text(text), format)
  }

  /// Nothing.
  public static let empty = SheetCell(.empty)
}

/// How a cell looks.
public struct CellFormat: Hashable, Sendable {
  /// Where the content goes.
  public enum Alignment: Hashable, Sendable {
    /// Numbers at the end, texts at the start.
    case automatic
    /// At the start.
    case leading
    /// In the middle.
    case center
    /// At the end.
    case trailing
  }

  /// How a number is printed, such as `0.0%`; empty for the general format.
  public var numberFormat = ""
  /// Whether it is bold.
  public var isBold = false
  /// The size of the letters in points.
  public var size = 11.0
  /// Whether long texts break into lines.
  public var wraps = false
  /// Where the content goes.
  public var alignment = Alignment.automatic
  /// The colour of the letters as 0xRRGGBB.
  public var colour = 0x1A1A1A
  /// The colour behind them; `nil` for none.
  public var fill: Int?

  /// Creates the plain format.
  public init() {}
}
