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
  ]
  for (name, chart) in charts {
    let svg = chart.svg(theme: .light, width: 440)
    let path = "charts/\(name).\(tongue.rawValue).svg"
    #expect(goldenDifference(svg, path) == nil)
  }
}
