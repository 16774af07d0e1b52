import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Exports of Qualtrics beyond the samples.
@Suite struct QualtricsTests {
  private func ids(_ ids: [String]) -> String {
    ids.map { id in
      let parts = id.split(separator: "/")
      let choice = parts.count > 1 ? ",\"choiceId\":\"\(parts[1])\"" : ""
      let json = "{\"ImportId\":\"\(parts[0])\"\(choice)}"
      return "\""
        + json.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// The columns are numbered from 1, the choices are not.
  @Test func codesAreChoiceIDsNotSuffixes() throws {
    let result = try readExport(
      """
      ResponseId,Q2_1,Q2_2,Q2_3
      Response ID,Use? - Selected Choice - A,Use? - Selected Choice - B,Use? - Selected Choice - C
      \(ids(["_recordId", "QID2/3", "QID2/7", "QID2/9"]))
      R_1,1,,1
      R_2,,-99,
      R_3,-99,-99,-99
      R_4,,,
      """)
    #expect(
      tableText(result.table) == """
        ResponseId | texts | Response ID
          R_1, R_2, R_3, R_4
        Q2 | choices 3=A, 7=B, 9=C | Use?
          3+9, (blank), (blank), (not-applicable)

        """)
  }

  @Test func legacyHeaderOfTwoRows() throws {
    let result = try readExport(
      """
      V1,V2,V3,V8,V9,V10,Q1,Q2_1,Q2_2,Q3_1,Q3_2,Q5_TEXT
      ResponseID,ResponseSet,Name,StartDate,EndDate,Finished,How satisfied?,Use?-Window,Use?-Phone,Rate:-Speed,Rate:-Care,Why?
      R_1,Default,Anonymous,2014-03-02 09:14:31,2014-03-02 09:19:02,1,4,1,,4,5,fast
      R_2,Default,Anonymous,2014-03-02 10:14:31,2014-03-02 10:19:02,0,3,1,1,2,,slow
      """)
    #expect(result.recognition.profile?.name == "qualtrics")
    #expect(result.table.rowCount == 2)
    #expect(result.texts("Q2") == ["1", "1;2"])
    #expect(result.texts("Q3_1") == ["4", "2"])
    #expect(result.reasons("Q3_2") == [nil, .notApplicable])
    #expect(result.table["Q3_1"]?.variable?.label?.english == "Speed")
    #expect(result.table["V8"]?.text(at: 0) == "2014-03-02")
  }

  @Test func listsOfCodesAreNeverNumbers() throws {
    let result = try readExport(
      """
      ResponseId,Q2
      Response ID,Which?
      \(ids(["_recordId", "QID2"]))
      R_1,"1,3"
      R_2,2
      R_3,"1,2,3,5"
      """)
    #expect(result.texts("Q2") == ["1;3", "2", "1;2;3;5"])
    #expect(result.texts("Q2/3") == ["1", "0", "1"])
  }

  @Test func optionTextsAreCutByTheCodebook() throws {
    let text = """
      ResponseId,Q2
      Response ID,Which?
      \(ids(["_recordId", "QID2"]))
      R_1,"Window,Other, please specify"
      R_2,"Phone,Window"
      R_3,"Phone"
      """
    let open = try readExport(text)
    #expect(open.kind("Q2") == "texts")
    let values = ["Window", "Phone", "Other, please specify"]
    let result = try readExport(
      text,
      codebook: [
        Variable("Q2", valueLabels: values.map { .init($0, .init($0)) })
      ])
    #expect(
      result.texts("Q2") == [
        "Window;Other, please specify", "Window;Phone", "Phone",
      ])
    #expect(!result.diagnostics.contains { $0.code == .unlistedValue })
  }

  @Test func damagedIDsFallBackToTags() throws {
    let result = try readExport(
      """
      StartDate,Finished,Q1,Q2_1,Q2_2,Q2_4
      Start Date,Finished,How?,Use? - Selected Choice - A,Use? - Selected Choice - B,Use? - Selected Choice - D
      \(ids(["startDate", "finished", "QID1"])),"{""ImportId"" ","{}","{""ImportId"":}"
      2026-03-02 09:14:31,1,4,A,,D
      2026-03-02 09:14:31,1,3,,B,
      """)
    #expect(result.recognition.profile?.name == "qualtrics")
    #expect(result.texts("Q2") == ["1;4", "2"])
    #expect(result.diagnostics.contains { $0.code == .profileRemark })
  }

