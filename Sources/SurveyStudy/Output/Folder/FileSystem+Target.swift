import Diagnostics

extension FileSystem {
  /// Refuses a path for one new file: that of the file that was read, and one
  /// that exists and is not to be replaced, or is no file.
  ///
  /// - Parameter what: What is written, such as `the chart`.
  /// - Throws: `unwritableOutput`.
  static func checkTarget(
    _ path: String, of what: String, reading file: String, replaces: Bool
  ) throws(Diagnostic) {
    guard let target = identity(of: path) else { return }
    if target == identity(of: file) {
      throw Diagnostic(
        .unwritableOutput, at: Place(file: path),
        "'\(path)' is the file that is read",
        help: "give \(what) another name")
    }
    let isFile = kind(of: path) == .file
    guard replaces, isFile else {
      throw Diagnostic(
        .unwritableOutput, at: Place(file: path), "'\(path)' exists already",
        help: isFile
          ? "choose another name, or add --force to replace it"
          : "choose another name")
    }
  }
}
