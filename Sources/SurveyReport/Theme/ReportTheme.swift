import SurveyCharts

/// How the charts of an office look: one of the looks that the program has,
/// with colours, fonts and a logo in place of its own.
public struct ReportTheme: Sendable, Hashable {
  /// A picture at the top right of every chart.
  public struct Logo: Sendable, Hashable {
    /// The picture as a `data:` address.
    public var data: String
    /// Width by height.
    public var aspect: Double

    /// Creates a logo.
    public init(data: String, aspect: Double) {
      self.data = data
      self.aspect = aspect
    }
  }

  /// What it starts from.
  public var base = ChartRequest.Look.light
  /// Colours by the names of `colourNames`, as `#rrggbb`.
  public var colours: [String: String] = [:]
  /// Lists of colours by the names of `paletteNames`.
  public var palettes: [String: [String]] = [:]
  /// Fonts of Chinese figures, first choice first.
  public var fonts: [String] = []
  /// Fonts of figures in other languages.
  public var latinFonts: [String] = []
  /// The logo.
  public var logo: Logo?

  /// The look of the program itself.
  public init() {}

  /// The names of single colours.
  public static let colourNames = [
    "background", "ink", "muted-ink", "grid", "axis", "zone", "highlight",
    "others", "mark",
  ]

  /// The names of lists of colours, with how many each has.
  public static let paletteNames: [(name: String, count: ClosedRange<Int>)] = [
    ("diverging5", 5...5), ("diverging7", 7...7), ("sequential", 3...9),
    ("series", 1...8),
  ]

  /// The theme as charts take it.
  var theme: Theme {
    var theme = base.theme
    func set(_ name: String, _ path: WritableKeyPath<Theme, String>) {
      if let colour = colours[name] { theme[keyPath: path] = colour }
    }
    set("background", \.background)
    set("ink", \.ink)
    set("muted-ink", \.mutedInk)
    set("grid", \.grid)
    set("axis", \.axis)
    set("zone", \.zone)
    set("highlight", \.highlight)
    set("others", \.others)
    set("mark", \.mark)
    func list(_ name: String, _ path: WritableKeyPath<Theme, [String]>) {
      if let colours = palettes[name] { theme[keyPath: path] = colours }
    }
    list("diverging5", \.diverging5)
    list("diverging7", \.diverging7)
    list("sequential", \.sequential)
    list("series", \.series)
    if !fonts.isEmpty {
      theme.fontFamily = Self.stack(fonts, before: theme.fontFamily)
    }
    if !latinFonts.isEmpty {
      theme.latinFontFamily = Self.stack(
        latinFonts, before: theme.latinFontFamily)
    }
    theme.logo = logo.map { Theme.Logo(data: $0.data, aspect: $0.aspect) }
    return theme
  }

  /// The fonts of the program stay behind those of the office, for machines
  /// that lack them.
  private static func stack(_ fonts: [String], before rest: String) -> String {
    fonts.map { "'\($0)'" }.joined(separator: ",") + "," + rest
  }

  /// What some readers cannot read or tell apart, a sentence each, with the
  /// key that it is about. Only what the theme replaces is looked at.
  public var problems: [PaletteCheck.Problem] {
    PaletteCheck(theme: theme, replaced: Set(colours.keys), palettes: palettes)
      .problems
  }
}
