import SVG

/// A column of short texts beside the plot, such as bases or values.
struct TextColumn {
  var head: LineBreaker.Lines
  var width: Double
  var anchor: TextAnchor
  /// The left edge; set when the columns are placed.
  var x = 0.0
  private var wholeHead: String
  private var size: Double

  /// Measures a column; a long head breaks rather than widening it beyond
  /// `headWidth`.
  init(
    head: String, texts: [String], theme: Theme, anchor: TextAnchor = .end,
    headWidth: Double = 72
  ) {
    self.anchor = anchor
    size = theme.smallSize
    wholeHead = head
    let content = TextMeasure.widest(texts, size: size)
    // No word of a head is cut.
    let word = LineBreaker.widestPiece(head) * size + 1
    self.head = LineBreaker(width: max(content, headWidth, word), size: size)
      .balanced(head)
    width = max(content, TextMeasure.widest(self.head.lines, size: size))
  }

  private var anchorX: Double {
    switch anchor {
    case .start: x
    case .middle: x + width / 2
    case .end: x + width
    }
  }

  /// A text of the column.
  func cell(_ text: String, middle: Double, look: TextLook) -> SVGElement {
    .text(text, x: anchorX, middle: middle, look: look, anchor: anchor)
  }

  /// The head, standing on `bottom`.
  func headElement(bottom: Double, colour: String, isBold: Bool = false)
    -> SVGElement
  {
    .text(
      head, whole: wholeHead, x: anchorX,
      y: bottom - Double(head.lines.count - 1) * size * 1.25,
      lineHeight: size * 1.25,
      look: TextLook(size: size, colour: colour, isBold: isBold),
      anchor: anchor)
  }

  /// The height of the head.
  var headHeight: Double { Double(head.lines.count) * size * 1.25 }
}
