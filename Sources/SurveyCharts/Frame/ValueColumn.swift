import SVG

/// Values with their intervals as text: values right aligned in bold, the
/// intervals left aligned after them.
struct ValueColumn {
  struct Value {
    var value: Double?
    var interval: ClosedRange<Double>?
  }

  /// The left edge; set when the columns are placed.
  var x = 0.0
  private var values: [String]
  private var intervals: [String]
  private var valueWidth: Double
  private var intervalWidth: Double
  private var valueHead: LineBreaker.Lines
  private var intervalHead: LineBreaker.Lines
  private var wholeHeads: (String, String)
  private var theme: Theme

  init(
    _ rows: [Value], style: NumberStyle, words: ChartWords, theme: Theme,
    showsHead: Bool = true
  ) {
    self.init(
      values: rows.map { $0.value.map(style.text) ?? "" },
      intervals: rows.map { row in
        guard let interval = row.interval, row.value != nil else { return "" }
        let text = style.interval(
          interval.lowerBound, interval.upperBound,
          separator: words.boundSeparator)
        return "(\(NumberStyle.withoutPercentSigns(text)))"
      }, valueHead: showsHead ? words.value : "",
      intervalHead: showsHead ? words.interval : "", theme: theme)
  }

  init(
    values: [String], intervals: [String], valueHead: String = "",
    intervalHead: String = "", theme: Theme
  ) {
    self.values = values
    self.intervals = intervals
    self.theme = theme
    wholeHeads = (valueHead, intervalHead)
    let size = theme.smallSize
    let first = TextMeasure.widest(values, size: size)
    let second = TextMeasure.widest(intervals, size: size)
    let breaker = LineBreaker(width: max(first, 56), size: size)
    self.valueHead = breaker.balanced(valueHead)
    self.intervalHead = LineBreaker(width: max(second, 56), size: size)
      .balanced(second > 0 ? intervalHead : "")
    valueWidth = max(
      first, TextMeasure.widest(self.valueHead.lines, size: size))
    intervalWidth =
      second == 0
      ? 0 : max(second, TextMeasure.widest(self.intervalHead.lines, size: size))
  }

  var width: Double { valueWidth + (intervalWidth > 0 ? 6 + intervalWidth : 0) }

  var headHeight: Double {
    Double(max(valueHead.lines.count, intervalHead.lines.count))
      * theme.smallSize * 1.25
  }

  /// The heads, standing on `bottom`.
  func head(bottom: Double) -> [SVGElement] {
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let line = look.size * 1.25
    return [
      SVGElement.text(
        valueHead, whole: wholeHeads.0, x: x + valueWidth,
        y: bottom - Double(valueHead.lines.count - 1) * line,
        lineHeight: line, look: look, anchor: .end),
      SVGElement.text(
        intervalHead, whole: wholeHeads.1, x: x + valueWidth + 6,
        y: bottom - Double(intervalHead.lines.count - 1) * line,
        lineHeight: line, look: look),
    ].filter { !$0.children.isEmpty && $0.children != [.text("")] }
  }

  /// The texts of a row.
  func cells(
    _ index: Int, middle: Double, isMuted: Bool = false
  ) -> [SVGElement] {
    let muted = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let strong = TextLook(
      size: theme.smallSize, colour: theme.ink, isBold: true)
    var elements = [
      SVGElement.text(
        values[index], x: x + valueWidth, middle: middle,
        look: isMuted ? muted : strong, anchor: .end)
    ]
    if !intervals[index].isEmpty {
      elements.append(
        .text(
          intervals[index], x: x + valueWidth + 6, middle: middle, look: muted))
    }
    return elements
  }
}

extension ChartBody {
  /// What a figure without rows shows.
  static func empty(
    _ words: ChartWords, _ theme: Theme, _ width: Double
  ) -> ChartBody {
    ChartBody(
      elements: [
        .text(
          words.noRows, x: 0, y: 16,
          look: TextLook(size: theme.labelSize, colour: theme.mutedInk))
      ], height: 28, width: width)
  }
}
