import Diagnostics

/// What the last run into a folder says about itself.
public struct LastRun: Sendable {
  /// The study file, as it can be opened from here.
  public var study: String
  /// The steps that failed or were blocked, such as `statistic:stars`.
  public var failed: [String]
  /// The values of parameters that it was given, each `name=value`.
  public var parameters: [String]

  /// Reads `run-results.json` of an output folder.
  ///
  /// - Throws: `noLastRun` when it is not there or not one of ours.
  public init(inFolder folder: String) throws(Diagnostic) {
    let path = FileSystem.join(folder, RunResultsFile.path)
    guard let bytes = try? FileSystem.read(path),
      let json = try? JSONValue(reading: bytes),
      json["tool"].string == "manyi", let file = json["study"].string
    else {
      throw Diagnostic(
        .noLastRun, at: Place(file: folder),
        "'\(folder)' holds no run that could be repeated",
        notes: ["there is no \(RunResultsFile.path) of an earlier run"],
        help: "start one with 'manyi run STUDY -o \(folder)'")
    }
    study = FileSystem.join(folder, file)
    failed = json["failed"].items.compactMap(\.string)
    parameters = json["parameters"].items.compactMap(\.string)
  }
}
