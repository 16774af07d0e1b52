import Settings
import SurveyData
import SurveyImport

/// The JSON Schemas (draft 2020-12) of the files that people write.
///
/// They are made from the readers themselves: what a reader asks for is in
/// the schema, and what it refuses is not. The words that explain a key stand
/// in `SchemaWords`.
public enum FileSchema: String, CaseIterable, Sendable {
  /// `study.yaml`.
  case study
  /// `codebook.yaml`.
  case codebook

  /// The name of the file that holds it.
  public var fileName: String { "\(rawValue).schema.json" }

  /// The text of the file that holds it.
  public var fileText: String { json.fileText }

  /// The schema.
  public var json: JSONValue {
    switch self {
    case .study: Self.studySchema
    case .codebook: Self.codebookSchema
    }
  }

  private static let studySchema: JSONValue = {
    let (file, shared) = settingsShape(
      startingWith: [
        ("manyi", "1"), ("data.*.file", SchemaWriter.name),
        ("analyses.*.kind", "mean"),
      ]
    ) { node, log in
      _ = readStudy(node, log: log)
    }
    return SchemaWriter(title: "A study of manyi (study.yaml)")
      .document(file, shared: shared)
  }()

  private static let codebookSchema: JSONValue = {
    let (file, shared) = settingsShape(startingWith: []) { node, log in
      _ = readCodebook(node, log: log)
    }
    return SchemaWriter(title: "A codebook of manyi (codebook.yaml)")
      .document(file, shared: shared)
  }()
}
