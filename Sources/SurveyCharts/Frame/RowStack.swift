import SVG

/// Rows under their headings, one below the other: the left to right body
/// that dot plots, bars, boxes, dumbbells, profiles and stars share.
struct RowStack {
  let theme: Theme
  /// The room for a heading.
  let width: Double
  /// Where the plot begins; a heading that reaches it stands in front of its
  /// lines.
  let plotLeft: Double
  /// The height of a row that holds a heading.
  var headingHeight = 28.0

  /// Where the next row begins.
  private(set) var y: Double
  /// The headings and rows, from the top.
  private(set) var marks: [SVGElement] = []
  /// The headings that reach into the plot, to be drawn once more in front of
  /// lines that are drawn after the marks.
  private(set) var reaching: [SVGElement] = []

  init(
    theme: Theme, width: Double, plotLeft: Double, top: Double,
    headingHeight: Double = 28
  ) {
    self.theme = theme
    self.width = width
    self.plotLeft = plotLeft
    self.headingHeight = headingHeight
    y = top
  }

  /// Adds all sections.
  ///
  /// - Parameters:
  ///   - height: The height of the row at an index.
  ///   - row: Draws a row from its index, its top and its middle.
  mutating func add<Row>(
    _ sections: [SectionedRows<Row>.Section], height: (Int) -> Double,
    row: (Row, _ index: Int, _ top: Double, _ middle: Double) -> [SVGElement]
  ) {
    var index = 0
    for section in sections {
      if let heading = section.heading { add(heading) }
      for item in section.rows {
        let height = height(index)
        marks += row(item, index, y, y + height / 2)
        y += height
        index += 1
      }
    }
  }

  private mutating func add(_ heading: String) {
    let look = TextLook(size: theme.labelSize, colour: theme.ink, isBold: true)
    let line = LineBreaker(width: width, size: look.size, maximum: 1)
      .lines(heading)
    var element = SVGElement.text(
      line, whole: heading, x: 0, y: y + headingHeight - 8,
      lineHeight: look.size, look: look)
    if TextMeasure.widest(line.lines, size: look.size) > plotLeft {
      element = element.haloed(theme.background)
      reaching.append(element)
    }
    marks.append(element)
    y += headingHeight
  }
}

extension Theme {
  /// The name of a level axis above the left end of its plot, its last line
  /// on `bottom`.
  func axisTitle(
    _ title: String, x: Double, bottom: Double, room: Double,
    lines maximum: Int = 1, lineHeight: Double = 15
  ) -> SVGElement {
    let look = TextLook(size: smallSize, colour: mutedInk)
    let lines = LineBreaker(width: room, size: look.size, maximum: maximum)
      .lines(title)
    return .text(
      lines, whole: title, x: x,
      y: bottom - Double(lines.lines.count - 1) * lineHeight,
      lineHeight: lineHeight, look: look)
  }
}

/// A name with a value behind it, at the end of a line: a long name is cut,
/// its value is not.
func named(
  _ name: String, value: String, width: Double, size: Double
) -> String {
  var words = name
  while words.last?.isWhitespace == true { words.removeLast() }
  guard !words.isEmpty else { return value }
  guard !value.isEmpty else {
    return shortened(words, width: width, size: size)
  }
  let room = TextMeasure.width(" \(value)", size: size)
  return shortened(words, width: max(60, width - room), size: size)
    + " \(value)"
}
