import SVG

extension LikertChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    LikertDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws a Likert chart row by row.
private struct LikertDrawing {
  let chart: LikertChart
  let theme: Theme
  let rows: [LikertChart.Row]
  let weak: [Weakness]
  let colours: [Colour]
  let labels: RowLabels
  let layout: LikertLayout
  var base: TextColumn
  var bad: TextColumn?
  var good: TextColumn?

  init(chart: LikertChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    let rows = chart.orderedRows
    let weak = rows.map { chart.weakness($0, theme: theme) }
    self.rows = rows
    self.weak = weak
    colours = chart.colours(theme)
    labels = RowLabels(
      zip(rows, weak).map {
        .init(text: $0.label, isBold: $0.isTotal, isMuted: $1 >= .verySmall)
      }, theme: theme, maximum: width * 0.28)
    base = TextColumn(
      head: chart.baseLabel,
      texts: zip(rows, weak).map { chart.baseText($0.base, $1) },
      theme: theme)
    base.x = labels.width + 14
    func totals(
      _ side: LikertChart.Category.Side, _ head: String, _ anchor: TextAnchor
    ) -> TextColumn? {
      guard chart.categories.contains(where: { $0.side == side })
      else { return nil }
      return TextColumn(
        head: head,
        texts: rows.map { chart.style.text(chart.total($0, side)) },
        theme: theme, anchor: anchor, headWidth: 96)
    }
    bad = totals(.unfavourable, chart.unfavourableLabel, .end)
    good = totals(.favourable, chart.favourableLabel, .start)
    var start = base.x + base.width + 16
    if let column = bad {
      bad?.x = start
      start += column.width + 8
    }
    layout = LikertLayout(
      chart: chart, rows: zip(rows, weak).filter { $1 != .empty }.map(\.0),
      start: start, width: width, reserve: good.map { $0.width + 8 } ?? 0,
      asideText: TextMeasure.width("100%", size: theme.smallSize) + 4)
    good?.x = layout.right + 8
  }

  var body: ChartBody {
    guard !rows.isEmpty else {
      return .empty(chart.words, theme, layout.width)
    }
    var elements: [SVGElement] = []
    var y = addHead(to: &elements)
    let top = y
    var marks: [SVGElement] = []
    for index in rows.indices {
      let height = labels.height(index, atLeast: 32)
      if index > 0, rows[index - 1].isTotal, !rows[index].isTotal {
        y += 8
      }
      marks.append(row(index, middle: y + height / 2))
      y += height
    }
    let bottom = y + 2
    elements += grid(top: top, bottom: bottom)
    // A split bar has its neutral share on the zero line, and its text there.
    let zero = zeroLines(top: top, bottom: bottom)
    elements += chart.neutral == .split ? [zero] + marks : marks + [zero]
    return ChartBody(
      elements: elements, height: bottom + 18, width: layout.width,
      notes: chart.words.markNotes(for: weak) + [chart.words.rounding])
  }

  // MARK: - Heads

  private func addHead(to elements: inout [SVGElement]) -> Double {
    let isAside = layout.aside != nil
    let main = chart.categories.indices.filter {
      !isAside || chart.categories[$0].side != .neutral
    }
    let aside = chart.categories.indices.filter { !main.contains($0) }
    func key(_ places: [Int], x: Double, width: Double) -> LikertKey {
      LikertKey(
        labels: places.map { chart.categories[$0].label },
        colours: places.map { colours[$0] }, x: x, width: width,
        theme: theme)
    }
    let asideX = layout.aside ?? layout.width
    let needed = LikertKey.width(
      main.map { chart.categories[$0].label }, theme: theme)
    let mainX = max(0, min(bad?.x ?? layout.left, asideX - 16 - needed))
    let fits =
      aside.reduce(0) {
        $0 + 36
          + TextMeasure.width(
            chart.categories[$1].label, size: theme.smallSize)
      } <= layout.width - asideX + 18
    let keys =
      fits
      ? [
        key(main, x: mainX, width: asideX - 16),
        key(aside, x: asideX, width: layout.width + 18),
      ] : [key(main + aside, x: 0, width: layout.width)]
    for key in keys { elements += key.elements }
    let height = keys.map(\.height).max() ?? 0
    let heads = [base, bad, good].compactMap { $0 }
    let bottom = height + 6 + (heads.map(\.headHeight).max() ?? 0)
    elements.append(base.headElement(bottom: bottom, colour: theme.mutedInk))
    if let bad {
      elements.append(
        bad.headElement(
          bottom: bottom, colour: theme.diverging5[0], isBold: true))
    }
    if let good {
      elements.append(
        good.headElement(
          bottom: bottom, colour: theme.highlight, isBold: true))
    }
    return bottom + 8
  }

