import SVG

extension Theme {
  /// Light on dark grey, for slides and dark pages.
  ///
  /// Diverging colours keep their hues; the middle is dark, so that what is
  /// near it recedes as it does on white.
  public static let dark: Theme = {
    var theme = Theme.light
    theme.background = "#16191d"
    theme.ink = "#f1f3f4"
    theme.mutedInk = "#b4bac0"
    theme.grid = "#343a40"
    theme.axis = "#c9ced3"
    theme.zone = "#22272c"
    theme.highlight = "#6cb2eb"
    theme.others = "#7b838b"
    theme.mark = "#f0a04b"
    theme.diverging5 = ["#f5a34e", "#b8702a", "#454b51", "#3f7fb5", "#8cc6f2"]
    theme.diverging7 = [
      "#fbc07f", "#e08a35", "#9a5a1f", "#454b51", "#2f6798", "#5c9fd6",
      "#a8d4f6",
    ]
    theme.sequential = [
      "#1d2b39", "#22405c", "#2a5680", "#3a72a5", "#5a93c6", "#86b7e0",
      "#bcdcf5",
    ]
    theme.series = ["#56b4e9", "#f08c3c", "#2e9e78", "#e08fc0", "#d8c94a"]
    return theme
  }()

  /// Greys on white, for black and white printers and copies.
  ///
  /// What colour tells on screens is told by lightness here, and by the dashes
  /// and shapes that series have in every theme.
  public static let print: Theme = {
    var theme = Theme.light
    theme.ink = "#000000"
    theme.mutedInk = "#4d4d4d"
    theme.grid = "#dcdcdc"
    theme.axis = "#333333"
    theme.zone = "#f2f2f2"
    theme.highlight = "#222222"
    theme.others = "#a6a6a6"
    theme.mark = "#5c5c5c"
    theme.diverging5 = ["#2b2b2b", "#6b6b6b", "#f0f0f0", "#c4c4c4", "#949494"]
    theme.diverging7 = [
      "#1a1a1a", "#474747", "#737373", "#f4f4f4", "#d6d6d6", "#b3b3b3",
      "#949494",
    ]
    theme.sequential = [
      "#f7f7f7", "#dadada", "#bdbdbd", "#9e9e9e", "#6a6a6a", "#484848",
      "#222222",
    ]
    theme.series = ["#1a1a1a", "#6a6a6a", "#8c8c8c", "#454545", "#7d7d7d"]
    return theme
  }()

  /// This theme on light pages and another one on dark pages, in one: each
  /// colour is a pair, for drawings that a page shows.
  ///
  /// Sizes, fonts and the logo are those of this theme. A list of colours
  /// whose length differs stays as it is.
  public func paired(with night: Theme) -> Theme {
    var theme = self
    let colours: [WritableKeyPath<Theme, String>] = [
      \.background, \.ink, \.mutedInk, \.grid, \.axis, \.zone, \.highlight,
      \.others, \.mark,
    ]
    for path in colours {
      theme[keyPath: path] = PairedColour.text(
        day: self[keyPath: path], night: night[keyPath: path])
    }
    let lists: [WritableKeyPath<Theme, [String]>] = [
      \.diverging5, \.diverging7, \.sequential, \.series,
    ]
    for path in lists
    where self[keyPath: path].count == night[keyPath: path].count {
      theme[keyPath: path] = zip(self[keyPath: path], night[keyPath: path])
        .map { PairedColour.text(day: $0, night: $1) }
    }
    return theme
  }

  /// The ink that is dark on every fill, also where the page is dark.
  var darkInk: String {
    func dark(_ page: Shade, _ ink: String) -> String {
      page.luminance > 0.5 ? ink : "#111417"
    }
    let page = Colour(background)
    let pair = PairedColour(ink)
    guard pair != nil || page.night != nil else { return dark(page.day, ink) }
    return PairedColour.text(
      day: dark(page.day, pair?.day ?? ink),
      night: dark(page.night ?? page.day, pair?.night ?? ink))
  }
}
