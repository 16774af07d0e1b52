/// The signs and rules that a delimited file was read with, whether they were
/// set or found.
public struct Dialect: Sendable, Hashable {
  /// The byte between fields.
  public var delimiter: UInt8
  /// The byte around fields; `nil` when quotes have no meaning.
  public var quote: UInt8?
  /// The byte that takes the meaning from the byte after it.
  public var escape: UInt8?
  /// Whether two quotes inside quotes stand for one.
  public var doublesQuotes: Bool
  /// The byte that makes a comment of the line that it starts.
  public var comment: UInt8?
  /// Whether the first record holds the names of the columns.
  public var hasHeader: Bool
  /// Lines that were passed over above the header.
  public var skippedLines: Int
  /// What is done with names that stand twice in the header.
  public var duplicates: ImportOptions.Duplicates
  /// What is done with stray quotes.
  public var bareQuotes: ImportOptions.BareQuotes
  /// The largest field in bytes.
  public var maximumFieldBytes: Int
  /// The largest number of columns.
  public var maximumColumns: Int
  /// How records end, with the number of records for each.
  public var lineEnds: [LineEnd]

  /// One way to end a record.
  public struct LineEnd: Sendable, Hashable {
    /// `LF`, `CRLF` or `CR`.
    public var name: String
    /// How many records, comments and blank lines end so.
    public var count: Int
  }

  init(
    delimiter: UInt8, options: ImportOptions,
    lineEnds: (feeds: Int, pairs: Int, returns: Int)
  ) {
    self.delimiter = delimiter
    quote = options.quote
    escape = options.escape
    doublesQuotes = options.doublesQuotes
    comment = options.comment
    hasHeader = options.hasHeader
    skippedLines = options.skippedLines
    duplicates = options.duplicates
    bareQuotes = options.bareQuotes
    maximumFieldBytes = options.maximumFieldBytes
    maximumColumns = options.maximumColumns
    self.lineEnds = [
      LineEnd(name: "LF", count: lineEnds.feeds),
      LineEnd(name: "CRLF", count: lineEnds.pairs),
      LineEnd(name: "CR", count: lineEnds.returns),
    ].filter { $0.count > 0 }
  }
}
