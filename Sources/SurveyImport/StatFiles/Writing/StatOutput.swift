import Diagnostics
import Glibc

/// A file that is written to one side and takes its name when it is whole.
final class StatOutput {
  private let path: String
  private let sidePath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  /// The cause of the first failure.
  private(set) var failure: Int32 = 0

  init(path: String) throws(Diagnostic) {
    self.path = path
    sidePath = path + ".part"
    descriptor = open(
      sidePath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      failure = errno
      throw fault()
    }
    buffer.reserveCapacity(1 << 18)
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(sidePath)
    }
  }

  /// Takes bytes from the library; called from C, so it may not throw.
  func write(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    guard failure == 0, count >= 0 else { return -1 }
    buffer.append(
      contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    if buffer.count >= 1 << 18 { flush() }
    return failure == 0 ? count : -1
  }

  /// Takes bytes; a failure is told by `finish`.
  func write(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write($0.baseAddress, $0.count) }
  }

  /// Gives the file its name.
  func finish() throws(Diagnostic) {
    flush()
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if failure == 0, rename(sidePath, path) != 0 { failure = errno }
    if failure != 0 { throw fault() }
    close(descriptor)
    descriptor = -1
  }

  private func flush() {
    buffer.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count, failure == 0 {
        let step = Glibc.write(
          descriptor, bytes.baseAddress.map { $0 + offset },
          bytes.count - offset)
        if step > 0 {
          offset += step
        } else if errno != EINTR {
          failure = errno
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// The failure as the user sees it.
  func fault() -> Diagnostic {
    Diagnostic(
      .unwritableTable, at: Place(file: path),
      "'\(path)' cannot be written: "
        + String(cString: strerror(failure)).lowercased(),
      help: "check the folder and the room on the disk")
  }
}
