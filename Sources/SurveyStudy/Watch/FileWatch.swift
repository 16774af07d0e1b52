import Glibc

/// Waits until one of some files has other bytes than a run saw.
///
/// The system tells of changes in the folders of the files, so that editors
/// that write a new file and rename it are noticed, and so are files that
/// come into being. What counts is the hash: saving without a change, or
/// output that is written beside the files, wakes nobody. Where the system
/// tells nothing, as on network drives, a look each second finds it.
public final class FileWatch {
  private let files: [WatchedFile]
  private let descriptor: Int32
  /// The size, time and number of files whose bytes were last seen to be
  /// those of the run.
  private var unchanged: [String: Signature] = [:]

  private struct Signature: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
    var number: UInt64
  }

  /// Begins to watch.
  public init(_ files: [WatchedFile]) {
    self.files = files
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return }
    let mask = UInt32(
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE
        | IN_ATTRIB)
    for folder in Set(files.map { FileSystem.folder(of: $0.path) }) {
      inotify_add_watch(descriptor, folder, mask)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Waits for the next change. What changed since the run, even before the
  /// watch began, counts too.
  ///
  /// - Parameter limit: How many milliseconds to wait at most.
  /// - Returns: The paths with other bytes, sorted; empty at the limit.
  public func wait(limit: Int = .max) -> [String] {
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      if !changes.isEmpty {
        settle()
        let changed = changes
        if !changed.isEmpty { return changed }
      }
      let elapsed = (clock.now - start) / .milliseconds(1)
      if elapsed >= Double(limit) { return [] }
      rest(Int(min(1000, Double(limit) - elapsed)))
    }
  }

  /// Sleeps until something happens in a folder.
  private func rest(_ milliseconds: Int) {
    guard descriptor >= 0 else {
      usleep(UInt32(min(500, max(1, milliseconds))) * 1000)
      return
    }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&waiting, 1, Int32(max(1, milliseconds)))
    drain()
    // Several events come together, and some file systems tell of a
    // change before its bytes can be read.
    usleep(20_000)
    drain()
  }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }

  /// Waits until editors have come to rest: two looks that are the same, and
  /// a file that is gone has a second to come back.
  private func settle() {
    var last = files.map { signature($0.path) }
    var quiet = 0
    for step in 1...50 {
      usleep(100_000)
      let next = files.map { signature($0.path) }
      quiet = next == last ? quiet + 1 : 0
      last = next
      let isGone = zip(files, next).contains { $0.sha256 != nil && $1 == nil }
      if quiet >= 2, !isGone || step >= 12 { return }
    }
  }

  private var changes: [String] {
    files.filter { file in
      let now = signature(file.path)
      if now == nil, file.sha256 == nil { return false }
      if let now, unchanged[file.path] == now { return false }
      let isSame = WatchedFile.hash(of: file.path) == file.sha256
      if isSame { unchanged[file.path] = now }
      return !isSame
    }.map(\.path).sorted()
  }

  private func signature(_ path: String) -> Signature? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return Signature(
      size: Int(info.st_size), seconds: info.st_mtim.tv_sec,
      nanoseconds: info.st_mtim.tv_nsec, number: UInt64(info.st_ino))
  }
}
