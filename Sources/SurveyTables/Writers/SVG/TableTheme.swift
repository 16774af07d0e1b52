/// Fonts, colours, sizes and spaces of a drawn table, in pixels. The light
/// theme is that of the charts.
public struct TableTheme: Hashable, Sendable {
  /// The fonts of Chinese tables, first choice first.
  public var fontFamily =
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',"
    + "'Microsoft YaHei','Helvetica Neue',Arial,sans-serif"
  /// The fonts of tables in other languages. Chinese fonts come last there,
  /// because their quotation marks and dashes are as wide as a Han character.
  public var latinFontFamily =
    "'Helvetica Neue',Arial,'Liberation Sans','Noto Sans CJK SC',"
    + "'PingFang SC','Microsoft YaHei',sans-serif"
  /// The size of the title.
  public var titleSize = 18.0
  /// The size of the subtitle.
  public var subtitleSize = 13.0
  /// The size of headings and cells.
  public var bodySize = 13.0
  /// The size of notes and the source line.
  public var noteSize = 12.0
  /// The space above and below a row's text.
  public var rowPadding = 6.0
  /// The space between two columns.
  public var columnGap = 18.0
  /// The least that the space shrinks to before the picture gets wider.
  public var smallestColumnGap = 10.0
  /// The most that the space grows to fill the width.
  public var largestColumnGap = 44.0
  /// The space at the edges of the picture.
  public var margin = 20.0
  /// The space between the ends of the rules and the texts.
  public var inset = 8.0
  /// The indent of one step in the stub.
  public var indent = 16.0
  /// The least width of the stub, which may widen the picture.
  public var smallestStubWidth = 120.0
  /// The largest width of a column of texts.
  public var largestTextWidth = 220.0
  /// The background.
  public var background = "#ffffff"
  /// The text.
  public var ink = "#1a1a1a"
  /// The subtitle, notes, intervals and bases.
  public var mutedInk = "#5f6368"
  /// The rules at the top and the bottom and under headings.
  public var strongRule = "#8c8f93"
  /// The rules between rows.
  public var weakRule = "#e5e5e5"
  /// The tint behind a row for everybody.
  public var overallTint = "#f0f4f9"
  /// The mark, such as one that says that data are made up.
  public var mark = "#b35806"
  /// The tint behind the mark.
  public var markTint = "#f9f2eb"

  /// Dark text on white.
  public static let light = TableTheme()
}
