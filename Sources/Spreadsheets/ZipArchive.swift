import CZlib

/// The files in a ZIP archive that this program made, to see that they are
/// whole.
struct ZipArchive {
  /// One file.
  private struct Entry {
    var name: String
    var offset: Int
    var packedSize: Int
    var size: Int
    var sum: UInt32
    var method: Int
  }

  private let bytes: [UInt8]
  private var entries: [Entry] = []

  /// Reads the directory.
  init(_ bytes: [UInt8]) throws(WorkbookFault) {
    self.bytes = bytes
    // The end of the directory has 22 bytes, as there is no comment.
    let end = bytes.count - 22
    guard end >= 0, number(end, 4) == 0x0605_4B50 else {
      throw WorkbookFault("the file is not whole")
    }
    var place = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      guard number(place, 4) == 0x0201_4B50 else {
        throw WorkbookFault("the directory of the file is not whole")
      }
      let name = number(place + 28, 2)
      guard place + 46 + name <= bytes.count else {
        throw WorkbookFault("the directory of the file is not whole")
      }
      entries.append(
        Entry(
          name: String(
            decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self),
          offset: number(place + 42, 4), packedSize: number(place + 20, 4),
          size: number(place + 24, 4),
          sum: UInt32(truncatingIfNeeded: number(place + 16, 4)),
          method: number(place + 10, 2)))
      place += 46 + name + number(place + 30, 2) + number(place + 32, 2)
    }
  }

  /// The names of the files in the order of the archive.
  var names: [String] { entries.map(\.name) }

  /// The bytes of a file.
  func file(_ name: String) throws(WorkbookFault) -> [UInt8] {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw WorkbookFault("'\(name)' is missing in it")
    }
    let start =
      entry.offset + 30 + number(entry.offset + 26, 2)
      + number(entry.offset + 28, 2)
    guard start + entry.packedSize <= bytes.count, entry.size < 1 << 31 else {
      throw WorkbookFault("'\(name)' is not whole in it")
    }
    let packed = bytes[start..<(start + entry.packedSize)]
    let content =
      entry.method == 0 ? Array(packed) : Self.inflated(packed, entry.size)
    let sum = content?.withUnsafeBufferPointer {
      UInt32(
        truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
    }
    guard let content, content.count == entry.size, sum == entry.sum else {
      throw WorkbookFault("'\(name)' is not whole in it")
    }
    return content
  }

  private static func inflated(
    _ packed: ArraySlice<UInt8>, _ size: Int
  ) -> [UInt8]? {
    var packed = Array(packed)
    var content = [UInt8](repeating: 0, count: size + 1)
    var stream = z_stream()
    let version = ZLIB_VERSION
    guard
      inflateInit2_(
        &stream, -15, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    let result = packed.withUnsafeMutableBufferPointer { input in
      content.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard result == Z_STREAM_END, Int(stream.total_out) == size else {
      return nil
    }
    content.removeLast()
    return content
  }

  /// A little-endian number; 0 outside of the bytes.
  private func number(_ place: Int, _ count: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}

extension ZipArchive {
  /// Sees that every part of a workbook is there from the first tag to the
  /// last, and that the sheets hold as many cells as were written.
  func checkWorkbook(cells: [Int]) throws(WorkbookFault) {
    var found: [String: Int] = [:]
    for name in names where name.hasSuffix(".xml") || name.hasSuffix(".rels") {
      let part = XMLPart(try file(name))
      guard part.isWhole else {
        throw WorkbookFault("'\(name)' is not whole in it")
      }
      found[name] = part.cellCount
    }
    for (index, count) in cells.enumerated() {
      guard found["xl/worksheets/sheet\(index + 1).xml"] == count else {
        throw WorkbookFault("cells of sheet \(index + 1) are missing in it")
      }
    }
  }
}

/// What there is to count in XML that libxlsxwriter has written.
private struct XMLPart {
  /// Whether every element is closed and the text ends with a tag.
  var isWhole: Bool
  /// The number of `c` elements.
  var cellCount = 0

  init(_ bytes: [UInt8]) {
    var depth = 0
    var roots = 0
    var place = 0
    var isBroken = false
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
        isBroken = true
        break
      }
      let next = bytes[start + 1]
      if next == UInt8(ascii: "/") {
        depth -= 1
      } else if next != UInt8(ascii: "?") {
        if depth == 0 { roots += 1 }
        if bytes[end - 1] != UInt8(ascii: "/") { depth += 1 }
        if next == UInt8(ascii: "c"), bytes[start + 2] == UInt8(ascii: " ") {
          cellCount += 1
        }
      }
      place = end + 1
      if depth < 0 { isBroken = true }
    }
    let last = bytes.last { $0 != 0x0A }
    isWhole = !isBroken && depth == 0 && roots == 1 && last == UInt8(ascii: ">")
  }
}
