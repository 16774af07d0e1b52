import Diagnostics
import Glibc
import SurveyImport

/// A kind of file that a table can be written as.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Comma-separated text.
  case csv
  /// A file of SPSS.
  case sav
  /// A file of SPSS, compressed as a whole.
  case zsav
  /// A file of Stata.
  case dta

  /// Whether the file is text that can be shown.
  public var isText: Bool { self == .csv }

  /// The format of the statistics program; `nil` for text.
  fileprivate var statFormat: StatFileFormat? {
    switch self {
    case .csv: nil
    case .sav: .sav
    case .zsav: .zsav
    case .dta: .dta
    }
  }
}

extension SingleImport {
  /// Hands the table as comma-separated text to `sink`, piece by piece.
  ///
  /// Cells without a value are empty: a code such as -9 would be an answer to
  /// whoever reads the file without its codebook.
  public func writeCSV<Failure: Error>(
    to sink: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard let table else { return }
    var file = CSVFile()
    file.missingCells = .empty
    try file.write(table, to: sink)
  }

  /// Writes the table as a file of its own: beside its place first, then
  /// renamed, so that it is there as a whole or not at all.
  ///
  /// - Parameter replaces: Whether a file of that name may be replaced.
  /// - Returns: What the format has no room for.
  /// - Throws: A `Diagnostic` when the file exists, is the one that was read,
  ///   or cannot be written.
  public func write(
    as format: TableFormat, to path: String, replaces: Bool
  ) throws(Diagnostic) -> [Diagnostic] {
    guard let table else { return [] }
    try FileSystem.checkTarget(
      path, of: "the new file", reading: file, replaces: replaces)
    if let stat = format.statFormat {
      return try writeStatFile(table, to: path, format: stat).diagnostics
    }
    let side = FileSystem.join(
      FileSystem.folder(of: path), ".\(FileSystem.name(of: path)).manyi-part")
    unlink(side)
    do throws(FileFault) {
      try writeCSV(file: side)
      try FileSystem.move(side, to: path)
      FileSystem.syncNames(in: FileSystem.folder(of: path))
      return []
    } catch {
      unlink(side)
      throw Diagnostic(
        .unwritableOutput, at: Place(file: path),
        "cannot write '\(path)': \(error.reason)",
        notes: ["could not \(error.operation) '\(error.path)'"],
        help: "choose another place with -o")
    }
  }

  private func writeCSV(file path: String) throws(FileFault) {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault("create", path) }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    try writeCSV { (bytes: ArraySlice<UInt8>) throws(FileFault) in
      var rest = bytes
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 {
          if errno == EINTR { continue }
          throw FileFault("write", path)
        }
        rest = rest.dropFirst(count)
      }
    }
    guard fsync(descriptor) == 0 else { throw FileFault("sync", path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw FileFault("close", path) }
  }
}
