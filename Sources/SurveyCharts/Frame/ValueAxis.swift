import SVG

/// The scale of the values of a chart.
public struct ValueAxis: Hashable, Sendable {
  /// The lower end; found from the values when missing.
  public var minimum: Double?
  /// The upper end; found from the values when missing.
  public var maximum: Double?
  /// How the values are written.
  public var style: NumberStyle
  /// The name and unit, drawn horizontally above the axis.
  public var title: String
  /// The ends of the scale on which the values were measured. A chart whose
  /// axis shows less says so.
  public var scale: ClosedRange<Double>?

  /// Creates an axis.
  public init(
    minimum: Double? = nil, maximum: Double? = nil, style: NumberStyle,
    title: String, scale: ClosedRange<Double>? = nil
  ) {
    self.minimum = minimum
    self.maximum = maximum
    self.style = style
    self.title = title
    self.scale = scale
  }
}

/// The order in which rows are drawn.
public enum RowOrder: Hashable, Sendable {
  /// Highest first; equal rows keep their order.
  case descending
  /// As given.
  case asGiven
}

extension ChartWords {
  /// What the reader of lines over an upright axis has to know: that it shows
  /// a part of the scale, or, where the scale is not known, no zero.
  func uprightNotes(
    _ axis: ValueAxis, _ domain: ClosedRange<Double>
  ) -> [String] {
    if axis.isPartial(domain) { return [partialUpright] }
    let note =
      axis.scale == nil && !domain.contains(0) ? withoutZero : ""
    return note.isEmpty ? [] : [note]
  }
}
