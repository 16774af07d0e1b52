import Foundation
import Testing

@testable import SurveyReport

/// Writes the sample report where somebody can look at it, when asked.
@Test(
  .enabled(
    if: ProcessInfo.processInfo.environment["SAMPLE_REPORT_FOLDER"] != nil))
func writeSampleReport() throws {
  let folder = URL(
    filePath: ProcessInfo.processInfo.environment["SAMPLE_REPORT_FOLDER"] ?? "")
  for file in renderReport(Sample.report()) {
    let url = folder.appending(path: file.path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.text.utf8).write(to: url)
  }
}
