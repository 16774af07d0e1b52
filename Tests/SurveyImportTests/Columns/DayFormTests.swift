import SurveyData
import Testing

@testable import SurveyImport

/// Days in the ways that people and spreadsheets write them.
@Suite struct DayFormTests {
  private func days(
    _ cells: [String], _ kind: Variable.Kind = .automatic,
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportResult {
    try read(
      "d,t\n" + cells.map { "\($0),x\n" }.joined(), [Variable("d", kind: kind)],
      change)
  }

  @Test func chineseDaysAreFound() throws {
    let result = try days([
      "2025年3月5日", "二〇二五年三月五日", "二零二四年十二月三十一日", "二〇二四年二月二十九日",
      "2024-01-10",
    ])
    #expect(
      result.texts("d") == [
        "2025-03-05", "2025-03-05", "2024-12-31", "2024-02-29", "2024-01-10",
      ])
    #expect(result.kind("d") == "days")
  }

  @Test(
    arguments: [
      "二〇二五年二月二十九日", "二〇二五年十三月五日", "二五年三月五日", "二〇二五年三月",
      "二〇二五年三月五十日", "二〇二五年三月十十日", "二〇二五年〇月五日",
    ])
  func otherChineseTextsAreNone(cell: String) throws {
    #expect(try days([cell]).kind("d") == "texts")
  }

  @Test func orderIsDeclared() throws {
    let german = try days(["5.3.2024", "31.12.2024"]) {
      $0.dateOrder = .dayFirst
    }
    #expect(german.texts("d") == ["2024-03-05", "2024-12-31"])
    let american = try days(["3/5/2024", "12/31/2024"]) {
      $0.dateOrder = .monthFirst
    }
    #expect(american.texts("d") == ["2024-03-05", "2024-12-31"])
    #expect(try days(["3/5/2024"]).kind("d") == "texts")
    #expect(try days(["3/5/2024"], .date).reasons("d") == [.unreadable])
    let wrong = try days(["12/31/2024"], .date) { $0.dateOrder = .dayFirst }
    #expect(wrong.reasons("d") == [.unreadable])
  }

  @Test func timesAreLeftOutWhereDaysAreDeclared() throws {
    let result = try days(
      ["2024-03-05 09:30:00", "2024-03-05T09:30:00+08:00", "2024/3/5 9:30 PM"],
      .date)
    #expect(result.texts("d") == Array(repeating: "2024-03-05", count: 3))
    #expect(try days(["2024-03-05 09:30:00"]).kind("d") == "texts")
  }

  /// Serial numbers as LibreOffice and Excel show them.
  @Test(
    arguments: [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"),
      ("25569", "1970-01-01"), ("45356", "2024-03-05"),
      ("45356.75", "2024-03-05"), ("2958465", "9999-12-31"),
    ])
  func serialNumbers(cell: String, day: String) throws {
    let result = try days([cell], .date)
    #expect(result.texts("d") == [day])
    #expect(result.diagnostics.map(\.code.id) == ["D233"])
    #expect(try days([cell]).kind("d") != "days")
  }

  @Test func aNumberAmongDaysIsNoSerial() throws {
    let cells = ["2024-03-05", "45356"]
    #expect(try days(cells, .date).texts("d") == ["2024-03-05", nil])
    let declared = try days(cells, .date) { $0.dateSystem = .windows }
    #expect(declared.texts("d") == ["2024-03-05", "2024-03-05"])
  }

  @Test func serialNumbersOf1904() throws {
    let result = try days(["0", "43894"], .date) {
      $0.dateSystem = .macintosh
    }
    #expect(result.texts("d") == ["1904-01-01", "2024-03-05"])
  }

  @Test(arguments: ["60", "0", "-1", "2958466", "2024", "1e+5x"])
  func otherNumbersAreNoDays(cell: String) throws {
    #expect(try days([cell], .date).reasons("d") == [.unreadable])
  }
}
