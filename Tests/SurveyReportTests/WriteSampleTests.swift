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
  let single = Sample.index(
    satisfied: 0.97, items: [Sample.items[0]],
    groups: (1...3).map(Sample.district))
  var ceiling = single
  ceiling.id = "ceiling"
  let input = Sample.report(
    results: [
      Sample.index(), ceiling, Sample.means(), Sample.verdicts(),
      Sample.reliability(), Sample.evaluation(),
    ])
  for file in renderReport(input) {
    let url = folder.appending(path: file.path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.text.utf8).write(to: url)
  }
}
