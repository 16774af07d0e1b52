import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

private func codebook(
  _ files: [(String, String)], _ log: DiagnosticLog = DiagnosticLog()
) throws -> Codebook {
  try readCodebook(
    files: files.map { CodebookFile(name: $0.0, bytes: Array($0.1.utf8)) },
    log: log)
}

@Suite struct CodebookFormTests {
  // MARK: - Dictionaries

  @Test func aDictionaryWithARowForEachVariable() throws {
    let log = DiagnosticLog()
    let book = try codebook(
      [
        (
          "book.csv",
          """
          name,label_zh,label_en,question,type,values_zh,values_en,missing,min,max,direction,unit
          q1,总体满意度,Overall,How satisfied?,integer,1=不满意; 5=满意,1=Dissatisfied;5=Satisfied,99=refused;-99..-1=不适用,1,5,lower-is-better,
          note,备注,,,text,,,,,,,
          wait,等候,,,number,,,,,,,分钟
          """
        )
      ], log)
    #expect(log.diagnostics.isEmpty)
    #expect(book.variables.map(\.name) == ["q1", "note", "wait"])
    let q1 = try #require(book["q1"])
    #expect(q1.label == LocalizedText(zh: "总体满意度", en: "Overall"))
    #expect(q1.question == "How satisfied?")
    #expect(q1.kind == .integer)
    #expect(
      q1.valueLabels == [
        .init("1", LocalizedText(zh: "不满意", en: "Dissatisfied")),
        .init("5", LocalizedText(zh: "满意", en: "Satisfied")),
      ])
    #expect(q1.missingCodes == ["99": .refused])
    #expect(q1.missingRanges == [.init(-99...(-1), .notApplicable)])
    #expect(q1.scale == .init(minimum: 1, maximum: 5, isReversed: true))
    #expect(book["note"]?.label == LocalizedText(zh: "备注"))
    #expect(book["wait"]?.unit == "分钟")
  }

  @Test func aDictionaryWithARowForEachValue() throws {
    let log = DiagnosticLog()
    let book = try codebook(
      [
        (
          "book",
          """
          变量名;标签;类型;编码;选项标签;缺失
          q1;满意度;integer;1;不满意;
          ;;;5;满意;
          q1;;;99;拒答;拒答
          q2;渠道;;A;窗口;
          """
        )
      ], log)
    #expect(log.diagnostics.isEmpty)
    #expect(
      book["q1"]?.valueLabels == [
        .init("1", "不满意"), .init("5", "满意"),
        .init("99", "拒答", missing: .refused),
      ])
    #expect(book["q1"]?.missingCodes == ["99": .refused])
    #expect(book["q2"]?.valueLabels == [.init("A", "窗口")])
  }

  @Test func everyFaultOfADictionaryIsToldWithItsCell() throws {
    let log = DiagnosticLog()
    _ = try codebook(
      [
        (
          "book.csv",
          """
          name,type,values,missing,min,max,colour
          q1,integr,1=a; b,99=refsed,5,1,red
          q2,,,,,,
          q1,,,,,,
          """
        )
      ], log)
    #expect(
      log.diagnostics.map { "\($0)" } == [
        "book.csv:1:7: note[D288] the column 'colour' is not used",
        "book.csv:2:2: error[D287] the type of 'q1' cannot be 'integr'",
        "book.csv:2:3: error[D287] 'b' is not a code with what it means",
        "book.csv:2:4: error[D287] no reason for a missing value is called "
          + "'refsed'",
        "book.csv:2:5: error[D287] the scale of 'q1' cannot go from '5' to "
          + "'1'",
        "book.csv:4:1: error[D287] the variable 'q1' stands in the codebook "
          + "twice",
      ])
    let error = #expect(throws: Diagnostic.self) {
      try codebook([("book.csv", "a,b\n1,2\n")])
    }
    #expect(error?.code == .damagedCodebook)
  }

  @Test func rangesOfMissingCodes() {
    #expect(missingRange("-99..-1") == -99...(-1))
    #expect(missingRange("lowest..0") == -Double.infinity...0)
    #expect(missingRange("900..highest") == 900...Double.infinity)
    #expect(missingRange("5..1") == nil)
    #expect(missingRange("a..b") == nil)
    #expect(missingRangeText(-Double.infinity...0) == "lowest..0")
  }

  // MARK: - DDI

  @Test func aDDICodebook() throws {
    let file = Fixture.reference("codebooks/ddi_codebook_25.xml")
    let log = DiagnosticLog()
    let book = try readCodebook(
      files: [
        CodebookFile(
          name: "ddi.xml", bytes: [UInt8](try Data(contentsOf: file)))
      ], log: log)
    #expect(book.variables.map(\.name) == ["Q1", "wgt"])
    let q1 = try #require(book["Q1"])
    #expect(q1.label == "Overall satisfaction")
    #expect(q1.question == "Overall, how satisfied are you?")
    #expect(q1.missingCodes == ["98": .blank, "99": .refused])
    #expect(
      q1.valueLabels == [
        .init("1", "Very dissatisfied"), .init("5", "Very satisfied"),
        .init("99", "Refused", missing: .refused),
      ])
    #expect(
      log.diagnostics.map { "\($0)" } == [
        "ddi.xml: note[D290] codes of 1 variable are invalid without a "
          + "clear reason, and are read as blank",
        "ddi.xml:9: note[D288] 'wgt' is a weight; name it under 'design' to "
          + "use it",
      ])
  }

  @Test func rangesLanguagesAndGroupsOfDDI() throws {
    let log = DiagnosticLog()
    let book = try codebook(
      [
        (
          "ddi.xml",
          """
          <?xml version="1.0"?>
          <ddi:codeBook xmlns:ddi="ddi:codebook:2_5"><ddi:dataDscr>
          <ddi:varGrp type="multipleResp" name="channels" var="V1 V2"/>
          <ddi:var ID="V1" name="c1"><ddi:labl xml:lang="zh">窗 口</ddi:labl>
           <ddi:labl xml:lang="en">Window &amp; desk</ddi:labl>
           <ddi:invalrng><ddi:range min="-9" maxExclusive="0"/></ddi:invalrng>
           <ddi:catgry missing="Y"><ddi:catValu>-9</ddi:catValu>
            <ddi:labl>不适用</ddi:labl></ddi:catgry>
           <ddi:varFormat type="character"/></ddi:var>
          <ddi:var ID="V2" name="c2"/>
          </ddi:dataDscr></ddi:codeBook>
          """
        )
      ], log)
    let c1 = try #require(book["c1"])
    #expect(c1.label == LocalizedText(zh: "窗 口", en: "Window & desk"))
    #expect(c1.kind == .text)
    #expect(c1.missingRanges == [.init(-9...(0.0.nextDown), .blank)])
    #expect(c1.missingCodes == ["-9": .notApplicable])
    #expect(
      log.diagnostics.map { "\($0)" } == [
        "ddi.xml:3: note[D288] the variables c1, c2 answer one question with "
          + "several answers; they stay columns of their own"
      ])
  }

  @Test(arguments: [
    "<codeBook><var name='a'></codeBook>", "<codeBook>", "<html></html>",
    "<!DOCTYPE a [<!ENTITY x 'y'>]><codeBook>&x;</codeBook>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><codeBook/>",
    "", "<codeBook>\u{1}</codeBook>",
    String(repeating: "<a>", count: 5000),
  ])
  func damagedXMLIsTold(text: String) {
    let error = #expect(throws: Diagnostic.self) {
      try codebook([("ddi.xml", text)])
    }
    #expect(error?.code == .damagedCodebook)
  }

  @Test func xmlInGB2312() throws {
    let head = Array(
      "<?xml version='1.0' encoding='GB2312'?><codeBook><var name='a'><labl>"
        .utf8)
    let tail = Array("</labl></var></codeBook>".utf8)
    let book = try readCodebook(
      files: [
        CodebookFile(
          name: "a.xml", bytes: head + [0xC2, 0xFA, 0xD2, 0xE2] + tail)
      ], log: DiagnosticLog())
    #expect(book["a"]?.label == "满意")
  }

  // MARK: - Forms

  @Test func theSheetsOfAForm() throws {
    let log = DiagnosticLog()
    let survey = """
      type,name,label::中文 (zh),label::English (en),constraint
      begin_group,g,组,Group,
      select_one yesno,q1,满意吗,Satisfied?,
      select_multiple channel,q2,渠道,Channels,
      integer,age,年龄,Age,. > 17
      note,n1,谢谢,Thanks,
      end_group,,,,
      select_one missing,q3,缺,Lost,
      """
    let choices = """
      list_name,name,label::中文 (zh),label::English (en)
      yesno,y,是,Yes
      yesno,n,否,No
      channel,w,窗口,Window
      """
    let book = try codebook(
      [("choices", choices), ("survey.csv", survey)], log)
    #expect(book.variables.map(\.name) == ["q1", "q2", "age", "q3"])
    #expect(book["q1"]?.label == LocalizedText(zh: "满意吗", en: "Satisfied?"))
    #expect(
      book["q1"]?.valueLabels == [
        .init("y", LocalizedText(zh: "是", en: "Yes")),
        .init("n", LocalizedText(zh: "否", en: "No")),
      ])
    #expect(book["age"]?.kind == .integer)
    #expect(
      log.diagnostics.map { "\($0)" } == [
        "survey.csv:5:5: note[D288] constraints of 1 questions are not "
          + "applied to the data",
        "survey.csv:8:1: warning[D287] the choices 'missing' of 'q3' are not "
          + "in the codebook",
      ])
    let error = #expect(throws: Diagnostic.self) {
      try codebook([("choices.csv", choices)])
    }
    #expect(error?.code == .damagedCodebook)
  }

  @Test func yamlGoesOnAsBefore() throws {
    let book = try codebook([
      ("a.yaml", "\u{FEFF}variables: {q1: {label: A}}\n"),
      (
        "b",
        "variables:\n  q1: {label: B}\n  q2: {missing: {\"1..2\": refused}}"
      ),
    ])
    #expect(book["q1"]?.label == "A")
    #expect(book["q2"]?.missingRanges == [.init(1...2, .refused)])
  }
}
