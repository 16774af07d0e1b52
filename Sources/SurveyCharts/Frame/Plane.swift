import SVG

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// An axis from left to right, linear or logarithmic.
struct LevelAxis {
  var scale: LinearScale
  var isLogarithmic: Bool
  var values: [Double]
  var texts: [String]

  /// Creates an axis; a logarithmic one needs a domain above zero.
  init(
    domain: ClosedRange<Double>, range: ClosedRange<Double>,
    style: NumberStyle, isLogarithmic: Bool = false, isWhole: Bool = false,
    size: Double
  ) {
    self.isLogarithmic = isLogarithmic && domain.lowerBound > 0
    guard self.isLogarithmic else {
      scale = LinearScale(domain: domain, range: range)
      let ticks = Ticks(
        domain: domain, style: style,
        width: range.upperBound - range.lowerBound, size: size)
      let shown = zip(ticks.values, ticks.texts).filter {
        !isWhole || abs($0.0 - $0.0.rounded()) < 1e-9
      }
      (values, texts) = (shown.map(\.0), shown.map(\.1))
      if isWhole { texts = values.map { NumberStyle.integer.text($0) } }
      return
    }
    let low = log10(domain.lowerBound)
    scale = LinearScale(
      domain: low...max(low.nextUp, log10(domain.upperBound)), range: range)
    (values, texts) = ([], [])
    for factors in [[1.0, 2, 5], [1, 3], [1]] {
      values = Self.round(factors, in: domain)
      texts = values.map { style.showing(step: $0).text($0) }
      let room = TextMeasure.widest(texts, size: size) + size
      if room * Double(values.count) <= range.upperBound - range.lowerBound {
        return
      }
    }
    // Every second decade, or third: as many as have room, all alike.
    let decades = zip(values, texts).map { $0 }
    for every in 2...max(2, decades.count) {
      let shown = decades.enumerated().filter { $0.offset % every == 0 }
        .map(\.element)
      (values, texts) = (shown.map(\.0), shown.map(\.1))
      let fits = zip(shown, shown.dropFirst()).allSatisfy { left, right in
        let room =
          TextMeasure.width(left.1, size: size)
          + TextMeasure.width(right.1, size: size)
        return scale(log10(right.0)) - scale(log10(left.0))
          >= room / 2 + size / 2
      }
      if fits { return }
    }
  }

  private static func round(
    _ factors: [Double], in domain: ClosedRange<Double>
  ) -> [Double] {
    var values: [Double] = []
    let first = Int(log10(domain.lowerBound).rounded(.down))
    let last = Int(log10(domain.upperBound).rounded(.up))
    for exponent in first...max(first, last) {
      for factor in factors {
        let value = factor * pow(10, Double(exponent))
        if domain.contains(value) { values.append(value) }
      }
    }
    return values
  }

  /// The position of a value.
  func callAsFunction(_ value: Double) -> Double {
    guard isLogarithmic else { return scale(value) }
    return scale(value > 0 ? log10(value) : -.greatestFiniteMagnitude)
  }
}

/// An axis from the bottom up.
struct UprightAxis {
  var scale: LinearScale
  var ticks: Ticks
  var top: Double
  var bottom: Double

  /// Creates an axis whose lower end is at `bottom`.
  init(
    domain: ClosedRange<Double>, top: Double, bottom: Double,
    style: NumberStyle, size: Double
  ) {
    self.top = top
    self.bottom = bottom
    scale = LinearScale(domain: domain, range: 0...max(1, bottom - top))
    ticks = Ticks(
      domain: domain, style: style, width: 4000, size: size,
      count: bottom - top < 140 ? 4 : 6)
  }

  /// The position of a value.
  func callAsFunction(_ value: Double) -> Double { bottom - scale(value) }

  /// The width of the tick labels.
  static func width(
    domain: ClosedRange<Double>, style: NumberStyle, size: Double
  ) -> Double {
    let axis = UprightAxis(
      domain: domain, top: 0, bottom: 300, style: style, size: size)
    return TextMeasure.widest(axis.ticks.texts, size: size)
  }
}

/// The rectangle of a plot between two axes of numbers.
struct Plane {
  var x: LevelAxis
  var y: UprightAxis
  var theme: Theme

  var left: Double { x.scale.range.lowerBound }
  var right: Double { x.scale.range.upperBound }

  /// Grid lines and tick labels of both axes.
  func backdrop(uprightLines: Bool = true) -> SVGElement {
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    var group = SVGElement("g", ["aria-hidden": "true"])
    for (value, text) in zip(y.ticks.values, y.ticks.texts) {
      group.append(
        .line(left, y(value), right, y(value), stroke: theme.grid))
      group.append(
        .text(text, x: left - 8, middle: y(value), look: look, anchor: .end))
    }
    for (value, text) in zip(x.values, x.texts) {
      if uprightLines {
        group.append(
          .line(x(value), y.top, x(value), y.bottom, stroke: theme.grid))
      }
      // A wide label at an end would leave the figure.
      let half = TextMeasure.width(text, size: look.size) / 2
      let centre = max(min(x(value), right + 16 - half), half - 16)
      group.append(
        .text(text, x: centre, y: y.bottom + 17, look: look, anchor: .middle))
    }
    group.append(.line(left, y.bottom, right, y.bottom, stroke: theme.axis))
    return group
  }

  /// The name of the upright axis above it, and of the other one below it.
  func titles(x xTitle: String, y yTitle: String) -> [SVGElement] {
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    func lines(_ text: String, _ width: Double) -> LineBreaker.Lines {
      LineBreaker(width: max(80, width), size: look.size, maximum: 1)
        .lines(text)
    }
    return [
      .text(
        lines(yTitle, right), whole: yTitle, x: 0, y: y.top - 14,
        lineHeight: 15, look: look),
      .text(
        lines(xTitle, right), whole: xTitle, x: right, y: y.bottom + 36,
        lineHeight: 15, look: look, anchor: .end),
    ].filter { $0.children != [.text("")] }
  }
}

/// A short name for a label beside a point: what does not fit is left out,
/// the whole name is in the tooltip and the table.
func shortened(_ text: String, width: Double, size: Double) -> String {
  LineBreaker(width: width, size: size, maximum: 1).lines(text).lines.first
    ?? ""
}
