/// Colours, sizes and spaces of a drawn table, in pixels.
public struct TableTheme: Hashable, Sendable {
  /// The size of the title.
  public var titleSize = 18.0
  /// The size of the subtitle.
  public var subtitleSize = 13.0
  /// The size of headings and cells.
  public var bodySize = 13.0
  /// The size of notes and the source line.
  public var noteSize = 12.0
  /// The distance between two lines of one text, as a multiple of its size.
  public var lineHeight = 1.4
  /// The space above and below a row's text.
  public var rowPadding = 6.0
  /// The space between two columns.
  public var columnGap = 20.0
  /// The space at the edges of the picture.
  public var margin = 16.0
  /// The indent of one step in the stub.
  public var indent = 16.0
  /// The least width of the stub, when the other columns leave it that.
  public var minimumStubWidth = 110.0
  /// The largest width of a column of texts.
  public var maximumTextWidth = 220.0
  /// The background.
  public var background = "#ffffff"
  /// The text.
  public var text = "#1a1a1a"
  /// The subtitle, notes, intervals and bases.
  public var mutedText = "#595959"
  /// The rules at the top and the bottom and under the headings.
  public var strongRule = "#8c8c8c"
  /// The rules between rows.
  public var weakRule = "#e5e5e5"
  /// The tint behind a row for everybody.
  public var overallTint = "#f2f5f9"
  /// The text of the mark, such as one that says that data are made up.
  public var markText = "#8a3b00"
  /// The tint behind the mark.
  public var markTint = "#fdf0e3"

  /// Dark text on white.
  public static let light = TableTheme()
}
