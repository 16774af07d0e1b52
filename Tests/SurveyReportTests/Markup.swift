/// A page or drawing taken apart far enough to check that its elements nest
/// and that its attributes are quoted.
struct Markup {
  private(set) var elements: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var ids: [String] = []
  private(set) var links: [String] = []
  private(set) var problems: [String] = []

  private static let void: Set<String> = [
    "meta", "br", "img", "link", "input",
  ]
  private static let entities: Set<String> = [
    "amp", "lt", "gt", "quot", "apos", "#39", "#x27",
  ]

  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    let doctype = "<!doctype html>"
    if text.hasPrefix(doctype) { position = doctype.utf8.count }
    while position < bytes.count, problems.count < 5 {
      if bytes[position] == UInt8(ascii: "<") {
        readTag()
      } else {
        readText(until: UInt8(ascii: "<"))
      }
    }
    if !open.isEmpty { problems.append("left open: \(open)") }
  }

  /// The ids that occur more than once.
  var repeatedIDs: [String] {
    Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func readTag() {
    let start = position
    position += 1
    let closes = current == UInt8(ascii: "/")
    if closes { position += 1 }
    let name = readName()
    if name.isEmpty {
      problems.append("no element at \(excerpt(start))")
      return
    }
    if closes {
      if open.popLast() != name || current != UInt8(ascii: ">") {
        problems.append("wrong end at \(excerpt(start))")
      }
      position += 1
      return
    }
    elements.insert(name)
    while true {
      skipSpace()
      let attribute = readName()
      if attribute.isEmpty { break }
      guard take("=\"") else {
        problems.append("attribute without quotes at \(excerpt(start))")
        return
      }
      let value = readText(until: UInt8(ascii: "\""))
      position += 1
      attributes.insert(attribute)
      if attribute == "id" { ids.append(value) }
      if attribute == "href" { links.append(value) }
    }
    if take("/>") { return }
    guard take(">") else {
      problems.append("unreadable: \(excerpt(start))")
      position += 1
      return
    }
    if !Self.void.contains(name) { open.append(name) }
    if name == "script" || name == "style" { skipRaw(until: "</\(name)>") }
  }

  @discardableResult
  private mutating func readText(until end: UInt8) -> String {
    let start = position
    while position < bytes.count, bytes[position] != end {
      if bytes[position] == UInt8(ascii: "<") {
        problems.append("bare bracket at \(excerpt(position))")
      }
      if bytes[position] == UInt8(ascii: "&") { checkEntity() }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func checkEntity() {
    let name = bytes[(position + 1)...].prefix(8)
    let end = name.firstIndex(of: UInt8(ascii: ";")) ?? name.startIndex
    let text = String(decoding: bytes[name.startIndex..<end], as: UTF8.self)
    if !Self.entities.contains(text) {
      problems.append("bare ampersand at \(excerpt(position))")
    }
  }

  private mutating func readName() -> String {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      let isOther =
        (byte >= 0x30 && byte <= 0x3A) || byte == 0x2D || byte == 0x5F
      guard isLetter || (isOther && position > start) else { break }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Scripts and style sheets hold text that is not markup.
  private mutating func skipRaw(until end: String) {
    let wanted = Array(end.utf8)
    while position < bytes.count, !bytes[position...].starts(with: wanted) {
      position += 1
    }
  }

  private mutating func skipSpace() {
    while current == 0x20 || current == 0x0A { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes[min(position, bytes.count)...].starts(with: wanted) else {
      return false
    }
    position += wanted.count
    return true
  }

  private func excerpt(_ start: Int) -> String {
    String(decoding: bytes[start...].prefix(60), as: UTF8.self)
  }
}
