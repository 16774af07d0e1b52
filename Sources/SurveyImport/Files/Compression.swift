import SurveyData

/// A way in which a whole file was compressed.
enum Compression: String {
  case gzip
  case zstandard

  /// The way that the first bytes tell; `nil` for what is not compressed.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
      return
    }
    guard bytes.count >= 4 else { return nil }
    switch UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) {
    // A frame, or one that decoders skip.
    case 0xFD2F_B528, 0x184D_2A50...0x184D_2A5F: self = .zstandard
    default: return nil
    }
  }

  /// Why a file was taken for it.
  var reason: LocalizedText {
    switch self {
    case .gzip:
      LocalizedText(
        zh: "以gzip的字节1F 8B开头", en: "it begins with the bytes 1F 8B of gzip")
    case .zstandard:
      LocalizedText(
        zh: "以Zstandard的标记开头",
        en: "it begins with the mark of a Zstandard frame")
    }
  }

  /// The name in messages.
  var title: String {
    switch self {
    case .gzip: "gzip"
    case .zstandard: "Zstandard"
    }
  }
}

/// Why a compressed file was not unpacked.
enum CompressionFault: Error, Equatable {
  /// The data end in the middle.
  case truncated
  /// The bytes at a place, counted from 0, are no compressed data.
  case damaged(offset: Int, cause: String)
  /// The content is larger than a limit.
  case tooLarge(limit: Int)
  /// The content is so many times larger than the file that it is a trap.
  case bomb(ratio: Int)
  /// The system gives no memory for the content.
  case noMemory(byteCount: Int)
}
