import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// A file read in batches has the cells of the file read at once.
@Suite struct BatchReaderTests {
  @Test(arguments: 0..<200)
  func batchesHoldWhatTheWholeHolds(seed: Int) throws {
    var draws = SeededDraws(seed: UInt64(seed) + 7000)
    var text = "a,b,c\n"
    let pieces = [
      "1,2,3\n", "4,5.5,6\n", "7,\"a\nb\",8\n", ",,\n", "NA,2,满意\n",
      "x,1,不满意\n", "2025-03-05,1,2\n", "1,2\n", "50%,1,2\n",
    ]
    let limit = 3 + draws.below(pieces.count - 2)
    for _ in 0..<draws.below(120) { text += pieces[draws.below(limit)] }
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let path = folder.appending(path: "a.csv").path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      var options = ImportOptions(encoding: .utf8, delimiter: 0x2C)
      options.chunkBytes = 16 + draws.below(200)
      let whole = try DelimitedReader.read(
        file: path, displayName: "a.csv", options: options)
      var cells: [String: [String?]] = [:]
      var passes = 0
      var sizes: [Int] = []
      let summary: BatchSummary
      do throws(Diagnostic) {
        summary = try BatchReader.read(
          file: path, displayName: "a.csv", columns: ["b", "c"],
          options: options, rowCount: 1 + draws.below(20),
          start: {
            cells = [:]
            sizes = []
            passes += 1
          },
          take: { table in
            sizes.append(table.rowCount)
            for column in table.columns {
              cells[column.name, default: []] +=
                (0..<table.rowCount).map { column.text(at: $0) }
            }
            return true
          })
      } catch {
        // Only percent signs that come late are a reason to refuse a file.
        #expect(error.code == .unsupportedBatches && text.contains("%"))
        return
      }
      #expect(passes <= 3)
      #expect(sizes.reduce(0, +) == whole.table.rowCount)
      #expect(summary.source.sha256 == whole.table.source.sha256)
      #expect(summary.source.rowsKept == whole.table.rowCount)
      #expect(summary.source.rowsRejected == whole.rejects.count)
      #expect(summary.rejects == whole.rejects)
      for name in ["b", "c"] {
        let column = try whole.table.column(name)
        let expected = (0..<column.count).map { column.text(at: $0) }
        #expect(cells[name] == expected)
      }
      #expect(cells["a"] == nil)
    }
  }

  @Test func stopsWhenToldTo() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let path = folder.appending(path: "a.csv").path
      let text = "a\n" + String(repeating: "1\n", count: 10_000)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      var options = ImportOptions()
      options.chunkBytes = 100
      var rows = 0
      let summary = try BatchReader.read(
        file: path, displayName: "a.csv", options: options, rowCount: 100,
        start: {},
        take: { table in
          rows += table.rowCount
          return false
        })
      #expect(rows >= 100 && rows < 400)
      #expect(summary.source.sha256 == "")
    }
  }
}
