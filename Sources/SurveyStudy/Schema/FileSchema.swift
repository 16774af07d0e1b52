import CTemplates
import Settings
import SurveyImport

/// The JSON Schemas (draft 2020-12) of the files that people write.
///
/// They are made from the readers themselves: what a reader asks for is in
/// the schema, and what it refuses is not. Making them takes seconds, so that
/// the program prints what stands in `Manual/schemas`; a test makes them anew
/// and compares.
public enum FileSchema: String, CaseIterable, Sendable {
  /// `study.yaml`.
  case study
  /// `codebook.yaml`.
  case codebook

  /// The name of the file that holds it.
  public var fileName: String { "\(rawValue).schema.json" }

  /// The text of the file that holds it.
  public var fileText: String {
    let file =
      switch self {
      case .study: manyi_study_schema()
      case .codebook: manyi_codebook_schema()
      }
    return String(
      decoding: UnsafeBufferPointer(start: file.bytes, count: file.count),
      as: UTF8.self)
  }

  /// Makes the schema from the readers.
  ///
  /// - Parameter words: What a key means, for the keys on the way to it; `*`
  ///   is a name of the user's own.
  func made(words: @escaping ([String]) -> String?) -> JSONValue {
    switch self {
    case .study:
      let (file, shared) = settingsShape(
        startingWith: [
          ("manyi", "1"), ("data.*.file", SchemaWriter.name),
          ("analyses.*.kind", "evaluation"),
        ]
      ) { node, log in
        _ = readStudy(node, log: log)
      }
      return SchemaWriter(
        title: "A study of manyi (study.yaml)", hasParameters: true,
        words: words
      ).document(file, shared: shared)
    case .codebook:
      let (file, shared) = settingsShape(startingWith: []) { node, log in
        _ = readCodebook(node, log: log)
      }
      return SchemaWriter(
        title: "A codebook of manyi (codebook.yaml)", hasParameters: false,
        words: words
      ).document(file, shared: shared)
    }
  }
}
