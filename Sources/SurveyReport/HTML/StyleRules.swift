/// A style sheet that is cut down to what a page needs: of many cards each
/// would carry rules for what only the report has.
struct StyleRules: Sendable {
  private struct Rule: Sendable {
    var selectors: [Selector]
    var body: String
  }

  private struct Selector: Sendable {
    var text: String
    /// The classes that have to be there.
    var classes: [String]
    /// The elements that have to be there.
    var elements: [String]
  }

  /// A rule, or those of a condition such as `@media print`.
  private struct Block: Sendable {
    var condition: String?
    var rules: [Rule]
  }

  private let blocks: [Block]

  /// Reads a sheet of ours: rules, and conditions around rules.
  init(_ sheet: String) {
    var blocks: [Block] = []
    var rest = Self.compact(sheet)[...]
    func rule(_ selector: Substring, _ body: Substring) -> Rule {
      Rule(
        selectors: selector.split(separator: ",").map {
          Selector(
            text: String($0), classes: Self.classes($0),
            elements: Self.elements($0))
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
  }

  /// The rules that can apply in a page.
  ///
  /// - Parameter isScripted: Whether the page has the script, which adds
  ///   classes of its own.
  func text(for page: String, isScripted: Bool) -> String {
    var (known, elements) = Self.names(in: page)
    elements.formUnion(["html", "body"])
    if isScripted { known.formUnion(["on", "has-unit", "sort"]) }
    var text = ""
    for block in blocks {
      var rules = ""
      for rule in block.rules {
        let selectors = rule.selectors.filter { selector in
          selector.classes.allSatisfy(known.contains)
            && (isScripted || selector.elements.allSatisfy(elements.contains))
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

  /// The classes and the names of a page's elements.
  private static func names(
    in page: String
  ) -> (classes: Set<String>, elements: Set<String>) {
    let bytes = Array(page.utf8)
    let start = Array(" class=\"".utf8)
    var found: Set<String> = []
    var elements: Set<String> = []
    var index = 0
    while index + start.count < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        let name = bytes[(index + 1)...].prefix {
          $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39
        }
        if !name.isEmpty {
          elements.insert(String(decoding: name, as: UTF8.self))
        }
      }
      guard bytes[index] == start[0],
        bytes[index..<(index + start.count)].elementsEqual(start)
      else {
        index += 1
        continue
      }
      index += start.count
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) ?? index
      let names = bytes[index..<end].split(separator: UInt8(ascii: " "))
      for name in names { found.insert(String(decoding: name, as: UTF8.self)) }
      index = end
    }
    return (found, elements)
  }

  private static func classes(_ selector: Substring) -> [String] {
    selector.matches(of: /\.([A-Za-z][-\w]*)/).map { String($0.output.1) }
  }

  /// The names of elements outside of brackets, classes and states.
  private static func elements(_ selector: Substring) -> [String] {
    let rest = selector.replacing(
      /\[[^\]]*\]|\([^)]*\)|::?[a-z-]+|[@.#][A-Za-z][-\w]*/, with: " ")
    return rest.matches(of: /[a-z][a-z0-9]*/).map { String($0.output) }
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
