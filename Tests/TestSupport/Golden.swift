import Foundation

/// Compares `text` with the file at `path` below `Tests/Golden`.
///
/// With `RECORD_SNAPSHOTS` set in the environment the file is written
/// instead; look at the difference before committing it. When the texts
/// differ, the new one is saved beside the old one with `-changed` before
/// its extension.
///
/// - Returns: `nil` when they are equal, otherwise a sentence for the test.
public func goldenDifference(_ text: String, _ path: String) -> String? {
  let file = Fixture.package.appending(path: "Tests/Golden")
    .appending(path: path)
  do {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return nil
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    if expected == text { return nil }
    let changed =
      file.deletingPathExtension().path() + "-changed."
      + file.pathExtension
    try Data(text.utf8).write(to: URL(filePath: changed))
    let pairs = zip(
      expected.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false))
    let line = pairs.enumerated().first { $0.element.0 != $0.element.1 }
    return "\(path) differs from line \((line?.offset ?? 0) + 1): "
      + "expected «\(line?.element.0 ?? "")», got «\(line?.element.1 ?? "")»"
  } catch {
    return "\(path) cannot be compared: \(error)"
  }
}
