import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

@Suite struct MissingTests {
  private let scale = Variable.Scale(minimum: 1, maximum: 5)

  @Test func everyReasonIsKept() throws {
    let variable = Variable(
      "q1", kind: .integer,
      missingCodes: ["-9": .refused, "-8": .dontKnow, "(跳过)": .notApplicable],
      scale: scale)
    let result = try read(
      "q1,b\n5,x\n-9,x\n-8.0,x\n(跳过),x\n,x\n7,x\nabc,x\n2.5,x\n1,x\n",
      [variable])
    #expect(
      result.reasons("q1") == [
        nil, .refused, .dontKnow, .notApplicable, .blank, .outOfRange,
        .unreadable, .unreadable, nil,
      ])
    #expect(result.texts("q1").first == "5")
    #expect(result.texts("q1").last == "1")
    #expect(
      result.diagnostics.map { "\($0)" } == [
        "t.csv:7:1: warning[D211] '7' in 'q1' is outside the scale 1 to 5",
        "t.csv:8:1: warning[D210] 'abc' in 'q1' is not a whole number",
        "t.csv:9:1: warning[D210] '2.5' in 'q1' is not a whole number",
      ])
    #expect(result.diagnostics[0].place?.columnName == "q1")
    #expect(result.table.source.cellsSetMissing == 3)
  }

  @Test func automaticColumnsKnowMissingCodesAndScaleToo() throws {
    let variable = Variable(
      "q1", missingCodes: ["99": .dontKnow, "": .notApplicable], scale: scale)
    let result = try read("q1,b\n99,x\n5,x\n,x\n6,x\n4.5,x\n", [variable])
    #expect(result.kind("q1") == "doubles")
    #expect(
      result.reasons("q1")
        == [.dontKnow, nil, .notApplicable, .outOfRange, nil])
  }

  @Test func missingTextsLeaveTheTextsOfAColumn() throws {
    let variable = Variable(
      "grade", kind: .text,
      missingCodes: ["不了解": .dontKnow, "": .notApplicable])
    let result = try read(
      "grade,b\n不了解,x\n满意,x\n,x\n不满意,x\n 不了解,x\n满意,x\n", [variable])
    #expect(
      result.texts("grade") == [nil, "满意", nil, "不满意", nil, "满意"])
    #expect(
      result.reasons("grade")
        == [.dontKnow, nil, .notApplicable, nil, .dontKnow, nil])
    guard case .texts(let texts) = result.table["grade"]?.values else {
      Issue.record("a text column")
      return
    }
    #expect(texts.levels == ["满意", "不满意"])
  }

  @Test func textThatOnlyHoldsSpacesIsBlank() throws {
    let result = try read("a,b\n满意,x\n　 ,x\n")
    #expect(result.reasons("a") == [nil, .blank])
  }

  @Test func wholeNumbersBeyond32BitsAreKept() throws {
    let result = try read(
      "a,b\n13800000000,x\n1.5,x\n7,x\n", [Variable("a", kind: .integer)])
    #expect(result.texts("a") == ["13800000000", nil, "7"])
    #expect(result.reasons("a") == [nil, .unreadable, nil])
  }

  /// Fifty broken cells of every kind: each is reported with its place, and
  /// every other cell is read.
  @Test func fiftyBrokenCells() throws {
    let bad = ["x", "９９", "4,5", "2024-02-30", "\"no \"\"way\"\"\""]
    var text = "id,q1,q2,day\n"
    for row in 0..<50 {
      let cell = bad[row % 5]
      let quoted = cell.contains(",") ? "\"\(cell)\"" : cell
      switch row % 3 {
      case 0: text += "\(row),\(quoted),1.5,2024-01-01\n"
      case 1: text += "\(row),3,\(quoted),2024-01-01\n"
      default: text += "\(row),3,1.5,\(quoted)\n"
      }
    }
    let result = try read(
      text,
      [
        Variable("q1", kind: .integer, scale: scale),
        Variable("q2", kind: .number, scale: scale),
        Variable("day", kind: .date),
      ])
    #expect(result.table.rowCount == 50)
    #expect(result.diagnostics.count == 50)
    #expect(result.table.source.cellsSetMissing == 50)
    #expect(result.diagnostics.map { $0.place?.line } == Array(2...51))
    #expect(
      result.diagnostics.map { $0.place?.column }
        == (0..<50).map { $0 % 3 + 2 })
    #expect(result.diagnostics.allSatisfy { $0.help != nil })
    let missing = ["q1", "q2", "day"].map {
      result.table[$0]?.missing.count ?? 0
    }
    #expect(missing == [17, 17, 16])
    #expect(
      result.diagnostics[4].message == #"'no "way"' in 'q2' is not a number"#)
  }

  @Test func cellOfARecordWithLineBreaksHasItsOwnLine() throws {
    let result = try read(
      "a,b\n\"one\r\ntwo\nthree\",x\n2,y\n", [Variable("b", kind: .integer)])
    #expect(result.diagnostics.map { $0.place?.line } == [4, 5])
    #expect(result.table.sourceLines == [2, 5])
  }

  @Test func cellTextIsEscapedAndCut() throws {
    let long = String(repeating: "长", count: 200)
    let result = try read(
      "a,b\n\"\u{1B}[31m\n\u{202E}x\",1\n\(long),1\n",
      [Variable("a", kind: .number)])
    #expect(
      result.diagnostics[0].message
        == #"'\u{1B}[31m\n\u{202E}x' in 'a' is not a number"#)
    #expect(
      result.diagnostics[1].message
        == "'\(String(repeating: "长", count: 79))…' in 'a' is not a number")
  }
}
