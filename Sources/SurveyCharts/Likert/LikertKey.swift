import SVG

/// The key of a Likert chart: swatches in the order of the bars.
struct LikertKey {
  var elements: [SVGElement] = []
  var height = 0.0

  /// The width of a key on one line.
  static func width(_ labels: [String], theme: Theme) -> Double {
    labels.reduce(-18) {
      $0 + 36 + TextMeasure.width($1, size: theme.smallSize)
    }
  }

  /// Sets swatches from `x` on, wrapping at `width`.
  init(
    labels: [String], colours: [Colour], x: Double, width: Double,
    theme: Theme
  ) {
    let look = TextLook(size: theme.smallSize, colour: theme.ink)
    let line = 20.0
    var (left, top) = (x, 0.0)
    for (label, colour) in zip(labels, colours) {
      let room = max(40, width - x - 18)
      let lines = LineBreaker(width: room, size: look.size, maximum: 1)
        .lines(label)
      let needed = 18 + TextMeasure.widest(lines.lines, size: look.size)
      if left > x, left + needed > width + 0.5 {
        left = x
        top += line
      }
      elements.append(
        SVGElement(
          "rect",
          [
            "x": left, "y": top + 2, "width": 12, "height": 12, "rx": 2,
            "fill": colour.hex, "aria-hidden": "true",
          ]))
      elements.append(
        .text(
          lines, whole: label, x: left + 18, y: top + 12.5, lineHeight: line,
          look: look))
      left += needed + 18
    }
    height = labels.isEmpty ? 0 : top + line
  }
}
