import SVG

/// Five numbers of a distribution a row: whiskers, quartiles and median.
///
/// The numbers are weighted where their makers weighted them; the chart draws
/// what it is given, and puts numbers that are out of order into order.
public struct BoxChart: Chart {
  /// One group.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The lower whisker, first quartile, median, third quartile and upper
    /// whisker; fewer or missing numbers leave the row without a box.
    public var numbers: [Double]
    /// Values beyond the whiskers, drawn as points.
    public var outliers: [Double]
    /// The number of values, unweighted.
    public var base: Int?
    /// The heading under which the row stands.
    public var section: String?

    /// Creates a row.
    public init(
      label: String, numbers: [Double], outliers: [Double] = [],
      base: Int? = nil, section: String? = nil
    ) {
      self.label = label
      self.numbers = numbers
      self.outliers = outliers
      self.base = base
      self.section = section
    }

    /// The five numbers in order; `nil` where one is missing.
    var five: [Double]? {
      guard numbers.count == 5, numbers.allSatisfy(\.isFinite) else {
        return nil
      }
      return numbers.sorted()
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The rows.
  public var rows: [Row]
  /// The scale of the values.
  public var axis: ValueAxis
  /// The names of the five numbers, in order.
  public var headings: [String]
  /// Heads the column of bases.
  public var baseLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    headings: [String], baseLabel: String = "n"
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.headings = headings
    self.baseLabel = baseLabel
  }

  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    let drawn = SectionedRows(rows, heading: \.section).sections
      .flatMap(\.rows)
    let heads = (0..<5).map { $0 < headings.count ? headings[$0] : "" }
    return ChartTable(
      columns: [words.rowHeading] + heads + [baseLabel],
      rows: drawn.map { row in
        let texts =
          row.five.map { $0.map { axis.style.text($0) } }
          ?? [words.missing, "", "", "", ""]
        return [row.label] + texts + [baseText(row.base, .none)]
      })
  }
}

extension BoxChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return BoxDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws boxes on rows.
private struct BoxDrawing {
  let chart: BoxChart
  let theme: Theme
  let width: Double
  let sections: [SectionedRows<BoxChart.Row>.Section]
  let rows: [BoxChart.Row]
  let labels: RowLabels
  let axis: AxisDrawing
  let medians: TextColumn
  let bases: TextColumn?

  init(chart: BoxChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    sections = SectionedRows(chart.rows, heading: \.section).sections
    let rows = sections.flatMap(\.rows)
    self.rows = rows
    labels = RowLabels(
      rows.map { .init(text: $0.label) }, theme: theme, maximum: width * 0.3)
    medians = TextColumn(
      head: chart.headings.count > 2 ? chart.headings[2] : "",
      texts: rows.map { $0.five.map { chart.axis.style.text($0[2]) } ?? "" },
      theme: theme)
    bases =
      rows.contains { $0.base != nil }
      ? TextColumn(
        head: chart.baseLabel,
        texts: rows.map { chart.baseText($0.base, .none) }, theme: theme)
      : nil
    let reserve = medians.width + 28 + (bases.map { $0.width + 16 } ?? 0)
    let left = labels.width + 22
    axis = AxisDrawing(
      domain: chart.axis.domain(
        of: rows.flatMap { row -> [Double?] in
          (row.five ?? []) + row.outliers.filter(\.isFinite)
        }),
      range: left...max(left + 100, width - reserve),
      style: chart.axis.style, theme: theme)
  }

  var body: ChartBody {
    var (medians, bases) = (self.medians, self.bases)
    medians.x = axis.scale.range.upperBound + 24
    var right = medians.x + medians.width
    if let column = bases {
      bases?.x = right + 16
      right += 16 + column.width
    }
    let head = max(
      theme.smallSize * 1.25, max(medians.headHeight, bases?.headHeight ?? 0))
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let plot = axis.scale.range
    var elements: [SVGElement] = [
      theme.axisTitle(
        chart.axis.title, x: plot.lowerBound - 8, bottom: head,
        room: max(100, plot.upperBound - plot.lowerBound)),
      medians.headElement(bottom: head, colour: theme.mutedInk),
    ]
    if let bases {
      elements.append(bases.headElement(bottom: head, colour: theme.mutedInk))
    }
    let top = head + 6
    var stack = RowStack(
      theme: theme, width: max(width, right), plotLeft: plot.lowerBound,
      top: top)
    stack.add(sections, height: { labels.height($0, atLeast: 32) }) {
      row, index, _, middle in
      let base = bases?.cell(
        chart.baseText(row.base, .none), middle: middle, look: look)
      return [mark(row, index, middle: middle, medians)]
        + [base].compactMap { $0 }
    }
    let y = stack.y
    elements.append(axis.grid(top: top, bottom: y + 4))
    elements += stack.marks
    elements.append(axis.labels(y: y + 19))
    return ChartBody(
      elements: elements, height: y + 22, width: max(width, right),
      notes: chart.axis.isPartial(axis.scale.domain)
        ? [chart.words.partialAxis] : [])
  }

  private func mark(
    _ row: BoxChart.Row, _ index: Int, middle y: Double, _ medians: TextColumn
  ) -> SVGElement {
    var parts = [labels.element(index, x: labels.width, middle: y)]
    guard let five = row.five else {
      parts.append(
        SVGElement.text(
          chart.words.missing, x: axis.scale.range.lowerBound + 4, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)
        ).haloed(theme.background))
      return .marked("\(row.label): \(chart.words.missing)", parts)
    }
    let x = five.map { axis.scale($0) }
    parts += [
      .line(x[0], y, x[1], y, stroke: theme.highlight, width: 1.5),
      .line(x[3], y, x[4], y, stroke: theme.highlight, width: 1.5),
      .line(x[0], y - 5, x[0], y + 5, stroke: theme.highlight, width: 1.5),
      .line(x[4], y - 5, x[4], y + 5, stroke: theme.highlight, width: 1.5),
      .rect(
        x: x[1], y: y - 9, width: max(1, x[3] - x[1]), height: 18,
        fill: theme.softened(theme.highlight, 0.7), stroke: theme.highlight),
      .line(x[2], y - 9, x[2], y + 9, stroke: theme.highlight, width: 3),
    ]
    // Beyond a hundred, points only make a line of the row.
    parts += row.outliers.filter(\.isFinite).prefix(100).map {
      SVGElement(
        "circle",
        [
          "cx": axis.scale($0), "cy": y, "r": 2.5, "fill": "none",
          "stroke": theme.highlight,
        ])
    }
    parts.append(
      medians.cell(
        chart.axis.style.text(five[2]), middle: y,
        look: TextLook(size: theme.smallSize, colour: theme.ink, isBold: true)))
    let names = zip(chart.headings, five).map {
      "\($0) \(chart.axis.style.text($1))"
    }
    return .marked("\(row.label): \(names.joined(separator: ", "))", parts)
  }
}
