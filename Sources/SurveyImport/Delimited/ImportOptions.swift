import SurveyData

/// How a delimited file is to be read; what is left open is found out.
public struct ImportOptions: Sendable {
  /// What to do with names that stand twice in the header.
  public enum Duplicates: String, Sendable, CaseIterable {
    /// Refuse the file.
    case stop
    /// Keep the first and call the others `name__2`, `name__3`, …
    case rename
  }

  /// What to do with a quote inside a field that did not begin with one.
  public enum BareQuotes: String, Sendable, CaseIterable {
    /// Set the record aside: a delimiter may be lost before the quote.
    case reject
    /// Take the quote as a letter like any other.
    case literal
  }

  /// What to do with rows that sum up others, such as those that begin with
  /// 合计 or Total.
  public enum TotalRows: String, Sendable, CaseIterable {
    /// Read them like any record.
    case keep
    /// Set them aside.
    case drop
  }

  /// The sign between the whole and the fraction of a number.
  public enum Decimal: String, Sendable, CaseIterable {
    /// `3.5`.
    case point = "."
    /// `3,5`.
    case comma = ","
  }

  /// The sign between groups of three digits.
  public enum Thousands: String, Sendable, CaseIterable {
    /// There is none.
    case none
    /// `1,234`, also with the full-width comma.
    case comma = ","
    /// `1.234`.
    case point = "."
    /// `1 234`, also with spaces that do not break.
    case space
    /// `1'234`, also with `’`.
    case apostrophe = "'"
  }

  /// The order of the parts of a day.
  public enum DateOrder: String, Sendable, CaseIterable {
    /// `31.1.2024`.
    case dayFirst = "dmy"
    /// `1/31/2024`.
    case monthFirst = "mdy"
    /// `2024-1-31`.
    case yearFirst = "ymd"
  }

  /// How spreadsheets number days.
  public enum DateSystem: String, Sendable, CaseIterable {
    /// 1 is 1 January 1900, and 60 the 29 February that 1900 did not have.
    case windows = "1900"
    /// 0 is 1 January 1904.
    case macintosh = "1904"
  }

  /// The platform whose export a file is.
  public enum Profile: String, Sendable, CaseIterable {
    /// Found by the file itself.
    case automatic = "auto"
    /// None: the file is read as it stands.
    case off = "none"
    /// Qualtrics, with two or three header rows.
    case qualtrics
    /// LimeSurvey, with codes or full texts.
    case limesurvey
    /// SurveyMonkey, with two header rows.
    case surveymonkey
    /// KoboToolbox, with names or labels.
    case kobotoolbox
    /// 问卷星, by text or by number.
    case wenjuanxing
    /// Google Forms.
    case googleForms = "google-forms"
    /// Microsoft Forms.
    case microsoftForms = "microsoft-forms"
    /// REDCap, raw or labelled.
    case redcap
  }

  /// The encoding; `nil` finds it. A byte order mark wins over both.
  public var encoding: TextEncoding?
  /// The delimiter as an ASCII byte; `nil` finds it. A first line `sep=;`
  /// wins over both.
  public var delimiter: UInt8?
  /// The quote as an ASCII byte; `nil` gives quotes no meaning.
  public var quote: UInt8? = UInt8(ascii: "\"")
  /// An ASCII byte that takes the meaning from the byte after it.
  public var escape: UInt8?
  /// Whether two quotes inside quotes stand for one.
  public var doublesQuotes = true
  /// An ASCII byte that makes a comment of a line that starts with it.
  public var comment: UInt8?
  /// Whether the first record holds the names of the columns. Without a
  /// header the columns are called `column_1`, `column_2`, …
  public var hasHeader = true
  /// Lines above the header that are not part of the table.
  public var skippedLines = 0
  /// The platform whose export the file is.
  public var profile = Profile.automatic
  /// What is known about the columns.
  public var codebook: Codebook?
  /// What to do with names that stand twice in the header.
  public var duplicates = Duplicates.stop
  /// What to do with stray quotes.
  public var bareQuotes = BareQuotes.reject
  /// What to do with rows that sum up others; `nil` keeps them and warns.
  public var totalRows: TotalRows?
  /// Whether Chinese headers of the built-in schemas become field names.
  public var translatesChineseHeaders = true
  /// Whether every cell stays the text that it is.
  public var readsAllAsText = false
  /// Whether the apostrophe is dropped that stands before a text to keep
  /// spreadsheets from running it as a formula.
  public var dropsFormulaGuards = false
  /// Whether the table's source names the SHA-256 of the file.
  public var hashesFile = true
  /// The sign of decimals, `.` or `,`; `nil` finds it out for each column.
  public var decimal: Decimal?
  /// The sign between groups of three digits; `nil` finds it out for each
  /// column.
  public var thousands: Thousands?
  /// The order of day, month and year where the year comes last or has two
  /// readings; `nil` reads only days that start with the year.
  public var dateOrder: DateOrder?
  /// The first day of the serial numbers of spreadsheets.
  public var dateSystem: DateSystem?
  /// More rejected records than this are an error; `nil` allows any number.
  /// Rows of totals are not counted.
  public var maximumRejects: Int?
  /// The largest field; a record with a larger one is rejected.
  public var maximumFieldBytes = 16 << 20
  /// The largest number of columns; a file with more is refused.
  public var maximumColumns = 100_000

  /// The parts that a file is read in: small enough for a core's own memory
  /// with all that is noted about them. Results do not depend on it.
  public var chunkBytes = 1 << 18

  /// Creates options that find everything out.
  public init(
    encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
    codebook: Codebook? = nil, duplicates: Duplicates = .stop,
    maximumRejects: Int? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.codebook = codebook
    self.duplicates = duplicates
    self.maximumRejects = maximumRejects
  }
}
