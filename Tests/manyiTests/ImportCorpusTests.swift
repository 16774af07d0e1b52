import Foundation
import TestSupport
import Testing

/// Drives `manyi import` over every file of the corpus in
/// `Tests/References/csv`, with the keys of its manifest, and compares what
/// other programs get to see.
@Suite struct ImportCorpusTests {
  struct Entry: CustomTestStringConvertible, Sendable {
    var id: String
    var file: URL
    var settings: [String]
    var encoding: String?
    var rows: Int?
    var rejects: [String]
    var warnings: Set<String>
    var error: String?
    var header: [String]?
    var cells: [[String]]

    var testDescription: String { id }
  }

  static func entries() throws -> [Entry] {
    let folder = Fixture.reference("csv")
    func object(_ path: String) throws -> [String: Any] {
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: path)))
        as? [String: Any] ?? [:]
    }
    let manifest = try object("manifest.json")
    return try (manifest["entries"] as? [[String: Any]] ?? []).map { entry in
      // What the manifest leaves out is UTF-8 and a comma.
      var dialect = ["encoding": "utf-8", "delimiter": ","]
      for (key, value) in entry["dialect"] as? [String: Any] ?? [:] {
        dialect[key] =
          value as? String
          ?? (value as? NSNumber).map {
            settingText($0)
          }
      }
      let expect = entry["expect"] as? [String: Any] ?? [:]
      let path = expect["header_json_and_cells"] as? String
      let table = try path.map { try object($0) } ?? [:]
      return Entry(
        id: entry["id"] as? String ?? "",
        file: folder.appending(path: entry["file"] as? String ?? ""),
        settings: dialect.sorted { $0.key < $1.key }.flatMap {
          ["--set", "\($0.key)=\($0.value)"]
        },
        encoding: expect["encoding"] as? String, rows: expect["rows"] as? Int,
        rejects: (expect["rejects"] as? [[String: Any]] ?? []).map {
          "\($0["line"] as? Int ?? -1) \($0["code"] as? String ?? "")"
        },
        warnings: Set(expect["warnings"] as? [String] ?? []),
        error: expect["error"] as? String,
        header: table["header"] as? [String],
        cells: table["cells"] as? [[String]] ?? [])
    }
  }

  @Test func coversTheWholeManifest() throws {
    #expect(try Self.entries().count == 99)
  }

  @Test(arguments: try entries())
  func recognition(of entry: Entry) throws {
    let answer = try Command.run(
      ["import", entry.file.path(), "--all-text", "--json"] + entry.settings,
      in: FileManager.default.temporaryDirectory)
    let json =
      try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
      as? [String: Any] ?? [:]
    #expect(json["error"] as? String == entry.error)
    #expect(answer.errors == "")
    if entry.error != nil {
      #expect(answer.code == 2)
      return
    }
    #expect(answer.code == (entry.rejects.isEmpty ? 0 : 1))
    #expect(json["encoding"] as? String == entry.encoding)
    #expect(json["rows"] as? Int == entry.rows)
    let rejected = (json["rejected"] as? [[String: Any]] ?? []).map {
      "\($0["line"] as? Int ?? -1) \($0["code"] as? String ?? "")"
    }
    #expect(rejected == entry.rejects)
    #expect(Set(json["warnings"] as? [String] ?? []) == entry.warnings)
    let columns = json["columns"] as? [[String: Any]] ?? []
    #expect(columns.allSatisfy { $0["type"] as? String == "text" })
    if let header = entry.header {
      let names = columns.map { $0["name"] as? String ?? "" }
      #expect(names.map { Array($0.utf8) } == header.map { Array($0.utf8) })
    }
  }
}

/// Truth values and numbers of JSON as settings write them.
private func settingText(_ number: NSNumber) -> String {
  guard String(cString: number.objCType) == "c" else {
    return number.stringValue
  }
  return number.boolValue ? "true" : "false"
}
