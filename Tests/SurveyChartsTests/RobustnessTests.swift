import Foundation
import SVG
import TestSupport
import Testing

@testable import SurveyCharts

/// Whether a drawing is well-formed XML that any host can show.
func problems(_ svg: String, id: String) -> [String] {
  var found: [String] = []
  let parser = XMLCheck()
  if let problem = parser.problem(in: svg) { found.append(problem) }
  for id in parser.ids where !id.hasPrefix(SVGDocument.slug(parser.root)) {
    found.append("id \(id) does not start with the figure's")
  }
  if Set(parser.ids).count != parser.ids.count { found.append("ids repeat") }
  for word in [
    "<script", "style=", "class=", "href", "foreignObject", "NaN", "inf\"",
  ]
  where svg.contains(word) {
    found.append("contains \(word)")
  }
  if !svg.hasSuffix("</svg>\n") { found.append("no final line feed") }
  return found
}

private let nasty = [
  "", "   ", "<script>alert('x')</script>", "a\u{0}b\u{1B}[31m\u{FFFE}",
  String(repeating: "非常长的指标名称", count: 30),
  String(repeating: "Incomprehensibilities", count: 8),
  "满意 mixed “text” & 50% < 100% — ½ 😀👨‍👩‍👧", "\n\t]]>-->", "مرحبا",
]

private let values: [Double?] = [
  nil, 0, -0.0, 1, -1, 1e9, -1e9, 1e-9, 1e300, -1e300, .nan, .infinity,
  -.infinity, .leastNonzeroMagnitude, 87.3, .greatestFiniteMagnitude,
]

private func frame(_ text: String, _ tongue: Tongue) -> ChartFrame {
  ChartFrame(
    id: "x" + text.prefix(5), language: tongue.rawValue, title: text,
    subtitle: text,
    notes: [text, text], source: text, mark: String(text.prefix(40)))
}

/// Every kind of chart with one text and one number everywhere.
func nastyCharts(
  text: String, value: Double?, rows: Int, tongue: Tongue = .zh
) -> [any Chart] {
  let words = tongue.words
  let frame = frame(text, tongue)
  let axis = ValueAxis(style: .decimal(1), title: text)
  let number = value ?? 0
  return [
    LikertChart(
      frame: frame, words: words,
      categories: [
        .init(text, .unfavourable), .init(text, .neutral),
        .init(text, .favourable),
      ],
      rows: (0..<rows).map {
        .init(
          label: text, shares: [number, 0.2, value ?? 0.3],
          base: $0 % 3 == 0 ? 0 : 40 * $0)
      }, favourableLabel: text, unfavourableLabel: text),
    DotPlot(
      frame: frame, words: words,
      rows: (0..<rows).map {
        .init(
          label: text, value: value, lower: number - 1, upper: number + 1,
          base: $0 * 50, section: $0 % 2 == 0 ? text : nil)
      }, axis: axis, reference: .init(label: text, value: number)),
    LeagueChart(
      frame: frame, words: words,
      rows: (0..<rows).map {
        .init(
          label: text, score: value, scoreLower: number - 1,
          scoreUpper: number + 1, rank: Double($0 + 1), rankLower: value,
          rankUpper: value.map { $0 + 5 }, band: text, isHighlighted: $0 == 1)
      }, axis: axis, bands: [.init(label: text, threshold: number)],
      supportsRanking: rows != 2,
      headings: .init(score: text, rank: text, band: text)),
    HeatTable(
      frame: frame, words: words,
      columns: (0..<min(rows, 30)).map {
        .init(label: text, group: $0 % 3 == 0 ? text : nil)
      },
      rows: (0..<rows).map { _ in
        .init(
          label: text,
          cells: Array(
            repeating: .init(value: value, text: String(text.prefix(6))),
            count: min(rows, 29)))
      }, scale: .sequential(min: 0, max: number), legendLabel: text),
    ProfilePlot(
      frame: frame, words: words,
      rows: (0..<rows).map { _ in
        .init(
          label: text, values: values, highlighted: value, text: text,
          lower: number - 1, upper: number + 1, middle: value)
      }, axis: axis, key: .init(highlighted: text, peers: text, middle: text)),
  ] + FurtherCharts.all(frame, text: text, value: value, rows: rows)
}

@Test(arguments: nasty)
func anyTextGivesAWellFormedDrawing(text: String) {
  for rows in [0, 1, 2, 26] {
    for chart in nastyCharts(text: text, value: 0.5, rows: rows) {
      let svg = chart.svg()
      #expect(problems(svg, id: chart.frame.id) == [])
      #expect(
        chart.table.rows.allSatisfy { $0.count == chart.table.columns.count })
    }
  }
}

@Test(arguments: values)
func anyNumberGivesAWellFormedDrawing(value: Double?) {
  for rows in [1, 2, 4] {
    for chart in nastyCharts(text: "满意", value: value, rows: rows) {
      #expect(problems(chart.svg(), id: chart.frame.id) == [])
    }
  }
}

@Test func twoHundredRowsAndNarrowFigures() {
  for chart in nastyCharts(text: "长标签与 label", value: 0.4, rows: 200) {
    for width in [320.0, 760, 1400] {
      let svg = chart.svg(theme: .light, width: width)
      #expect(problems(svg, id: chart.frame.id) == [])
    }
    #expect(chart.svg() == chart.svg())
    #expect(chart.table.rows.count >= 200)
  }
}

/// Reads a drawing with Foundation's parser where there is one, by hand
/// otherwise: tags nest, attributes are quoted, entities are known.
private final class XMLCheck {
  var ids: [String] = []
  var root = ""

  func problem(in svg: String) -> String? {
    var open: [String] = []
    var rest = svg[...]
    while let start = rest.firstIndex(of: "<") {
      if rest[..<start].contains(">") { return "bare > in text" }
      guard let end = rest[start...].firstIndex(of: ">") else {
        return "a tag does not end"
      }
      let tag = rest[rest.index(after: start)..<end]
      if tag.contains("<") { return "< in a tag: \(tag)" }
      if tag.split(separator: "\"", omittingEmptySubsequences: false).count
        .isMultiple(of: 2)
      {
        return "quotes do not match: \(tag)"
      }
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else {
          return "\(tag) closes nothing"
        }
        continue
      }
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      if let range = tag.range(of: " id=\"") {
        ids.append(String(tag[range.upperBound...].prefix { $0 != "\"" }))
        if name == "svg" { root = ids.last ?? "" }
      }
      if !tag.hasSuffix("/") { open.append(name) }
    }
    for scalar in svg.unicodeScalars
    where scalar.value < 32 && scalar != "\n" || scalar.value == 0xFFFE {
      return "control character \(scalar.value)"
    }
    return open.isEmpty ? nil : "\(open) stay open"
  }
}
