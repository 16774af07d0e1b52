import CReadStat
import Glibc

/// The bytes of a file as ReadStat asks for them.
///
/// The library calls back from C, so nothing here may throw or trap.
final class StatFileInput {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  /// How far the library has read, which tells where a fault is.
  private(set) var furthest = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Has `parser` read from here instead of from a file.
  ///
  /// The input has to outlive the parser.
  func attach(to parser: UnsafeMutablePointer<readstat_parser_t>) {
    readstat_set_io_ctx(parser, Unmanaged.passUnretained(self).toOpaque())
    readstat_set_open_handler(parser) { _, _ in 0 }
    readstat_set_close_handler(parser) { _ in 0 }
    readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
    readstat_set_seek_handler(parser) { offset, whence, context in
      StatFileInput.of(context)?.seek(offset, whence) ?? -1
    }
    readstat_set_read_handler(parser) { buffer, count, context in
      StatFileInput.of(context)?.read(buffer, count) ?? -1
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> StatFileInput?
  {
    context.map {
      Unmanaged<StatFileInput>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func seek(_ distance: Int, _ whence: readstat_io_flags_t) -> Int {
    let start: Int
    switch whence {
    case READSTAT_SEEK_SET: start = 0
    case READSTAT_SEEK_CUR: start = offset
    case READSTAT_SEEK_END: start = bytes.count
    default: return -1
    }
    let (target, overflows) = start.addingReportingOverflow(distance)
    guard !overflows, target >= 0, target <= bytes.count else { return -1 }
    offset = target
    return target
  }

  private func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard let buffer, let base = bytes.baseAddress, count > 0 else { return 0 }
    let step = min(count, bytes.count - offset)
    memcpy(buffer, base + offset, step)
    offset += step
    furthest = max(furthest, offset)
    return step
  }
}
