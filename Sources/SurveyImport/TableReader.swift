import Diagnostics
import SurveyData

/// Reads a data file of any supported format into a table.
public enum TableReader {
  /// Reads the file at `path`: delimited text, or a file of SPSS, Stata or
  /// SAS, each plain or compressed by gzip or Zstandard.
  ///
  /// The first bytes decide what it is, whatever its name says.
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
    let content = try FileContent.open(path, displayName: displayName ?? path)
    return try content.reading { () throws(Diagnostic) in
      if let kind = StatFileKind(content.bytes) {
        return try StatFileReader.read(content, kind, options: options)
      }
      return try DelimitedReader.read(content, options: options)
    }
  }
}
