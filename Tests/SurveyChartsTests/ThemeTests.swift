import SVG
import TestSupport
import Testing

@testable import SurveyCharts

private let themes: [(String, Theme)] = [
  ("light", .light), ("dark", .dark), ("print", .print),
]

@Test func textsContrastWithThePageInEveryTheme() {
  for (name, theme) in themes {
    let page = Shade(theme.background)
    let inks: [String] = [
      theme.ink, theme.mutedInk, theme.mark, theme.highlight,
    ]
    for ink in inks {
      let contrast = Shade(ink).contrast(with: page)
      #expect(contrast >= 4.5, "\(name) \(ink)")
    }
    for colour in theme.series {
      let contrast = Shade(colour).contrast(with: page)
      #expect(contrast >= 3, "\(name) \(colour)")
    }
    let zone = Shade(theme.mutedInk).contrast(with: Shade(theme.zone))
    #expect(zone >= 4.5, "\(name)")
    let badge = Shade(theme.softened(theme.mark, 0.97))
    #expect(Shade(theme.mark).contrast(with: badge) >= 4.5, "\(name)")
  }
}

@Test func textsContrastWithEveryFillInEveryTheme() {
  for (name, theme) in themes {
    let palettes: [[String]] = [
      theme.sequential, theme.diverging7, theme.diverging5, theme.series,
    ]
    for palette in palettes {
      for step in 0...100 {
        let colour = theme.readable(.along(palette, at: Double(step) / 100))
        let contrast = colour.day.contrast(
          with: Shade(theme.inkOn(colour)))
        #expect(contrast >= 4.5, "\(name) \(colour.hex)")
      }
    }
  }
}

/// A page shows a chart once for light and dark readers; both have to get what
/// they would get from a drawing in one theme.
@Test func pairedDrawingsHoldTheColoursOfBothThemes() {
  let theme = Theme.light.paired(with: .dark)
  let charts: [any Chart] = [
    GalleryPlanes.funnel(.zh, isWide: true),
    GalleryTrends.waves(.zh),
    GalleryLikert.service(.zh, .aside, id: "likert"),
    GalleryModels.path(.zh),
    GalleryModels.dumbbell(.zh),
  ]
  for chart in charts {
    let pair = chart.drawing(theme: theme, width: 760)
    let light = chart.drawing(theme: .light, width: 760)
    let dark = chart.drawing(theme: .dark, width: 760)
    #expect(plainSide(of: pair.root, \.day) == light.root)
    #expect(plainSide(of: pair.root, \.night) == dark.root)
    // A file has the light side.
    #expect(pair.text == light.text)
  }
}

/// A drawing with one of the two colours of each pair.
private func plainSide(
  of element: SVGElement, _ side: (PairedColour) -> String
) -> SVGElement {
  var plain = element
  for attribute in element.attributes {
    guard let pair = PairedColour(attribute.value) else { continue }
    plain[attribute.name] = side(pair)
  }
  plain.children = element.children.map { child in
    guard case .element(let part) = child else { return child }
    return .element(plainSide(of: part, side))
  }
  return plain
}

@Test func paletteColoursArePairedStepByStep() {
  let theme = Theme.light.paired(with: .dark)
  for step in 0...40 {
    let place = Double(step) / 40
    func fill(_ theme: Theme) -> Colour {
      theme.readable(.along(theme.diverging7, at: place))
    }
    let (day, night) = (fill(.light), fill(.dark))
    #expect(
      fill(theme).hex == PairedColour.text(day: day.hex, night: night.hex))
    #expect(
      theme.inkOn(fill(theme))
        == PairedColour.text(
          day: Theme.light.inkOn(day), night: Theme.dark.inkOn(night)))
  }
}

/// Colour-blind readers too; greys look the same to everybody.
@Test(arguments: ColourVision.allCases)
func seriesOfScreensCanBeToldApart(eye: ColourVision) {
  for theme in [Theme.light, .dark] {
    for (index, colour) in theme.series.prefix(3).enumerated() {
      for other in theme.series.prefix(index) {
        #expect(eye.difference(colour, other) >= 11, "\(colour) \(other)")
      }
    }
  }
}

/// On paper without colour the lightness of neighbours has to differ.
@Test func greysCanBeToldApart() {
  for palette in [Theme.print.sequential, Theme.print.diverging5] {
    for (first, second) in zip(palette, palette.dropFirst()) {
      let step = ColourVision.normal.difference(first, second)
      #expect(step >= 5.5, "\(first) \(second)")
    }
  }
  let page = Shade(Theme.print.background)
  for colour in Theme.print.series {
    #expect(Shade(colour).red == Shade(colour).blue)
    #expect(Shade(colour).contrast(with: page) >= 3)
  }
}

extension Gallery {
  /// Figures that are drawn in every theme.
  static let themed: [(String, any Chart)] = [
    ("funnel", GalleryPlanes.funnel(.zh, isWide: true)),
    ("trend", GalleryTrends.waves(.zh)),
    ("likert", GalleryLikert.service(.zh, .aside, id: "likert")),
    ("path", GalleryModels.path(.zh)),
    ("dumbbell", GalleryModels.dumbbell(.zh)),
    ("box", GalleryModels.box(.zh)),
    ("cdf", GalleryModels.cumulative(.zh, count: 4)),
    ("multiples", GalleryModels.multiples(.zh, mark: .bars)),
    ("fit", GalleryModels.fit(.zh)),
  ]
}

@Test func figuresOfEveryThemeAreAsRecorded() {
  for (name, theme) in themes.dropFirst() {
    for (chart, drawn) in Gallery.themed {
      let svg = drawn.svg(theme: theme, width: 760)
      #expect(problems(svg, id: drawn.frame.id) == [])
      #expect(
        goldenDifference(svg, "charts/\(chart)-\(name).zh.svg") == nil)
    }
  }
}
