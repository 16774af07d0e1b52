import Diagnostics
import SurveyData

/// Reads a data file of any supported format into a table.
public enum TableReader {
  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - displayName: What the user calls it; taken from `path` when left out.
  ///   - options: What is known about the file.
  /// - Throws: A `Diagnostic` when the file cannot be read at all. Bad records
  ///   and cells do not throw; the result tells them.
  public static func read(
    file path: String, displayName: String? = nil,
    options: ImportOptions = ImportOptions()
  ) throws(Diagnostic) -> ImportResult {
    try DelimitedReader.read(
      file: path, displayName: displayName, options: options)
  }
}
