import Glibc
import Hashing

/// Follows the reading of a file: takes its hash on the way, and gives pages
/// of a mapped file back once nobody needs them.
///
/// Sharing is safe because parts come one at a time, under the reader's lock
/// or in the order of delivery.
final class FileVisits: TextVisits, @unchecked Sendable {
  private let file: UnsafeRawBufferPointer
  /// The place in the file of the text's first byte, when the text is the
  /// file itself and not a conversion of it.
  private let offset: Int?
  private let isMapped: Bool
  private let hash: RunningSHA256?
  private var hashed = 0
  private var released = 0
  private var populated = 0

  init(
    _ file: UnsafeRawBufferPointer, text: DecodedText, isMapped: Bool,
    hashes: Bool = true
  ) {
    self.file = file
    offset = text.storage == nil ? text.fileOffset : nil
    self.isMapped = isMapped
    hash = hashes ? RunningSHA256() : nil
  }

  func willRead(_ range: Range<Int>) {
    guard let offset else { return }
    populate(to: offset + range.upperBound)
    update(to: offset + range.upperBound)
  }

  /// Has the system map pages ahead in one go instead of one by one.
  private func populate(to end: Int) {
    guard isMapped, end > populated, let base = file.baseAddress else { return }
    let step = 1 << 22
    let stop = min(file.count, (end / step + 1) * step)
    madvise(
      UnsafeMutableRawPointer(mutating: base + populated), stop - populated,
      populateForReading)
    populated = stop
  }

  private func update(to end: Int) {
    guard let hash, end > hashed else { return }
    hash.update(UnsafeRawBufferPointer(rebasing: file[hashed..<end]))
    hashed = end
  }

  /// The SHA-256 of the whole file.
  func finishHash() -> String {
    update(to: file.count)
    return hash?.finish() ?? ""
  }

  func didRead(before position: Int) {
    guard isMapped, let offset, let base = file.baseAddress else { return }
    let step = 1 << 22
    let end = (offset + position) / step * step
    guard end > released else { return }
    // A chunk that is being read reaches back no further than one step.
    madvise(
      UnsafeMutableRawPointer(mutating: base + released), end - released,
      MADV_DONTNEED)
    released = end
  }
}

/// `MADV_POPULATE_READ` of Linux 5.14; older systems refuse it and go on.
private let populateForReading: Int32 = 22
