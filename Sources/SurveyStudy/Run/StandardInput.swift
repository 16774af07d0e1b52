import CFileSystem
import Diagnostics
import Glibc

/// Standard input as a file, which readers go through more than once. It is
/// held in memory and leaves nothing behind.
enum StandardInput {
  /// What it is called in messages and results.
  static let name = "standard input"

  /// The path of a file with everything that comes in.
  ///
  /// - Throws: `unreadableFile` when it cannot be read or is larger than half
  ///   of the free memory.
  static func path() throws(Diagnostic) -> String {
    let target = manyi_nameless_file()
    guard target >= 0 else { throw fault(FileFault("hold", name).reason) }
    let limit = WorkBudget.freeMemory / 2
    var size = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw fault(FileFault("read", name).reason)
      }
      if count == 0 { break }
      size += count
      guard size <= limit else { throw fault("it does not fit into memory") }
      var written = 0
      while written < count {
        let part = chunk[written..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        if part < 0, errno == EINTR { continue }
        guard part > 0 else { throw fault(FileFault("hold", name).reason) }
        written += part
      }
    }
    return "/proc/self/fd/\(target)"
  }

  private static func fault(_ reason: String) -> Diagnostic {
    Diagnostic(
      .unreadableFile, at: Place(file: name),
      "cannot read standard input: \(reason)",
      help: "save it as a file and name that")
  }
}

extension FileReference {
  /// A file that the command line names; `-` stands for standard input.
  static func named(
    _ argument: String, log: DiagnosticLog
  ) -> FileReference {
    guard argument == "-" else {
      return FileReference(path: argument, place: Place(file: argument))
    }
    var file = FileReference(
      path: StandardInput.name, place: Place(file: StandardInput.name))
    do throws(Diagnostic) {
      file.opened = try StandardInput.path()
    } catch {
      log.report(error)
    }
    return file
  }
}
