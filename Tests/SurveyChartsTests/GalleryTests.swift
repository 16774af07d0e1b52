import SurveyCharts
import TestSupport
import Testing

/// All figures of the gallery by file name.
enum Gallery {
  static func charts(_ tongue: Tongue) -> [(String, any Chart)] {
    [
      (
        "likert-aside",
        GalleryLikert.service(tongue, .aside, id: "likert-aside")
      ),
      (
        "likert-split",
        GalleryLikert.service(tongue, .split, id: "likert-split")
      ),
      (
        "likert-stacked",
        GalleryLikert.service(tongue, .stacked100, id: "likert-stacked")
      ),
      ("likert-ceiling", GalleryLikert.ceiling(tongue)),
      ("dots-districts", GalleryDots.districts(tongue)),
      ("dots-sections", GalleryDots.sections(tongue)),
      ("dots-differences", GalleryDots.differences(tongue)),
      ("dots-long", GalleryDots.longNames(tongue)),
      ("league", GalleryCases.league(tongue, ranks: true)),
      ("league-unranked", GalleryCases.league(tongue, ranks: false)),
      ("heat", GalleryCases.heat(tongue)),
      ("heat-wide", GalleryCases.heat(tongue, columns: 16)),
      ("heat-upright", GalleryCases.heat(tongue, columns: 30)),
      ("heat-diverging", GalleryCases.diverging(tongue)),
      ("profile", GalleryCases.profile(tongue)),
      ("histogram", GalleryHistograms.durations(tongue)),
      ("histogram-strings", GalleryHistograms.strings(tongue)),
    ] + further(tongue) + GalleryModels.charts(tongue)
  }

  private static func further(_ tongue: Tongue) -> [(String, any Chart)] {
    [
      ("funnel", GalleryPlanes.funnel(tongue, isWide: false)),
      ("funnel-log", GalleryPlanes.funnel(tongue, isWide: true)),
      ("quadrants", GalleryPlanes.priorities(tongue)),
      ("kano", GalleryPlanes.kano(tongue)),
      ("scatter", GalleryPlanes.crowd(tongue)),
      ("ranks", GalleryRows.ranks(tongue, count: 16)),
      ("ranks-many", GalleryRows.ranks(tongue, count: 60)),
      ("bars", GalleryRows.bars(tongue)),
      ("bars-grouped", GalleryRows.grouped(tongue)),
      ("bars-stacked", GalleryRows.stacked(tongue)),
      ("bars-sums", GalleryRows.contributions(tongue)),
      ("stars", GalleryRows.stars(tongue)),
      ("waterfall", GalleryRows.waterfall(tongue, isPartial: false)),
      ("waterfall-partial", GalleryRows.waterfall(tongue, isPartial: true)),
      ("tree", GalleryRows.tree(tongue)),
      ("trend", GalleryTrends.waves(tongue)),
      ("trend-months", GalleryTrends.months(tongue)),
      ("trend-panels", GalleryTrends.districts(tongue)),
      ("control", GalleryTrends.control(tongue, isRun: false)),
      ("run", GalleryTrends.control(tongue, isRun: true)),
    ]
  }
}

@Test(arguments: Tongue.allCases)
func galleryIsAsRecorded(tongue: Tongue) {
  for (name, chart) in Gallery.charts(tongue) {
    #expect(problems(chart.svg(), id: chart.frame.id) == [])
    let path = "charts/\(name).\(tongue.rawValue).svg"
    #expect(goldenDifference(chart.svg(), path) == nil)
  }
}

/// Figures that are half as wide, as in two columns or on a telephone.
@Test(arguments: Tongue.allCases)
func narrowFiguresAreAsRecorded(tongue: Tongue) {
  let charts: [(String, any Chart)] = [
    ("likert-narrow", GalleryLikert.service(tongue, .aside, id: "likert-n")),
    ("dots-narrow", GalleryDots.districts(tongue)),
    ("profile-narrow", GalleryCases.profile(tongue)),
    ("league-narrow", GalleryCases.league(tongue, ranks: true)),
    ("histogram-narrow", GalleryHistograms.durations(tongue)),
    ("funnel-narrow", GalleryPlanes.funnel(tongue, isWide: true)),
    ("quadrants-narrow", GalleryPlanes.priorities(tongue)),
    ("ranks-narrow", GalleryRows.ranks(tongue, count: 16)),
    ("bars-grouped-narrow", GalleryRows.grouped(tongue)),
    ("stars-narrow", GalleryRows.stars(tongue)),
    ("waterfall-narrow", GalleryRows.waterfall(tongue, isPartial: false)),
    ("tree-narrow", GalleryRows.tree(tongue)),
    ("trend-narrow", GalleryTrends.waves(tongue)),
    ("path-narrow", GalleryModels.path(tongue)),
    ("dumbbell-narrow", GalleryModels.dumbbell(tongue, isNasty: true)),
    ("box-narrow", GalleryModels.box(tongue)),
    ("cdf-narrow", GalleryModels.cumulative(tongue, count: 4)),
    ("multiples-narrow", GalleryModels.multiples(tongue, mark: .line)),
  ]
  for (name, chart) in charts {
    let svg = chart.svg(theme: .light, width: 440)
    let path = "charts/\(name).\(tongue.rawValue).svg"
    #expect(goldenDifference(svg, path) == nil)
  }
}

/// One page with all figures, to look at them in a browser.
@Test func theGalleryPageIsAsRecorded() {
  var page = """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Charts</title></head>
    <body style="margin: 16px; background: #ddd; font-family: sans-serif">
    <h1>Charts</h1>
    <p>All data are made up.</p>

    """
  for (name, _) in Gallery.charts(.zh) {
    page += "<h2>\(name)</h2>\n"
    for tongue in Tongue.allCases {
      page +=
        "<img src=\"\(name).\(tongue.rawValue).svg\" alt=\"\(name)\">\n"
    }
  }
  page += "</body>\n</html>\n"
  #expect(goldenDifference(page, "charts/index.html") == nil)
}
