/// A style sheet that is cut down to what a page needs: of many cards each
/// would carry rules for what only the report has.
struct StyleRules: Sendable {
  private struct Rule: Sendable {
    var selector: String
    var body: String
    /// The classes of each of its selectors.
    var classes: [[String]]
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
        selector: String(selector), body: String(body),
        classes: selector.split(separator: ",").map(Self.classes))
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
    var known = Self.classes(in: page)
    if isScripted {
      known.formUnion(["on", "has-unit", "sort", "whole", "part"])
    }
    var text = ""
    for block in blocks {
      let rules = block.rules.filter { rule in
        rule.classes.contains { $0.allSatisfy(known.contains) }
      }
      if rules.isEmpty { continue }
      if let condition = block.condition { text += condition + "{" }
      for rule in rules { text += "\(rule.selector){\(rule.body)}\n" }
      if block.condition != nil { text += "}\n" }
    }
    return text
  }

  /// The classes of a page's elements.
  private static func classes(in page: String) -> Set<String> {
    let bytes = Array(page.utf8)
    let start = Array(" class=\"".utf8)
    var found: Set<String> = []
    var index = 0
    while index + start.count < bytes.count {
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
    return found
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
