import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

/// The studies that `manyi init --template` writes.
@Suite struct StudyTemplateTests {
  @Test func templatesAreTheFilesOfDatasets() throws {
    let root = Fixture.package.appending(path: "Datasets").path()
    let folders = FileSystem.names(in: root).sorted()
    let names = StudyTemplate.all.map(\.name).filter { $0 != "example" }
    #expect(names.sorted() == folders)
    for name in folders {
      let folder = FileSystem.join(root, name)
      let files = try StudyTemplate.named(name).files
      let paths = FileSystem.files(below: folder).filter {
        !$0.contains("__pycache__")
      }
      #expect(files.map(\.path).sorted() == paths.sorted(), "\(name)")
      #expect(files.first?.path == "study.yaml" && paths.contains("README.md"))
      for file in files {
        let bytes = try FileSystem.read(FileSystem.join(folder, file.path))
        #expect(
          file.bytes == bytes, "run Scripts/templates.sh: \(name)/\(file.path)")
      }
    }
  }

  @Test(arguments: ["example", "mobile-satisfaction", "livelihood-projects"])
  func templateCanBeCheckedAsItIsWritten(name: String) async throws {
    let folder = try Fixture.temporaryFolder().path()
    let template = try StudyTemplate.named(name)
    let written = try writeTemplate(template, to: folder)
    #expect(written.contains(FileSystem.join(folder, "study.yaml")))
    let study = try FileSystem.read(FileSystem.join(folder, "study.yaml"))
    let line = "# yaml-language-server: $schema=schemas/study.schema.json\n"
    #expect(study.starts(with: Array(line.utf8)))
    let schema = FileSystem.join(folder, "schemas/study.schema.json")
    #expect(
      try FileSystem.read(schema) == Array(FileSchema.study.fileText.utf8))
    let log = DiagnosticLog()
    let workspace = await openStudy(folder, log: log)
    #expect(workspace != nil && !log.hasErrors, "\(log.diagnostics)")
    do {
      _ = try writeTemplate(template, to: folder)
      Issue.record("the files were overwritten")
    } catch {
      #expect(error.code == .foreignFolder)
    }
  }

  @Test func namesAreSuggested() {
    do {
      _ = try StudyTemplate.named("suggestion-handlng")
      Issue.record("found")
    } catch {
      #expect(error.help == "did you mean 'suggestion-handling'?")
    }
  }
}