  /// Saved by a program that does not quote, the ids fall apart.
  @Test func idsWithoutQuotesAreStillAHeader() throws {
    let result = try readExport(
      """
      StartDate,Finished,Q1,Q2_1
      Start Date,Finished,How?,Use? - Selected Choice - A
      {"ImportId":"startDate","timeZone":"Z"},{"ImportId":"finished"},{"ImportId":"QID1"},{"ImportId":"QID2","choiceId":"1"}
      2026-03-02 09:14:31,1,4,A
      """)
    #expect(result.table.rowCount == 1)
    #expect(result.rejects.isEmpty)
    #expect(result.texts("Q1") == ["4"])
    #expect(result.texts("Q2") == ["1"])
  }

  @Test func emptyBodyAndMissingColumns() throws {
    let result = try readExport(
      """
      Q1,Q2_1,Q2_2
      How?,Use? - Selected Choice - A,Use? - Selected Choice - B
      \(ids(["QID1", "QID2/1", "QID2/2"]))
      """)
    #expect(result.recognition.profile?.name == "qualtrics")
    #expect(result.table.rowCount == 0)
    #expect(result.kind("Q2") == "choices")
  }

  @Test func moreThan64Options() throws {
    let options = 1...130
    let tags = options.map { "Q2_\($0)" }.joined(separator: ",")
    let texts = options.map { "Use? - Selected Choice - o\($0)" }
      .joined(separator: ",")
    let row = options.map { $0 % 5 == 0 ? "1" : "" }.joined(separator: ",")
    let result = try readExport(
      "\(tags)\n\(texts)\n\(ids(options.map { "QID2/\($0)" }))\n\(row)\n\(row)\n"
    )
    let column = try #require(result.table["Q2"])
    guard case .choices(let answers) = column.values else {
      Issue.record("not choices")
      return
    }
    #expect(answers.options.count == 130)
    #expect(answers.tickCount(row: 1) == 26)
    #expect(result.texts("Q2/130") == ["1", "1"])
    #expect(result.texts("Q2/129") == ["0", "0"])
  }

  @Test func codebookWinsOverTheFile() throws {
    let result = try readExport(
      sample("qualtrics_numeric"),
      codebook: [
        Variable(
          "Q1", label: "Satisfaction", missingCodes: ["-99": .refused]),
        Variable(
          "Q2",
          valueLabels: [
            .init("5", "Other"), .init("1", "Window"), .init("2", "Online"),
            .init("3", "Phone"), .init("4", "Letter"),
          ]),
      ])
    #expect(result.table["Q1"]?.variable?.label?.english == "Satisfaction")
    #expect(result.reasons("Q1") == [nil, nil, .refused])
    guard case .choices(let answers) = result.table["Q2"]?.values else {
      Issue.record("not choices")
      return
    }
    #expect(answers.options.map(\.code) == ["5", "1", "2", "3", "4"])
    #expect(answers.options[1].label?.english == "Window")
    #expect(result.texts("Q2")[1] == "5;1;2;3")
  }

  @Test func previewsAreToldWithTheCondition() throws {
    let result = try readExport(sample("qualtrics_numeric"))
    let note = result.diagnostics.first { $0.code == .partialResponses }
    #expect(
      note?.help == "to leave them out, write "
        + "\"where: Finished = 1 and Status = 0\" for the data set")
    let split = try readExport(sample("qualtrics_text_split"))
    #expect(
      split.diagnostics.first { $0.code == .partialResponses }?.help
        == "to leave them out, write \"where: Finished = True\" for the data set"
    )
  }

  @Test func allTextKeepsCellsAndLeavesTheHeader() throws {
    var options = ImportOptions()
    options.readsAllAsText = true
    let result = try DelimitedReader.read(
      bytes: sample("qualtrics_numeric"), displayName: "t.csv",
      options: options)
    #expect(result.table.rowCount == 3)
    #expect(result.texts("Q2") == ["1,3", "1,2,3,5", nil])
    #expect(result.texts("Q1") == ["4", "3", "-99"])
  }

  @Test func aTabSeparatedCopyInUTF16IsTheSame() throws {
    let plain = try readExport(sample("qualtrics_text_split"))
    let text = String(
      decoding: try sample("qualtrics_text_split"), as: UTF8.self)
    // No cell of the sample holds a delimiter beside those in quotes.
    var isQuoted = false
    let tabbed = String(
      text.map { sign in
        if sign == "\"" { isQuoted.toggle() }
        return sign == "," && !isQuoted ? "\t" : sign
      })
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in tabbed.utf16 {
      bytes.append(UInt8(unit & 0xFF))
      bytes.append(UInt8(unit >> 8))
    }
    let result = try readExport(bytes)
    #expect(tableText(result.table) == tableText(plain.table))
  }
}
