import Foundation
import TestSupport
import Testing

@testable import SurveyCharts

/// Pairs and results from Sharma, Wu and Dalal (2005), table 1.
@Test(
  arguments: [
    ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425),
    ([50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0000),
    ([50, 2.5, 0], [73, 25, -18], 27.1492),
    ([50, 2.5, 0], [58, 24, 15], 19.4535),
    ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
  ] as [([Double], [Double], Double)])
func colourDifference(first: [Double], second: [Double], expected: Double) {
  let found = Lab(l: first[0], a: first[1], b: first[2])
    .difference(Lab(l: second[0], a: second[1], b: second[2]))
  #expect(abs(found - expected) < 5e-5)
}

private func smallestStep(_ palette: [String], _ eye: ColourVision) -> Double {
  zip(palette, palette.dropFirst()).map { eye.difference($0, $1) }.min() ?? 0
}

@Test(arguments: ColourVision.allCases)
func neighboursCanBeToldApart(eye: ColourVision) {
  let theme = Theme.light
  #expect(smallestStep(theme.diverging5, eye) >= 19.5)
  #expect(smallestStep(theme.diverging7, eye) >= 13)
  #expect(smallestStep(theme.sequential, eye) >= 5.5)
  let ends = [theme.diverging5, theme.diverging7]
  for palette in ends {
    #expect(eye.difference(palette[0], palette[palette.count - 1]) >= 38)
  }
  #expect(eye.difference(theme.highlight, theme.others) >= 30)
  #expect(eye.difference(theme.mark, theme.highlight) >= 30)
}

/// The check must find what it is there to find: red to green.
@Test func theCheckRefusesRedAndGreen() {
  let palette = ["#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641"]
  #expect(ColourVision.deutan.difference(palette[0], palette[4]) < 30)
  #expect(ColourVision.deutan.difference(palette[1], palette[3]) < 5)
}

@Test func textsContrastWithThePage() {
  let theme = Theme.light
  let page = Shade(theme.background)
  for ink in [
    theme.ink, theme.mutedInk, theme.highlight, theme.mark, theme.diverging5[0],
  ] {
    #expect(Shade(ink).contrast(with: page) >= 4.5, "\(ink)")
  }
  #expect(Shade(theme.mutedInk).contrast(with: Shade(theme.zone)) >= 4.5)
  #expect(
    Shade(theme.mark).contrast(with: Shade(theme.softened(theme.mark, 0.97)))
      >= 4.5)
  #expect(isClose(Shade("#ffffff").contrast(with: Shade("#000000")), 21))
}

@Test func textsContrastWithEveryFill() {
  let theme = Theme.light
  for fill in theme.diverging5 + theme.diverging7 {
    let colour = Colour(fill)
    #expect(
      colour.day.contrast(with: Shade(theme.inkOn(colour))) >= 4.5, "\(fill)")
  }
  for palette in [theme.sequential, theme.diverging7] {
    for step in 0...200 {
      let colour = theme.readable(
        .along(palette, at: Double(step) / 200))
      #expect(colour.day.contrast(with: Shade(theme.inkOn(colour))) >= 4.5)
    }
  }
}

@Test func sequentialColoursGetDarker() {
  let theme = Theme.light
  let light = (0...100).map {
    theme.readable(.along(theme.sequential, at: Double($0) / 100)).day.luminance
  }
  #expect(zip(light, light.dropFirst()).allSatisfy { $0 >= $1 - 0.012 })
}

@Test(arguments: 1...6, 1...6)
func everyLikertScaleHasDistinctReadableColours(bad: Int, good: Int) {
  let categories =
    (0..<bad).map { LikertChart.Category("b\($0)", .unfavourable) }
    + [.init("n", .neutral)]
    + (0..<good).map { LikertChart.Category("g\($0)", .favourable) }
  let chart = LikertChart(
    frame: Tongue.en.frame("x", "t", "s"), words: Tongue.en.words,
    categories: categories, rows: [], favourableLabel: "+",
    unfavourableLabel: "−")
  let colours = chart.colours(.light).map { Theme.light.readable($0) }
  #expect(Set(colours.map(\.hex)).count == categories.count)
  for (first, second) in zip(colours, colours.dropFirst()) {
    for eye in ColourVision.allCases {
      #expect(eye.difference(first.hex, second.hex) > 4)
    }
  }
}
