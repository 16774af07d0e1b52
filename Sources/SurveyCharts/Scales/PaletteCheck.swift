import SVG

/// Looks for colours of a theme that some readers cannot read or tell apart.
///
/// Texts need a contrast of 4.5:1 with what they stand on and lines 3:1 (WCAG
/// 2). Series have to differ by 8 in CIEDE2000 for every kind of colour
/// vision, neighbours in a scale by 4, and both ends of a diverging scale by
/// 20.
public struct PaletteCheck {
  /// Two colours that are too near to one another.
  public struct Problem: Sendable {
    /// The key of the theme that it is about.
    public var key: String
    /// What is wrong, in English.
    public var sentence: String
    /// The same in Chinese.
    public var chinese: String
  }

  private let theme: Theme
  private let replaced: Set<String>
  private let palettes: [String: [String]]

  /// Checks the colours and lists that are named as replaced.
  public init(
    theme: Theme, replaced: Set<String>, palettes: [String: [String]]
  ) {
    self.theme = theme
    self.replaced = replaced
    self.palettes = palettes
  }

  /// One sentence for each pair, with the key that it is about.
  public var problems: [Problem] {
    texts + lines + marks + lists
  }

  private func contrast(
    _ key: String, _ colour: String, on ground: String, least: Double
  ) -> [Problem] {
    let found = Shade(colour).contrast(with: Shade(ground))
    guard found < least else { return [] }
    let style = NumberStyle.decimal(1)
    return [
      Problem(
        key: key,
        sentence: "\(colour) on \(ground) has a contrast of"
          + " \(style.text(found)):1,"
          + " and \(style.text(least)):1 is needed to read it",
        chinese: "\(ground)上的\(colour)对比度为\(style.text(found)):1，"
          + "须达到\(style.text(least)):1才能看清")
    ]
  }

  private var texts: [Problem] {
    let inks = [
      ("ink", theme.ink), ("muted-ink", theme.mutedInk), ("mark", theme.mark),
      ("highlight", theme.highlight),
    ]
    return inks.filter {
      replaced.contains($0.0) || replaced.contains("background")
    }
    .flatMap { contrast($0.0, $0.1, on: theme.background, least: 4.5) }
      + (replaced.contains("zone") || replaced.contains("muted-ink")
        ? contrast("zone", theme.mutedInk, on: theme.zone, least: 4.5) : [])
  }

  private var lines: [Problem] {
    (palettes["series"] ?? []).flatMap {
      contrast("series", $0, on: theme.background, least: 3)
    }
  }

  private func apart(
    _ key: String, _ first: String, _ second: String, least: Double
  ) -> [Problem] {
    let worst = ColourVision.allCases.map {
      (eye: $0, distance: $0.difference(first, second))
    }.min { $0.distance < $1.distance }
    guard let worst, worst.distance < least else { return [] }
    let style = NumberStyle.decimal(1)
    return [
      Problem(
        key: key,
        sentence: "\(first) and \(second) look alike to readers"
          + " \(worst.eye.name)"
          + " (difference \(style.text(worst.distance)), at least"
          + " \(style.text(least)) is needed)",
        chinese: "\(worst.eye.chineseName)难以区分\(first)与\(second)"
          + "（色差\(style.text(worst.distance))，至少须为"
          + "\(style.text(least))）")
    ]
  }

  private var marks: [Problem] {
    guard !replaced.isDisjoint(with: ["highlight", "others", "mark"]) else {
      return []
    }
    return apart("highlight", theme.highlight, theme.others, least: 15)
      + apart("mark", theme.mark, theme.highlight, least: 12)
  }

  private var lists: [Problem] {
    var found: [Problem] = []
    for (key, colours) in palettes.sorted(by: { $0.key < $1.key }) {
      if key == "series" {
        for (index, colour) in colours.enumerated() {
          for other in colours[..<index] {
            found += apart(key, other, colour, least: 8)
          }
        }
        continue
      }
      for (first, second) in zip(colours, colours.dropFirst()) {
        found += apart(key, first, second, least: 4)
      }
      if key.hasPrefix("diverging"), let first = colours.first,
        let last = colours.last
      {
        found += apart(key, first, last, least: 20)
      }
    }
    return found
  }
}

extension ColourVision {
  /// Who sees like that, after the word `readers`.
  var name: String {
    switch self {
    case .normal: "with any colour vision"
    case .protan: "without red cones (protanopia)"
    case .deutan: "without green cones (deuteranopia)"
    case .tritan: "without blue cones (tritanopia)"
    }
  }

  /// Who sees like that, in Chinese.
  var chineseName: String {
    switch self {
    case .normal: "色觉正常的读者"
    case .protan: "红色盲读者"
    case .deutan: "绿色盲读者"
    case .tritan: "蓝色盲读者"
    }
  }
}
