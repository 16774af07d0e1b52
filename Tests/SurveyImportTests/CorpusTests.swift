import Diagnostics
import Foundation
import Hashing
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Reads every file of the corpus in `Tests/References/csv` and compares the
/// outcome with what its manifest expects: header, every cell as text,
/// rejected lines with their reason, oddities, or the fault of the file.
@Suite struct CorpusTests {
  @Test func coversTheWholeManifest() throws {
    #expect(try CorpusEntry.all().count == 99)
  }

  @Test(arguments: try CorpusEntry.all())
  func outcome(of entry: CorpusEntry) throws {
    let bytes = [UInt8](try Data(contentsOf: entry.url))
    #expect(sha256(of: bytes) == entry.sha256)
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    do {
      let reading = try DelimitedReading(
        UnsafeRawBufferPointer(copy), options: entry.options)
      #expect(entry.error == nil)
      #expect(reading.text.encoding.rawValue == entry.encoding)
      #expect(
        Set(reading.oddities.map(\.rawValue)) == Set(entry.warnings))
      #expect(
        reading.body.rejects.map { "\($0.line) \($0.reason.rawValue)" }
          == entry.rejects)
      let result = reading.result(
        displayName: "file.csv", hash: "", byteCount: bytes.count)
      let columns = result.table.columns
      #expect(result.table.rowCount == entry.rows)
      #expect(columns.count == entry.columnCount)
      if let header = entry.header {
        #expect(
          columns.map { Array($0.name.utf8) } == header.map { Array($0.utf8) })
      }
      let cells = (0..<result.table.rowCount).map { row in
        columns.map { Array(($0.text(at: row) ?? "").utf8) }
      }
      #expect(cells == entry.cells.map { $0.map { Array($0.utf8) } })
    } catch {
      #expect(error.name == entry.error)
    }
  }

  /// Without being told, the encoding and the delimiter are the ones that the
  /// manifest gives, or the file is one that nobody could know.
  @Test(arguments: try CorpusEntry.all())
  func found(in entry: CorpusEntry) throws {
    guard entry.error == nil, !entry.isUnknowable else { return }
    let bytes = [UInt8](try Data(contentsOf: entry.url))
    var options = entry.options
    options.encoding = nil
    options.delimiter = nil
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    let reading = try DelimitedReading(
      UnsafeRawBufferPointer(copy), options: options)
    #expect(reading.text.encoding.rawValue == entry.encoding)
    #expect(reading.layout.names.count == entry.columnCount)
    #expect(reading.body.rowCount == entry.rows)
  }
}
