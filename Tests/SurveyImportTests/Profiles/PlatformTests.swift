import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// What the platforms write beyond the samples.
@Suite struct PlatformTests {
  // MARK: - LimeSurvey

  @Test func limeSurveyTellsNotShownFromNotTicked() throws {
    let result = try readExport(
      """
      "id","submitdate","lastpage","startlanguage","Use? [A]","Use? [B]"
      "1","2026-03-02 09:19:02","4","en","Yes","N/A"
      "2","2026-03-02 09:19:02","4","en","No","No"
      "3","2026-03-02 09:19:02","4","en","N/A","N/A"
      "4","2026-03-02 09:19:02","4","en","",""

      """)
    let column = try #require(result.table["Use?"])
    let table = Table(name: "", columns: [column], source: result.table.source)
    #expect(
      tableText(table) == """
        Use? | choices A, B | Use?
          A+!B, none, (not-applicable), (blank)

        """)
  }

  @Test func limeSurveyCodesWithTexts() throws {
    let result = try readExport(
      """
      "id. Response ID","submitdate. Date submitted","lastpage. Last page","Q1. How?","Q2[SQ001]. Use? [Window]","Q2[SQ002]. Use? [Online]"
      "1","2026-03-02 09:19:02","4","A1","Y",""
      """)
    #expect(result.recognition.profile?.name == "limesurvey")
    #expect(
      tableText(result.table)
        == """
        id <- id. Response ID | integers
          1
        submitdate <- submitdate. Date submitted | days
          2026-03-02
        lastpage <- lastpage. Last page | integers
          4
        Q1 <- Q1. How? | texts | How?
          A1
        Q2 <- Q2[SQ001] | choices SQ001=Window, SQ002=Online | Use?
          SQ001

        """.replacingOccurrences(of: "Q2 <- Q2[SQ001] |", with: "Q2 |"))
  }

  /// A grid of scales has the same headers as a question with options.
  @Test func limeSurveyGridsStayColumns() throws {
    let result = try readExport(
      """
      "id","submitdate","lastpage","Q3[SQ001]","Q3[SQ002]","Q4[SQ001][1]","Q4[SQ001][2]"
      "1","2026-03-02 09:19:02","4","5","N/A","A1","A2"
      """)
    #expect(result.texts("Q3_SQ001") == ["5"])
    #expect(result.reasons("Q3_SQ002") == [.notApplicable])
    #expect(result.texts("Q4[SQ001][2]") == ["A2"])
    #expect(result.texts("Q4_SQ001_2") == ["A2"])
  }

  // MARK: - SurveyMonkey

  @Test func surveyMonkeyDaysFollowTheFile() throws {
    func days(_ first: String, _ second: String) throws -> [String?] {
      let result = try readExport(
        "Respondent ID,Collector ID,Start Date,How?\n,,,Response\n"
          + "1,1,\(first) 09:00:00 AM,4\n2,1,\(second) 10:00:00 PM,4\n")
      #expect(result.recognition.profile?.name == "surveymonkey")
      return result.texts("Start Date")
    }
    #expect(
      try days("03/02/2026", "03/22/2026") == ["2026-03-02", "2026-03-22"])
    #expect(
      try days("03/02/2026", "22/02/2026") == ["2026-02-03", "2026-02-22"])
  }

  @Test func surveyMonkeyGridsAreNotOptions() throws {
    let result = try readExport(
      "Respondent ID,Collector ID,Rate:,,Use?,\n,,Speed,Care,A,B\n"
        + "1,1,4,5,A,\n2,1,4,5,,B\n")
    #expect(result.texts("Rate: [Speed]") == ["4", "4"])
    #expect(result.texts("Rate: [Care]") == ["5", "5"])
    #expect(result.texts("Use?") == ["A", "B"])
  }

  /// With `row - option` each row of a grid is a question of its own.
  @Test func surveyMonkeyGridsOfTicks() throws {
    let result = try readExport(
      "Respondent ID,Collector ID,Which?,,,\n,,Bus - Cheap,Bus - Fast,Tram - Cheap,Tram - Fast\n"
        + "1,1,Cheap,Fast,,Fast\n2,1,,Fast,,\n")
    #expect(result.texts("Which? [Bus]") == ["Cheap;Fast", "Fast"])
    #expect(result.texts("Which? [Tram]") == ["Fast", nil])
  }

  // MARK: - KoboToolbox

  @Test func koboPartsWinOverTheJoinedCell() throws {
    let result = try readExport(
      """
      _id,_uuid,_submission_time,q2,q2/a,q2/b
      1,u,2026-03-02T01:19:05,a b,1,0
      2,u,2026-03-02T01:19:05,b,0,1
      3,u,2026-03-02T01:19:05,,,
      4,u,2026-03-02T01:19:05,a,1,
      """)
    #expect(result.texts("q2") == ["a", "b", nil, "a"])
    #expect(result.reasons("q2")[2] == .notApplicable)
    guard case .choices(let answers) = result.table["q2"]?.values else {
      Issue.record("not choices")
      return
    }
    #expect(!answers.isAsked(1, row: 3))
    let told = result.diagnostics.filter { $0.code == .differentTicks }
    #expect(told.count == 1)
    #expect(told.first?.message.hasPrefix("1 response of 'q2'") == true)
  }

  @Test func koboSummaryAloneIsCutByTheCodebook() throws {
    let text = """
      _id,_uuid,_submission_time,q2
      1,u,2026-03-02T01:19:05,window phone
      2,u,2026-03-02T01:19:05,phone
      3,u,2026-03-02T01:19:05,window
      4,u,2026-03-02T01:19:05,window phone
      5,u,2026-03-02T01:19:05,phone window
      """
    let open = try readExport(text)
    #expect(open.kind("q2") == "texts")
    #expect(open.diagnostics.contains { $0.code == .unknownOptions })
    let result = try readExport(
      text,
      codebook: [
        Variable(
          "q2",
          valueLabels: [.init("window", "Window"), .init("phone", "Phone")])
      ])
    #expect(
      result.texts("q2") == [
        "window;phone", "phone", "window", "window;phone", "window;phone",
      ])
  }

  @Test func koboLabelsWithSlashesAreNoOptions() throws {
    let result = try readExport(
      """
      _id;_uuid;_submission_time;Own a car;Own a car/bike
      1;u;2026-03-02T01:19:05;yes;often
      """)
    #expect(result.texts("Own a car") == ["yes"])
    #expect(result.texts("Own a car/bike") == ["often"])
  }

  @Test func koboRepeatGroupsSayWhereTheyBelong() throws {
    let result = try readExport(
      """
      name,age,_index,_parent_table_name,_parent_index
      A,30,1,main,1
      B,31,2,main,1
      """)
    #expect(result.recognition.profile?.name == "kobotoolbox")
    #expect(result.texts("_parent_index") == ["1", "1"])
    #expect(result.texts("age") == ["30", "31"])
    #expect(result.diagnostics.contains { $0.code == .profileRemark })
  }

  @Test func koboGroupsWithTheSameNameKeepTheirPaths() throws {
    let result = try readExport(
      """
      _id,_uuid,_submission_time,a/q1,b/q1,b/q3
      1,u,2026-03-02T01:19:05,4,5,6
      """)
    #expect(result.texts("a/q1") == ["4"])
    #expect(result.texts("b/q1") == ["5"])
    #expect(result.texts("q3") == ["6"])
    #expect(result.texts("b/q3") == ["6"])
  }

  // MARK: - Forms

  @Test func googleAnswersAreCutByTheCodebook() throws {
    let services = ["Service window", "Phone", "Online hall, with account"]
    let result = try readExport(
      """
      "Timestamp","Which?","Why?"
      "2026/03/02 9:14:31 AM GMT+8","Service window, Online hall, with account","a, b"
      "2026/03/02 9:14:31 AM GMT+8","Phone","c"
      "2026/03/02 9:14:31 PM GMT+8","Phone, kiosk, ground floor",""
      """,
      codebook: [
        Variable(
          "Which?", valueLabels: services.map { .init($0, .init($0)) })
      ])
    #expect(
      result.texts("Which?") == [
        "Service window;Online hall, with account", "Phone", "Phone;other",
      ])
    #expect(
      result.texts("Which?_other") == [nil, nil, "kiosk, ground floor"])
    #expect(result.kind("Why?") == "texts")
  }

  @Test func microsoftOptionsEndInSemicolons() throws {
    let result = try readExport(
      """
      ID,Start time,Completion time,Email,Name,Which?,Order,Note
      1,3/2/26 9:14:31,3/2/26 9:19:02,a,,A;B;,x;y;z;,one; two
      2,3/13/26 9:14:31,3/13/26 9:19:02,a,,B;,y;x;z;,three
      3,3/14/26 9:14:31,3/14/26 9:19:02,a,,,,
      """)
    #expect(result.texts("Which?") == ["A;B", "B", nil])
    #expect(result.texts("Order—x") == ["1", "2", nil])
    #expect(result.texts("Order—z") == ["3", "3", nil])
    #expect(result.texts("Note") == ["one; two", "three", nil])
    #expect(result.texts("Start time")[1] == "2026-03-13")
    #expect(!result.diagnostics.contains { $0.code == .dateOrder })
  }

  @Test func chineseMicrosoftForms() throws {
    let result = try readExport(
      "\u{FEFF}ID,开始时间,完成时间,电子邮件,名称,用过哪些服务？\n"
        + "1,2026/3/2 9:14:31,2026/3/2 9:19:02,anonymous,,窗口;电话;\n")
    #expect(result.recognition.profile?.name == "microsoft-forms")
    #expect(result.texts("用过哪些服务？") == ["窗口;电话"])
    #expect(result.texts("duration") == ["271"])
  }

  // MARK: - REDCap

  @Test func redcapLabels() throws {
    let result = try readExport(
      """
      Record ID,Overall,Services (choice=Window),Services (choice=Phone),Complete?
      1,Good,Checked,Unchecked,Complete
      2,,Unchecked,Unchecked,Incomplete
      """)
    #expect(result.recognition.profile?.name == "redcap")
    #expect(result.texts("Services") == ["Window", nil])
    #expect(
      result.diagnostics.first { $0.code == .partialResponses }?.help
        == "to leave them out, write \"where: `Complete?` = Complete\" for "
        + "the data set")
  }

  @Test func redcapNegativeCodes() throws {
    let result = try readExport(
      "record_id,redcap_event_name,s___1,s____9\n1,e,1,1\n2,e,0,1\n")
    #expect(result.texts("s") == ["1;-9", "-9"])
  }
}
