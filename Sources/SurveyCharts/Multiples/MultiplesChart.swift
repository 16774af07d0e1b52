import SVG

/// One small panel for each of many units, all on the same scales, with all
/// the other units in grey behind it.
public struct MultiplesChart: Chart {
  /// How the values of a panel are joined.
  public enum Mark: Hashable, Sendable {
    /// A line, for categories in an order such as time.
    case line
    /// Bars from zero, for categories without order.
    case bars
  }

  /// One unit.
  public struct Panel: Hashable, Sendable {
    /// The name.
    public var label: String
    /// One value for each category; missing ones may be left out at the end.
    public var values: [Double?]
    /// The number of answers.
    public var base: Int?

    /// Creates a panel.
    public init(label: String, values: [Double?], base: Int? = nil) {
      self.label = label
      self.values = values
      self.base = base
    }

    /// The mean of the values that there are.
    public var mean: Double? {
      let found = values.compactMap(\.finite)
      guard !found.isEmpty else { return nil }
      let sum = found.reduce(0) { $0 + $1 / Double(found.count) }
      return sum.isFinite ? sum : nil
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The categories from left to right.
  public var categories: [String]
  /// The panels.
  public var panels: [Panel]
  /// How values are joined.
  public var mark: Mark
  /// The scale of the values.
  public var axis: ValueAxis
  /// The order of the panels, by their means.
  public var order: RowOrder
  /// Says how the panels are sorted; stands below the figure.
  public var orderNote: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, categories: [String],
    panels: [Panel], mark: Mark = .line, axis: ValueAxis,
    order: RowOrder = .descending, orderNote: String
  ) {
    self.frame = frame
    self.words = words
    self.categories = categories
    self.panels = panels
    self.mark = mark
    self.axis = axis
    self.order = order
    self.orderNote = orderNote
  }

  var ordered: [Panel] {
    order == .descending ? panels.sortedDescending { $0.mean } : panels
  }

  /// The numbers drawn, as texts: one row a panel.
  public var table: ChartTable {
    let hasBases = panels.contains { $0.base != nil }
    return ChartTable(
      columns: [words.rowHeading] + categories + (hasBases ? ["n"] : []),
      rows: ordered.map { panel in
        [panel.label]
          + categories.indices.map { place in
            axis.text(
              place < panel.values.count ? panel.values[place] : nil,
              missing: words.missing)
          } + (hasBases ? [baseText(panel.base, .none)] : [])
      })
  }
}

extension MultiplesChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !panels.isEmpty, !categories.isEmpty else {
      return .empty(words, theme, width)
    }
    return MultiplesDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Lays the panels out in rows.
private struct MultiplesDrawing {
  let chart: MultiplesChart
  let theme: Theme
  let width: Double
  let panels: [MultiplesChart.Panel]
  let domain: ClosedRange<Double>
  private let line = 15.0

  init(chart: MultiplesChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    panels = chart.ordered
    domain = chart.axis.domain(
      of: panels.flatMap { $0.values.map(\.finite) }
        + (chart.mark == .bars ? [0] : []))
  }

