import Glibc

/// Lets many write to a folder at a time until one ends it.
///
/// Who ends it, be it to publish or to discard, waits for those who write and
/// is then alone; nobody begins to write while somebody waits, and nothing is
/// written afterwards.
///
/// Sharing is safe because `isOpen` is read and changed under the lock only.
final class FolderGate: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_rwlock_t>
  private var isOpen = true

  init() {
    lock = .allocate(capacity: 1)
    var attributes = pthread_rwlockattr_t()
    pthread_rwlockattr_init(&attributes)
    // Otherwise who ends would wait as long as there is something to write.
    pthread_rwlockattr_setkind_np(
      &attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
    let status = pthread_rwlock_init(lock, &attributes)
    pthread_rwlockattr_destroy(&attributes)
    precondition(status == 0, "a lock needs nothing but memory")
  }

  deinit {
    pthread_rwlock_destroy(lock)
    lock.deallocate()
  }

  /// Does something beside others; not within itself.
  ///
  /// - Returns: Whether the folder was open. If not nothing was done.
  @discardableResult
  func whileOpen(_ work: () -> Void) -> Bool {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    guard isOpen else { return false }
    work()
    return true
  }

  /// Does something while nobody writes; it may end the folder.
  func alone<Value>(_ work: (inout Bool) -> Value) -> Value {
    pthread_rwlock_wrlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return work(&isOpen)
  }
}
