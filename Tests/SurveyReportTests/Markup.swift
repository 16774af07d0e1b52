import Testing

/// A page or drawing taken apart far enough to check that its elements nest
/// and that its attributes are quoted.
struct Markup {
  private(set) var elements: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var ids: [String] = []
  private(set) var links: [String] = []
  private(set) var problems: [String] = []

  private static let void: Set<String> = ["meta", "br", "img", "link"]

  init(_ text: String) throws {
    var open: [String] = []
    var rest = Substring(text)
    if rest.hasPrefix("<!doctype html>") {
      rest = rest.dropFirst("<!doctype html>".count)
    }
    while let start = rest.firstIndex(of: "<") {
      Self.checkText(rest[..<start], &problems)
      rest = rest[start...]
      if let close = rest.prefixMatch(of: /<\/([a-zA-Z0-9]+)>/) {
        if open.last != String(close.output.1) {
          problems.append("</\(close.output.1)> inside \(open.last ?? "–")")
        }
        _ = open.popLast()
        rest = rest[close.range.upperBound...]
        continue
      }
      guard
        let tag = rest.prefixMatch(
          of: /<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/)
      else {
        problems.append("unreadable: \(rest.prefix(60))")
        return
      }
      let name = String(tag.output.1)
      elements.insert(name)
      for pair in tag.output.2.matches(of: /([a-zA-Z:-]+)="([^"]*)"/) {
        attributes.insert(String(pair.output.1))
        if pair.output.1 == "id" { ids.append(String(pair.output.2)) }
        if pair.output.1 == "href" { links.append(String(pair.output.2)) }
      }
      rest = rest[tag.range.upperBound...]
      if tag.output.3.isEmpty, !Self.void.contains(name) { open.append(name) }
    }
    if !open.isEmpty { problems.append("left open: \(open)") }
  }

  /// The ids that occur more than once.
  var repeatedIDs: [String] {
    Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }

  private static func checkText(_ text: Substring, _ problems: inout [String]) {
    for match in text.matches(of: /&(?!(?:amp|lt|gt|quot|apos|#x?[0-9a-fA-F]+);)/)
    {
      problems.append("bare ampersand: \(text[match.range.lowerBound...].prefix(20))")
    }
  }
}
