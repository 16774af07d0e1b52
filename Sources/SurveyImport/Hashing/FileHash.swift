import Diagnostics
import Glibc
import Hashing

/// Returns the SHA-256 of a file, read in place so that its size does not
/// matter.
///
/// - Throws: A `Diagnostic` when the file cannot be read.
public func sha256(
  ofFile path: String, displayName: String
) throws(Diagnostic) -> String {
  let file = try FileBytes.open(path, displayName: displayName)
  let hash = RunningSHA256()
  let step = 1 << 24
  var start = 0
  while start < file.bytes.count {
    let end = min(file.bytes.count, start + step)
    let part = UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])
    hash.update(part)
    if file.isMapped, let base = part.baseAddress {
      madvise(
        UnsafeMutableRawPointer(mutating: base), part.count, MADV_DONTNEED)
    }
    start = end
  }
  return withExtendedLifetime(file) { hash.finish() }
}
