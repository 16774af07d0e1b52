import Diagnostics
import SurveyData

/// What came of reading a file in batches.
public struct BatchSummary: Sendable {
  /// The file, its hash and what was read from it. The hash is empty when the
  /// reading was stopped before the end.
  public var source: DataSource
  /// What is worth telling: the first of each kind of fault with its place,
  /// and how many there were.
  public var diagnostics: [Diagnostic]
  /// The records that were set aside, in the order of the file: as many as
  /// `BatchReader.maximumRejects`, and how many there were is in `source`.
  public var rejects: [RejectedRecord]
}

/// Reads delimited text in batches of rows, for files that are larger than
/// memory: only the columns that are asked for, and only one batch of them is
/// in memory at a time.
///
/// A batch is a table like any other. The type of a column is that of all
/// batches so far; a column of numbers in which a text turns up becomes a
/// column of texts, and the reading starts again from the beginning. Columns
/// of whole numbers may have fractions in later batches.
///
/// Text in UTF-8 is read in place from the mapped file, whose pages are given
/// back; other encodings and compressed files are converted in memory first.
/// Exports of survey platforms, whose questions are put together from several
/// columns, are refused.
public enum BatchReader {
  /// How many records that were set aside are kept; a damaged file that is
  /// larger than memory must not fill it.
  public static let maximumRejects = 100_000

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - displayName: What the user calls it.
  ///   - columns: The names of the columns that are needed; `nil` for all.
  ///   - options: What is known about the file.
  ///   - rowCount: A batch has this many rows or a few more; the last one may
  ///     have fewer. Results do not depend on it.
  ///   - start: Called before the first batch, and again when the reading
  ///     starts again; whoever sums forgets everything here.
  ///   - take: Takes a batch; returns whether to go on.
  /// - Throws: A `Diagnostic` when the file cannot be read, or needs to be
  ///   read as a whole.
  public static func read(
    file path: String, displayName: String, columns: Set<String>? = nil,
    options: ImportOptions = ImportOptions(), rowCount: Int = 1 << 18,
    start: @escaping () -> Void, take: @escaping (Table) -> Bool
  ) throws(Diagnostic) -> BatchSummary {
    let content = try FileContent.open(path, displayName: displayName)
    if let kind = StatFileKind(content.bytes) {
      throw FileFault.unsupportedBatches("it is a file of \(kind.title)")
        .diagnostic(file: displayName)
    }
    let summary: BatchSummary
    do throws(FileFault) {
      let work = BatchWork(
        content: content, columns: columns, options: options,
        rowCount: rowCount, start: start, take: take)
      if let first = try work.run(trustsBeginning: true) {
        summary = first
      } else if let second = try work.run(trustsBeginning: false) {
        summary = second
      } else {
        throw .unsupportedEncoding("an unknown encoding")
      }
    } catch {
      throw error.diagnostic(file: displayName)
    }
    guard content.file.isUnchanged else {
      throw Diagnostic(
        .unreadableFile, at: Place(file: displayName),
        "'\(displayName)' changed while it was being read",
        help: "wait until the export has finished, then run again")
    }
    return summary
  }
}