  var body: ChartBody {
    let columns = min(
      panels.count, width < 420 ? 2 : width < 640 ? 3 : 4)
    let small = theme.smallSize
    let left =
      UprightAxis.width(domain: domain, style: chart.axis.style, size: small)
      + 8
    let gap = 20.0
    let panelWidth =
      (width - left - 6 - gap * Double(columns - 1)) / Double(columns)
    let titleLook = TextLook(size: small, colour: theme.ink, isBold: true)
    let titles = panels.map {
      panel -> (text: String, lines: LineBreaker.Lines)
      in
      let base = panel.base.map {
        let count = "n\u{A0}=\u{A0}\(NumberStyle.integer.text(Double($0)))"
        return chart.frame.language.hasPrefix("zh")
          ? "（\(count)）" : " (\(count))"
      }
      let text = panel.label + (base ?? "")
      return (
        text,
        LineBreaker(width: panelWidth, size: small, maximum: 2).lines(text)
      )
    }
    let look = TextLook(size: small, colour: theme.mutedInk)
    let head = LineBreaker(width: width, size: small, maximum: 1)
      .lines(chart.axis.title)
    var elements: [SVGElement] = [
      .text(
        head, whole: chart.axis.title, x: 0, y: small, lineHeight: line,
        look: look)
    ]
    var top = chart.axis.title.isEmpty ? 0 : 24.0
    var first = 0
    while first < panels.count {
      let row = first..<min(first + columns, panels.count)
      let most = row.map { titles[$0].lines.lines.count }.max() ?? 1
      let titleHeight = Double(most) * line + 8
      let y = UprightAxis(
        domain: domain, top: top + titleHeight,
        bottom: top + titleHeight + 92, style: chart.axis.style, size: small)
      for index in row {
        let x = left + Double(index - first) * (panelWidth + gap)
        // A short title stands at its panel, not at the row above.
        let lower = Double(most - titles[index].lines.lines.count) * line
        elements.append(
          .text(
            titles[index].lines, whole: titles[index].text, x: x,
            y: top + small + lower, lineHeight: line, look: titleLook))
        elements += panel(
          index, left: x, right: x + panelWidth, y: y,
          showsValues: index == first,
          showsCategories: index + columns >= panels.count)
      }
      top = y.bottom + 28 + categoryLines(panelWidth) * 13
      first += columns
    }
    var notes = panels.count > 1 ? [chart.orderNote] : []
    notes += chart.words.uprightNotes(chart.axis, domain)
    return ChartBody(
      elements: elements, height: top - 4, width: width, notes: notes)
  }

  private func places(_ left: Double, _ right: Double) -> [Double] {
    let count = Double(chart.categories.count)
    return chart.categories.indices.map {
      left + (Double($0) + 0.5) * (right - left) / count
    }
  }

  private func panel(
    _ index: Int, left: Double, right: Double, y: UprightAxis,
    showsValues: Bool, showsCategories: Bool
  ) -> [SVGElement] {
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let places = places(left, right)
    var backdrop = SVGElement("g", ["aria-hidden": "true"])
    for (value, text) in zip(y.ticks.values, y.ticks.texts) {
      backdrop.append(
        .line(
          left, y(value), right, y(value),
          stroke: value == 0 ? theme.axis : theme.grid))
      if showsValues {
        backdrop.append(
          .text(text, x: left - 8, middle: y(value), look: look, anchor: .end))
      }
    }
    backdrop.append(.line(left, y.bottom, right, y.bottom, stroke: theme.axis))
    if showsCategories { backdrop.append(ends(places, y, look, left, right)) }
    // Beyond thirty, grey is all that would be seen.
    for other in panels.indices.filter({ $0 != index }).prefix(30) {
      backdrop.append(
        shadow(panels[other], places, y, width: right - left))
    }
    return [backdrop, own(panels[index], places, y, width: right - left)]
  }

  /// How many lines more than one the labels of categories take.
  private func categoryLines(_ width: Double) -> Double {
    let size = theme.smallSize - 1
    let isWide = chart.categories.contains {
      TextMeasure.width($0, size: size) + 6
        > width / Double(chart.categories.count)
    }
    guard isWide, chart.categories.count > 1 else { return 0 }
    let most = endLines(width, size).map(\.lines.count).max() ?? 1
    return Double(max(1, most) - 1)
  }

  /// The first and the last category below a panel: half of its width for
  /// each, and more for one where a word would be cut and the other is short.
  private func endLines(_ width: Double, _ size: Double) -> [LineBreaker.Lines]
  {
    let ends = [chart.categories.first, chart.categories.last]
      .compactMap { $0 }
    let words = ends.map { LineBreaker.widestPiece($0) * size + 1 }
    return zip(ends, zip(words, words.reversed())).map { text, words in
      let half = (width - 8) / 2
      let room = max(half, width - 8 - max(words.1, half * 0.7))
      return LineBreaker(
        width: words.0 > half ? room : half, size: size, maximum: 2
      ).lines(text)
    }
  }

