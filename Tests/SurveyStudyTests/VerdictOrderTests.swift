import Diagnostics
import Foundation
import SurveyStudy
import TestSupport
import Testing

/// The order of grades decides the verdict: 60 of 100 dissatisfied must not
/// become "satisfied" because the worst grade was named first.
@Suite struct VerdictOrderTests {
  private func findings(_ counts: String) async throws -> [Diagnostic] {
    let folder = try Fixture.temporaryFolder()
    let file = folder.appending(path: "v.csv")
    try Data("事项,满意,基本满意,不满意\n甲,40,0,60\n".utf8).write(to: file)
    return await analyze(
      kind: "verdict", file: file.path(),
      options: ["counts=\(counts)", "by=事项"]
    ).findings
  }

  @Test func worstFirstIsRefused() async throws {
    let found = try await findings("{不满意: 不满意, 基本满意: 基本满意, 满意: 满意}")
    let fault = try #require(found.first { $0.severity == .error })
    #expect(fault.message.contains("another order than from the best"))
    #expect(fault.help == "write them best first: 满意, 基本满意, 不满意")
    let mixed = try await findings("{满意: 满意, 不满意: 不满意, 基本满意: 基本满意}")
    #expect(mixed.contains { $0.severity == .error })
  }

  @Test func bestFirstAndOtherNamesAreTaken() async throws {
    for counts in [
      "{满意: 满意, 基本满意: 基本满意, 不满意: 不满意}",
      "{甲等: 不满意, 乙等: 基本满意, 丙等: 满意}",
    ] {
      #expect(try await findings(counts).allSatisfy { $0.severity != .error })
    }
  }
}
