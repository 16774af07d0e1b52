import Diagnostics
import Foundation
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
    let diagnostic = Diagnostic(
      .unreadableCell, .warning, at: place, "no day", zh: "不是日期")
    #expect("\(diagnostic)" == "a.csv:3:2: warning[D210] no day")
    #expect("\(Place(file: "a.csv", column: 2))" == "a.csv")
    #expect("\(Diagnostic(.noRows, at: nil, "x"))" == "error[D222] x")
  }

  /// A code that is left out of the list of its file is unknown to
  /// `manyi explain`.
  @Test func everyDeclaredCodeIsListed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Diagnostics/Codes")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let declaration =
      /static let \w+\s*(?::\s*DiagnosticCode)?\s*=\s*(?:DiagnosticCode|\.init)\(\s*"([A-Z]\d{3})"/
    var declared: [String] = []
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let found = text.matches(of: declaration).map { String($0.1) }
      let lists = text.ranges(of: ": [DiagnosticCode] =").count
      #expect(
        found.count == text.ranges(of: "static let ").count - lists,
        "\(file.lastPathComponent) holds lists and codes, nothing else")
      declared += found
    }
    #expect(declared.sorted() == DiagnosticCode.all.map(\.id))
  }
}
