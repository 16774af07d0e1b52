import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

@Suite struct WrittenCodebookTests {
  @Test func writtenCodebooksKeepMissingRanges() throws {
    var variable = Variable("q", missingCodes: ["-9": .refused])
    variable.missingRanges = [
      .init(90...99, .dontKnow), .init(200...300, .notApplicable),
    ]
    let column = Column(
      "q", .integers([1, 95, 0]), missing: MissingReasons([0, 0, 2]),
      variable: variable)
    let table = Table(
      name: "t", columns: [column], source: DataSource(file: "t.csv"))
    let text = codebookText(of: table)
    // An answer lies in the first range, and has to stay one.
    #expect(
      text.contains("missing: {-9: refused, \"200..300\": not-applicable}"),
      "\(text)")
    let draft = draftCodebook(for: table)
    #expect(draft.contains("      \"90..99\": dont-know\n"), "\(draft)")
    #expect(draft.contains("      \"200..300\": not-applicable\n"))
    let log = DiagnosticLog()
    let again = try readCodebook(yaml: text, displayName: "c.yaml", log: log)
    #expect(
      again.variables.first?.missingRanges
        == [.init(200...300, .notApplicable)])
  }
}