  // MARK: - Grid

  private func grid(top: Double, bottom: Double) -> [SVGElement] {
    let isStacked = chart.neutral == .stacked100
    var elements = [
      axis(
        from: isStacked ? 0 : -(layout.zero - layout.left) / layout.unit,
        to: (layout.right - layout.zero) / layout.unit, zero: layout.zero,
        top: top, bottom: bottom)
    ]
    if let aside = layout.aside {
      elements.append(
        axis(
          from: 0, to: layout.asideWidth / layout.unit, zero: aside,
          // Lines would cross the numbers that stand beside the bars.
          top: asideFits ? top : bottom - 4, bottom: bottom))
    }
    return elements
  }

  /// Lines and absolute labels at every quarter, or closer when the bars are
  /// short.
  private func axis(
    from low: Double, to high: Double, zero: Double, top: Double,
    bottom: Double
  ) -> SVGElement {
    let span = high - low
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let widest =
      TextMeasure.width(
        NumberStyle.percent(0).text(max(-low, high)), size: look.size) + 4
    // Labels at equal distances: each half where quarters have no room.
    let step =
      span > 0.5
      ? [0.25, 0.5].first { $0 * layout.unit >= widest } ?? 1
      : Ticks.step(span: max(span, 1e-6), count: 2)
    let style = NumberStyle.percent(0).showing(step: step)
    var group = SVGElement("g", ["aria-hidden": "true"])
    var lastEnd = -Double.infinity
    for index in Int((low / step).rounded(.up))...Int(high / step + 1e-9) {
      let value = Double(index) * step
      let x = zero + value * layout.unit
      if index != 0 {
        group.append(
          SVGElement(
            "line",
            [
              "x1": x, "y1": top, "x2": x, "y2": bottom, "stroke": theme.grid,
            ]))
      }
      let text = style.text(abs(value))
      let half = TextMeasure.width(text, size: look.size) / 2
      guard x - half > lastEnd + 4 else { continue }
      lastEnd = x + half
      group.append(
        .text(text, x: x, y: bottom + 15, look: look, anchor: .middle))
    }
    return group
  }

  private func zeroLines(top: Double, bottom: Double) -> SVGElement {
    let lines = [layout.zero, layout.aside].compactMap { $0 }.map { x in
      SVGElement(
        "line",
        [
          "x1": x, "y1": top, "x2": x, "y2": bottom, "stroke": theme.axis,
        ])
    }
    return SVGElement("g", ["aria-hidden": "true"], lines)
  }

  // MARK: - Rows

  private func row(_ index: Int, middle y: Double) -> SVGElement {
    let row = rows[index]
    let isWeak = weak[index] >= .verySmall
    let muted = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    var group = SVGElement("g")
    group.append(SVGElement("title", text: tooltip(row)))
    group.append(labels.element(index, x: labels.width, middle: y))
    group.append(
      base.cell(chart.baseText(row.base, weak[index]), middle: y, look: muted))
    guard weak[index] != .empty else {
      group.append(
        .text(
          chart.words.noAnswers, x: layout.zero + 8, middle: y, look: muted))
      return group
    }
    for segment in segments(row) {
      group.append(self.segment(segment, middle: y, isWeak: isWeak))
    }
    group.append(asideTexts(row, middle: y))
    for (column, side, colour) in [
      (bad, LikertChart.Category.Side.unfavourable, theme.diverging5[0]),
      (good, .favourable, theme.highlight),
    ] {
      guard let column else { continue }
      group.append(
        column.cell(
          chart.style.text(chart.total(row, side)), middle: y,
          look: TextLook(
            size: theme.labelSize, colour: isWeak ? theme.mutedInk : colour,
            isBold: !isWeak)))
    }
    return group
  }

