import Glibc
import Synchronization

/// A lock that one process at a time can hold, given back by the kernel when
/// the process dies.
final class FolderLock: Sendable {
  private let path: String
  private let descriptor: Mutex<Int32>

  /// Takes the lock.
  ///
  /// - Throws: A fault with `EWOULDBLOCK` when another process has it.
  init(_ path: String) throws(FileFault) {
    self.path = path
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw FileFault("create", path) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let fault = FileFault("lock", path)
        close(file)
        throw fault
      }
      // Whoever held it before may have removed the name meanwhile.
      var (held, named) = (stat(), stat())
      if fstat(file, &held) == 0, lstat(path, &named) == 0,
        held.st_ino == named.st_ino, held.st_dev == named.st_dev
      {
        descriptor = Mutex(file)
        return
      }
      close(file)
    }
  }

  /// Gives the lock back and removes its file.
  func release() {
    descriptor.withLock { file in
      guard file >= 0 else { return }
      unlink(path)
      close(file)
      file = -1
    }
  }

  deinit { release() }
}
