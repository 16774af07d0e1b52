import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

/// What office programs and their users do to a table.
@Suite struct OfficeFileTests {
  private func scale(_ minimum: Double, _ maximum: Double) -> Variable.Scale {
    Variable.Scale(minimum: minimum, maximum: maximum)
  }

  private func found(_ result: ImportResult, _ id: String) -> [Diagnostic] {
    result.diagnostics.filter { $0.code.id == id }
  }

  // MARK: - Percent signs

  @Test func percentagesOnAScaleAboveOneStayPoints() throws {
    let result = try read(
      "a,b\n95%,1\n９５％,1\n40 %,1\n",
      [Variable("a", kind: .number, scale: scale(0, 100))])
    #expect(result.table["a"]?.numbers() == [95, 95, 40])
    #expect(result.diagnostics.isEmpty)
  }

  @Test func percentagesOnAScaleUpToOneAreShares() throws {
    let result = try read(
      "a,b\n95%,1\n0.5,1\n",
      [Variable("a", kind: .number, scale: scale(0, 1))])
    #expect(result.table["a"]?.numbers() == [0.95, 0.5])
    let finding = try #require(found(result, "D214").first)
    #expect(
      "\(finding)".contains(
        "numbers of 'a' with a percent sign: 1, without: 1; '95%' was read "
          + "as 0.95"))
  }

  @Test func percentagesWithoutAScaleAreSharesWhenAllHaveTheSign() throws {
    let variable = Variable(
      "a", kind: .number, missingCodes: ["-9": .refused])
    let all = try read("a,b\n95%,1\n,1\n-9,1\n9%,1\n", [variable])
    #expect(all.table["a"]?.column == [0.95, nil, nil, 0.09])
    #expect(all.diagnostics.isEmpty)
    let mixed = try read("a,b\n95%,1\n40,1\n", [variable])
    #expect(mixed.table["a"]?.numbers() == [95, 40])
    #expect(found(mixed, "D214").first?.severity == .warning)
  }

  // MARK: - Rows of totals

  private static let totals = "区,人数,分\n东区,3,4\n西区,5,2\n 合计：,8,6\n"

  @Test func rowsOfTotalsAreTold() throws {
    let result = try read(Self.totals)
    #expect(result.table.rowCount == 3)
    let finding = try #require(found(result, "D224").first)
    #expect(finding.severity == .warning)
    #expect(finding.place?.line == 4)
    #expect(finding.message.contains("line 4"))
    #expect(finding.help?.contains("total-rows: drop") == true)
  }

  @Test func rowsOfTotalsAreSetAsideOnRequest() throws {
    let result = try read(Self.totals + "x\n") {
      $0.totalRows = .drop
      $0.maximumRejects = 1
    }
    #expect(result.texts("区") == ["东区", "西区"])
    #expect(result.rejects.map(\.reason) == [.totalRow, .tooFewFields])
    #expect(result.table.source.rowsRejected == 2)
    #expect(found(result, "D202").isEmpty)
    let finding = try #require(found(result, "D224").first)
    #expect(finding.severity == .note)
    #expect(finding.message == "1 row of totals was set aside: line 4")
  }

  @Test func droppedTotalsLeaveTheTypeOfAColumn() throws {
    let result = try read("id,n\n1,3\n2,5\n合计,8\n") {
      $0.totalRows = .drop
    }
    #expect(result.kind("id") == "integers")
    let mixed = try read("id,n\n1,x\n2,5\nTotal,8\ny,9\n") {
      $0.totalRows = .drop
    }
    #expect(mixed.texts("id") == ["1", "2", "y"])
    #expect(mixed.texts("n") == ["x", "5", "9"])
  }

  @Test func totalsThatAreKeptOnPurposeAreNotTold() throws {
    let result = try read(Self.totals) { $0.totalRows = .keep }
    #expect(result.table.rowCount == 3)
    #expect(result.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      "合计", "小计", "总计", "总和", "平均", "均值", "汇总", "Total", "SUBTOTAL",
      "sum", "average:", "　合计 :",
    ])
  func wordsOfTotals(word: String) throws {
    let result = try read("a,b\nx,1\n\(word),2\n")
    #expect(found(result, "D224").count == 1)
  }

  @Test(arguments: ["合计数", "totals", "summer", "x", "t"])
  func otherWords(word: String) throws {
    let result = try read("a,b\nx,1\n\(word),2\n")
    #expect(found(result, "D224").isEmpty)
  }

  @Test func answersThatTheCodebookListsAreNoTotals() throws {
    let grades = Variable(
      "g", valueLabels: [.init("Poor", "Poor"), .init("Average", "Average")])
    let result = try read("g,b\nPoor,1\nAverage,2\n", [grades])
    #expect(found(result, "D224").isEmpty)
    let inside = try read("id,g\n1,Poor\n2,Average\n")
    #expect(found(inside, "D224").isEmpty)
    let group = try read("g,h\n东区,甲\n东区,小计\n")
    #expect(found(group, "D224").count == 1)
  }

  // MARK: - Values that the codebook does not list

  @Test func unlistedValuesAreToldOnce() throws {
    let grades = Variable(
      "g", valueLabels: [.init("满意", "满意"), .init("不满意", "不满意")])
    let result = try read(
      "g,b\n满意,1\n 满意 ,2\n好,3\n好,4\n不 满意,5\n,6\n", [grades])
    let finding = try #require(found(result, "D216").first)
    #expect(found(result, "D216").count == 1)
    #expect(
      finding.message
        == "3 values of 'g' in 4 cells are not in the codebook: '好' (2), "
        + "' 满意 ' (1), '不 满意' (1)")
    #expect(
      finding.notes == [
        "' 满意 ' is '满意' with other spaces",
        "'不 满意' is '不满意' with other spaces",
      ])
    #expect(result.texts("g")[1] == " 满意 ")
  }

  @Test func unlistedCodesAreTold() throws {
    let codes = (1...25).map { "\($0),x\n" }.joined()
    let result = try read(
      "g,b\n\(codes)-9,x\n",
      [
        Variable(
          "g", kind: .integer, valueLabels: [.init("1", "yes")],
          missingCodes: ["-9": .refused])
      ])
    let finding = try #require(found(result, "D216").first)
    #expect(finding.message.hasPrefix("24 values of 'g' in 24 cells"))
    #expect(finding.message.hasSuffix("'21' (1) and 4 more"))
  }

  @Test func codesInsideAScaleNeedNoLabels() throws {
    let result = try read(
      "g,b\n1,x\n2,x\n",
      [
        Variable(
          "g", valueLabels: [.init("1", "bad"), .init("5", "good")],
          scale: scale(1, 5))
      ])
    #expect(result.diagnostics.isEmpty)
  }

  // MARK: - Headers

  @Test func bothNamesFindATranslatedColumn() throws {
    let result = try read("得分,b\n3,1\n")
    #expect(result.table["points"]?.name == "points")
    #expect(result.table["得分"]?.name == "points")
    let error = #expect(throws: Diagnostic.self) {
      _ = try result.table.column("nothing")
    }
    #expect(error?.help == "its columns: points (得分), b")
  }

  @Test func aHeaderIsNeverShadowed() throws {
    let result = try read("得分,points\n3,1\n")
    #expect(result.texts("得分") == ["3"])
    #expect(result.texts("points") == ["1"])
  }

  @Test func aListOfNamesWithWideCommasIsTold() throws {
    let table = try read("a,b\n3,1\n").table
    let error = #expect(throws: Diagnostic.self) {
      _ = try table.column("a，b")
    }
    #expect(error?.help?.contains("'，'") == true)
  }

  // MARK: - Files that are no tables

  @Test(
    arguments: [
      ([0x50, 0x4B, 3, 4, 0, 0xFF], "an Excel workbook"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an Excel workbook"),
      (Array("%PDF-1.7\n%âã".utf8), "a PDF document"),
      (Array("\u{FEFF}\n<!DOCTYPE html>".utf8), "a web page (HTML)"),
      (Array("<TABLE border=1><tr>".utf8), "a web page (HTML)"),
      (Array("<html xmlns:x=\"urn:x\">".utf8), "a web page (HTML)"),
      ([0xFF, 0xFE] + "<html>".utf8.flatMap { [$0, 0] }, "a web page (HTML)"),
      (Array("<?xml version='1.0'?><html/>".utf8), "a web page (HTML)"),
      (
        Array("<?xml version='1.0'?>\n<Workbook xmlns='urn:x'>".utf8),
        "an Excel workbook"
      ),
    ] as [([UInt8], String)])
  func documentsAreRefused(bytes: [UInt8], what: String) {
    let error = #expect(throws: Diagnostic.self) {
      _ = try DelimitedReader.read(bytes: bytes, displayName: "t.xlsx")
    }
    #expect(error?.code.id == "D107")
    #expect(error?.message == "'t.xlsx' is \(what), not a CSV file")
    #expect(error?.help?.contains("CSV UTF-8") == true)
    #expect(error?.notes == [])
  }

  @Test(arguments: ["<5,6-10\n1,2\n", "<none>,a\nx,1\n", "<?x,a\n1,2\n"])
  func headersInAnglesAreNoPages(text: String) throws {
    #expect(try read(text).table.rowCount == 1)
  }

  // MARK: - Days that stay text

  @Test(
    arguments: [
      ("3/5/2024", "12/1/2023", "when '3/5/2024' is 2024-03-05"),
      ("3/15/2024", "4/6/2024", "set 'date-order: mdy'"),
      ("15.3.2024", "4.6.2024", "set 'date-order: dmy'"),
      ("2024.3.5", "2024.4.6", "give 'a' the 'type: date'"),
      ("2024-03-05 09:30", "2024-04-06 10:00", "give 'a' the 'type: date'"),
    ])
  func daysInOtherFormsAreTold(first: String, second: String, help: String)
    throws
  {
    let result = try read("a,b\n\(first),1\n,1\n\(second),1\nunknown,1\n")
    let finding = try #require(found(result, "D345").first)
    #expect(finding.severity == .note)
    #expect(finding.message.contains("2 of its 3 values"))
    #expect(finding.message.hasSuffix("such as '\(first)'"))
    #expect(
      finding.help?.hasPrefix(help) == true || finding.help == help
        || finding.help?.contains(help) == true)
  }

  @Test(arguments: [
    "a,b\n1/2/3456789,1\n10/20/30405,1\n", "a,b\n001-22-33,1\n002-1-1,1\n",
    "a,b\n3/5/2024,1\nx,1\ny,1\n", "a,b\n192.168.1.10,1\n192.168.1.2,1\n",
  ])
  func otherTextsAreNoDays(text: String) throws {
    #expect(found(try read(text), "D345").isEmpty)
  }

  // MARK: - Lines above the header

  @Test(
    arguments: [
      ("2025年测评,,\na,b,c\n1,2,3\n", 1), ("2025年测评\na,b,c\n1,2,3\n", 1),
      ("测评\n2025年3月\n\na,b,c\n1,2,3\n4,5,6\n", 3),
    ])
  func titleLinesAreTold(text: String, count: Int) throws {
    let result = try read(text)
    let finding = try #require(found(result, "D225").first)
    #expect(finding.severity == .warning)
    #expect(finding.place?.line == 1)
    #expect(finding.help?.contains("skip-lines: \(count)") == true)
    let skipped = try read(text) { $0.skippedLines = count }
    #expect(skipped.table.columns.map(\.name) == ["a", "b", "c"])
    #expect(skipped.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      "a\n1\n2\n", ",value\n0,3\n1,4\n", "a,b\n1,2\n", "a\n\"1,2\"\n",
    ])
  func headersAreNoTitles(text: String) throws {
    #expect(found(try read(text), "D225").isEmpty)
  }

  // MARK: - Numbers that stay text

  @Test func percentagesAsTextAreToldAboutTheType() throws {
    let result = try read("a,b\n95%,1\n９０％,1\n无,1\n")
    let finding = try #require(found(result, "D215").first)
    #expect(finding.severity == .note)
    #expect(
      finding.message
        == "'a' was read as text, although 2 of its 3 values look like "
        + "numbers, such as '95%'; '无' does not")
    #expect(finding.help?.contains("'type: number'") == true)
  }

  @Test func separatorsAndUnitsAreToldToBeDeclared() throws {
    let result = try read("a,b\n\"1,200\",1\n3400元,1\n￥5,1\n")
    let finding = try #require(found(result, "D215").first)
    #expect(
      finding.help == "give 'a' the 'type: number' and the 'unit' of its "
        + "cells in the codebook; 'thousands' for the data set names the "
        + "separator")
  }

  @Test func codesAreNoNumbersWithUnits() throws {
    let result = try read("a,b\n3班,1\n007,1\n2024年,1\n")
    #expect(result.diagnostics.isEmpty)
  }
}

extension Column {
  /// The numbers, `nil` where missing.
  fileprivate var column: [Double?] {
    (numbers() ?? []).map { $0.isNaN ? nil : $0 }
  }
}
