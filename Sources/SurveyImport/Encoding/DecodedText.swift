import CTextScan
import Diagnostics
import Glibc
import SurveyData

/// The text of a file as UTF-8 bytes, without a byte order mark.
struct DecodedText {
  /// The bytes; they live as long as the file and `storage` do.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The encoding of the file.
  let encoding: TextEncoding
  /// Why this encoding was chosen.
  let reason: LocalizedText
  /// Another encoding may be the right one.
  let isUncertain: Bool
  /// The places in `bytes` where the encoding was violated, in order.
  let invalidOffsets: [Int]
  /// The place in the file that belongs to place 0 of `bytes` when the file
  /// is UTF-8, and 0 when it had to be converted.
  let fileOffset: Int
  /// Owns converted bytes.
  let storage: ConvertedBytes?
  /// Only the beginning was looked at: bytes behind it that are not UTF-8 put
  /// the encoding in question again.
  let isProvisional: Bool

  /// Decodes the bytes of a file; a byte order mark wins over `encoding`.
  ///
  /// - Parameter trustsBeginning: Takes a long file for UTF-8 when its
  ///   beginning is. Reading it finds out whether the rest is, too.
  init(
    _ file: UnsafeRawBufferPointer, encoding: TextEncoding?,
    trustsBeginning: Bool = false
  ) throws(FileFault) {
    let all = file.bindMemory(to: UInt8.self)
    let beginning = Self.beginning(of: all)
    if trustsBeginning, beginning.count < all.count {
      let choice = try chooseEncoding(beginning, wanted: encoding)
      if choice.encoding == .utf8, !choice.isUncertain,
        manyi_find_invalid_utf8(beginning.baseAddress, beginning.count)
          == beginning.count
      {
        let mark = choice.markLength
        self.encoding = .utf8
        reason = choice.reason
        isUncertain = false
        fileOffset = mark
        bytes = UnsafeBufferPointer(rebasing: all[mark...])
        storage = nil
        invalidOffsets = []
        isProvisional = encoding == nil && mark == 0
        return
      }
    }
    isProvisional = false
    let choice = try chooseEncoding(all, wanted: encoding)
    let content = UnsafeBufferPointer(rebasing: all[choice.markLength...])
    self.encoding = choice.encoding
    self.reason = choice.reason
    self.isUncertain = choice.isUncertain
    self.fileOffset = choice.encoding == .utf8 ? choice.markLength : 0
    if choice.encoding == .utf8 {
      bytes = content
      storage = nil
      // What was read once to find the encoding is not read again.
      invalidOffsets =
        choice.isWellFormed
        ? [] : inspectUTF8(content, 0..<content.count).invalidOffsets
      return
    }
    let isWide =
      choice.encoding == .utf16LittleEndian
      || choice.encoding == .utf16BigEndian
    if isWide, content.count % 2 != 0 { throw .truncatedEncoding }
    let converted = try ConvertedBytes(
      content, from: choice.encoding, unit: isWide ? 2 : 1)
    storage = converted
    bytes = converted.bytes
    invalidOffsets = converted.invalidOffsets
  }

  /// The first part of a long file, up to the end of a line.
  private static func beginning(
    of all: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var end = 1 << 20
    guard all.count > 2 * end else { return all }
    while end > 1 << 19, all[end - 1] != 0x0A { end -= 1 }
    return all[end - 1] == 0x0A
      ? UnsafeBufferPointer(rebasing: all[..<end]) : all
  }
}

/// Bytes of another encoding as UTF-8, with `0xFF`, which UTF-8 never has, in
/// place of each byte that could not be converted.
final class ConvertedBytes {
  let bytes: UnsafeBufferPointer<UInt8>
  let invalidOffsets: [Int]

  init(
    _ source: UnsafeBufferPointer<UInt8>, from encoding: TextEncoding,
    unit: Int
  ) throws(FileFault) {
    guard let converter = iconv_open("UTF-8", encoding.converterName),
      Int(bitPattern: converter) != -1
    else { throw .unsupportedEncoding(encoding.rawValue) }
    defer { iconv_close(converter) }
    var invalid: [Int] = []
    var capacity = source.count + source.count / 2 + 64
    var output = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    var count = 0
    func grow(by needed: Int) {
      guard count + needed > capacity else { return }
      let larger = max(capacity * 2, count + needed)
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      copy.update(from: output, count: count)
      output.deallocate()
      (output, capacity) = (copy, larger)
    }
    var input = UnsafeMutableRawPointer(mutating: source.baseAddress)?
      .assumingMemoryBound(to: CChar.self)
    var left = source.count
    while left > 0 {
      grow(by: 64)
      var room = capacity - count
      var target: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(
        output + count
      ).assumingMemoryBound(to: CChar.self)
      let result = iconv(converter, &input, &left, &target, &room)
      let cause = errno
      count = capacity - room
      // The system's size type is signed here; its largest value is -1.
      guard result == -1 else { continue }
      if cause == E2BIG {
        grow(by: capacity)
        continue
      }
      // A sequence that is wrong, or that breaks off at the end of the file.
      grow(by: 1)
      invalid.append(count)
      output[count] = 0xFF
      count += 1
      let step = min(unit, left)
      input = input.map { $0 + step }
      left -= step
    }
    bytes = UnsafeBufferPointer(start: output, count: count)
    invalidOffsets = invalid
  }

  deinit { bytes.deallocate() }
}

extension DecodedText {
  /// The encoding with its reason, as the provenance of a file tells it.
  var sentence: LocalizedText {
    LocalizedText(
      zh: "编码：\(encoding.rawValue)（\(reason[.chinese])）",
      en: "encoding \(encoding.rawValue): \(reason[.english])")
  }
}
