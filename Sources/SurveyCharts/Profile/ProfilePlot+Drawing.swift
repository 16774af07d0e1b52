import SVG

extension ProfilePlot {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return ProfileDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws a profile plot.
private struct ProfileDrawing {
  let chart: ProfilePlot
  let theme: Theme
  let rows: [ProfilePlot.Row]
  let labels: RowLabels
  var texts: TextColumn
  var bases: TextColumn?
  let axis: AxisDrawing
  let width: Double

  init(chart: ProfilePlot, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    let rows = chart.orderedRows
    self.rows = rows
    labels = RowLabels(
      rows.map { .init(text: $0.label, isBold: $0.isTotal) }, theme: theme,
      maximum: width * 0.32)
    texts = TextColumn(
      head: chart.key.highlighted,
      texts: rows.map {
        $0.highlighted.finite == nil ? chart.words.missing : $0.text
      }, theme: theme)
    if rows.contains(where: { $0.base != nil }) {
      bases = TextColumn(
        head: chart.key.base,
        texts: rows.map { chart.baseText($0.base, .none) }, theme: theme)
    }
    let left = labels.width + 16
    let reserve = texts.width + 20 + (bases.map { $0.width + 18 } ?? 0)
    let right = max(left + 120, width - reserve)
    var shown: [Double?] = []
    for row in rows {
      let interval = chart.interval(row)
      shown += row.values
      shown += [row.highlighted, row.middle]
      shown += [interval?.lowerBound, interval?.upperBound]
    }
    axis = AxisDrawing(
      domain: chart.axis.domain(of: shown), range: left + 10...right - 10,
      style: chart.axis.style, theme: theme)
    texts.x = right + 20
    self.width = max(width, right + reserve)
    if let column = bases { bases?.x = self.width - column.width }
  }

  var body: ChartBody {
    var elements: [SVGElement] = []
    let keyHeight = addKey(to: &elements)
    let top = addHeads(to: &elements, top: keyHeight + 10)
    var strips: [SVGElement] = []
    var stack = RowStack(
      theme: theme, width: width, plotLeft: axis.scale.range.lowerBound - 10,
      top: top, headingHeight: 30)
    stack.add(chart.sections, height: { labels.height($0, atLeast: 30) }) {
      row, index, _, middle in
      strips.append(strip(middle: middle))
      return [self.row(row, index, middle: middle)]
    }
    let bottom = stack.y + 4
    elements.append(SVGElement("g", ["aria-hidden": "true"], strips))
    elements.append(axis.grid(top: top, bottom: bottom))
    elements += stack.marks
    elements.append(axis.labels(y: bottom + 15))
    return ChartBody(
      elements: elements, height: bottom + 18, width: width,
      notes: chart.axis.isPartial(axis.scale.domain)
        ? [chart.words.partialAxis] : [])
  }

  // MARK: - Heads

  /// Draws the key and returns its height.
  private func addKey(to elements: inout [SVGElement]) -> Double {
    let look = TextLook(size: theme.smallSize, colour: theme.ink)
    let start = axis.scale.range.lowerBound - 10
    var items: [(String, (Double, Double) -> SVGElement)] = [
      (chart.key.highlighted, { dot(x: $0, y: $1) })
    ]
    if rows.contains(where: { $0.values.contains { $0.finite != nil } }) {
      items.append(
        (
          chart.key.peers,
          {
            isCrowded
              ? band(from: $0 - 7, to: $0 + 7, y: $1, isInner: true)
              : peer(x: $0, y: $1)
          }
        ))
    }
    if rows.contains(where: { $0.middle.finite != nil }) {
      items.append((chart.key.middle, { tick(x: $0, y: $1) }))
    }
    if rows.contains(where: { chart.interval($0) != nil }) {
      items.append(
        (chart.words.interval, { bar(from: $0 - 7, to: $0 + 7, y: $1) }))
    }
    let total = items.reduce(-20) {
      $0 + 40 + TextMeasure.width($1.0, size: look.size)
    }
    let origin = total <= width - start ? start : 0
    var (x, y) = (origin, 8.0)
    for (label, mark) in items where !label.isEmpty {
      let needed = 20 + TextMeasure.width(label, size: look.size)
      if x > origin, x + needed > width {
        x = origin
        y += 20
      }
      elements.append(mark(x + 7, y))
      elements.append(.text(label, x: x + 20, middle: y, look: look))
      x += needed + 20
    }
    return y + 12
  }

