import SVG

/// A figure: plain rows and texts in, SVG out.
///
/// Charts know no statistics and no language. The same chart always gives the
/// same bytes.
public protocol Chart: Sendable {
  /// The texts around the figure.
  var frame: ChartFrame { get set }
  /// The words that the chart needs beside those of the frame.
  var words: ChartWords { get }
  /// The numbers drawn, as texts, for a table beside the figure.
  var table: ChartTable { get }
  /// The drawing between the subtitle and the notes.
  func body(theme: Theme, width: Double) -> ChartBody
}

/// What is drawn, as text: one row a row of the figure.
public struct ChartTable: Hashable, Sendable {
  /// The column heads.
  public var columns: [String]
  /// The rows; each has as many texts as there are columns.
  public var rows: [[String]]

  /// Creates a table.
  public init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }
}

/// The inner part of a figure, drawn from its own origin at the top left.
public struct ChartBody: Sendable {
  /// What is drawn.
  public var elements: [SVGElement]
  /// The height in pixels.
  public var height: Double
  /// The width in pixels where the drawing needs more than was offered.
  public var width: Double
  /// Notes that follow from what was drawn, such as small bases.
  public var notes: [String]

  /// Creates a body.
  public init(
    elements: [SVGElement], height: Double, width: Double,
    notes: [String] = []
  ) {
    self.elements = elements
    self.height = height
    self.width = width
    self.notes = notes
  }
}

extension Chart {
  /// What is drawn in sentences, for who cannot see it.
  public var sentences: String { frame.description ?? table.sentence }

  /// The figure as an SVG file in the theme of its frame, 760 pixels wide.
  public func svg() -> String { svg(theme: frame.theme, width: 760) }

  /// The figure as an SVG file.
  ///
  /// - Parameter width: The width in pixels, at least 320. A figure whose
  ///   columns need more room becomes wider.
  public func svg(theme: Theme, width: Double) -> String {
    drawing(theme: theme, width: width).text
  }

  /// The figure as a tree, for pages that write many drawings.
  ///
  /// - Parameters:
  ///   - width: The width in pixels, as for `svg(theme:width:)`.
  ///   - isDescribed: Whether it says its numbers for screen readers; where a
  ///     table beside it does, the sentences need not be made.
  public func drawing(
    theme: Theme, width: Double, isDescribed: Bool = true
  ) -> SVGDocument {
    FrameDrawing(
      chart: self, theme: theme, width: max(320, width),
      isDescribed: isDescribed
    ).document
  }
}
