import Foundation

/// Files that tests read: expected numbers in `Tests/References`, expected
/// texts and pictures in `Tests/Golden`, and the data sets of the project.
public enum Fixture {
  /// The folder of the package.
  public static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file below `Tests/References`.
  public static func reference(_ path: String) -> URL {
    package.appending(path: "Tests/References").appending(path: path)
  }

  /// A file below `Datasets`.
  public static func dataset(_ path: String) -> URL {
    package.appending(path: "Datasets").appending(path: path)
  }

  /// A new empty folder for one test's output.
  public static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "manyi-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
    return folder
  }
}
