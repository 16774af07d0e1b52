import SVG

/// The column of row names at the left: wrapped, right aligned to the plot.
struct RowLabels {
  /// One name and how it is drawn.
  struct Label {
    var text: String
    var isBold = false
    var isMuted = false
  }

  /// The width of the column.
  var width: Double
  /// The broken names.
  var lines: [LineBreaker.Lines]
  private var labels: [Label]
  private var theme: Theme

  /// Breaks names so that the column takes at most `maximum` pixels, and no
  /// more than the names need. Half as much again is given where words would
  /// be cut otherwise: `Transportat-ion` is harder to read than a narrow plot.
  init(
    _ labels: [Label], theme: Theme, maximum: Double, lines count: Int = 3
  ) {
    self.labels = labels
    self.theme = theme
    let longest = labels.map { LineBreaker.widestPiece($0.text) }.max() ?? 0
    let maximum = min(
      max(maximum, longest * theme.labelSize + 1), maximum * 1.5)
    let breaker = LineBreaker(
      width: maximum, size: theme.labelSize, maximum: count)
    lines = labels.map { breaker.balanced($0.text) }
    width = min(
      maximum,
      TextMeasure.widest(lines.flatMap(\.lines), size: theme.labelSize))
  }

  /// The height that a row needs for its name.
  func height(_ index: Int, atLeast minimum: Double) -> Double {
    max(minimum, Double(lines[index].lines.count) * lineHeight + 10)
  }

  /// The name of a row, centred on `middle`, ending at `x`.
  func element(_ index: Int, x: Double, middle: Double) -> SVGElement {
    let label = labels[index]
    let count = Double(lines[index].lines.count)
    let look = TextLook(
      size: theme.labelSize,
      colour: label.isMuted ? theme.mutedInk : theme.ink,
      isBold: label.isBold)
    return .text(
      lines[index], whole: label.text, x: x,
      y: middle + 0.35 * look.size - (count - 1) / 2 * lineHeight,
      lineHeight: lineHeight, look: look, anchor: .end)
  }

  private var lineHeight: Double { theme.labelSize * 1.25 }
}
