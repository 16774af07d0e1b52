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
    let names = isNamed ? drawn.map { name($0, width: width * 0.3, theme) } : []
    let nameWidth = TextMeasure.widest(names, size: theme.smallSize)
    let right = max(left + 120, width - nameWidth - 34)
    let plane = Plane(
      x: LevelAxis(
        domain: domain, range: left...right, style: axis.style,
        size: theme.smallSize),
      y: UprightAxis(
        domain: 0...1, top: 26, bottom: width < 500 ? 226 : 276, style: style,
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
    if isNamed {
      // Says what the numbers behind the names are.
      let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
      let wide = TextMeasure.width(medianLabel, size: look.size)
      elements.append(
        .text(
          medianLabel, x: right + max(33 + nameWidth, wide + 8),
          y: plane.y.top - 14, look: look, anchor: .end))
    }
    let heights = drawn.indices.map {
      plane.y.top + 10 + Double($0) * theme.smallSize * 1.5
    }
    for (index, text) in names.enumerated() {
      var look = SeriesLook(index, theme: theme)
      if drawn.count == 1 { look.colour = theme.highlight }
      let y = heights[index]
      elements += [
        .line(
          right + 8, y, right + 28, y, stroke: look.colour, width: 2,
          dash: look.dash),
        .text(
          text, x: right + 33, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.ink)),
      ]
    }
    return ChartBody(
      elements: elements, height: plane.y.bottom + 40,
      width: max(width, right + 34 + nameWidth),
      notes: axis.isPartial(domain) ? [words.partialAxis] : [])
  }

  private func name(
    _ series: Series, width: Double, _ theme: Theme
  ) -> String {
    let value = series.median.map { axis.style.text($0) } ?? ""
    guard !series.label.isEmpty else { return value }
    // A long name is cut, its value is not.
    let room = TextMeasure.width(" \(value)", size: theme.smallSize)
    return shortened(
      series.label, width: max(60, width - room), size: theme.smallSize)
      + " \(value)"
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
