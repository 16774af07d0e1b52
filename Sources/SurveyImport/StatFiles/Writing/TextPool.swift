import CReadStat

/// The distinct texts of a column as C texts, one after the other.
struct TextPool {
  private var bytes: [CChar] = []
  private var starts: [Int] = []
  private let isLong: Bool

  init(_ plan: StatPlan) {
    isLong = if case .longText = plan.storage { true } else { false }
    guard case .texts(let texts) = plan.column.values else { return }
    for level in texts.levels {
      starts.append(bytes.count)
      bytes.append(contentsOf: level.utf8.lazy.map { CChar(bitPattern: $0) })
      bytes.append(0)
    }
  }

  func withText<Result>(
    _ code: Int, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      body(buffer.baseAddress.map { $0 + starts[code] })
    }
  }

  func withBytes<Result>(
    _ code: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let end = code + 1 < starts.count ? starts[code + 1] : bytes.count
    return bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[starts[code]..<(end - 1)]))
    }
  }

  /// The texts that Stata keeps outside of the rows, and an empty one.
  func references(
    in writer: UnsafeMutablePointer<readstat_writer_t>
  ) -> [UnsafeMutablePointer<readstat_string_ref_t>?] {
    guard isLong else { return [] }
    return starts.indices.map { code in
      withText(code) { readstat_add_string_ref(writer, $0) }
    } + [readstat_add_string_ref(writer, "")]
  }
}