  /// The first and the last category, or all of them where they have room.
  private func ends(
    _ places: [Double], _ y: UprightAxis, _ look: TextLook, _ left: Double,
    _ right: Double
  ) -> SVGElement {
    let last = chart.categories.count - 1
    let widths = chart.categories.map {
      TextMeasure.width($0, size: look.size)
    }
    let step = (right - left) / Double(last + 1)
    let shown =
      widths.allSatisfy { $0 + 6 <= step }
      ? Array(0...last) : last == 0 ? [0] : [0, last]
    return SVGElement(
      "g", [:],
      shown.map { place in
        let isEnd = shown.count == 2 && !widths.allSatisfy { $0 + 6 <= step }
        let lines =
          isEnd
          ? endLines(right - left, look.size)[place == 0 ? 0 : 1]
          : LineBreaker(width: right - left, size: look.size, maximum: 1)
            .lines(chart.categories[place])
        let x = isEnd ? (place == 0 ? left : right) : places[place]
        return SVGElement.text(
          lines, whole: chart.categories[place], x: x, y: y.bottom + 17,
          lineHeight: 13, look: look,
          anchor: isEnd ? (place == 0 ? .start : .end) : .middle)
      })
  }

  private func runs(
    _ panel: MultiplesChart.Panel, _ places: [Double], _ y: UprightAxis
  ) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = [[]]
    for (place, x) in places.enumerated() {
      guard place < panel.values.count, let value = panel.values[place].finite
      else {
        runs.append([])
        continue
      }
      runs[runs.count - 1].append((x, y(value)))
    }
    return runs.filter { !$0.isEmpty }
  }

  private func shadow(
    _ panel: MultiplesChart.Panel, _ places: [Double], _ y: UprightAxis,
    width: Double
  ) -> [SVGElement] {
    let colour = theme.softened(theme.others, 0.4)
    let runs = runs(panel, places, y)
    guard chart.mark == .bars else {
      return runs.compactMap { .path($0, stroke: colour, width: 1.1) }
    }
    let half = min(12, width / Double(max(1, places.count)) * 0.42)
    return runs.joined().map {
      .line($0.x - half, $0.y, $0.x + half, $0.y, stroke: colour, width: 1.2)
    }
  }

  private func own(
    _ panel: MultiplesChart.Panel, _ places: [Double], _ y: UprightAxis,
    width: Double
  ) -> SVGElement {
    let runs = runs(panel, places, y)
    var parts: [SVGElement] = []
    switch chart.mark {
    case .line:
      parts += runs.compactMap { .path($0, stroke: theme.highlight, width: 2) }
      let dots = runs.filter { $0.count == 1 }.joined()
      let last = runs.last?.last
      for point in dots + [last].compactMap({ $0 }) {
        parts.append(
          SVGElement(
            "circle",
            ["cx": point.x, "cy": point.y, "r": 3, "fill": theme.highlight]))
      }
    case .bars:
      let thick = min(20, width / Double(max(1, places.count)) * 0.7)
      let zero = y(0)
      parts += runs.joined().map {
        .rect(
          x: $0.x - thick / 2, y: min(zero, $0.y), width: thick,
          height: max(0.8, abs(zero - $0.y)),
          fill: theme.softened(theme.highlight, 0.25))
      }
    }
    if runs.isEmpty {
      parts.append(
        .text(
          chart.words.missing, x: places[0], middle: (y.top + y.bottom) / 2,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    }
    let texts = zip(chart.categories, panel.values).map { name, value in
      "\(name) \(chart.axis.text(value, missing: chart.words.missing))"
    }
    return .marked("\(panel.label): \(texts.joined(separator: ", "))", parts)
  }
}
