import Foundation
import TestSupport
import Testing

@testable import SurveyImport

/// One file of the corpus and what is expected of it.
struct CorpusEntry: CustomTestStringConvertible, Sendable {
  var id: String
  var url: URL
  var sha256: String
  var options: ImportOptions
  var encoding: String?
  var columnCount: Int?
  var rows: Int?
  /// Line and reason of each reject.
  var rejects: [String]
  var warnings: [String]
  var header: [String]?
  var cells: [[String]]
  /// The fault of the file, when there is one.
  var error: String?
  var isUnknowable: Bool

  var testDescription: String { id }

  static func all() throws -> [CorpusEntry] {
    let folder = Fixture.reference("csv")
    let manifest = try object(folder.appending(path: "manifest.json"))
    let entries = manifest["entries"] as? [[String: Any]] ?? []
    return try entries.map { entry in
      try CorpusEntry(entry, folder)
    }
  }

  private init(_ entry: [String: Any], _ folder: URL) throws {
    id = entry["id"] as? String ?? ""
    url = folder.appending(path: entry["file"] as? String ?? "")
    sha256 = entry["sha256"] as? String ?? ""
    let dialect = entry["dialect"] as? [String: Any] ?? [:]
    options = try Self.options(dialect)
    let expect = entry["expect"] as? [String: Any] ?? [:]
    encoding = expect["encoding"] as? String
    columnCount = expect["columns"] as? Int
    rows = expect["rows"] as? Int
    rejects = (expect["rejects"] as? [[String: Any]] ?? []).map {
      "\($0["line"] as? Int ?? -1) \($0["code"] as? String ?? "")"
    }
    warnings = expect["warnings"] as? [String] ?? []
    error = expect["error"] as? String
    cells = []
    if let path = expect["header_json_and_cells"] as? String {
      let table = try Self.object(folder.appending(path: path))
      header = table["header"] as? [String]
      cells = table["cells"] as? [[String]] ?? []
    }
    isUnknowable = unknowable.contains(id)
  }

  /// The manifest's defaults are UTF-8 and a comma; the import finds both.
  private static func options(_ dialect: [String: Any]) throws -> ImportOptions
  {
    var options = ImportOptions(
      encoding: .utf8, delimiter: UInt8(ascii: ","))
    options.readsAllAsText = true
    for (key, value) in dialect {
      let text = value as? String
      switch key {
      case "encoding":
        options.encoding = TextEncoding(name: text ?? "")
        if options.encoding == nil { throw UnknownKey(key) }
      case "delimiter": options.delimiter = text?.utf8.first ?? 0
      case "quote": options.quote = text?.utf8.first
      case "escape": options.escape = text?.utf8.first
      case "doublequote": options.doublesQuotes = value as? Bool ?? true
      case "comment": options.comment = text?.utf8.first
      case "header": options.hasHeader = value as? Bool ?? true
      case "skip_lines": options.skippedLines = value as? Int ?? 0
      case "max_field_bytes": options.maximumFieldBytes = value as? Int ?? 0
      case "max_columns": options.maximumColumns = value as? Int ?? 0
      case "duplicates": options.duplicates = .rename
      case "bare_quote": options.bareQuotes = .literal
      default: throw UnknownKey(key)
      }
    }
    return options
  }

  private static func object(_ url: URL) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(contentsOf: url))
      as? [String: Any] ?? [:]
  }
}

struct UnknownKey: Error {
  var key: String
  init(_ key: String) { self.key = key }
}

/// Files whose encoding or delimiter is not found from their bytes.
private let unknowable: Set<String> = [
  // The bytes of `duckdb/latin1.csv`, to be read as UTF-8.
  "duckdb/encodings_latin1@utf8.csv",
  // Two characters are too few to judge by.
  "own/gbk-backslash-second-byte-a.csv",
  // The manifest names a delimiter that the header does not have.
  "duckdb/comments_simple@nocomment.csv",
]
