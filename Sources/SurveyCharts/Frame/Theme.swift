import SVG

/// How figures look: every colour, size and font. No chart has its own.
public struct Theme: Hashable, Sendable {
  /// The fonts of Chinese figures, first choice first.
  public var fontFamily: String
  /// The fonts of figures in other languages. Chinese fonts come last there,
  /// because their quotation marks and dashes are as wide as a Han character.
  public var latinFontFamily: String
  /// The colour of the page.
  public var background: String
  /// The colour of titles and labels.
  public var ink: String
  /// The colour of subtitles, bases and notes; at least 4.5:1 on the page.
  public var mutedInk: String
  /// The colour of grid lines.
  public var grid: String
  /// The colour of zero lines and axes.
  public var axis: String
  /// The colour of light zones behind marks.
  public var zone: String
  /// The colour of one highlighted unit, and of dots where all are equal.
  public var highlight: String
  /// The colour of all other units.
  public var others: String
  /// The colour of the mark for made-up data.
  public var mark: String
  /// Diverging colours for five steps, unfavourable first.
  public var diverging5: [String]
  /// Diverging colours for seven steps, unfavourable first.
  public var diverging7: [String]
  /// Sequential colours, light to dark.
  public var sequential: [String]
  /// Colours of series that have no order, such as the lines of a trend; at
  /// least 3:1 on the page.
  public var series: [String]
  /// The size of titles.
  public var titleSize: Double
  /// The size of subtitles.
  public var subtitleSize: Double
  /// The size of row labels.
  public var labelSize: Double
  /// The size of numbers, column heads and ticks.
  public var smallSize: Double
  /// The size of notes and the source.
  public var noteSize: Double
  /// Bases below this are drawn hollow.
  public var smallBase: Double
  /// Bases below this are drawn grey and without interval.
  public var verySmallBase: Double
  /// The mark of an office, drawn at the top right.
  public var logo: Logo?

  /// A picture that is put into every figure.
  public struct Logo: Hashable, Sendable {
    /// The picture itself as a `data:` address.
    public var data: String
    /// Width by height.
    public var aspect: Double

    /// Creates a logo.
    public init(data: String, aspect: Double) {
      self.data = data
      self.aspect = aspect
    }
  }

  /// Dark on white, for screens and paper; safe for colour-blind readers.
  public static let light = Theme(
    fontFamily: "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',"
      + "'Microsoft YaHei','Helvetica Neue',Arial,sans-serif",
    latinFontFamily: "'Helvetica Neue',Arial,'Liberation Sans',"
      + "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif",
    background: "#ffffff", ink: "#1a1a1a", mutedInk: "#5f6368",
    grid: "#e5e5e5", axis: "#4a4d50", zone: "#f4f5f6",
    highlight: "#1f5a99", others: "#b8bcc0", mark: "#b35806",
    diverging5: ["#b35806", "#f1a340", "#d8dadb", "#67a9cf", "#1f5a99"],
    diverging7: [
      "#7f3b08", "#d07218", "#f5bc6a", "#d8dadb", "#8fbfdc", "#458bc2",
      "#16466f",
    ],
    sequential: [
      "#eff4f9", "#d3e2f0", "#a9c8e3", "#79aad3", "#4a88bd", "#2a659d",
      "#164472",
    ],
    series: ["#0072b2", "#d55e00", "#009e73", "#a8578a", "#7a6a00"],
    titleSize: 18, subtitleSize: 13, labelSize: 13, smallSize: 12,
    noteSize: 12, smallBase: 100, verySmallBase: 30)
}
