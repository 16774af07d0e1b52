import SVG

/// A style sheet that is cut down to what a page needs: of many cards each
/// would carry rules for what only the report has.
struct StyleRules: Sendable {
  private struct Rule: Sendable {
    var selectors: [Selector]
    var body: String
  }

  private struct Selector: Sendable {
    var text: String
    /// The classes that have to be there, as they are numbered.
    var classes: [Int]
    /// The elements that have to be there, as they are numbered.
    var elements: [Int]
  }

  /// A rule, or those of a condition such as `@media print`.
  private struct Block: Sendable {
    var condition: String?
    var rules: [Rule]
  }

  private let blocks: [Block]
  /// The numbers of all classes, which begin with a dot, and elements of the
  /// sheet.
  private let numbers: [String: Int]

  /// Reads a sheet of ours: rules, and conditions around rules.
  init(_ sheet: String) {
    var blocks: [Block] = []
    var rest = Self.compact(sheet)[...]
    var numbers: [String: Int] = [:]
    func number(_ name: String) -> Int {
      if let known = numbers[name] { return known }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    func rule(_ selector: Substring, _ body: Substring) -> Rule {
      Rule(
        selectors: selector.split(separator: ",").map {
          Selector(
            text: String($0),
            classes: Self.classes($0).map { number("." + $0) },
            elements: Self.elements($0).map(number))
        }, body: String(body))
    }
    while let open = rest.firstIndex(of: "{") {
      let head = rest[..<open]
      rest = rest[rest.index(after: open)...]
      if head.hasPrefix("@media") {
        var block = Block(condition: String(head), rules: [])
        while let next = rest.first, next != "}",
          let inner = rest.firstIndex(of: "{"),
          let end = rest[inner...].firstIndex(of: "}")
        {
          block.rules.append(
            rule(rest[..<inner], rest[rest.index(after: inner)..<end]))
          rest = rest[rest.index(after: end)...]
        }
        rest = rest.dropFirst()
        blocks.append(block)
      } else {
        let end = rest.firstIndex(of: "}") ?? rest.endIndex
        blocks.append(Block(condition: nil, rules: [rule(head, rest[..<end])]))
        rest = rest[end...].dropFirst()
      }
    }
    self.blocks = blocks
    self.numbers = numbers
  }

  /// The rules that can apply in a page.
  ///
  /// - Parameter isScripted: Whether the page has the script, which adds
  ///   classes of its own.
  func text(for page: String, isScripted: Bool) -> String {
    var known = names(in: page)
    func add(_ names: [String]) {
      for name in names {
        if let number = numbers[name] { known[number] = true }
      }
    }
    add(["html", "body"])
    if isScripted { add([".on", ".has-unit", ".sort", ".whole", ".part"]) }
    var text = ""
    for block in blocks {
      var rules = ""
      for rule in block.rules {
        let selectors = rule.selectors.filter { selector in
          selector.classes.allSatisfy { known[$0] }
            && (isScripted || selector.elements.allSatisfy { known[$0] })
        }
        if selectors.isEmpty { continue }
        rules += selectors.map(\.text).joined(separator: ",")
        rules += "{\(rule.body)}\n"
      }
      if rules.isEmpty { continue }
      text += block.condition.map { "\($0){\(rules)}\n" } ?? rules
    }
    return text
  }

  /// Which classes and elements of the sheet a page has.
  private func names(in page: String) -> [Bool] {
    var found = [Bool](repeating: false, count: numbers.count)
    func note(_ name: String) {
      if let number = numbers[name] { found[number] = true }
    }
    var page = page
    page.withUTF8 { bytes in
      var lists = SliceNumbers()
      var elements = SliceNumbers()
      var index = 0
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "<") {
          let start = index + 1
          index = start
          while index < bytes.count, Self.isOfName(bytes[index]) { index += 1 }
          let name = UnsafeBufferPointer(rebasing: bytes[start..<index])
          if !name.isEmpty, elements.number(of: name).isNew {
            note(String(decoding: name, as: UTF8.self))
          }
        } else if let start = Self.classList(in: bytes, at: index) {
          var end = start
          while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
          let list = UnsafeBufferPointer(rebasing: bytes[start..<end])
          if lists.number(of: list).isNew {
            for name in list.split(separator: UInt8(ascii: " ")) {
              note("." + String(decoding: name, as: UTF8.self))
            }
          }
          index = end
        } else {
          index += 1
        }
      }
    }
    return found
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
  }

  /// Where the list of classes begins that an attribute at a place has.
  private static func classList(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let head: StaticString = " class=\""
    let count = head.utf8CodeUnitCount
    // Two bytes tell nearly all other places.
    guard index + count < bytes.count, bytes[index + 1] == UInt8(ascii: "c"),
      bytes[index + count - 2] == UInt8(ascii: "=")
    else { return nil }
    return head.withUTF8Buffer { head in
      bytes[index..<(index + count)].elementsEqual(head) ? index + count : nil
    }
  }

  /// The classes that a selector names, in brackets too.
  private static func classes(_ selector: Substring) -> [String] {
    let bytes = Array(selector.utf8)
    var names: [String] = []
    for index in bytes.indices where bytes[index] == UInt8(ascii: ".") {
      let end = endOfName(bytes, from: index + 1)
      if end > index + 1 {
        names.append(String(decoding: bytes[index + 1..<end], as: UTF8.self))
      }
    }
    return names
  }

  /// The names of elements outside of brackets, classes and states.
  private static func elements(_ selector: Substring) -> [String] {
    let bytes = Array(selector.utf8)
    var names: [String] = []
    var index = 0
    func skip(to end: UInt8) {
      index = bytes[index...].firstIndex(of: end).map { $0 + 1 } ?? bytes.count
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "["): skip(to: UInt8(ascii: "]"))
      case UInt8(ascii: "("): skip(to: UInt8(ascii: ")"))
      case UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: "@"),
        UInt8(ascii: ":"):
        index = endOfName(bytes, from: index + 1)
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        let start = index
        while index < bytes.count, isOfName(bytes[index]) { index += 1 }
        names.append(String(decoding: bytes[start..<index], as: UTF8.self))
      default: index += 1
      }
    }
    return names
  }

  /// Where a name of a class, an id or a state ends; `start` when there is
  /// none.
  private static func endOfName(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        if end == start { return start }
      default: return end
      }
      end += 1
    }
    return end
  }

  /// Without the blanks that make a sheet readable.
  private static func compact(_ sheet: String) -> String {
    var text = ""
    for line in sheet.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      let isJoined = "{};,".contains(text.last ?? "}")
      text += isJoined ? line : " " + line
    }
    return text.replacing(" { ", with: "{").replacing(" {", with: "{")
      .replacing("; }", with: "}").replacing(": ", with: ":")
      .replacing("; ", with: ";").replacing(", ", with: ",")
      .replacing(" }", with: "}")
  }
}
