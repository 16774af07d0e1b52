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

  @Test(arguments: try entries())
  func cells(of entry: Entry) throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let answer = try Command.run(
      ["import", entry.file.path(), "--all-text", "--to", "csv"]
        + ["-o", "out.csv"] + entry.settings, in: folder)
    let path = folder.appending(path: "out.csv")
    guard entry.error == nil else {
      #expect(answer.code == 2)
      #expect(!FileManager.default.fileExists(atPath: path.path()))
      return
    }
    let bytes = [UInt8](try Data(contentsOf: path))
    let expected = (entry.header.map { [$0] } ?? []) + entry.cells
    // Without a header the columns get names of their own.
    let found = records(bytes).dropFirst(entry.header == nil ? 1 : 0)
    #expect(Array(found) == expected.map { $0.map { Array($0.utf8) } })
    // The same goes to standard output when no file is named.
    let printed = try Command.run(
      ["import", entry.file.path(), "--all-text", "--to", "csv"]
        + entry.settings, in: folder)
    #expect(Array(printed.output.utf8) == bytes)
  }
}

/// An independent reader of the CSV that is written: commas, doubled quotes,
/// CR LF, one character at a time.
private func records(_ bytes: [UInt8]) -> [[[UInt8]]] {
  var records: [[[UInt8]]] = []
  var record: [[UInt8]] = []
  var field: [UInt8] = []
  var isQuoted = false
  var i = 0
  while i < bytes.count {
    let byte = bytes[i]
    let next = i + 1 < bytes.count ? bytes[i + 1] : 0
    if isQuoted {
      if byte == 0x22, next == 0x22 {
        field.append(byte)
        i += 1
      } else if byte == 0x22 {
        isQuoted = false
      } else {
        field.append(byte)
      }
    } else if byte == 0x22 {
      isQuoted = true
    } else if byte == 0x2C {
      record.append(field)
      field = []
    } else if byte == 0x0D, next == 0x0A {
      records.append(record + [field])
      record = []
      field = []
      i += 1
    } else {
      field.append(byte)
    }
    i += 1
  }
  #expect(record.isEmpty && field.isEmpty && !isQuoted)
  return records
}

/// Truth values and numbers of JSON as settings write them.
private func settingText(_ number: NSNumber) -> String {
  guard String(cString: number.objCType) == "c" else {
    return number.stringValue
  }
  return number.boolValue ? "true" : "false"
}
