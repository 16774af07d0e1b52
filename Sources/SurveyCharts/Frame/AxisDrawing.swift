import SVG

/// Grid lines and tick labels of a value axis.
struct AxisDrawing {
  var scale: LinearScale
  var ticks: Ticks
  var theme: Theme

  init(
    domain: ClosedRange<Double>, range: ClosedRange<Double>,
    style: NumberStyle, theme: Theme
  ) {
    scale = LinearScale(domain: domain, range: range)
    self.theme = theme
    ticks = Ticks(
      domain: domain, style: style,
      width: range.upperBound - range.lowerBound, size: theme.smallSize)
  }

  /// Vertical lines from `top` to `bottom`; the line at zero is dark.
  func grid(top: Double, bottom: Double) -> SVGElement {
    let lines = ticks.values.map { value in
      let x = scale(value)
      return SVGElement(
        "line",
        [
          "x1": x, "y1": top, "x2": x, "y2": bottom,
          "stroke": value == 0 ? theme.axis : theme.grid,
        ])
    }
    return SVGElement("g", ["aria-hidden": "true"], lines)
  }

  /// The tick labels on one baseline.
  ///
  /// - Parameter room: Where the figure ends.
  func labels(y: Double, room: Double = .infinity) -> SVGElement {
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let texts = zip(ticks.values, ticks.texts).map { value, text in
      // A wide label at the right end would leave the figure.
      let half = TextMeasure.width(text, size: look.size) / 2
      let centre = max(min(scale(value), room - half), half - 16)
      return SVGElement.text(
        text, x: centre, y: y, look: look, anchor: .middle)
    }
    return SVGElement("g", ["aria-hidden": "true"], texts)
  }
}
