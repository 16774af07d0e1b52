import Diagnostics
import SurveyData

/// What came of reading a file.
public struct ImportResult: Sendable {
  /// The records that could be read, as typed columns.
  public var table: Table
  /// The records that could not, in the order of the file.
  public var rejects: [RejectedRecord]
  /// Everything worth telling, in the order of the file: bad cells, rejected
  /// records, odd headers.
  public var diagnostics: [Diagnostic]

  /// Creates a result.
  public init(
    table: Table, rejects: [RejectedRecord], diagnostics: [Diagnostic]
  ) {
    self.table = table
    self.rejects = rejects
    self.diagnostics = diagnostics
  }
}

/// Reads delimited text, such as CSV, into a table.
public enum DelimitedReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - displayName: What the user calls it; it stands in every place and in
  ///     the table's source. Taken from `path` when left out.
  ///   - options: What is known about the file.
  /// - Throws: A `Diagnostic` when the file cannot be opened, or its header
  ///   cannot be used. Bad records and cells do not throw.
  public static func read(
    file path: String, displayName: String? = nil,
    options: ImportOptions = ImportOptions()
  ) throws(Diagnostic) -> ImportResult {
    throw Diagnostic(.missingFile, at: nil, "not built yet")
  }

  /// Reads the bytes of a file.
  public static func read(
    bytes: [UInt8], displayName: String,
    options: ImportOptions = ImportOptions()
  ) throws(Diagnostic) -> ImportResult {
    throw Diagnostic(.missingFile, at: nil, "not built yet")
  }
}
