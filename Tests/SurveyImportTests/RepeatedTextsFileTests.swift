import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

private let count = 5000
private func cell(_ row: Int) -> String {
  switch row {
  case 4000...: row % 50 == 0 ? "" : row % 30 == 1 ? "twice" : "later \(row)"
  default: row % 900 == 100 ? "" : "respondent \(row)"
  }
}

private func file() -> String {
  "who,n\n" + (0..<count).map { "\(cell($0)),\($0)\n" }.joined()
}

/// A column that is read as one text a row comes back from every format.
@Suite struct RepeatedTextsFileTests {
  private let expected = (0..<count).map { cell($0).isEmpty ? nil : cell($0) }

  @Test func isReadAsOneTextARow() throws {
    let result = try read(file())
    guard case .texts(let texts)? = result.table["who"]?.values else {
      Issue.record("no texts")
      return
    }
    #expect(!texts.areLevelsDistinct)
    #expect(result.texts("who") == expected)
    let groups = result.table["who"]?.categories()
    let present = expected.compactMap { $0 }
    #expect(groups?.levels.count == Set(present).count)
    let twice = groups?.levels.firstIndex { $0.value == "twice" } ?? -1
    #expect(
      groups?.codes.count { $0 == Int32(twice) }
        == present.count { $0 == "twice" })
  }

  @Test func comesBackFromCSV() throws {
    let table = try read(file()).table
    let text = String(decoding: CSVFile().bytes(of: table), as: UTF8.self)
    #expect(try read(text).texts("who") == expected)
    let coded = try read(
      file(), [Variable("who", missingCodes: ["twice": .refused])])
    #expect(coded.reasons("who").count { $0 == .refused } > 0)
    #expect(
      coded.table["who"]?.categories().levels.contains { $0.value == "twice" }
        == false)
  }
}

extension RepeatedTextsFileTests {
  @Test(arguments: StatFileFormat.allCases)
  func comesBackFromStatFiles(format: StatFileFormat) throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "t.\(format.rawValue)").path()
    _ = try writeStatFile(try read(file()).table, to: path, format: format)
    let back = try TableReader.read(file: path, displayName: "t")
    #expect(back.texts("who") == expected)
  }
}
