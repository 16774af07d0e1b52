import Testing

@testable import SurveyCharts

private func nodes(_ order: PathOrder) -> [[Int]] {
  order.layers.map { $0.compactMap(\.node) }
}

@Test func layersAreLongestPaths() {
  let order = PathOrder(
    count: 4, arrows: [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)])
  #expect(nodes(order) == [[0], [1], [2], [3]])
  // The arrow from 0 to 3 passes two layers.
  #expect(order.routes[4].count == 4)
}

@Test func barycentresUndoACrossing() {
  let order = PathOrder(count: 4, arrows: [(0, 3), (1, 2)])
  let layers = nodes(order)
  let left = layers[0]
  let right = layers[1]
  #expect(
    (left == [0, 1] && right == [3, 2]) || (left == [1, 0] && right == [2, 3]))
}

@Test func aCircleIsBrokenOnce() {
  let order = PathOrder(count: 3, arrows: [(0, 1), (1, 2), (2, 0)])
  #expect(nodes(order) == [[0], [1], [2]])
  #expect(order.routes.filter(\.isEmpty).count == 1)
}

/// An indicator of one construct hangs below it; one that something else
/// points to stands among the others.
@Test func indicatorsHangBelowTheirConstruct() {
  let chart = GalleryModels.path(.en)
  let layout = PathLayout(chart: chart, theme: .light, width: 720)
  #expect(layout.places.count == 5)
  #expect(layout.places.map(\.indicators.count) == [2, 0, 0, 2, 0])
}

@Test func theCheckNamesThePair() {
  var theme = Theme.light
  theme.ink = "#cccccc"
  let check = PaletteCheck(
    theme: theme, replaced: ["ink"],
    palettes: [
      "series": ["#d7191c", "#1a9641"], "sequential": theme.sequential,
    ])
  let found = check.problems
  #expect(found.map(\.key) == ["ink", "series"] || found.map(\.key) == ["ink"])
  #expect(found[0].sentence.hasPrefix("#cccccc on #ffffff has a contrast"))
  let greens = PaletteCheck(
    theme: .light, replaced: [], palettes: ["series": ["#8a8a00", "#a67c00"]]
  ).problems
  #expect(greens.contains { $0.sentence.contains("look alike") })
  #expect(
    PaletteCheck(
      theme: .light, replaced: Set(["ink", "highlight", "mark", "zone"]),
      palettes: [
        "series": Theme.light.series, "diverging5": Theme.light.diverging5,
        "diverging7": Theme.light.diverging7,
        "sequential": Theme.light.sequential,
      ]
    ).problems.filter { $0.key != "series" }.isEmpty)
}
