import Diagnostics
import SurveyData

/// What came of reading a file.
public struct ImportResult: Sendable {
  /// The records that could be read, as typed columns.
  public var table: Table
  /// The records that could not, in the order of the file.
  public var rejects: [RejectedRecord]
  /// Everything worth telling, in the order of the file: bad cells, rejected
  /// records, odd headers. The list is complete, so a long one has to be
  /// grouped before it is shown.
  public var diagnostics: [Diagnostic]
  /// What was found out about the file.
  public var recognition: Recognition

  /// Creates a result.
  public init(
    table: Table, rejects: [RejectedRecord], diagnostics: [Diagnostic],
    recognition: Recognition = Recognition()
  ) {
    self.table = table
    self.rejects = rejects
    self.diagnostics = diagnostics
    self.recognition = recognition
  }
}

/// Reads delimited text, such as CSV, into a table.
///
/// Encoding and delimiter are found from the bytes unless they are given, and
/// the table's source says what was found and why. Records that cannot be
/// read without guessing are set aside; cells that do not fit the codebook
/// are set missing with a reason. Both are reported one by one.
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
    let content = try FileContent.open(path, displayName: displayName ?? path)
    return try content.reading { () throws(Diagnostic) in
      try read(content, options: options)
    }
  }

  /// Reads a file that is open.
  static func read(
    _ content: FileContent, options: ImportOptions
  ) throws(Diagnostic) -> ImportResult {
    do {
      let isPlain = content.compression == nil
      var own = options
      if !isPlain { own.hashesFile = false }
      let reading = try DelimitedReading(
        content.bytes, options: own,
        isMapped: isPlain && content.file.isMapped)
      return reading.result(
        displayName: content.displayName,
        hash: isPlain || !options.hashesFile ? reading.hash : content.hash,
        byteCount: content.file.bytes.count)
    } catch {
      throw error.diagnostic(file: content.displayName)
    }
  }

  /// Reads the bytes of a file.
  public static func read(
    bytes: [UInt8], displayName: String,
    options: ImportOptions = ImportOptions()
  ) throws(Diagnostic) -> ImportResult {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: 16)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    return try read(
      UnsafeRawBufferPointer(copy), displayName: displayName, options: options)
  }

  private static func read(
    _ bytes: UnsafeRawBufferPointer, displayName: String,
    options: ImportOptions, isMapped: Bool = false
  ) throws(Diagnostic) -> ImportResult {
    do {
      let reading = try DelimitedReading(
        bytes, options: options, isMapped: isMapped)
      return reading.result(
        displayName: displayName, hash: reading.hash,
        byteCount: bytes.count)
    } catch {
      throw error.diagnostic(file: displayName)
    }
  }
}
