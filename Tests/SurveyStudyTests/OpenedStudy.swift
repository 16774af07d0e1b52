import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

/// Opens a study that is written with its files to a folder of its own, and
/// expects no errors.
func openedStudy(
  _ study: String, _ files: [String: String]
) async throws -> (Workspace, DiagnosticLog) {
  let folder = try Fixture.temporaryFolder().path()
  for (name, text) in files {
    try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
  }
  try FileSystem.write(Array(study.utf8), to: folder + "/study.yaml")
  let log = DiagnosticLog()
  let workspace = try #require(await openStudy(folder, log: log))
  #expect(!log.hasErrors, "\(log.diagnostics)")
  return (workspace, log)
}
