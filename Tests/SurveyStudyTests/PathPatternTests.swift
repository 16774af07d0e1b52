import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct PathPatternTests {
  private let folder: String

  init() throws {
    folder = try Fixture.temporaryFolder().path()
    for file in [
      "b/study.yaml", "a/study.yaml", "a/deep/er/study.yaml", "a/other.yml",
      ".hidden/study.yaml", "评估/study.yaml", "[x]/study.yaml",
    ] {
      let url = URL(filePath: folder).appending(path: file)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("manyi: 1\n".utf8).write(to: url)
    }
  }

  private func found(_ pattern: String) -> [String] {
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    return PathPattern(start + pattern).paths.map {
      String($0.dropFirst(start.count))
    }
  }

  @Test func starsStayWithinAName() {
    #expect(
      found("*/study.yaml") == [
        "[x]/study.yaml", "a/study.yaml", "b/study.yaml", "评估/study.yaml",
      ])
    #expect(
      found("?/*.y*ml") == ["a/other.yml", "a/study.yaml", "b/study.yaml"])
    #expect(found("[ab]/study.yaml") == ["a/study.yaml", "b/study.yaml"])
    #expect(found("nowhere/*") == [])
  }

  @Test func twoStarsGoDown() {
    #expect(
      found("a/**/study.yaml") == ["a/deep/er/study.yaml", "a/study.yaml"])
    #expect(found("**/er/*") == ["a/deep/er/study.yaml"])
  }

  @Test func hiddenNamesAreAskedFor() {
    #expect(found(".*/study.yaml").contains(".hidden/study.yaml"))
    #expect(!found("**/*.yaml").contains { $0.contains("hidden") })
  }

  @Test func linksInCirclesEnd() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/a/loop", withDestinationPath: "..")
    #expect(found("**/study.yaml").count == 5)
  }
}
