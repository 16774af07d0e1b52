import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

/// Questions whose cells hold several answers in files of no platform.
@Suite struct SeparatorTests {
  private func variable(
    _ name: String, _ separator: String, _ codes: [String] = [],
    kind: Variable.Kind = .automatic
  ) -> Variable {
    var variable = Variable(
      name, kind: kind,
      valueLabels: codes.map { Variable.ValueLabel($0, LocalizedText($0)) })
    variable.separator = separator
    return variable
  }

  private func options(_ result: ImportResult, _ name: String) -> [String] {
    guard case .choices(let answers)? = result.table[name]?.values else {
      return []
    }
    return answers.options.map(\.code)
  }

  @Test func cellsAreTakenApart() throws {
    let result = try read(
      "id,渠道,n\n1,窗口┋电话,3\n2,,4\n3,电话,5\n",
      [variable("渠道", "┋", ["窗口", "电话", "网站"])])
    #expect(result.kind("渠道") == "choices")
    #expect(options(result, "渠道") == ["窗口", "电话", "网站"])
    guard case .choices(let answers)? = result.table["渠道"]?.values else {
      return
    }
    #expect(
      (0..<3).map { answers.isTicked(1, row: $0) } == [true, false, true])
    #expect(result.reasons("渠道") == [nil, .blank, nil])
    #expect(result.kind("id") == "integers" && result.kind("n") == "integers")
    #expect(result.diagnostics.isEmpty)
    #expect(result.recognition.profile == nil)
  }

  @Test func listsOfCodesAreNoNumbers() throws {
    for kind in [Variable.Kind.automatic, .integer, .text] {
      let result = try read(
        "q\n\"1,3\"\n\"2,13\"\n3\n", [variable("q", ",", kind: kind)])
      #expect(options(result, "q") == ["1", "2", "3", "13"])
    }
  }

  @Test func optionsMayHoldTheSeparator() throws {
    let result = try read(
      "q\n\"email, letter, phone\"\nphone\n",
      [variable("q", ", ", ["email, letter", "phone"])])
    #expect(options(result, "q") == ["email, letter", "phone"])
  }

  @Test func headersAreFoundByEitherName() throws {
    let result = try read(
      "承办单位,b\nU1;U2,1\nU2,2\n", [variable("承办单位", ";")])
    #expect(options(result, "lead_unit_id") == ["U1", "U2"])
    #expect(result.table["lead_unit_id"]?.header == "承办单位")
    let other = try read(
      "建议编号,q\nS1,a;b\nS2,b\n", [variable("q", ";")])
    #expect(other.table["case_id"]?.label(.chinese) == "建议编号")
  }

  @Test func unlistedOptionsAreTold() throws {
    let result = try read(
      "q\na;x\nb\n", [variable("q", ";", ["a", "b"])])
    #expect(options(result, "q") == ["a", "b", "x"])
    #expect(result.diagnostics.map(\.code) == [.unlistedValue])
  }

  @Test func allTextStaysText() throws {
    let result = try read("q\na;b\nb\n", [variable("q", ";")]) {
      $0.readsAllAsText = true
    }
    #expect(result.texts("q") == ["a;b", "b"])
  }

  @Test func separatorsThatAreNotNamedAreFoundOut() throws {
    var plain = variable("q", ";", ["窗口", "电话"])
    plain.separator = nil
    let result = try read("q\n窗口┋电话\n窗口\n电话\n", [plain])
    let help = try #require(result.diagnostics.first?.help)
    #expect(help.contains("separator: \"┋\""))
    let typing = try read("q\n窗户\n窗口\n电话\n", [plain])
    #expect(typing.diagnostics.first?.help?.contains("separator") == false)
  }

  @Test func codebooksNameSeparators() throws {
    let log = DiagnosticLog()
    let codebook = try readCodebook(
      yaml: "variables:\n  a: {separator: ┋}\n  b: {separator: \"\"}\n",
      displayName: "c.yaml", log: log)
    #expect(codebook["a"]?.separator == "┋")
    #expect(codebook["b"]?.separator == nil)
    #expect(log.diagnostics.map(\.code) == [.wrongValue])
  }
}
