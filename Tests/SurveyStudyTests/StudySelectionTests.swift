import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct StudySelectionTests {
  private func names(_ files: [String]) -> [String] { StudyNames(files).names }

  @Test func namesComeFromFilesOrTheirFolders() {
    #expect(
      names(["x/north.yaml", "y/south/study.yaml"]) == ["north", "south"])
    #expect(names(["study.yaml"]) == ["study"])
  }

  @Test func equalNamesGetTheirFolders() {
    #expect(
      names(["x/2024/a.yaml", "x/2025/a.yaml", "b.yaml"])
        == ["2024-a", "2025-a", "b"])
    #expect(names(["x/A.yaml", "y/a.yaml"]) == ["x-A", "y-a"])
    // What differs in signs alone becomes the same name.
    #expect(names(["a b.yaml", "a?b.yaml"]) == ["a-b", "a-b-2"])
  }

  @Test func namesAreSafe() {
    #expect(names(["建议办理/study.yaml"]) == ["建议办理"])
    #expect(names(["con.yaml"]) == ["study-con"])
    #expect(names(["...yaml"]) == ["study"])
    #expect(names(["x/\u{202E}a\u{1B}b<i>.yaml"]) == ["a-b-i"])
    let long = names([String(repeating: "议", count: 100) + ".yaml"])[0]
    #expect(long.utf8.count <= 80)
    #expect(long.hasPrefix("议议"))
    let other = names([String(repeating: "议", count: 101) + ".yaml"])[0]
    #expect(long != other)
  }

  @Test func oneStudyKeepsTheFolderAndManyGetTheirOwn() throws {
    let folder = try Fixture.temporaryFolder().path()
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      try Data("manyi: 1\n".utf8).write(
        to: URL(filePath: "\(folder)/\(name)/study.yaml"))
    }
    func outputs(_ arguments: [String]) -> [String] {
      StudySelection(arguments, output: "out").jobs.map(\.output)
    }
    #expect(outputs(["\(folder)/a"]) == ["out"])
    #expect(outputs(["\(folder)/a/study.yaml"]) == ["out"])
    #expect(outputs(["\(folder)/a", "\(folder)/b"]) == ["out/a", "out/b"])
    #expect(outputs(["\(folder)/*/study.yaml"]) == ["out/a", "out/b"])
    #expect(outputs([folder]) == ["out/a", "out/b"])
    // A pattern always means many, however many it finds.
    #expect(outputs(["\(folder)/a*/study.yaml"]) == ["out/a"])
    let twice = StudySelection(
      ["\(folder)/a", "\(folder)/a/study.yaml"], output: "out")
    #expect(twice.jobs.count == 1)
    #expect(twice.repeated.count == 1)
  }
}
