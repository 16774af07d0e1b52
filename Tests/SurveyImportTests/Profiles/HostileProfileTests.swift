import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// A small generator of numbers that gives the same ones in every run.
private struct Numbers {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(limit, 1)))
  }
}

/// Damaged exports give a table or a diagnostic, and never a crash.
@Suite struct HostileProfileTests {
  private static let pieces: [[UInt8]] = [
    "\"", "\"\"", ",", ";", "\n", "\r\n", "\u{FEFF}", "[", "]", "(", ")",
    "┋", "→", "〖", "〗", "—", "___", "/", "-99", "(跳过)", "0", "1", ";;",
    "{\"\"ImportId\"\":\"\"", "_TEXT", "1980-01-01 00:00:00", "13/13/2026",
    "99999999999999999999", "'=", " ", "\t", "Response", "Selected Choice - ",
    " - ", "_id", "_uuid", "#a+b", "\u{0}", "é", "_index",
  ].map { Array($0.utf8) }

  private func mutated(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
    var bytes = bytes
    for _ in 0...numbers.next(below: 6) {
      guard !bytes.isEmpty else { break }
      let place = numbers.next(below: bytes.count)
      switch numbers.next(below: 7) {
      case 0: bytes[place] = UInt8(numbers.next(below: 256))
      case 1:
        bytes.insert(
          contentsOf: Self.pieces[numbers.next(below: Self.pieces.count)],
          at: place)
      case 2:
        let end = min(bytes.count, place + numbers.next(below: 40))
        bytes.removeSubrange(place..<end)
      case 3:
        let end = min(bytes.count, place + numbers.next(below: 200))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4: bytes.removeSubrange(place...)
      case 5:
        // A column moves: everything before a delimiter of the header goes.
        if let comma = bytes.firstIndex(of: UInt8(ascii: ",")) {
          bytes.removeSubrange(...comma)
        }
      default:
        bytes += bytes[place...]
      }
    }
    return bytes
  }

  private func check(_ bytes: [UInt8], _ profile: ImportOptions.Profile) {
    do {
      var options = ImportOptions(encoding: .utf8)
      options.profile = profile
      let result = try DelimitedReader.read(
        bytes: bytes, displayName: "t.csv", options: options)
      let table = result.table
      for column in table.columns {
        #expect(column.count == table.rowCount)
        _ = cells(column)
      }
      _ = tableText(table)
    } catch {
      #expect(error.severity == .error)
    }
  }

  private func cells(_ column: Column) -> Int {
    (0..<column.count).count { column.text(at: $0) != nil }
  }

  /// The sample in another encoding has the same text as one of the others.
  @Test(
    arguments: SampleTests.samples.map(\.file).filter { !$0.contains("gbk") })
  func damagedSamples(_ file: String) throws {
    let bytes = try sample(file)
    var numbers = Numbers(state: UInt64(file.utf8.reduce(0) { $0 + Int($1) }))
    for round in 0..<250 {
      check(
        mutated(bytes, &numbers),
        round % 3 == 0
          ? ImportOptions.Profile.allCases[
            numbers.next(below: ImportOptions.Profile.allCases.count)]
          : .automatic)
    }
  }

  @Test(arguments: ImportOptions.Profile.allCases)
  func everyPlatformReadsEverySample(_ profile: ImportOptions.Profile) throws {
    for (file, _) in SampleTests.samples {
      check(try sample(file), profile)
    }
  }

  @Test func aNameThatDoesNotFitIsTold() throws {
    for profile in ImportOptions.Profile.allCases
    where profile != .automatic && profile != .off {
      for text in ["a,b\n1,2\n3,4\n", "a\n1\n"] {
        let result = try readExport(text, profile)
        #expect(result.diagnostics.contains { $0.code == .profileUnlike })
      }
      let result = try readExport("a,b\n1,2\n3,4\n", profile)
      #expect(result.table.rowCount == 2)
      #expect(result.texts("b") == ["2", "4"])
    }
  }
}
