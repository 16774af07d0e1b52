import Diagnostics
import Settings
import SurveyData

/// Reads a codebook from a YAML file.
///
/// - Parameters:
///   - path: Where the file is.
///   - displayName: What the user calls it; taken from `path` when left out.
///   - log: Where faults are reported; all of them are collected.
/// - Throws: A `Diagnostic` when the file cannot be read or is not YAML.
public func readCodebook(
  file path: String, displayName: String? = nil, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  throw Diagnostic(.missingFile, at: nil, "not built yet")
}

/// Reads a codebook from YAML text.
///
/// - Throws: A `Diagnostic` when the text is not YAML.
public func readCodebook(
  yaml text: String, displayName: String, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  throw Diagnostic(.missingFile, at: nil, "not built yet")
}

/// Returns YAML text of a codebook that describes `table`: what is known of
/// each column, the codes that occur in it, and empty labels to fill in.
public func draftCodebook(for table: Table) -> String {
  ""
}
