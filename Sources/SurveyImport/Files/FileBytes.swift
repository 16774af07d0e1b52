import Diagnostics
import Glibc

/// The bytes of a file. Regular files are mapped, so that pages that were
/// read can be given back; pipes are read to their end.
final class FileBytes {
  /// The bytes, valid as long as the object lives.
  let bytes: UnsafeRawBufferPointer

  /// Whether the bytes are the file's own pages.
  let isMapped: Bool
  private let path: String
  private let state: FileState?

  private init(
    bytes: UnsafeRawBufferPointer, isMapped: Bool, path: String,
    state: FileState?
  ) {
    self.bytes = bytes
    self.isMapped = isMapped
    self.path = path
    self.state = state
  }

  deinit {
    guard let base = bytes.baseAddress else { return }
    let start = UnsafeMutableRawPointer(mutating: base)
    if isMapped { munmap(start, bytes.count) } else { free(start) }
  }

  /// Opens the file at `path`, which messages call `displayName`.
  ///
  /// - Parameter patience: As many seconds it waits for a program that begins
  ///   to write into a named pipe.
  static func open(
    _ path: String, displayName: String, patience: Int = 10
  ) throws(Diagnostic) -> FileBytes {
    let place = Place(file: displayName)
    // Without O_NONBLOCK a pipe that nobody writes to would never open.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Diagnostic(
        .missingFile, at: place,
        "'\(displayName)' cannot be opened: \(reason(errno))",
        help: errno == ENOENT ? helpForMissing(path) : nil)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw unreadable(displayName, reason(errno))
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      throw unreadable(
        displayName, "it is a folder", help: "name a file in it")
    }
    // Some devices never end; a pipe is what programs hand each other.
    if kind == S_IFCHR || kind == S_IFBLK {
      throw unreadable(
        displayName, "it is a device",
        help: "name a file, or '-' for what is piped in")
    }
    if kind != S_IFREG {
      var start: UInt8?
      if kind == S_IFIFO, isNamed(pipe: path) {
        start = try firstByte(of: descriptor, displayName, patience)
      }
      // From here on a slow writer is waited for.
      _ = fcntl(descriptor, F_SETFL, 0)
      return try readAll(descriptor, displayName, after: start)
    }
    let count = Int(status.st_size)
    guard count > 0 else {
      return FileBytes(
        bytes: UnsafeRawBufferPointer(start: nil, count: 0), isMapped: true,
        path: path, state: FileState(status))
    }
    guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      base != MAP_FAILED
    else { throw unreadable(displayName, reason(errno)) }
    madvise(base, count, MADV_SEQUENTIAL)
    return FileBytes(
      bytes: UnsafeRawBufferPointer(start: base, count: count), isMapped: true,
      path: path, state: FileState(status))
  }

  /// Whether the file has still the size and the time of change that it had
  /// when it was opened.
  var isUnchanged: Bool {
    guard let state else { return true }
    var status = stat()
    return stat(path, &status) == 0 && FileState(status) == state
  }

  /// Whether a pipe has a name in a folder; one between two commands has its
  /// writer from the start.
  private static func isNamed(pipe path: String) -> Bool {
    // `/dev/fd/63` leads to `pipe:[1234]`, which is nowhere.
    guard let real = realpath(path, nil) else { return false }
    free(real)
    return true
  }

  /// Waits until a program has opened a named pipe for writing.
  ///
  /// - Returns: What was read while asking for it.
  private static func firstByte(
    of descriptor: Int32, _ name: String, _ patience: Int
  ) throws(Diagnostic) -> UInt8? {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    for _ in 0..<(patience * 10) {
      if poll(&state, 1, 0) > 0 { return nil }
      // Nothing to read: with a writer that is to be tried again later,
      // without one it is the end.
      var byte: UInt8 = 0
      let step = Glibc.read(descriptor, &byte, 1)
      if step == 1 { return byte }
      if step < 0, errno == EAGAIN { return nil }
      usleep(100_000)
    }
    throw Diagnostic(
      .unreadableFile, at: Place(file: name),
      "'\(name)' is a pipe, and in \(patience) seconds no program has begun "
        + "to write into it",
      help: "start the program that writes into it first, or give the file "
        + "itself")
  }

  private static func readAll(
    _ descriptor: Int32, _ displayName: String, after start: UInt8?
  ) throws(Diagnostic) -> FileBytes {
    var capacity = 1 << 16
    var count = 0
    var base = malloc(capacity)
    if let start, let base {
      base.storeBytes(of: start, as: UInt8.self)
      count = 1
    }
    while true {
      if count == capacity {
        capacity *= 2
        base = realloc(base, capacity)
      }
      guard let start = base else {
        throw unreadable(displayName, reason(ENOMEM))
      }
      let step = Glibc.read(descriptor, start + count, capacity - count)
      if step < 0 {
        if errno == EINTR { continue }
        let cause = reason(errno)
        free(start)
        throw unreadable(displayName, cause)
      }
      if step == 0 {
        return FileBytes(
          bytes: UnsafeRawBufferPointer(start: start, count: count),
          isMapped: false, path: "", state: nil)
      }
      count += step
    }
  }

  private static func unreadable(
    _ name: String, _ cause: String,
    help: String = "check the disk and the network, or copy the file first"
  ) -> Diagnostic {
    Diagnostic(
      .unreadableFile, at: Place(file: name),
      "'\(name)' cannot be read: \(cause)", help: help)
  }

  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}

/// Names the file of the same folder that was probably meant.
private func helpForMissing(_ path: String) -> String {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  let folder = parts.dropLast().joined(separator: "/")
  let start = path.hasPrefix("/") && folder.isEmpty ? "/" : folder
  var names: [String] = []
  if let stream = opendir(start.isEmpty ? "." : start) {
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(
          cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(stream)
  }
  // The folder lists its files in no order that can be relied on.
  let wanted = String(parts.last ?? "")
  if let near = nearest(to: wanted, in: names.sorted()) {
    return "did you mean '\(near)'?"
  }
  return "check the spelling; paths in a study are relative to its file"
}

/// What tells that a file was changed.
private struct FileState: Equatable {
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
