/// Draws a table as a picture, measured like the charts.
public struct SVGTableWriter: TableWriter {
  /// The width of the picture in pixels. A table that needs more gets more.
  public var width: Double
  /// Colours, sizes and spaces.
  public var theme: TableTheme

  /// Creates a writer.
  public init(width: Double = 760, theme: TableTheme = .light) {
    self.width = width
    self.theme = theme
  }

  /// The extension of the file.
  public var fileExtension: String { "svg" }

  /// The picture.
  public func text(of table: TableModel) -> String { "" }
}
