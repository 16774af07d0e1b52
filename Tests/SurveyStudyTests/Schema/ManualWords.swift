import Foundation
import TestSupport

/// What the tables of the manual say about keys.
struct ManualWords {
  /// A row of a table.
  struct Row {
    var context: Set<String>
    var path: [String]
    var words: String
  }

  private(set) var rows: [Row] = []

  /// Reads the pages called `names`, with words that hold for a whole page.
  init(_ pages: [(name: String, context: Set<String>)]) throws {
    for page in pages {
      let file = Fixture.package.appending(path: "Manual/\(page.name)")
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      read(text, page.context)
    }
  }

  /// The pages about the study file.
  static func study() throws -> ManualWords {
    try ManualWords([
      ("study-file.md", ["data"]), ("files.md", ["data"]),
      ("cleaning.md", ["recipe"]), ("quality.md", ["quality", "rules"]),
      ("analyses.md", []), ("evaluation.md", ["evaluation"]),
    ])
  }

  private mutating func read(_ text: String, _ page: Set<String>) {
    var context: Set<String> = []
    var isKeys = false
    var isFirst = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") { context = [] }
      if line.hasPrefix("**`") || line.hasPrefix("`") {
        let head =
          line.hasPrefix("**") ? line.prefix(while: { $0 != "–" }) : line
        let names = Self.quoted(
          head.firstRange(of: "**:").map {
            head[..<$0.lowerBound]
          } ?? head.prefix(while: { $0 != "–" }))
        if line.hasPrefix("**`") || line.contains(":`") {
          context = Set(names.map { String($0.prefix { $0 != ":" }) })
        }
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("| "), cells.count >= 4 else {
        if !line.hasPrefix("|") { isFirst = true }
        continue
      }
      if isFirst {
        isFirst = false
        let head = cells[1]
        isKeys =
          ["step", "rule", "`make`"].contains(head) || head.hasPrefix("key")
        continue
      }
      guard isKeys else { continue }
      let meaning = Self.plain(cells[2])
      let last = cells.count > 4 ? Self.plain(cells[3]) : ""
      let words =
        last.isEmpty || last == "needed" || last == "required"
        ? meaning : "\(meaning) (default: \(last))"
      var parent: [String] = []
      for key in Self.quoted(cells[1][...]) {
        var path = key.split(separator: ".").map(String.init)
        if key.hasPrefix(".") { path = parent + path }
        parent = Array(path.dropLast())
        rows.append(
          Row(context: context.union(page), path: path, words: words))
      }
    }
  }

  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// Markdown without links and marks of code.
  private static func plain(_ text: String) -> String {
    text.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.output.1) }
      .replacingOccurrences(of: "`", with: "")
      .replacingOccurrences(of: ", see below", with: "")
      .replacingOccurrences(of: "see below", with: "")
      .replacingOccurrences(of: "\\", with: "")
  }

  /// The words of the only rows about a key of that name without a parent;
  /// `nil` when rows differ.
  func ofTheOnlyRow(_ key: String) -> String? {
    let found = Set(rows.filter { $0.path == [key] }.map(\.words))
    return found.count == 1 ? found.first : nil
  }

  /// The words about the key at the end of `path`, from a row that fits the
  /// way to it at least so well.
  func about(_ path: [String], atLeast limit: Int = 1) -> String? {
    guard let key = path.last, key != "*" else { return nil }
    var best: (words: String, score: Int)?
    for row in rows where row.path.last == key {
      let before = path.dropLast()
      let parents = row.path.dropLast()
      // A dotted key belongs to its parent only.
      if !parents.isEmpty, before.last != parents.last { continue }
      let score =
        2 * parents.count
        + (row.context.contains(before.last ?? "") ? 3 : 0)
        + (row.context.isDisjoint(with: before) ? 0 : 1)
        + (row.context.isEmpty && before.isEmpty ? 1 : 0)
      if score >= limit, score > best?.score ?? 0 { best = (row.words, score) }
    }
    return best?.words
  }
}
