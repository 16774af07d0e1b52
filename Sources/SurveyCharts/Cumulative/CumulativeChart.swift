import SVG

/// The share of values at or below each value, as steps: one line for each
/// group, named at its right end.
public struct CumulativeChart: Chart {
  /// One group.
  public struct Series: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The values, rising.
    public var values: [Double]
    /// For each value the share at or below it, 0...1.
    public var shares: [Double]
    /// The number of values, unweighted.
    public var base: Int?

    /// Creates a group.
    public init(
      label: String, values: [Double], shares: [Double], base: Int? = nil
    ) {
      self.label = label
      self.values = values
      self.shares = shares
      self.base = base
    }

    /// The steps that can be drawn.
    var steps: [(value: Double, share: Double)] {
      zip(values, shares).filter { $0.isFinite && $1.isFinite }
        .map { (value: $0, share: min(1, max(0, $1))) }
        .sorted { $0.value < $1.value }
    }

    /// The first value with at least half of the values at or below it.
    var median: Double? { steps.first { $0.share >= 0.5 - 1e-9 }?.value }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The groups.
  public var series: [Series]
  /// The scale of the values.
  public var axis: ValueAxis
  /// Names the shares, above their axis.
  public var shareLabel: String
  /// Names the median, in the table.
  public var medianLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, series: [Series], axis: ValueAxis,
    shareLabel: String, medianLabel: String
  ) {
    self.frame = frame
    self.words = words
    self.series = series
    self.axis = axis
    self.shareLabel = shareLabel
    self.medianLabel = medianLabel
  }

  /// One row a group: the value at 10, 25, 50, 75 and 90 per cent.
  public var table: ChartTable {
    let places = [0.1, 0.25, 0.5, 0.75, 0.9]
    let percent = NumberStyle.percent(0)
    return ChartTable(
      columns: [words.rowHeading]
        + places.map { $0 == 0.5 ? medianLabel : percent.text($0) } + ["n"],
      rows: series.map { series in
        [series.label]
          + places.map { place in
            let value = series.steps.first { $0.share >= place - 1e-9 }?.value
            return axis.text(value, missing: words.missing)
          } + [baseText(series.base, .none)]
      })
  }
}

extension CumulativeChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    let drawn = series.filter { !$0.steps.isEmpty }
    guard !drawn.isEmpty else { return .empty(words, theme, width) }
    let domain = axis.domain(of: drawn.flatMap { $0.steps.map(\.value) })
    let style = NumberStyle.percent(0)
    let left =
      UprightAxis.width(domain: 0...1, style: style, size: theme.smallSize) + 8
    // More lines than looks: the others stand in grey.
    let isNamed = drawn.count <= 5
    // In narrow figures the key stands above the plot, and names need not be
    // cut.
    let isAbove = isNamed && width < 500
    let key =
      isNamed
      ? CumulativeKey(
        chart: self, series: drawn, theme: theme,
        width: isAbove ? width : width * 0.36 + 34) : nil
    let keyHeight = isAbove ? (key?.height ?? 0) + 12 : 0
    let right = max(
      left + 120, width - (isAbove || key == nil ? 6 : (key?.width ?? 0) + 8))
    let plane = Plane(
      x: LevelAxis(
        domain: domain, range: left...right, style: axis.style,
        size: theme.smallSize),
      y: UprightAxis(
        domain: 0...1, top: keyHeight + 26,
        bottom: keyHeight + (width < 500 ? 226 : 276), style: style,
        size: theme.smallSize), theme: theme)
    var elements = [plane.backdrop()]
    elements += plane.titles(x: axis.title, y: shareLabel)
    let half = plane.y(0.5)
    elements.append(
      .line(left, half, right, half, stroke: theme.axis, dash: "4 3"))
    for (index, series) in drawn.enumerated() {
      var look = SeriesLook(index, theme: theme)
      if drawn.count == 1 { look.colour = theme.highlight }
      if !isNamed {
        look.colour = theme.others
        look.dash = nil
      }
      elements.append(line(series, look, plane))
    }
    if let key {
      elements += key.elements(
        x: isAbove ? 0 : right + 8, head: isAbove ? 12 : plane.y.top - 14)
    }
    return ChartBody(
      elements: elements, height: plane.y.bottom + 40,
      width: max(width, isAbove ? right : right + 8 + (key?.width ?? 0)),
      notes: axis.isPartial(domain) ? [words.partialAxis] : [])
  }

  private func line(
    _ series: Series, _ look: SeriesLook, _ plane: Plane
  ) -> SVGElement {
    var points: [(x: Double, y: Double)] = []
    var height = plane.y(0)
    for step in series.steps {
      let x = plane.x(step.value)
      points.append((x, height))
      height = plane.y(step.share)
      points.append((x, height))
    }
    points.append((plane.right, height))
    let path = SVGElement.path(
      points, stroke: look.colour, width: 2, dash: look.dash)
    let median = series.median.map { axis.style.text($0) } ?? words.missing
    return .marked(
      "\(series.label): \(medianLabel) \(median)", [path].compactMap { $0 })
  }
}

/// The names of the lines with their medians in a column beside them.
private struct CumulativeKey {
  let chart: CumulativeChart
  let series: [CumulativeChart.Series]
  let theme: Theme
  let names: [LineBreaker.Lines]
  let medians: [String]
  let head: String
  let nameWidth: Double
  let width: Double

  private static let mark = 25.0
  private static let gap = 12.0

  init(
    chart: CumulativeChart, series: [CumulativeChart.Series], theme: Theme,
    width: Double
  ) {
    self.chart = chart
    self.series = series
    self.theme = theme
    let size = theme.smallSize
    medians = series.map {
      chart.axis.text($0.median, missing: chart.words.missing)
    }
    let columns = TextMeasure.widest(medians, size: size)
    let room = max(60, width - Self.mark - Self.gap - columns)
    let breaker = LineBreaker(width: room, size: size, maximum: 1)
    names = series.map { breaker.lines($0.label) }
    nameWidth = TextMeasure.widest(names.flatMap(\.lines), size: size)
    let needed = Self.mark + nameWidth + Self.gap + columns
    // Says what the numbers are; never wider than the figure has room for.
    head = shortened(
      chart.medianLabel, width: max(needed, min(width, 120)), size: size)
    self.width = max(needed, TextMeasure.width(head, size: size))
  }

  private var line: Double { theme.smallSize * 1.5 }

  var height: Double { Double(series.count) * line + 16 }

  func elements(x: Double, head bottom: Double) -> [SVGElement] {
    let muted = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let look = TextLook(size: theme.smallSize, colour: theme.ink)
    var elements = [
      SVGElement.text(
        head, x: x + width, y: bottom, look: muted, anchor: .end)
    ]
    for index in series.indices {
      var mark = SeriesLook(index, theme: theme)
      if series.count == 1 { mark.colour = theme.highlight }
      let y = bottom + 16 + Double(index) * line
      let first = y + 0.35 * look.size
      elements += [
        .line(x, y, x + 20, y, stroke: mark.colour, width: 2, dash: mark.dash),
        .text(
          names[index], whole: series[index].label, x: x + Self.mark,
          y: first, lineHeight: line, look: look),
        .text(
          medians[index], x: x + width, y: first, look: look, anchor: .end),
      ]
    }
    return elements
  }
}