  private struct Segment {
    var category: Int
    var share: Double
    var x: Double
    var width: Double
  }

  /// The bars of a row from left to right; empty ones are left out.
  private func segments(_ row: LikertChart.Row) -> [Segment] {
    func places(_ side: LikertChart.Category.Side) -> [Int] {
      chart.categories.indices.filter { chart.categories[$0].side == side }
    }
    func stack(_ places: [Int], from x: Double) -> [Segment] {
      var x = x
      return places.map { place in
        let share = chart.share(row, place)
        defer { x += share * layout.unit }
        return Segment(
          category: place, share: share, x: x, width: share * layout.unit)
      }
    }
    let ordered =
      places(.unfavourable) + places(.neutral) + places(.favourable)
    let result: [Segment]
    switch chart.neutral {
    case .aside:
      let bad = chart.total(row, .unfavourable)
      result =
        stack(places(.unfavourable), from: layout.zero - bad * layout.unit)
        + stack(places(.favourable), from: layout.zero)
        + stack(places(.neutral), from: layout.aside ?? layout.right)
    case .split:
      let before =
        chart.total(row, .unfavourable) + chart.total(row, .neutral) / 2
      result = stack(ordered, from: layout.zero - before * layout.unit)
    case .stacked100:
      result = stack(ordered, from: layout.left)
    }
    return result.filter { $0.share > 0 }
  }

  private func segment(
    _ segment: Segment, middle y: Double, isWeak: Bool
  ) -> SVGElement {
    var fill = colours[segment.category]
    if isWeak { fill = fill.mixed(with: Colour(theme.background), 0.55) }
    let text = chart.style.text(segment.share)
    let look = TextLook(size: theme.smallSize, colour: theme.inkOn(fill))
    var group = SVGElement("g")
    group.append(
      SVGElement(
        "rect",
        [
          "x": segment.x, "y": y - 11, "width": max(segment.width, 0.5),
          "height": 22, "fill": fill.hex,
          "stroke": segment.width > 3 ? theme.background : nil,
        ]))
    let isOutside =
      layout.aside != nil && !asideFits
      && chart.categories[segment.category].side == .neutral
    if !isOutside, fits(text, segment.width) {
      group.append(
        .text(
          text, x: segment.x + segment.width / 2, middle: y, look: look,
          anchor: .middle))
    }
    return group
  }

  private func fits(_ text: String, _ width: Double) -> Bool {
    TextMeasure.width(text, size: theme.smallSize) + 6 <= width
  }

  /// Whether each row's neutral share can stand inside its bar; if one
  /// cannot, all stand beside their bars.
  private var asideFits: Bool {
    let isSingle = chart.categories.filter { $0.side == .neutral }.count == 1
    return isSingle
      && rows.allSatisfy { row in
        let total = chart.total(row, .neutral)
        return fits(chart.style.text(total), total * layout.unit)
      }
  }

  /// The neutral share beside its bar, where it does not fit inside.
  private func asideTexts(_ row: LikertChart.Row, middle y: Double)
    -> SVGElement
  {
    var group = SVGElement("g")
    guard let aside = layout.aside, !asideFits else { return group }
    let total = chart.total(row, .neutral)
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    group.append(
      .text(
        chart.style.text(total), x: aside + total * layout.unit + 5,
        middle: y, look: look))
    return group
  }

  private func tooltip(_ row: LikertChart.Row) -> String {
    let parts = chart.categories.indices.map {
      "\(chart.categories[$0].label) \(chart.style.text(chart.share(row, $0)))"
    }
    let base = NumberStyle.integer.text(Double(row.base))
    return "\(row.label): \(parts.joined(separator: ", ")), "
      + "\(chart.baseLabel) = \(base)"
  }
}
