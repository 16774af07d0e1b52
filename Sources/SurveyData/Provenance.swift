/// A data file that was read, and what became of its rows.
public struct DataSource: Sendable, Hashable, Codable {
  /// The file as the study or the command line names it.
  public var file: String
  /// The SHA-256 of its bytes in lower-case hexadecimal digits.
  public var sha256: String
  /// Its size.
  public var byteCount: Int
  /// How the file was read: encoding, delimiter and line ends, each with the
  /// reason for the choice.
  public var dialect: [LocalizedText]
  /// Records below the header, blank lines not counted.
  public var rowsRead: Int
  /// Records that are in the table.
  public var rowsKept: Int
  /// Records that were set aside with a reason.
  public var rowsRejected: Int
  /// Cells that were set missing because they could not be used.
  public var cellsSetMissing: Int

  /// Creates a source.
  public init(
    file: String, sha256: String = "", byteCount: Int = 0,
    dialect: [LocalizedText] = [], rowsRead: Int = 0, rowsKept: Int = 0,
    rowsRejected: Int = 0, cellsSetMissing: Int = 0
  ) {
    self.file = file
    self.sha256 = sha256
    self.byteCount = byteCount
    self.dialect = dialect
    self.rowsRead = rowsRead
    self.rowsKept = rowsKept
    self.rowsRejected = rowsRejected
    self.cellsSetMissing = cellsSetMissing
  }
}

/// How a result came about: from files to the number.
public struct Provenance: Sendable, Hashable, Codable {
  /// The files behind it.
  public var sources: [DataSource]
  /// The condition that rows had to meet, as written.
  public var filter: String?
  /// Whether rules of quality took rows out beside that.
  public var isKeptByQuality = false
  /// Rows of the table before the filter.
  public var rowsAvailable: Int
  /// Rows that met the filter.
  public var rowsUsed: Int
  /// The design: strata, clusters, weights and population sizes in words.
  public var design: LocalizedText?
  /// The formula of the method.
  public var formula: String
  /// What became of the rows of each table, from the file to the number.
  public var funnels: [RowFunnel] = []

  /// Creates a provenance.
  public init(
    sources: [DataSource], filter: String? = nil, rowsAvailable: Int = 0,
    rowsUsed: Int = 0, design: LocalizedText? = nil, formula: String = ""
  ) {
    self.sources = sources
    self.filter = filter
    self.rowsAvailable = rowsAvailable
    self.rowsUsed = rowsUsed
    self.design = design
    self.formula = formula
  }
}
