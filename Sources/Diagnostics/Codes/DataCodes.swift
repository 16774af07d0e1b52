extension DiagnosticCode {
  /// Codes of data files and codebooks.
  static let data: [DiagnosticCode] =
    [
      emptyFile, unsupportedEncoding, damagedHeader, duplicateHeader,
      tooManyColumns, unreadableFile, notDelimitedText, rejectedRecord,
      tooManyRejects, unreadableCell, outOfRangeCell, mixedColumn,
      spelledMissing, mixedPercentages, numbersAsText, unlistedValue,
      oddHeader, oddRecords, noRows, uncertainEncoding, totalRows, titleLine,
      noteLine,
      codebookColumn, writtenForm, doubtfulForm, serialDays, daysAsText,
    ] + profiles

  /// A file without a header.
  public static let emptyFile = DiagnosticCode(
    "D101", "empty-file",
    """
    The data file has no bytes, or nothing but blank lines and comments. Mostly
    an export or a download was cut. Save the file again; its first line has to
    be the names of the columns.
    """)

  /// An encoding that cannot be read.
  public static let unsupportedEncoding = DiagnosticCode(
    "D102", "unsupported-encoding",
    """
    The file is in UTF-32, or it is UTF-16 that breaks off in the middle of a
    character. Save it again as UTF-8, or ask for a complete copy.
    """)

  /// A header that cannot be read.
  public static let damagedHeader = DiagnosticCode(
    "D103", "damaged-header",
    """
    The first record names the columns, and it has a fault: bytes that the
    encoding does not have, a stray quote or a NUL byte. Nothing below it can
    be trusted, so the file is refused. When the names look like gibberish,
    set the encoding, for example `encoding: gb18030`.
    """)

  /// The same name twice in the header.
  public static let duplicateHeader = DiagnosticCode(
    "D104", "duplicate-header",
    """
    Two columns have the same name, so a name in the study would be ambiguous.
    Rename one in the file, or set `duplicates: rename`: the first keeps its
    name, the others become `name__2`, `name__3` and so on.
    """)

  /// A file with more columns than the limit.
  public static let tooManyColumns = DiagnosticCode(
    "D105", "too-many-columns",
    """
    A record has more fields than any survey. Most often the delimiter or the
    line ends are not what they seem.
    """)

  /// A file that could be opened but not read.
  public static let unreadableFile = DiagnosticCode(
    "D106", "unreadable-file",
    """
    The file is there, but reading it failed, it is a folder, or it changed
    while it was being read. The message has the reason of the system, such as
    "permission denied". Close the program that writes it, or copy it to a
    place where you may read it.
    """)

  /// A workbook or a document instead of delimited text.
  public static let notDelimitedText = DiagnosticCode(
    "D107", "not-delimited-text",
    """
    The file is an Excel workbook, a PDF document or a web page; many systems
    export tables as web pages and call them `.xls`. In Excel or WPS choose
    *Save as* and the type *CSV UTF-8*, one file for each sheet; from a PDF, ask
    for the table that it was made of.
    """)

  /// A record that was set aside.
  public static let rejectedRecord = DiagnosticCode(
    "D201", "rejected-record",
    """
    A record cannot be read without guessing: it has too few or too many
    fields, a quote that is not closed or stands in the middle of a field, a
    NUL byte, or bytes that the encoding does not have. It is left out of the
    table and written to the file of rejects. Mend the record in the data
    file; `max-rejects` says how many are acceptable.
    """)

  /// More rejected records than allowed.
  public static let tooManyRejects = DiagnosticCode(
    "D202", "too-many-rejects",
    """
    More records were set aside than `max-rejects` allows. Results from the
    rest would not describe the file.
    """)

  /// A cell of the wrong type.
  public static let unreadableCell = DiagnosticCode(
    "D210", "unreadable-cell",
    """
    The codebook says what a column holds, and a cell holds something else,
    such as a word in a column of numbers or a day that no calendar has. The
    cell is set missing with the reason `unreadable`. Mend it, or declare the
    text under `missing` in the codebook.
    """)

  /// A number outside the scale.
  public static let outOfRangeCell = DiagnosticCode(
    "D211", "out-of-range-cell",
    """
    A number lies outside the scale that the codebook gives. The cell is set
    missing with the reason `out-of-range`. Mend it, declare the code under
    `missing`, or widen the scale.
    """)

  /// A column of numbers with some texts.
  public static let mixedColumn = DiagnosticCode(
    "D212", "mixed-column",
    """
    Nearly all cells of a column are numbers or dates, but some are not, so
    the whole column was read as text. Give the column a `type` in the
    codebook; then the odd cells are set missing and listed one by one.
    """)

  /// Texts such as NA that were taken as missing.
  public static let spelledMissing = DiagnosticCode(
    "D213", "spelled-missing",
    """
    A column of numbers or dates has cells such as `NA`, `NULL`, a dash or a
    stroke. They were read as blank. Declare them under `missing` in the
    codebook to give another reason.
    """)

  /// Percent signs on some numbers of a column only.
  public static let mixedPercentages = DiagnosticCode(
    "D214", "mixed-percentages",
    """
    A column of numbers has cells such as `95%` beside plain numbers. With a
    scale up to 1, `95%` is read as 0.95; with a scale beyond 1, or with the
    unit `%`, as 95. Without a scale it is 95, because the plain numbers may
    be of either kind; where every number has the sign it is 0.95. Write all
    cells of the column in the same way.
    """)

  /// Numbers that stayed text.
  public static let numbersAsText = DiagnosticCode(
    "D215", "numbers-as-text",
    """
    A column was read as text, although most of its cells are numbers with a
    percent sign, separators of thousands, a currency or a unit, or in
    full-width digits, and some are not. `type: number` in the codebook reads
    percent signs and full-width digits, with `unit` also a currency or a unit
    such as 元, and with `thousands` for the data set separators between
    groups of digits. What is no number then is set missing and listed.
    """)

  /// Days that stayed text.
  public static let daysAsText = DiagnosticCode(
    "D345", "days-as-text",
    """
    A column was read as text, although most of its cells are days: written
    with the year at the end, such as `3/5/2024`, which can be 5 March or 3
    May, or with points or a time of day. `date-order: mdy` or `dmy` for the
    data set reads the former, `type: date` for the column in the codebook the
    latter. A column of text cannot be compared with days or put in order. Or
    a column named after a day holds numbers such as 45356, as spreadsheets
    count days: with `type: date` they become days.
    """)

  /// Values that the codebook does not list.
  public static let unlistedValue = DiagnosticCode(
    "D216", "unlisted-value",
    """
    The codebook lists the `values` of a variable, and cells hold others. They
    are kept as they are and count as answers of their own, even when only a
    space is different. Correct the data file, or add the values to the
    codebook, under `missing` when they are no answers. For numbers with a
    `scale`, not every code needs a label.
    """)

  /// A header that was mended.
  public static let oddHeader = DiagnosticCode(
    "D220", "odd-header",
    """
    Columns without a name were called `column_<n>`, names that stand twice
    were numbered, or a delimiter at the end of every line was left out.
    """)

  /// Records that were read with a concession.
  public static let oddRecords = DiagnosticCode(
    "D221", "odd-records",
    """
    Blank lines were skipped, quotes in the middle of fields were taken as
    letters because the study says so, or the header stands once more between
    the rows, as it does when several exports were put together.
    """)

  /// A table without rows.
  public static let noRows = DiagnosticCode(
    "D222", "no-rows",
    """
    The file has a header and nothing below it. Analyses of it have no rows to
    count. See whether the export was filtered, or whether the rows are in
    another file.
    """)

  /// An encoding that could be another.
  public static let uncertainEncoding = DiagnosticCode(
    "D223", "uncertain-encoding",
    """
    The bytes of the file do not fit one encoding without faults. The one that
    fits best was taken; set `encoding` when the texts look wrong.
    """)

  /// Rows of totals among the records.
  public static let totalRows = DiagnosticCode(
    "D224", "total-rows",
    """
    A row holds a word such as 合计, 小计, 平均, Total or Average, so that it
    sums up other rows. As a record it would be counted once more. Set
    `total-rows: drop` for the data set to set such rows aside; with
    `total-rows: keep` they are records like any other. A word that the
    codebook lists among the `values` of the column is an answer, and 平均,
    均值, Average and Sum count in the first cell of a row only.
    """)

  /// A title above the header.
  public static let titleLine = DiagnosticCode(
    "D225", "title-line",
    """
    The first line was taken for the names of the columns, but it has one text
    only and the lines below have several fields, as in a table that has a
    title above its header. Set `skip-lines` for the data set to the number of
    lines above the header.
    """)

  /// Notes below a table.
  public static let noteLine = DiagnosticCode(
    "D226", "note-line",
    """
    The last records have a text such as `注：…` or `Source: …` in their first
    column and nothing in the others, as notes below a table. They count as
    rows: shares and bases include them. Delete the lines in the file, or leave
    them out with a `filter` of the data set.
    """)

  /// A codebook variable without a column.
  public static let codebookColumn = DiagnosticCode(
    "D230", "codebook-column",
    """
    The codebook describes a variable that the data file does not have. Most
    often the name is spelt differently in the two files.
    """)

  /// Numbers in a form that was found out.
  public static let writtenForm = DiagnosticCode(
    "D231", "written-form",
    """
    The numbers of a column have decimal commas, separators of thousands,
    percent signs or full-width digits, and the first records leave no doubt
    which of these. They were read as numbers. Should a later cell not fit,
    the column stays text.
    """)

  /// Numbers with two readings.
  public static let doubtfulForm = DiagnosticCode(
    "D232", "doubtful-form",
    """
    The commas in a column can separate decimals, groups of thousands, or the
    codes of several answers. A wrong guess would change the data, so that no
    guess was made: the column stays text, or its cells are set missing where
    the codebook asks for numbers. Say how the file writes numbers with
    `decimal: ","` or `thousands: ","`.
    """)

  /// Days as numbers of a spreadsheet.
  public static let serialDays = DiagnosticCode(
    "D233", "serial-days",
    """
    A column of days holds numbers such as 45356, as spreadsheets count days.
    They were read as days from 1900 on, or from 1904 with
    `date-system: 1904`. The numbers from 1900 to 2100 can be years, and a
    number in a column of written days a mistake: they are read as days only
    when `date-system` is set.
    """)
}
