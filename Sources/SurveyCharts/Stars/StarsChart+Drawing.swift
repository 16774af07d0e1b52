import SVG

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension StarsChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return StarsDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws rows of stars. A clip path for each row cuts the filled stars off.
private struct StarsDrawing {
  let chart: StarsChart
  let theme: Theme
  let rows: [StarsChart.Row]
  let labels: RowLabels
  var numbers: TextColumn
  var certainties: TextColumn?
  var bases: TextColumn?
  let left: Double
  /// Where the last column ends, and the rules with it.
  let right: Double
  let width: Double
  let size: Double

  private let gap = 4.0

  init(chart: StarsChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    let rows = chart.sections.flatMap(\.rows)
    self.rows = rows
    let isNarrow = width < 420
    size = isNarrow || chart.count > 5 ? 15 : 20
    labels = RowLabels(
      rows.map { .init(text: $0.label) }, theme: theme,
      maximum: width * (isNarrow ? 0.3 : 0.4))
    numbers = TextColumn(
      head: chart.headings.stars, texts: rows.map { chart.text($0.stars) },
      theme: theme, headWidth: 40)
    if rows.contains(where: { !chart.certaintyText($0).isEmpty }) {
      certainties = TextColumn(
        head: chart.headings.certainty, texts: rows.map(chart.certaintyText),
        theme: theme, headWidth: 64)
    }
    if rows.contains(where: { $0.base != nil }) {
      bases = TextColumn(
        head: chart.baseLabel,
        texts: rows.map { chart.baseText($0.base, .none) }, theme: theme,
        headWidth: 40)
    }
    left = labels.width + 16
    var x = left + Double(chart.count) * (size + gap) + 10
    numbers.x = x
    x += numbers.width + 18
    if let column = certainties {
      certainties?.x = x
      x += column.width + 18
    }
    if let column = bases {
      bases?.x = x
      x += column.width + 18
    }
    right = x - 18
    self.width = max(width, right)
  }

  var body: ChartBody {
    let columns = [numbers, certainties, bases].compactMap { $0 }
    let head = columns.map(\.headHeight).max() ?? 0
    var elements = columns.map {
      $0.headElement(bottom: head, colour: theme.mutedInk)
    }
    var stack = RowStack(
      theme: theme, width: width, plotLeft: width, top: head + 8)
    stack.add(chart.sections, height: { labels.height($0, atLeast: size + 12) })
    { row, index, top, middle in
      [
        .line(0, top, right, top, stroke: theme.grid),
        mark(row, index, middle: middle),
      ]
    }
    elements += stack.marks
    return ChartBody(elements: elements, height: stack.y + 4, width: width)
  }

  private func mark(
    _ row: StarsChart.Row, _ index: Int, middle y: Double
  ) -> SVGElement {
    let strong = TextLook(
      size: theme.smallSize, colour: theme.ink, isBold: true)
    let muted = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    var parts = [labels.element(index, x: labels.width, middle: y)]
    parts.append(
      numbers.cell(
        chart.text(row.stars), middle: y,
        look: row.stars.finite == nil ? muted : strong))
    if let certainties {
      parts.append(
        certainties.cell(chart.certaintyText(row), middle: y, look: muted))
    }
    if let bases {
      parts.append(
        bases.cell(chart.baseText(row.base, .none), middle: y, look: muted))
    }
    if let stars = row.stars.finite {
      parts.append(self.stars(stars, index, middle: y))
    }
    return .marked(chart.sentence(row), parts)
  }

  /// All stars of a row: empty ones, and filled ones up to the number.
  private func stars(
    _ number: Double, _ index: Int, middle y: Double
  ) -> SVGElement {
    let number = min(max(number, 0), Double(chart.count))
    let path = (0..<chart.count).map { star in
      Self.star(
        x: left + Double(star) * (size + gap) + size / 2, y: y,
        radius: size / 2)
    }.joined(separator: " ")
    let tenths = (number * 10).rounded() / 10
    let whole = tenths.rounded(.down)
    let filled = whole * (size + gap) + (tenths - whole) * size
    let clip =
      "\(SVGDocument.slug(chart.frame.id))-stars-\(index)"
    return SVGElement(
      "g", ["aria-hidden": "true"],
      [
        SVGElement(
          "path",
          ["d": path, "fill": theme.zone, "stroke": theme.others]),
        SVGElement(
          "clipPath", ["id": clip],
          [
            SVGElement(
              "rect",
              [
                "x": left - 1, "y": y - size,
                "width": filled > 0 ? filled + 1 : 0, "height": size * 2,
              ])
          ]),
        SVGElement(
          "path",
          [
            "d": path, "fill": theme.highlight, "stroke": theme.highlight,
            "clip-path": "url(#\(clip))",
          ]),
      ])
  }

  private static func star(x: Double, y: Double, radius: Double) -> String {
    let points = (0..<10).map { corner -> (x: Double, y: Double) in
      let angle = Double(corner) * Double.pi / 5 - Double.pi / 2
      let reach = corner.isMultiple(of: 2) ? radius : radius * 0.42
      return (x + reach * cos(angle), y + radius * 0.05 + reach * sin(angle))
    }
    return SVGElement.outline(points) + " Z"
  }
}
