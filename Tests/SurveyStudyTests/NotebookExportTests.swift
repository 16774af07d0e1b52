import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

/// The notebooks in `Notebooks-export/` are what their studies give today.
@Suite(.serialized) struct NotebookExportTests {
  static let studies = [
    "hospital-stars", "lecture-ratings", "livelihood-projects",
    "mobile-satisfaction", "school-performance", "suggestion-handling",
  ]

  private func exported(_ study: String) -> String {
    Fixture.package.appending(path: "Notebooks-export/\(study)").path()
  }

  @Test func everyStudyIsExported() throws {
    let folders = FileSystem.files(below: Fixture.dataset("").path())
      .filter { $0.hasSuffix("/study.yaml") }
      .map { String($0.dropLast("/study.yaml".count)) }
      // Charts of 545 rows and a book of 30 columns are too large for a
      // repository.
      .filter { !["resident-survey", "station-stars"].contains($0) }
    #expect(folders.sorted() == Self.studies)
  }

  /// Rendering ends in decimals and in pixels rounded to hundredths, so a last
  /// digit that depends on the machine may move a line by one hundredth.
  @Test(arguments: studies)
  func exportIsWhatTheStudyGives(study: String) async throws {
    let log = DiagnosticLog()
    let path = Fixture.dataset("\(study)/study.yaml").path()
    let workspace = try #require(await openStudy(path, log: log))
    let folder = try Fixture.temporaryFolder().path() + "/out"
    let output = try workspace.output(folder, replacesForeign: false)
    let run = try await workspace.run(to: output, log: log) { _ in }
    #expect(!log.hasErrors)

    let names = FileSystem.files(below: exported(study))
    #expect(names.contains("report.ipynb") && names.contains("report.en.ipynb"))
    let made = Set(run.files.filter(isExported))
    #expect(Set(names) == made)
    for name in names where made.contains(name) {
      let old = try FileSystem.read(exported(study) + "/" + name)
      let new = try FileSystem.read(folder + "/" + name)
      if old == new { continue }
      let difference = textDifference(
        expected: withoutPictures(old), found: withoutPictures(new),
        absolute: name.hasSuffix(".csv") ? 1e-12 : 0.0101)
      #expect(difference == nil, "\(name)")
    }
    try FileManager.default.removeItem(atPath: folder)
  }

  /// The same files as `Scripts/export-notebooks.sh` copies.
  private func isExported(_ name: String) -> Bool {
    name.hasSuffix(".ipynb") || name.hasPrefix("charts/")
      || name.hasPrefix("tables/") && !name.hasSuffix(".svg")
  }

  /// The text without embedded pictures: each is a file of its own in
  /// `charts/`, which is compared by itself.
  private func withoutPictures(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing(
      /base64,[A-Za-z0-9+\/=]+/, with: "base64,")
  }
}
