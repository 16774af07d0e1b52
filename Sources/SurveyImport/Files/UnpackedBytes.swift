import CMemory
import Glibc

/// Memory that grows while a file is unpacked into it.
///
/// It lies in an unnamed file of the kernel, so that growing copies nothing
/// and a refusal is an error code instead of a trap. Giving its pages back
/// (`MADV_DONTNEED`) loses nothing either, as with a mapped file on disk.
final class UnpackedBytes {
  /// The number of bytes that hold content.
  private(set) var count = 0

  private let limits: DecompressionLimits
  private let sourceCount: Int
  private let descriptor: Int32
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0

  /// Prepares memory for what comes out of `sourceCount` bytes.
  init(
    sourceCount: Int, limits: DecompressionLimits
  ) throws(CompressionFault) {
    self.sourceCount = sourceCount
    self.limits = limits
    descriptor = memfd_create("manyi", 1)
    if descriptor < 0 { throw .noMemory(byteCount: 0) }
  }

  deinit {
    if let base { munmap(base, capacity) }
    if descriptor >= 0 { close(descriptor) }
  }

  /// The content.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: count)
  }

  /// Returns room for at least a part of what comes next.
  func room() throws(CompressionFault) -> UnsafeMutableRawBufferPointer {
    if count == capacity { try grow() }
    guard let base else { throw .noMemory(byteCount: capacity) }
    return UnsafeMutableRawBufferPointer(
      start: base + count, count: min(capacity - count, 1 << 30))
  }

  /// Says that `written` bytes of the room hold content.
  func fill(_ written: Int) throws(CompressionFault) {
    count += written
    if count > limits.byteCount { throw .tooLarge(limit: limits.byteCount) }
    if count > limits.ratioStart, count / max(1, sourceCount) > limits.ratio {
      throw .bomb(ratio: limits.ratio)
    }
  }

  private func grow() throws(CompressionFault) {
    // One byte beyond the limit shows that the content goes on.
    let most = min(limits.byteCount, Int.max - 1) + 1
    let first = min(max(1 << 16, sourceCount * 4), 1 << 28)
    let larger = min(most, capacity == 0 ? first : capacity * 2)
    guard larger > capacity else { throw .tooLarge(limit: limits.byteCount) }
    guard ftruncate(descriptor, off_t(larger)) == 0 else {
      throw .noMemory(byteCount: larger)
    }
    if let base { munmap(base, capacity) }
    base = nil
    let start = mmap(
      nil, larger, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      capacity = 0
      throw .noMemory(byteCount: larger)
    }
    (base, capacity) = (start, larger)
  }
}
