import Diagnostics
import Testing

@Suite struct DiagnosticCodeTests {
  @Test func idsAndNamesAreUniqueAndWellFormed() {
    let codes = DiagnosticCode.all
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.name)).count == codes.count)
    #expect(codes.map(\.id) == codes.map(\.id).sorted())
    for code in codes {
      #expect("SDAR".contains(code.id.first ?? "?"))
      #expect(code.id.count == 4 && Int(code.id.dropFirst()) != nil)
      #expect(
        code.name.allSatisfy { $0 == "-" || $0.isLowercase || $0.isNumber })
      #expect(!code.explanation.isEmpty)
    }
  }

  @Test func foundByIdAndName() {
    #expect(DiagnosticCode.named("d210") == .unreadableCell)
    #expect(DiagnosticCode.named("unreadable-cell") == .unreadableCell)
    #expect(DiagnosticCode.named("D999") == nil)
  }

  @Test func oneLineForEditors() {
    let place = Place(file: "a.csv", line: 3, column: 2, columnName: "q1")
    let diagnostic = Diagnostic(.unreadableCell, .warning, at: place, "no day")
    #expect("\(diagnostic)" == "a.csv:3:2: warning[D210] no day")
    #expect("\(Place(file: "a.csv", column: 2))" == "a.csv")
    #expect("\(Diagnostic(.noRows, at: nil, "x"))" == "error[D222] x")
  }
}
