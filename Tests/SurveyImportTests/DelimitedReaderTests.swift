import Diagnostics
import Foundation
import Hashing
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

@Suite struct DelimitedReaderTests {
  @Test func countsAndRejectsAreComplete() throws {
    let result = try read(
      "a,b\n1,2\n1\n\n1,2,3\n\"x\"y,2\n4,5\n1,\"open\n6,7\n")
    let source = result.table.source
    #expect(source.rowsRead == 6)
    #expect(source.rowsKept == 2)
    #expect(source.rowsRejected == 4)
    #expect(result.texts("b") == ["2", "5"])
    #expect(result.table.sourceLines == [2, 7])
    #expect(
      result.rejects.map { "\($0.line) \($0.reason) \($0.byteOffset)" } == [
        "3 tooFewFields 8", "5 tooManyFields 11",
        "6 garbageAfterQuote 17", "8 unterminatedQuote 28",
      ])
    #expect(result.rejects[3].text == #"1,"open\n6,7\n"#)
    #expect(
      result.diagnostics.map { "\($0)" } == [
        "t.csv:1: note[D221] 1 blank line was skipped",
        "t.csv:3: warning[D201] the record was set aside: it has too few "
          + "fields (1 instead of 2)",
        "t.csv:5: warning[D201] the record was set aside: it has too many "
          + "fields (3 instead of 2)",
        "t.csv:6: warning[D201] the record was set aside: text stands "
          + "between a closing quote and the delimiter",
        "t.csv:8: warning[D201] the record was set aside: a quote is still "
          + "open at the end of the file",
      ])
  }

  @Test func rejectsBecomeAFileThatReadsBack() throws {
    let result = try read("a,b\n=1+1\n\"q\",\"r\",\"s\"\n\u{202E}x\n1,2\n")
    let file = rejectsFile(result.rejects)
    #expect(
      file == """
        \u{FEFF}line,reason,byte_offset,fields,text
        2,too_few_fields,4,1,"'=1+1"
        3,too_many_fields,9,3,\"""q"",""r"",""s\"""
        4,too_few_fields,21,1,"\\u{202E}x"

        """)
    let again = try read(file)
    #expect(again.rejects.isEmpty)
    #expect(again.texts("text")[1] == #""q","r","s""#)
  }

  /// A spreadsheet drops the quotes and blanks in front of a formula.
  @Test func formulasBehindQuotesAreGuardedInRejects() throws {
    let result = try read("a,b\n\"=1+1\"\n +2\n\u{3000}＝3\n1,2\n")
    let lines = rejectsFile(result.rejects).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.dropFirst().allSatisfy { $0.contains(",\"'") }, "\(lines)")
  }

  @Test func devicesAreNoDataFiles() throws {
    let found = #expect(throws: Diagnostic.self) {
      _ = try DelimitedReader.read(file: "/dev/zero", displayName: "zero")
    }
    #expect(found?.message == "'zero' cannot be read: it is a device")
  }

  @Test func tooManyRejectsAreAnError() throws {
    let text = "a,b\n1\n2\n3,4\n"
    let allowed = try read(text) { $0.maximumRejects = 2 }
    #expect(!allowed.diagnostics.contains { $0.severity == .error })
    let refused = try read(text) { $0.maximumRejects = 1 }
    #expect(
      refused.diagnostics.filter { $0.severity == .error }.map(\.message) == [
        "2 records were set aside, and 'max-rejects' allows 1"
      ])
  }

  @Test func duplicateHeadersNameTheColumns() throws {
    #expect {
      try read("q1,q2,q1,q2,q3\n1,2,3,4,5\n")
    } throws: {
      let diagnostic = $0 as? Diagnostic
      return diagnostic?.code == .duplicateHeader
        && diagnostic?.message.contains("'q1', 'q2'") == true
    }
    let renamed = try read("q1,q1,q1__2\n1,2,3\n") { $0.duplicates = .rename }
    #expect(renamed.table.columns.map(\.name) == ["q1", "q1__3", "q1__2"])
  }

  @Test func namesThatDifferOnlyInNormalFormStayTwo() throws {
    let result = try read("caf\u{E9},cafe\u{301}\n1,2\n")
    #expect(result.table.columns.count == 2)
    #expect(result.texts("caf\u{E9}") == ["1"])
    #expect(result.texts("cafe\u{301}") == ["2"])
  }

  @Test func chineseHeadersBecomeFieldNames() throws {
    let result = try read(
      "建议编号,评价等次,办理结果类别（A/B/C/D）,我的题目,unit_id,被评单位\nS1,满意,A,3,u1,u2\n")
    #expect(
      result.table.columns.map(\.name) == [
        "case_id", "grade", "result_class", "我的题目", "unit_id", "被评单位",
      ])
    #expect(result.table["case_id"]?.label(.chinese) == "建议编号")
    #expect(result.table["grade"]?.label(.chinese) == "评价等次")
    let untranslated = try read("建议编号,b\n1,2\n") {
      $0.translatesChineseHeaders = false
    }
    #expect(untranslated.table.columns.map(\.name) == ["建议编号", "b"])
  }

  @Test func commonChineseHeadersDependOnTheFile() throws {
    func names(_ header: String) throws -> [String] {
      let cells = header.split(separator: ",").map { _ in "1" }
      let result = try read(header + "\n" + cells.joined(separator: ",") + "\n")
      return result.table.columns.map(\.name)
    }
    #expect(
      try names("建议编号,评委编号,得分,单位")
        == ["case_id", "evaluator_id", "score", "单位"])
    #expect(try names("家站编号,得分") == ["station_id", "points"])
    // A file with both keeps the whole label.
    #expect(
      try names("评委编号,得分,评分") == ["evaluator_id", "points", "score"])
    #expect(
      try names("指标编号,上级指标,指标名称,权重,方向,单位,公式,来源")
        == [
          "indicator_id", "parent_id", "name_zh", "weight", "direction",
          "unit_zh", "formula", "source",
        ])
    #expect(
      try names("建议编号,主办单位,承办单位,结果类别")
        == ["case_id", "lead_unit_id", "承办单位", "result_class"])
  }

  @Test func theManualHasAllChineseHeaders() throws {
    let page = try String(
      contentsOf: Fixture.package.appending(path: "Manual/headers.md"),
      encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let known =
      ChineseHeaders.labels + ChineseHeaders.local.flatMap(\.labels)
    #expect(rows.map(String.init) == known.map { "| `\($0)` | \($1) |" })
  }

  @Test func codebookKnowsColumnsByEitherName() throws {
    let result = try read(
      "评分,b\n7,1\n",
      [Variable("score", label: "Score", scale: .init(minimum: 1, maximum: 5))])
    #expect(result.reasons("score") == [.outOfRange])
    #expect(result.table["score"]?.label(.english) == "Score")
    let other = try read(
      "评分,b\n7,1\n", [Variable("评分", scale: .init(minimum: 1, maximum: 5))])
    #expect(other.reasons("score") == [.outOfRange])
    #expect(other.table["score"]?.variable?.name == "score")
  }

  @Test func codebookVariableWithoutAColumnIsTold() throws {
    let result = try read("attitude,b\n1,2\n", [Variable("atitude")])
    #expect(
      result.diagnostics.map { "\($0.code.id) \($0.help ?? "")" } == [
        "D230 did you mean 'attitude'?"
      ])
  }

  @Test func gbkExportIsFoundAndRead() throws {
    let path = Fixture.reference("csv/wenjuanxing_text_gbk.csv").path()
    let result = try DelimitedReader.read(
      file: path, displayName: "问卷.csv")
    #expect(result.rejects.isEmpty)
    #expect(result.table.rowCount == 2)
    #expect(result.texts("3、总体满意度") == ["满意", "一般"])
    #expect(result.texts("2、您使用过哪些服务？【多选题】")[1] == "网上;其他")
    #expect(result.texts("6、您的建议") == ["希望更快,谢谢", nil])
    #expect(
      result.table.source.dialect[0][.english].hasPrefix(
        "encoding gb18030: not UTF-8 (byte 1), and 99% of"))
    #expect(
      result.table.source.dialect[1][.english]
        == "delimiter ',': 3 of the first 3 records have 14 fields")
    #expect(result.table.source.file == "问卷.csv")
    #expect(result.table.source.sha256.count == 64)
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func delimiterIsFound(delimiter: String) throws {
    let rows = ["name;x|,y\t", "1,5", "2;5", "a|b", "3"]
    let text = rows.map { "\"\($0)\"\(delimiter)7\(delimiter)x\n" }.joined()
    let result = try read(text)
    #expect(result.table.columns.count == 3)
    #expect(result.table.rowCount == 4)
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try Fixture.temporaryFolder()
    #expect(code(folder.path()) == .unreadableFile)
    #expect(code(folder.appending(path: "no.csv").path()) == .missingFile)
    let empty = folder.appending(path: "empty.csv")
    try Data().write(to: empty)
    #expect(code(empty.path()) == .emptyFile)
    let blank = folder.appending(path: "blank.csv")
    try Data("\n\n".utf8).write(to: blank)
    #expect(code(blank.path()) == .emptyFile)
  }

  @Test func missingFileComesWithTheNearest() throws {
    let folder = try Fixture.temporaryFolder()
    try Data("a\n".utf8).write(to: folder.appending(path: "ratings.csv"))
    let path = folder.appending(path: "rating.csv").path()
    #expect {
      try DelimitedReader.read(file: path, displayName: "data/rating.csv")
    } throws: {
      let diagnostic = $0 as? Diagnostic
      return diagnostic?.help == "did you mean 'ratings.csv'?"
        && diagnostic?.message
          == "'data/rating.csv' cannot be opened: no such file or directory"
    }
  }

  @Test func repeatedHeaderIsTold() throws {
    let result = try read("a,b\n1,2\n\u{FEFF}a,b\n3,4\na,b\n")
    #expect(result.table.rowCount == 4)
    #expect(
      result.diagnostics.filter { $0.code == .oddRecords }
        .map { $0.place?.line } == [3, 5])
  }

  /// Also in quotes, and before the return of a record of one cell.
  @Test(arguments: [
    ("ab,b\n1,2\n\"ab\",\"b\"\nabcd,b\nab,b\n", [3, 5]),
    ("ab\r\n1\r\nab\r\nabc\r\n", [3]),
  ])
  func repeatedHeaderIsToldHoweverItIsWritten(
    text: String, lines: [Int]
  ) throws {
    let result = try read(text)
    #expect(
      result.diagnostics.filter { $0.code == .oddRecords }
        .map { $0.place?.line } == lines)
  }

  private func code(_ path: String) -> DiagnosticCode? {
    do {
      _ = try DelimitedReader.read(file: path)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func escapeDoesNotHideANulByte() throws {
    let result = try read("a,b\n\\\0,1\n\"\\\0\",1\n2,1\n") {
      $0.escape = UInt8(ascii: "\\")
    }
    #expect(result.rejects.map(\.reason) == [.nulByte, .nulByte])
    #expect(result.texts("a") == ["2"])
  }

  @Test func encodingIsFoundBehindALongWesternStart() throws {
    // 满意 in GBK, after more bytes without a line end than are looked at.
    let start = Array("a,b\n1,\(String(repeating: "x", count: 1 << 21))".utf8)
    let chinese: [UInt8] = [0xC2, 0xFA, 0xD2, 0xE2]
    let bytes = start + Array(repeatElement(chinese, count: 50).joined())
    let result = try DelimitedReader.read(bytes: bytes, displayName: "t.csv")
    #expect(result.rejects.isEmpty)
    #expect(result.texts("b")[0]?.hasSuffix("满意满意") == true)
  }

  @Test func hashIsTheStandardOne() {
    // FIPS 180-4, the examples "" and "abc".
    #expect(
      sha256(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
