import Foundation

/// Compares `text` with the file at `path` below `Tests/Golden`.
///
/// With `RECORD_SNAPSHOTS` set in the environment the file is written
/// instead; look at the difference before committing it. When the texts
/// differ, the new one is saved beside the old one with `-changed` before
/// its extension.
///
/// - Parameter tolerance: How far numbers may be apart, relative to the larger
///   one; without it the texts have to be equal byte by byte.
/// - Returns: `nil` when they are equal, otherwise a sentence for the test.
public func goldenDifference(
  _ text: String, _ path: String, tolerance: Double? = nil
) -> String? {
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
    let difference = textDifference(
      expected: expected, found: text, relative: tolerance ?? 0,
      absolute: tolerance == nil ? 0 : 1e-12)
    let changed = URL(
      filePath: file.deletingPathExtension().path() + "-changed."
        + file.pathExtension)
    if expected == text || tolerance != nil && difference == nil {
      // One of an earlier run, when there is any.
      try? FileManager.default.removeItem(at: changed)
      return nil
    }
    try Data(text.utf8).write(to: changed)
    return "\(path): \(difference ?? "the bytes differ")"
  } catch {
    return "\(path) cannot be compared: \(error)"
  }
}
