import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

@Suite struct CodebookTests {
  @Test func readsEverything() throws {
    let log = DiagnosticLog()
    let codebook = try readCodebook(
      yaml: """
        variables:
          q1:
            label: {zh: 总体满意度, en: Overall satisfaction}
            question: How satisfied are you?
            type: integer
            values:
              1: {zh: 满意, en: Satisfied}
              3: {zh: 不满意, en: Dissatisfied}
              -9: {zh: 拒答, en: Refused}
            missing: {-9: refused, -8: dont-know, "": not-applicable}
            scale: {min: 1, max: 3, direction: lower-is-better}
            unit: {zh: 分}
          note: {type: text}
        """, displayName: "codebook.yaml", log: log)
    #expect(log.diagnostics.isEmpty)
    #expect(codebook.variables.map(\.name) == ["q1", "note"])
    let variable = try #require(codebook["q1"])
    #expect(
      variable.label == LocalizedText(zh: "总体满意度", en: "Overall satisfaction"))
    #expect(variable.question == "How satisfied are you?")
    #expect(variable.kind == .integer)
    #expect(variable.valueLabels.map(\.code) == ["1", "3", "-9"])
    #expect(variable.valueLabels[2].missing == .refused)
    #expect(
      variable.missingCodes == [
        "-9": .refused, "-8": .dontKnow, "": .notApplicable,
      ])
    #expect(
      variable.scale
        == Variable.Scale(minimum: 1, maximum: 3, isReversed: true))
    #expect(variable.unit == LocalizedText(zh: "分"))
  }

  @Test func collectsEveryFaultWithItsPlace() throws {
    let log = DiagnosticLog()
    _ = try readCodebook(
      yaml: """
        variables:
          q1:
            lable: Overall
            type: integr
            values: {满意: Satisfied}
            missing: {-9: refuse}
            scale: {min: 5, max: 1}
          q2:
            type: integer
            values: {满意: Satisfied, 1: {fr: Content}}
            scale: {min: 1}
        variable: {}
        """, displayName: "codebook.yaml", log: log)
    let found = log.diagnostics.map {
      "\($0)" + ($0.help.map { " — \($0)" } ?? "")
    }
    #expect(
      found == [
        "codebook.yaml:3:5: error[S102] the variable 'q1' has no key 'lable'"
          + " — did you mean 'label'?",
        "codebook.yaml:4:11: error[S104] 'type' cannot be 'integr'"
          + " — did you mean 'integer'?",
        "codebook.yaml:6:19: error[S104] the missing code '-9' cannot have the"
          + " reason 'refuse' — did you mean 'refused'?",
        "codebook.yaml:7:26: error[S104] the scale ends at 1, which is not"
          + " above its beginning 5 — for a scale whose lowest code is best,"
          + " add 'direction: lower-is-better'",
        "codebook.yaml:10:14: error[S104] the code '满意' cannot occur, because"
          + " 'q2' has the type 'integer' — use the codes of the file, or the"
          + " type 'text'",
        "codebook.yaml:10:32: error[S103] the label of '1' has no text"
          + " — give 'zh', 'en' or both",
        "codebook.yaml:10:33: error[S102] the label of '1' has no key 'fr'"
          + " — known keys: en, zh",
        "codebook.yaml:11:12: error[S103] the scale needs the key 'max'"
          + " — write scale: {min: 1, max: 5}",
        "codebook.yaml:12:1: error[S102] the codebook has no key 'variable'"
          + " — did you mean 'variables'?",
      ])
  }

  @Test func saysWhatAMissingFileIsCalled() {
    #expect {
      try readCodebook(
        file: "/nowhere/codebook.yaml", displayName: "codebook.yaml",
        log: DiagnosticLog())
    } throws: { error in
      let diagnostic = error as? Diagnostic
      return diagnostic?.code == .missingFile
        && diagnostic?.place == Place(file: "codebook.yaml")
    }
  }

  /// An order that no file tells would decide about verdicts.
  @Test func draftGivesNoOrderToUnknownGrades() throws {
    let table = try read("g\n甲\n乙\n甲\n乙\n").table
    #expect(
      draftCodebook(for: table) == """
        variables:
          g:
            label: g
            type: text
            # When these are grades, put the best first:
            # values:
            #   乙: 乙
            #   甲: 甲

        """)
  }

  @Test func draftDescribesTheTableItCameFrom() throws {
    let table = try read(
      """
      建议编号,q1,满意度,note,"odd: name"
      007,1,满意,x,2024-01-05
      008,2,满意,"y ""z"" ",2024-01-06
      009,3,不满意,,2024-01-07
      010,1,满意,no,2024-01-08
      011,2,满意,~,2024-01-09
      012,3,不满意,1.5,2024-01-10
      """
    ).table
    let draft = draftCodebook(for: table)
    #expect(
      draft == """
        variables:
          case_id:
            label: {zh: 建议编号, en: case_id}
            type: text
          q1:
            label: q1
            type: integer
            values:
              1: 1
              2: 2
              3: 3
            # When these are answers on a scale:
            # scale: {min: 1, max: 3, direction: higher-is-better}
          满意度:
            label: 满意度
            type: text
            values:
              满意: 满意
              不满意: 不满意
          note:
            label: note
            type: text
          "odd: name":
            label: "odd: name"
            type: date

        """)
    let log = DiagnosticLog()
    let codebook = try readCodebook(
      yaml: draft, displayName: "draft.yaml", log: log)
    #expect(log.diagnostics.isEmpty)
    #expect(codebook.variables.map(\.name) == table.columns.map(\.name))
  }

  @Test func draftCarriesWhatAFileSaysAboutItself() throws {
    for file in ["survey.sav", "survey.dta", "sets.sav"] {
      let before = try readStatFile(file)
      let draft = draftCodebook(for: before.table)
      let log = DiagnosticLog()
      let codebook = try readCodebook(
        yaml: draft, displayName: "draft.yaml", log: log)
      #expect(log.diagnostics.isEmpty)
      let after = try readStatFile(file) { $0.codebook = codebook }
      for column in before.table.columns {
        #expect(after.texts(column.name) == before.texts(column.name))
        #expect(after.reasons(column.name) == before.reasons(column.name))
        #expect(after.kind(column.name) == before.kind(column.name))
        let found = after.table[column.name]?.variable
        let known = column.variable?.valueLabels ?? []
        #expect(found?.valueLabels.prefix(known.count) == known[...])
        #expect(found?.missingRanges == column.variable?.missingRanges ?? [])
        #expect(found?.missingCodes == column.variable?.missingCodes ?? [:])
      }
    }
    let draft = draftCodebook(for: try readStatFile("survey.sav").table)
    #expect(
      draft.contains(
        """
          q2:
            label: 等候时间
            type: integer
            values:
              1: 很差
              5: 很好
              -1: 不适用
              -9: 缺失
            missing:
              -9: blank
              -1: not-applicable
              "-99..-1": blank
        """))
  }
}
