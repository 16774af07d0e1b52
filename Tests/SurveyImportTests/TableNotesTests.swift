import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

/// What people leave in the files that they export from a spreadsheet.
@Suite struct TableNotesTests {
  private func codes(_ text: String) throws -> [DiagnosticCode] {
    try read(text).diagnostics.map(\.code)
  }

  @Test func notesBelowAreTold() throws {
    let result = try read(
      "区,n\n东区,3\n西区,4\n注：本表截至10月。,\n数据来源：办公室,\n")
    let found = try #require(result.diagnostics.first)
    #expect(found.code == .noteLine && found.severity == .warning)
    #expect(found.place?.line == 4)
    #expect(found.message.contains("the last 2 records"))
    #expect(found.help?.contains("not missing(n)") == true)
    #expect(result.table.rowCount == 4)
    let chinese = try read("区,满意度\n东区,3\n备注: 略,\n")
    #expect(
      chinese.diagnostics.first?.help?.contains("not missing(`满意度`)") == true)
  }

  /// A word with a colon, alone in its row, at the end of records.
  @Test(arguments: [
    "区,n\n注：甲,3\n西区,4\n", "区,n\n东区,3\n注,\n", "区,n\n注：甲,\n",
    "区,n\n注：甲,\n西区,4\n", "说明\n注：甲\n注：乙\n",
  ])
  func recordsAreNoNotes(text: String) throws {
    #expect(try !codes(text).contains(.noteLine))
  }

  @Test func serialDaysAreTold() throws {
    let result = try read("填报日期,n\n45800,1\n45810,2\n")
    let found = try #require(result.diagnostics.first)
    #expect(found.code == .daysAsText && found.severity == .note)
    #expect(found.message.contains("45800 is 2025-05-23"))
    // Years, codes and other columns are numbers.
    #expect(try codes("日期,n\n2024,1\n").isEmpty)
    #expect(try codes("n,m\n45800,1\n").isEmpty)
  }

  @Test func wideSeparatorsAreTold() throws {
    #expect(try codes("编号，区\n1，东区\n") == [.oddHeader])
    #expect(try codes("编号\n1，东区\n").isEmpty)
  }

  /// Zeros have no sign, wherever they stand: inside a file they are read in
  /// another way than at its end.
  @Test func zerosHaveNoSign() throws {
    for zero in ["-0", "-0.0", "-0.00"] {
      let result = try read("a,b\n1.5,x\n\(zero),x\n2.5,x\n3,\(zero)\n\(zero)")
      let first = try read("a\n1.5\n\(zero)\n2.5\n\(zero)")
      for table in [result.table, first.table] {
        let numbers = table["a"]?.numbers() ?? []
        #expect(numbers.contains(0))
        #expect(!numbers.contains { $0 == 0 && $0.sign == .minus })
      }
    }
  }
}
