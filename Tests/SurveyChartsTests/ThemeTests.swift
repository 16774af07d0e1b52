import SVG
import TestSupport
import Testing

@testable import SurveyCharts

private let themes: [(String, Theme)] = [
  ("light", .light), ("dark", .dark), ("print", .print),
]

@Test func textsContrastWithThePageInEveryTheme() {
  for (name, theme) in themes {
    let page = Colour(theme.background)
    let inks: [String] = [
      theme.ink, theme.mutedInk, theme.mark, theme.highlight,
    ]
    for ink in inks {
      let contrast = Colour(ink).contrast(with: page)
      #expect(contrast >= 4.5, "\(name) \(ink)")
    }
    for colour in theme.series {
      let contrast = Colour(colour).contrast(with: page)
      #expect(contrast >= 3, "\(name) \(colour)")
    }
    let zone = Colour(theme.mutedInk).contrast(with: Colour(theme.zone))
    #expect(zone >= 4.5, "\(name)")
    let badge = Colour(theme.softened(theme.mark, 0.97))
    #expect(Colour(theme.mark).contrast(with: badge) >= 4.5, "\(name)")
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
        let contrast = colour.contrast(with: Colour(theme.inkOn(colour)))
        #expect(contrast >= 4.5, "\(name) \(colour.hex)")
      }
    }
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
  let page = Colour(Theme.print.background)
  for colour in Theme.print.series {
    #expect(Colour(colour).red == Colour(colour).blue)
    #expect(Colour(colour).contrast(with: page) >= 3)
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