  private func addHeads(
    to elements: inout [SVGElement], top: Double
  ) -> Double {
    let plot = axis.scale.range
    let line = theme.smallSize * 1.25
    let title = LineBreaker(
      width: plot.upperBound - plot.lowerBound, size: theme.smallSize
    ).balanced(chart.axis.title)
    let tallest = max(texts.headHeight, bases?.headHeight ?? 0)
    let bottom = top + max(Double(title.lines.count) * line, tallest)
    elements.append(
      .text(
        title, whole: chart.axis.title, x: plot.lowerBound - 10,
        y: bottom - Double(title.lines.count - 1) * line, lineHeight: line,
        look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    elements.append(
      texts.headElement(bottom: bottom, colour: theme.highlight, isBold: true))
    if let bases {
      elements.append(bases.headElement(bottom: bottom, colour: theme.mutedInk))
    }
    return bottom + 8
  }

  // MARK: - Marks

  private func row(
    _ row: ProfilePlot.Row, _ index: Int, middle y: Double
  ) -> SVGElement {
    let muted = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    var group = SVGElement("g")
    group.append(SVGElement("title", text: "\(row.label): \(row.text)"))
    group.append(labels.element(index, x: labels.width, middle: y))
    let values = row.values.compactMap { $0.finite }.sorted()
    if isCrowded {
      for element in crowd(values, y: y) { group.append(element) }
    } else {
      // Of dots that lie on one another only the first can be seen.
      var last = -Double.infinity
      for x in values.map(axis.scale.callAsFunction).sorted()
      where x - last >= 0.4 {
        group.append(peer(x: x, y: y))
        last = x
      }
    }
    if let middle = row.middle.finite {
      group.append(tick(x: axis.scale(middle), y: y))
    }
    if let value = row.highlighted.finite {
      if let interval = chart.interval(row) {
        group.append(
          bar(
            from: axis.scale(interval.lowerBound),
            to: axis.scale(interval.upperBound), y: y))
      }
      group.append(dot(x: axis.scale(value), y: y))
      group.append(
        texts.cell(
          row.text, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.ink, isBold: true)
        ))
    } else {
      group.append(texts.cell(chart.words.missing, middle: y, look: muted))
    }
    if let bases {
      group.append(
        bases.cell(chart.baseText(row.base, .none), middle: y, look: muted))
    }
    return group
  }

  private func strip(middle y: Double) -> SVGElement {
    let plot = axis.scale.range
    return SVGElement(
      "rect",
      [
        "x": plot.lowerBound - 10, "y": y - 9,
        "width": plot.upperBound - plot.lowerBound + 20, "height": 18,
        "rx": 9, "fill": theme.zone,
      ])
  }

  private func dot(x: Double, y: Double) -> SVGElement {
    SVGElement(
      "circle",
      [
        "cx": x, "cy": y, "r": 5.5, "fill": theme.highlight,
        "stroke": theme.background, "stroke-width": 1.5,
      ])
  }

  private func peer(x: Double, y: Double) -> SVGElement {
    SVGElement(
      "circle",
      [
        "cx": x, "cy": y, "r": 4, "fill": theme.others,
        "stroke": theme.background, "stroke-width": 0.75,
      ])
  }

  /// Whether there are too many cases for a dot each.
  private var isCrowded: Bool {
    rows.contains { $0.values.count > ProfilePlot.largestCrowd }
  }

  /// The middle 90 % and the middle half of many values.
  private func crowd(_ sorted: [Double], y: Double) -> [SVGElement] {
    guard !sorted.isEmpty else { return [] }
    func x(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let low = sorted[Int(place)]
      let high = sorted[min(sorted.count - 1, Int(place) + 1)]
      return axis.scale(low + (place - place.rounded(.down)) * (high - low))
    }
    return [
      band(from: x(0.05), to: x(0.95), y: y, isInner: false),
      band(from: x(0.25), to: x(0.75), y: y, isInner: true),
    ]
  }

  private func band(
    from: Double, to: Double, y: Double, isInner: Bool
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        "x": min(from, to) - 1, "y": y - (isInner ? 5 : 3),
        "width": abs(to - from) + 2, "height": isInner ? 10 : 6,
        "rx": isInner ? 3 : 2,
        "fill": isInner ? theme.others : theme.softened(theme.others, 0.5),
      ])
  }

  private func tick(x: Double, y: Double) -> SVGElement {
    SVGElement(
      "line",
      [
        "x1": x, "y1": y - 8, "x2": x, "y2": y + 8, "stroke": theme.axis,
        "stroke-width": 2,
      ])
  }

  private func bar(from: Double, to: Double, y: Double) -> SVGElement {
    SVGElement(
      "line",
      [
        "x1": from, "y1": y, "x2": to, "y2": y,
        "stroke": theme.softened(theme.highlight, 0.3), "stroke-width": 3,
        "stroke-linecap": "round",
      ])
  }
}
