import Glibc

/// Makes room for `count` elements; a large room is asked for in large pages,
/// which the system hands out with far fewer interruptions.
func reserveLarge<Element>(_ array: inout [Element], _ count: Int) {
  array.reserveCapacity(count)
  let size = count * MemoryLayout<Element>.stride
  let page = 1 << 21
  guard size >= 4 * page else { return }
  array.withUnsafeMutableBufferPointer { buffer in
    guard let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
    let start = (UInt(bitPattern: base) + UInt(page) - 1) / UInt(page)
    let first = start * UInt(page)
    let length = size - Int(first - UInt(bitPattern: base))
    // A system that has no large pages refuses, and nothing is lost.
    _ = madvise(
      UnsafeMutableRawPointer(bitPattern: first), length, MADV_HUGEPAGE)
  }
}
