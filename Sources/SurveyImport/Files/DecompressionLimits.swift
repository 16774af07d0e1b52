import Glibc

/// How much may come out of a compressed file.
struct DecompressionLimits {
  /// The most bytes of content.
  var byteCount: Int
  /// How many times larger than the file the content may be …
  var ratio = 1000
  /// … once it is this large. Small files of one repeated answer are no trap.
  var ratioStart = 1 << 30

  /// 64 GiB, or what the machine has of memory when that is less: what is
  /// unpacked stays in memory.
  static var standard: DecompressionLimits {
    var limit = 64 << 30
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    if pages > 0, pageSize > 0 {
      let (size, overflows) = pages.multipliedReportingOverflow(by: pageSize)
      if !overflows { limit = min(limit, size) }
    }
    if let share = memoryOfGroup() { limit = min(limit, share) }
    return DecompressionLimits(byteCount: limit)
  }

  /// What a container may use; beyond it the system ends the program.
  private static func memoryOfGroup() -> Int? {
    guard let file = fopen("/sys/fs/cgroup/memory.max", "re") else {
      return nil
    }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 32)
    let count = fread(&text, 1, text.count, file)
    let digits = text[..<count].prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
