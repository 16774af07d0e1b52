import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Files that were cut or changed. Each gives a table or a diagnostic, never
/// a crash, and none of them more memory than it can fill.
@Suite struct DamagedStatFileTests {
  static let files = [
    "survey.sav", "survey.zsav", "survey.dta", "survey.por", "survey.xpt",
    "sets.sav", "survey.sas7bdat", "gbk.dta",
  ]

  private func attempt(_ bytes: [UInt8], _ path: String) throws -> Diagnostic? {
    try Data(bytes).write(to: URL(filePath: path))
    do throws(Diagnostic) {
      let result = try TableReader.read(file: path, displayName: "f")
      for column in result.table.columns {
        #expect(column.count == result.table.rowCount)
        _ = column.categories()
      }
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: files)
  func cutFiles(file: String) throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "f").path()
    let bytes = [UInt8](
      try Data(contentsOf: Fixture.reference("stat-files/\(file)")))
    var told = 0
    for length in stride(from: 4, to: bytes.count, by: 1 + bytes.count / 200) {
      if try attempt(Array(bytes.prefix(length)), path) != nil { told += 1 }
    }
    #expect(told > 0)
  }

  @Test(arguments: files)
  func changedFiles(file: String) throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "f").path()
    let bytes = [UInt8](
      try Data(contentsOf: Fixture.reference("stat-files/\(file)")))
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0...next() % 4 {
        let place = next() % changed.count
        switch next() % 3 {
        case 0: changed[place] = UInt8(next() % 256)
        case 1: changed[place] = [0, 0x7F, 0x80, 0xFF][next() % 4]
        default:
          // A number of four bytes: what counts and sizes are.
          let number = [Int32.max, -1, Int32.min, 1 << 24][next() % 4]
          for i in 0..<4 where place + i < changed.count {
            changed[place + i] = UInt8(
              truncatingIfNeeded: number >> Int32(8 * i))
          }
        }
      }
      _ = try attempt(changed, path)
    }
  }
}
