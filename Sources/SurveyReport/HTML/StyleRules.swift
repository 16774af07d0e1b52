import SVG

/// A style sheet that is cut down to what a page needs: of many cards each
/// would carry rules for what only the report has.
struct StyleRules: Sendable {
  private struct Rule: Sendable {
    /// The selector with the declarations.
    var text: String
    /// The classes of each of its selectors, as they are numbered.
    var classes: [[Int]]
  }

  /// A rule, or those of a condition such as `@media print`.
  private struct Block: Sendable {
    var condition: String?
    var rules: [Rule]
  }

  private let blocks: [Block]
  /// The numbers of all classes of the sheet.
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
        text: "\(selector){\(body)}\n",
        classes: selector.split(separator: ",").map {
          Self.classes($0).map(number)
        })
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
    var known = classes(in: page)
    if isScripted {
      for name in ["on", "has-unit", "sort", "whole", "part"] {
        if let number = numbers[name] { known[number] = true }
      }
    }
    var text = ""
    for block in blocks {
      let rules = block.rules.filter { rule in
        rule.classes.contains { $0.allSatisfy { known[$0] } }
      }
      if rules.isEmpty { continue }
      if let condition = block.condition { text += condition + "{" }
      for rule in rules { text += rule.text }
      if block.condition != nil { text += "}\n" }
    }
    return text
  }

  /// Which classes of the sheet a page's elements have.
  private func classes(in page: String) -> [Bool] {
    var found = [Bool](repeating: false, count: numbers.count)
    var page = page
    page.withUTF8 { bytes in
      var lists = SliceNumbers()
      var index = 0
      while let start = Self.classList(in: bytes, from: index) {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        let list = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if lists.number(of: list).isNew {
          for name in list.split(separator: UInt8(ascii: " ")) {
            if let number = numbers[String(decoding: name, as: UTF8.self)] {
              found[number] = true
            }
          }
        }
        index = end
      }
    }
    return found
  }

  /// Where the next list of classes begins.
  private static func classList(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let head: StaticString = " class=\""
    let count = head.utf8CodeUnitCount
    return head.withUTF8Buffer { head in
      var index = start
      while index + count < bytes.count {
        // Two bytes tell nearly all other places.
        if bytes[index + count - 2] == UInt8(ascii: "="),
          bytes[index + 1] == UInt8(ascii: "c"),
          bytes[index..<(index + count)].elementsEqual(head)
        {
          return index + count
        }
        index += 1
      }
      return nil
    }
  }

  private static func classes(_ selector: Substring) -> [String] {
    selector.matches(of: /\.([A-Za-z][-\w]*)/).map { String($0.output.1) }
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
