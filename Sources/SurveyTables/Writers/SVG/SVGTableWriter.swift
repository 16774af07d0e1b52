import SVG

/// Draws a table as a picture, measured like the charts.
///
/// Long labels are wrapped, in Chinese between any two characters; nothing
/// is shortened. When the columns need more than the width, the picture
/// gets wider.
public struct SVGTableWriter: TableWriter {
  /// The width of the picture in pixels. A table that needs more gets more.
  public var width: Double
  /// Fonts, colours, sizes and spaces.
  public var theme: TableTheme

  /// Creates a writer.
  public init(width: Double = 760, theme: TableTheme = .light) {
    self.width = width
    self.theme = theme
  }

  /// The extension of the file.
  public var fileExtension: String { "svg" }

  /// The picture.
  public func text(of table: LaidTable) -> String {
    let layout = table.layout
    let table = layout.table
    let columns = SVGTableColumns(layout, theme, width: width)
    var page = SVGTablePage(layout, theme, columns)
    page.draw()
    return SVGDocument(
      id: table.id, language: table.language, title: table.title,
      description: layout.sentence,
      fontFamily: table.language.hasPrefix("zh")
        ? theme.fontFamily : theme.latinFontFamily,
      background: theme.background, width: columns.pictureWidth,
      height: page.y, content: page.elements
    ).text
  }
}
