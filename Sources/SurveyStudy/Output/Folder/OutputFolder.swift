import CFileSystem
import Diagnostics
import Glibc

/// The folder that a run leaves its files in.
///
/// Files are written to a folder beside it, which takes its place in one
/// step at the end. Until then, and whenever something fails, the output of
/// the last good run stays as it was.
///
/// - A folder that this program did not make (no `manifest.json` of ours) is
///   refused, or with `replacesForeign` moved aside.
/// - A symbolic link at the name is refused.
/// - Two runs cannot write to the same folder at a time.
/// - Files that somebody put into the output of the last run move along.
public final class OutputFolder: Sendable {
  /// The folder as the user named it.
  public let path: String

  private let parent: String
  private let side: String
  private let lock: FolderLock
  /// Held by all who write, and alone by who ends.
  private let gate = FolderGate()
  /// Programs that make pictures for it.
  let children = ChildPrograms()

  /// Gets ready to write.
  ///
  /// - Throws: `foreignFolder`, `busyOutput` or `unwritableOutput`.
  public init(
    _ path: String, replacesForeign: Bool = false
  ) throws(Diagnostic) {
    self.path = FileSystem.withoutTrailingSlashes(path)
    parent = FileSystem.folder(of: path)
    let name = FileSystem.name(of: path)
    guard !["", ".", "..", "/"].contains(name) else {
      throw Diagnostic(
        .unwritableOutput, at: Place(file: path),
        "'\(path)' cannot be an output folder",
        help: "name a folder of its own, such as -o out")
    }
    try Self.check(self.path, replacesForeign: replacesForeign)
    side = FileSystem.join(parent, ".\(name).manyi-run")
    do throws(FileFault) {
      try FileSystem.makeFolders(parent)
      lock = try FolderLock(FileSystem.join(parent, ".\(name).manyi-lock"))
      // We hold the lock: what is left there belongs to a run that died.
      FileSystem.removeTree(side)
      Self.recover(self.path, from: side + "-old")
      do throws(FileFault) {
        try FileSystem.makeFolder(side)
      } catch {
        lock.release()
        throw error
      }
    } catch {
      throw Self.diagnostic(error, path: self.path)
    }
  }

  /// Removes what a run that died left beside an output, unless another run
  /// is at work there.
  static func clearLeftovers(of path: String) {
    let path = FileSystem.withoutTrailingSlashes(path)
    let stem = FileSystem.join(
      FileSystem.folder(of: path), ".\(FileSystem.name(of: path)).manyi-")
    let names = ["run", "run-old", "lock"]
    guard names.contains(where: { FileSystem.kind(of: stem + $0) != nil })
    else { return }
    // Whoever takes the lock clears up.
    (try? OutputFolder(path))?.discard()
  }

  private static func check(
    _ path: String, replacesForeign: Bool
  ) throws(Diagnostic) {
    switch FileSystem.kind(of: path) {
    case nil: return
    case .link:
      throw Diagnostic(
        .foreignFolder, at: Place(file: path),
        "'\(path)' is a symbolic link, and links are not followed",
        help: "name the folder that it points to, or another one")
    case .file, .other:
      throw Diagnostic(
        .foreignFolder, at: Place(file: path),
        "'\(path)' exists and is not a folder", help: "choose another name")
    case .folder:
      if replacesForeign || isOurs(path)
        || FileSystem.names(in: path).isEmpty
      {
        return
      }
      throw Diagnostic(
        .foreignFolder, at: Place(file: path),
        "the folder '\(path)' was not made by manyi",
        notes: ["it has no manifest.json of an earlier run"],
        help: "choose another folder, or give --force to move it aside")
    }
  }

  /// Whether a folder holds the output of an earlier run.
  static func isOurs(_ path: String) -> Bool {
    let manifest = FileSystem.join(path, "manifest.json")
    guard FileSystem.kind(of: manifest) == .file,
      let bytes = try? FileSystem.read(manifest)
    else { return false }
    return String(decoding: bytes.prefix(200), as: UTF8.self)
      .contains(Manifest.mark)
  }

