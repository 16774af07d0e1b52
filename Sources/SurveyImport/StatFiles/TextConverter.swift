import Glibc

/// Turns many short texts of one encoding into UTF-8.
final class TextConverter {
  private let converter: iconv_t

  /// `nil` when the system does not know the encoding.
  init?(_ encoding: TextEncoding) {
    guard let converter = iconv_open("UTF-8", encoding.converterName),
      Int(bitPattern: converter) != -1
    else { return nil }
    self.converter = converter
  }

  deinit { iconv_close(converter) }

  /// The text of `bytes`; what cannot be converted becomes `U+FFFD`.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // No encoding here needs more than four bytes for one.
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    var input = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?
      .assumingMemoryBound(to: CChar.self)
    var left = bytes.count
    let capacity = output.count
    let count = output.withUnsafeMutableBufferPointer { buffer -> Int in
      var target = buffer.baseAddress
      var room = capacity
      // A text never starts in the state that another one left.
      iconv(converter, nil, nil, nil, nil)
      while left > 0 {
        if iconv(converter, &input, &left, &target, &room) != -1 { break }
        guard left > 0, room > 0 else { break }
        target?.pointee = CChar(bitPattern: 0xFF)
        target = target.map { $0 + 1 }
        room -= 1
        input = input.map { $0 + 1 }
        left -= 1
      }
      return capacity - room
    }
    return output.withUnsafeBytes { buffer in
      String(
        decoding: UnsafeRawBufferPointer(rebasing: buffer[..<count]),
        as: UTF8.self)
    }
  }
}
