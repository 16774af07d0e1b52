import CFileSystem
import Glibc

/// What the system answered when a file could not be used.
struct FileFault: Error {
  /// What was tried, such as `write`.
  var operation: String
  /// The file.
  var path: String
  /// The number of the error.
  var number: Int32

  init(_ operation: String, _ path: String, _ number: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.number = number
  }

  /// The reason in the system's words, starting in lower case.
  var reason: String {
    let text = String(cString: strerror(number))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// The few file operations that a run needs, with the system's reasons.
enum FileSystem {
  enum Kind {
    case file, folder, link, other
  }

  /// What `path` is, without following a link at its end; `nil` when there is
  /// nothing.
  static func kind(of path: String) -> Kind? {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Whether `path` is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// The number of bytes of a file; `nil` when there is none.
  static func size(of path: String) -> Int? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return Int(info.st_size)
  }

  /// The memory of the machine in bytes; the largest number when the system
  /// does not say it.
  static var physicalMemory: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && pageSize > 0 ? pages * pageSize : .max
  }

  /// A number that two names of the same folder share.
  static func identity(of path: String) -> [UInt64]? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return [UInt64(info.st_dev), UInt64(info.st_ino)]
  }

  static func makeFolder(_ path: String) throws(FileFault) {
    guard mkdir(path, 0o777) == 0 else {
      throw FileFault("create the folder", path)
    }
  }

  /// Makes `path` and the folders above it, as far as they are missing.
  static func makeFolders(_ path: String) throws(FileFault) {
    if kind(of: path) != nil { return }
    let parent = folder(of: path)
    if parent != path { try makeFolders(parent) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw FileFault("create the folder", path)
    }
  }

  /// Reads a whole file. Folders, pipes and devices are refused, because
  /// their bytes could not be read a second time.
  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFault("open", path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileFault("read", path) }
    if info.st_mode & S_IFMT == S_IFDIR {
      throw FileFault("read", path, EISDIR)
    }
    if info.st_mode & S_IFMT != S_IFREG {
      throw FileFault("read", path, EINVAL)
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFault("read", path)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Reads a file of `size` bytes that is no link.
  static func readRegular(
    _ path: String, size: Int
  ) throws(FileFault) -> [UInt8] {
    var info = stat()
    guard lstat(path, &info) == 0 else { throw FileFault("open", path) }
    guard info.st_mode & S_IFMT == S_IFREG, Int(info.st_size) == size else {
      throw FileFault("read", path, EINVAL)
    }
    return try read(path)
  }

  /// Gives a file a second name, when it is no link and holds `size` bytes.
  static func share(
    _ path: String, as target: String, size: Int
  ) throws(FileFault) {
    guard link(path, target) == 0 else { throw FileFault("link", path) }
    var info = stat()
    guard lstat(target, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
      Int(info.st_size) == size
    else {
      unlink(target)
      throw FileFault("link", path, EINVAL)
    }
  }

  /// Writes a new file; an existing name, a link too, is an error.
  static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    var fault: FileFault?
    bytes.withUnsafeBytes { bytes in
      do throws(FileFault) {
        try write(bytes, to: path)
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }

  /// Writes a new file; an existing name, a link too, is an error.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String
  ) throws(FileFault) {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault("create", path) }
    var fault: FileFault?
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        fault = FileFault("write", path)
        break
      }
      written += count
    }
    if close(descriptor) != 0, fault == nil { fault = FileFault("close", path) }
    if let fault { throw fault }
  }

  /// Has what was written below a folder reach the disk.
  static func sync(_ path: String) throws(FileFault) {
    guard manyi_sync(path) == 0 else { throw FileFault("sync", path) }
  }

  /// Has the names in a folder reach the disk, as far as the system can.
  static func syncNames(in path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func move(_ path: String, to target: String) throws(FileFault) {
    guard rename(path, target) == 0 else { throw FileFault("rename", path) }
  }

  /// The names in a folder, sorted; empty when it cannot be read.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self, capacity: Int(entry.pointee.d_reclen)
        ) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files below a folder, as paths relative to it.
  static func files(below path: String) -> [String] {
    names(in: path).flatMap { name -> [String] in
      let child = join(path, name)
      guard kind(of: child) == .folder else { return [name] }
      return files(below: child).map { join(name, $0) }
    }
  }

  /// Removes a folder with everything in it, links unfollowed.
  ///
  /// - Returns: What could not be removed; nothing is left when it is `nil`.
  @discardableResult
  static func removeTree(_ path: String) -> FileFault? {
    var fault: FileFault?
    let isFolder = kind(of: path) == .folder
    if isFolder {
      for name in names(in: path) {
        fault = removeTree(join(path, name)) ?? fault
      }
    }
    guard (isFolder ? rmdir(path) : unlink(path)) != 0, errno != ENOENT else {
      return nil
    }
    return fault ?? FileFault("remove", path)
  }

  /// The folder that a path is in; `.` for a bare name.
  static func folder(of path: String) -> String {
    let path = withoutTrailingSlashes(path)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    let path = withoutTrailingSlashes(path)
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// A path in a folder; an absolute path stays as it is.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}

extension FileSystem {
  /// The way to a folder from another one, which need not be there yet; the
  /// folder itself when the way cannot be told.
  static func relative(_ folder: String, from start: String) -> String {
    let target = folder.isEmpty ? "." : folder
    guard let goal = resolved(target),
      let parent = resolved(self.folder(of: start))
    else { return target }
    let way = way(to: goal, from: parent + [name(of: start)])
    return way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// The way to a file from a folder that is there; the file as it was named
  /// when the way cannot be told.
  static func relative(file: String, from start: String) -> String {
    guard let goal = resolved(folder(of: file)), let from = resolved(start)
    else { return file }
    return (way(to: goal, from: from) + [name(of: file)])
      .joined(separator: "/")
  }

  private static func way(to goal: [String], from start: [String]) -> [String] {
    let shared = zip(goal, start).prefix { $0 == $1 }.count
    return [String](repeating: "..", count: start.count - shared)
      + goal[shared...]
  }

  /// The parts of the path of a folder without links.
  static func resolved(_ path: String) -> [String]? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer).split(separator: "/").map(String.init)
  }
}