  /// Writes a file to the side; `name` is a relative path with `/`.
  public func write(_ text: String, to name: String) throws(Diagnostic) {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file to the side; `name` is a relative path with `/`.
  public func write(_ bytes: [UInt8], to name: String) throws(Diagnostic) {
    let result = bytes.withUnsafeBytes { bytes -> Result<Void, Diagnostic> in
      do throws(Diagnostic) {
        return .success(try write(bytes, to: name))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Writes a file to the side; several may be written at a time.
  func write(
    _ bytes: UnsafeRawBufferPointer, to name: String
  ) throws(Diagnostic) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    precondition(
      parts.allSatisfy { !["", ".", ".."].contains($0) },
      "output stays below its folder")
    var fault: FileFault?
    let wasOpen = gate.whileOpen {
      do throws(FileFault) {
        let target = FileSystem.join(side, name)
        try FileSystem.makeFolders(FileSystem.folder(of: target))
        try FileSystem.write(bytes, to: target)
      } catch {
        fault = error
      }
    }
    if !wasOpen { fault = FileFault("write", name, ECANCELED) }
    if let fault { throw Self.diagnostic(fault, path: path) }
  }

  /// A folder for what is needed on the way; it is not there until somebody
  /// makes it, and `commit` removes what is left of it.
  var scratch: String { FileSystem.join(side, ".scratch") }

  /// Takes a file of the last output over as it is.
  ///
  /// - Returns: Whether it could be; if not it has to be written.
  func keep(_ name: String, size: Int) -> Bool {
    var isKept = false
    gate.whileOpen {
      let target = FileSystem.join(side, name)
      do throws(FileFault) {
        try FileSystem.makeFolders(FileSystem.folder(of: target))
        try FileSystem.share(
          FileSystem.join(path, name), as: target, size: size)
        isKept = true
      } catch {
        // It is written instead.
      }
    }
    return isKept
  }

  /// Replaces one file of the last output that its manifest does not list,
  /// and leaves the rest as it is. Without an output of ours nothing happens.
  func replaceUnlisted(_ name: String, with text: String) {
    precondition(RunRecord.unlisted.contains(name), "a listed file")
    gate.alone { isOpen in
      guard isOpen, Self.isOurs(path) else { return }
      let aside = FileSystem.join(side, name)
      FileSystem.removeTree(aside)
      do throws(FileFault) {
        try FileSystem.write(Array(text.utf8), to: aside)
        try FileSystem.sync(side)
        try FileSystem.move(aside, to: FileSystem.join(path, name))
      } catch {
        // What failed is told anyway; this file only helps to repeat it.
      }
    }
  }

  /// Puts what was written in the place of the output folder.
  ///
  /// - Returns: Where a folder that was not ours has been moved to.
  public func commit() throws(Diagnostic) -> String? {
    var result: Result<String?, FileFault> = .success(nil)
    gate.alone { isOpen in
      guard isOpen else {
        result = .failure(FileFault("rename", path, ECANCELED))
        return
      }
      do throws(FileFault) {
        result = .success(try swap())
        isOpen = false
      } catch {
        result = .failure(error)
      }
    }
    switch result {
    case .success(let aside):
      lock.release()
      return aside
    case .failure(let fault):
      discard()
      throw Self.diagnostic(fault, path: path)
    }
  }

  private func swap() throws(FileFault) -> String? {
    // It is no part of the output, whatever kept others from removing it.
    if let fault = FileSystem.removeTree(scratch) { throw fault }
    guard FileSystem.kind(of: path) != nil else {
      try FileSystem.sync(side)
      try FileSystem.move(side, to: path)
      FileSystem.syncNames(in: parent)
      return nil
    }
    try FileSystem.sync(side)
    let wasOurs = Self.isOurs(path) || FileSystem.names(in: path).isEmpty
    guard wasOurs, keepStrangers() else { return try moveAside() }
    try FileSystem.sync(side)
    // In one step, so that no moment is without a whole output folder.
    if manyi_exchange(side, path) != 0 {
      guard errno == EINVAL || errno == ENOSYS else {
        throw FileFault("rename", side)
      }
      try moveOneAfterTheOther()
    }
    FileSystem.syncNames(in: parent)
    FileSystem.removeTree(side)
    return nil
  }

  /// Keeps a folder with files of somebody else under another name. It never
  /// stands at the side, where the next run clears up.
  private func moveAside() throws(FileFault) -> String {
    let aside = firstFreeName()
    try FileSystem.move(path, to: aside)
    do throws(FileFault) {
      try FileSystem.move(side, to: path)
    } catch {
      try FileSystem.move(aside, to: path)
      throw error
    }
    FileSystem.syncNames(in: parent)
    return aside
  }

  /// Puts the last good output back when a run died while it moved one
  /// folder after the other.
  private static func recover(_ path: String, from old: String) {
    guard FileSystem.kind(of: old) != nil else { return }
    if FileSystem.kind(of: path) == nil {
      try? FileSystem.move(old, to: path)
    } else {
      FileSystem.removeTree(old)
    }
  }

  /// For file systems that cannot exchange two folders in one step.
  private func moveOneAfterTheOther() throws(FileFault) {
    let old = side + "-old"
    FileSystem.removeTree(old)
    try FileSystem.move(path, to: old)
    do throws(FileFault) {
      try FileSystem.move(side, to: path)
    } catch {
      try FileSystem.move(old, to: path)
      throw error
    }
    try FileSystem.move(old, to: side)
  }

  /// Links files of the user, which the last manifest does not list, into
  /// the new folder, so that replacing the old one loses nothing.
  ///
  /// - Returns: Whether all of them could be linked.
  private func keepStrangers() -> Bool {
    let listed = Manifest.outputs(inFolder: path)
    for file in FileSystem.files(below: path)
    where !listed.contains(file) && !RunRecord.unlisted.contains(file) {
      let target = FileSystem.join(side, file)
      guard FileSystem.kind(of: target) == nil else { continue }
      try? FileSystem.makeFolders(FileSystem.folder(of: target))
      if link(FileSystem.join(path, file), target) != 0 { return false }
    }
    return true
  }

  private func firstFreeName() -> String {
    var number = 1
    while FileSystem.kind(of: "\(path).before-\(number)") != nil { number += 1 }
    return "\(path).before-\(number)"
  }

  /// Does something at the side before anybody ends the output.
  ///
  /// - Returns: Whether it was open. If not nothing was done.
  @discardableResult
  func whileOpen(_ work: () -> Void) -> Bool { gate.whileOpen(work) }

  /// Removes what was written to the side; the output folder stays as it is.
  ///
  /// - Returns: Whether there was a run to end.
  @discardableResult
  public func discard() -> Bool {
    children.stop()
    return gate.alone { isOpen in
      guard isOpen else { return false }
      isOpen = false
      FileSystem.removeTree(side)
      lock.release()
      return true
    }
  }

  static func diagnostic(
    _ fault: FileFault, path: String
  ) -> Diagnostic {
    if fault.number == EWOULDBLOCK {
      return Diagnostic(
        .busyOutput, at: Place(file: path),
        "another run is writing to '\(path)'",
        help: "wait until it ends, or choose another folder")
    }
    let help: String
    switch fault.number {
    case EACCES, EPERM, EROFS:
      help =
        "choose a folder that you may write to: "
        + "'\(FileSystem.folder(of: path))' has to be writable too"
    case ENOSPC, EDQUOT: help = "make room, or choose a folder elsewhere"
    default: help = "choose another folder with -o"
    }
    return Diagnostic(
      .unwritableOutput, at: Place(file: path),
      "cannot write to '\(path)': \(fault.reason)",
      notes: ["could not \(fault.operation) '\(fault.path)'"], help: help)
  }
}
