import Diagnostics
import SVG
import SurveyStudy
import SurveyTables

/// Writes findings for people: the sentence, the place, the line with a mark
/// under it, and what to do.
struct FindingPrinter {
  let hasColor: Bool
  let width: Int
  let folder: String
  /// Whether findings of one kind are all written in full.
  let showsAll: Bool
  /// What shows every finding in full.
  var allCommand = "manyi check --all"

  /// More findings of one kind in a data file than this are put together.
  /// Those of a study each have their own remedy, and there are few.
  private func fullCount(_ code: DiagnosticCode) -> Int {
    code.id.hasPrefix("S") ? 20 : 3
  }
  private let listedCount = 5

  /// All findings and a line that counts them.
  func text(of findings: [Diagnostic]) -> String {
    var blocks = groups(findings).map { group in
      block(group[0], others: Array(group.dropFirst()))
    }
    if findings.count > 1 { blocks.append(summary(of: findings) + "\n") }
    return blocks.joined(separator: "\n")
  }

  /// `2 errors, 51 warnings`.
  func summary(of findings: [Diagnostic]) -> String {
    let counts = Diagnostic.Severity.allCases.reversed().compactMap {
      severity -> String? in
      let count = findings.count { $0.severity == severity }
      if count == 0 { return nil }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.joined(separator: ", ")
  }

  // MARK: - Groups

  /// Each finding by itself in the order of the places, or where many are of
  /// one kind all of them at the place of the first.
  private func groups(_ findings: [Diagnostic]) -> [[Diagnostic]] {
    if showsAll { return findings.map { [$0] } }
    let kinds = Dictionary(grouping: findings, by: kind(of:))
    var groups: [[Diagnostic]] = []
    var seen: Set<String> = []
    for finding in findings {
      let kind = kind(of: finding)
      let same = kinds[kind] ?? [finding]
      if same.count <= fullCount(finding.code) {
        groups.append([finding])
      } else if seen.insert(kind).inserted {
        groups.append(same)
      }
    }
    return groups
  }

  private func kind(of finding: Diagnostic) -> String {
    "\(finding.code.id) \(finding.severity) \(finding.place?.file ?? "")"
  }

  // MARK: - One finding

  private func block(_ finding: Diagnostic, others: [Diagnostic]) -> String {
    let head = "\(finding.severity.rawValue)[\(finding.code.id)]"
    var lines = [
      paint(head, color(finding.severity)) + paint(": ", .bold)
        + paint(visible(finding.message), .bold)
    ]
    let number = finding.place?.line.map(String.init) ?? ""
    let gutter = String(
      repeating: " ", count: finding.excerpt == nil ? 1 : number.count)
    // The options as a whole are no place that anybody could look at.
    if let place = finding.place, !["", "--set"].contains(place.file) {
      lines.append(
        "\(gutter)\(paint("-->", .blue)) \(visible(text(of: place)))")
    }
    if let excerpt = finding.excerpt {
      let bar = paint("|", .blue)
      let (line, start, count) = window(excerpt, gutter: gutter.count)
      let mark =
        String(repeating: " ", count: start)
        + String(repeating: "^", count: count)
        + (excerpt.label.map { " \(visible($0))" } ?? "")
      lines.append("\(gutter) \(bar)")
      lines.append("\(paint(number, .blue)) \(bar) \(line)")
      lines.append("\(gutter) \(bar) \(paint(mark, color(finding.severity)))")
      lines.append("\(gutter) \(bar)")
    }
    lines += also(others)
    if let help = finding.help {
      lines.append("\(paint("help:", .green)) \(visible(help))")
    }
    for note in finding.notes {
      lines.append("\(paint("note:", .blue)) \(visible(note))")
    }
    lines.append(
      "\(paint("note:", .blue)) run 'manyi explain \(finding.code.id)' for more"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private func also(_ others: [Diagnostic]) -> [String] {
    var lines = others.prefix(listedCount - 1).map { finding in
      let place = finding.place.map { text(of: $0) + "  " } ?? ""
      return "also \(visible(place + finding.message))"
    }
    if others.count > listedCount - 1 {
      lines.append(
        "and \(others.count - listedCount + 1) more of this kind; "
          + "'\(allCommand)' shows them")
    }
    return lines
  }

  private func text(of place: Place) -> String {
    var place = place
    place.file = located(shortened(place.file), in: folder)
    let column = place.columnName.map { " (column '\($0)')" } ?? ""
    return place.description + column
  }

  /// An option with a long value by its key alone.
  private func shortened(_ file: String) -> String {
    guard file.hasPrefix("--set "), file.count > 60,
      let equals = file.firstIndex(of: "=")
    else { return file }
    return file[...equals] + "…"
  }

  /// The part of the line around the mark that fits, and where in it the mark
  /// stands, in cells.
  private func window(
    _ excerpt: Diagnostic.Excerpt, gutter: Int
  ) -> (line: String, start: Int, count: Int) {
    let line = excerpt.line.map { visible(String($0)) }
    let marked = excerpt.columns.lowerBound - 1
    let end = min(excerpt.columns.upperBound, max(marked + 1, line.count))
    func cells(_ range: Range<Int>) -> Int {
      let range = range.clamped(to: 0..<line.count)
      return line[range].reduce(0) { $0 + cellWidth($1) }
    }
    let room = max(30, width - gutter - 4)
    var first = 0
    var last = line.count
    if cells(0..<line.count) > room {
      first = marked
      while first > 0, cells(first..<end) < room / 2 { first -= 1 }
      last = min(line.count, max(end, first))
      while last < line.count, cells(first..<last + 1) < room - 2 { last += 1 }
    }
    let opening = first > 0 ? "…" : ""
    let closing = last < line.count ? "…" : ""
    let shown = line[first..<last].joined()
    return (
      opening + shown + closing,
      cells(first..<marked) + (opening.isEmpty ? 0 : 1),
      max(1, cells(marked..<end))
    )
  }

  // MARK: - Colour

  private enum Paint: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
    case green = "1;32"
  }

  private func color(_ severity: Diagnostic.Severity) -> Paint {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    hasColor && !text.isEmpty
      ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The text with everything that could steer a terminal written out.
func visible(_ text: String) -> String { SurveyTables.visible(text) }
