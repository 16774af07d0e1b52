import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Exports of 问卷星 beyond the samples.
@Suite struct WenjuanxingTests {
  private let head = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,"

  private func rows(_ cells: [String]) -> String {
    cells.enumerated().map { row, cell in
      "\(row + 1),2026/3/2 9:19:02,4分31秒,微信,N/A,203.0.113.7(四川-成都),\(cell)\n"
    }.joined()
  }

  @Test func durationsAndDaysInEveryForm() throws {
    let result = try readExport(
      head + "1、题\n"
        + "1,2026/3/2 9:19:02,271秒,微信,N/A,1.1.1.1,2\n"
        + "2,2026-03-02 19:19:02,1小时2分3秒,微信,N/A,1.1.1.1,2\n"
        + "3,2026年3月2日,00:04:31,微信,N/A,1.1.1.1,2\n"
        + "4,2026/13/2 9:00:00,48,微信,N/A,1.1.1.1,2\n")
    #expect(result.texts("所用时间") == ["271", "3723", "271", "48"])
    #expect(
      result.texts("提交答卷时间") == ["2026-03-02", "2026-03-02", "2026-03-02", nil])
    #expect(result.reasons("提交答卷时间")[3] == .unreadable)
    #expect(result.diagnostics.contains { $0.code == .unreadableCell })
  }

  @Test func separatorMakesOptionsWithoutTheKindInTheHeader() throws {
    let result = try readExport(
      head + "2、用过哪些？\n" + rows(["窗口┋电话", "网上", "(跳过)", "(空)", "电话┋其他〖微信┋QQ〗"]))
    #expect(
      result.texts("用过哪些？") == ["窗口;电话", "网上", nil, nil, "电话;其他"])
    #expect(
      result.reasons("用过哪些？") == [nil, nil, .notApplicable, .blank, nil])
    #expect(
      result.texts("用过哪些？_其他") == [nil, nil, nil, nil, "微信┋QQ"])
  }

  /// A codebook that names the sign takes nothing away from what is known of
  /// the platform.
  @Test func separatorOfTheCodebookKeepsWritingBesideOptions() throws {
    let cells = ["窗口┋电话", "网上", "(空)", "电话┋其他〖微信┋QQ〗"]
    var variable = Variable("用过哪些？")
    variable.separator = "┋"
    let result = try readExport(
      head + "2、用过哪些？\n" + rows(cells), codebook: [variable])
    #expect(result.texts("用过哪些？") == ["窗口;电话", "网上", nil, "电话;其他"])
    #expect(result.texts("用过哪些？_其他") == [nil, nil, nil, "微信┋QQ"])
  }

  /// Several blanks of one question are joined by the same sign.
  @Test func openAnswersAreNotOptions() throws {
    let cells = (0..<60).map { "姓名\($0)┋单位\($0)┋电话\($0)" }
    let result = try readExport(head + "2、请填写\n" + rows(cells))
    #expect(result.kind("请填写") == "texts")
    #expect(result.texts("请填写")[7] == "姓名7┋单位7┋电话7")
  }

  @Test func writingBesideASingleAnswer() throws {
    let result = try readExport(
      head + "1、渠道\n" + rows(["窗口", "其他〖自助机〗", "其他〖〗", "(空)"]))
    #expect(result.texts("渠道") == ["窗口", "其他", "其他", nil])
    #expect(result.texts("渠道_其他") == [nil, "自助机", "", nil])
    #expect(
      result.reasons("渠道_其他") == [.notApplicable, nil, nil, .blank])
  }

  @Test func columnsOfScaleAreNotTicks() throws {
    let result = try readExport(
      head + "第4题(速度),第4题(态度)\n" + rows(["1,1", "1,2"]))
    #expect(result.kind("第4题(速度)") == "integers")
    #expect(result.kind("第4题(态度)") == "integers")
  }

  @Test func ticksAreNumbersWithReasons() throws {
    let result = try readExport(
      head + "2、题？(甲（注）),2、题？(乙)\n"
        + rows(["1,0", "0,0", "-3,-3", "-2,-2", "1,-3"]))
    let column = try #require(result.table["题？"])
    #expect(
      tableText(Table(name: "", columns: [column], source: result.table.source))
        == """
        题？ <- 2、题？ | choices 甲（注）, 乙 | 题？
          甲（注）, none, (not-applicable), (blank), 甲（注）+!乙

        """)
  }

  @Test func codebookGivesTheOrderOfOptions() throws {
    let result = try readExport(
      sample("wenjuanxing_text_gbk"),
      codebook: [
        Variable(
          "2、您使用过哪些服务？【多选题】",
          valueLabels: ["网上", "窗口", "电话"].map { .init($0, .init($0)) })
      ])
    guard case .choices(let answers) = result.table["您使用过哪些服务？"]?.values
    else {
      Issue.record("not choices")
      return
    }
    #expect(answers.options.map(\.code) == ["网上", "窗口", "电话", "其他"])
    #expect(result.diagnostics.contains { $0.code == .unlistedValue })
  }

  @Test func withoutMarkOrInAnotherOrder() throws {
    let text = String(
      decoding: try sample("wenjuanxing_text_utf8bom").dropFirst(3),
      as: UTF8.self)
    let result = try readExport(text)
    #expect(result.recognition.profile?.name == "wenjuanxing")
    let other = try readExport(
      "提交答卷时间,总分,1、您的性别,来源,序号\n2026/3/2 9:19:02,86,男,微信,1\n")
    #expect(other.recognition.profile?.name == "wenjuanxing")
    #expect(other.texts("您的性别") == ["男"])
  }

  @Test func partialRanking() throws {
    let result = try readExport(
      head + "5、排序【排序题】\n" + rows(["甲→乙", "乙", "(跳过)"]))
    #expect(result.texts("排序—甲") == ["1", nil, nil])
    #expect(result.texts("排序—乙") == ["2", "1", nil])
    #expect(result.reasons("排序—甲") == [nil, .blank, .notApplicable])
  }
}
