import Foundation
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

extension Gallery {
  /// Figures that are half as wide, as in two columns or on a telephone.
  static func narrow(_ tongue: Tongue) -> [(String, any Chart)] {
    [
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
  }

  /// Every kind with long names, a huge number, missing ones and equal ones.
  static func nasty(_ tongue: Tongue) -> [(String, any Chart)] {
    let name = tongue(
      "承办单位在办理过程中主动联系代表并听取意见建议的情况（含走访、电话和线上）",
      "How the unit in charge called on the deputies and heard their opinions")
    var names: [String: Int] = [:]
    return nastyCharts(
      text: name, value: 1_234_567.891, rows: 5, tongue: tongue
    ).map { chart in
      let kind = "\(type(of: chart))".lowercased()
      let count = (names[kind] ?? 0) + 1
      names[kind] = count
      var chart = chart
      let id = "nasty-\(kind)" + (count > 1 ? "-\(count)" : "")
      chart.frame = tongue.frame(id, chart.frame.title, name)
      return (id, chart)
    }
  }
}

@Test(arguments: Tongue.allCases)
func narrowFiguresAreAsRecorded(tongue: Tongue) {
  for (name, chart) in Gallery.narrow(tongue) {
    let svg = chart.svg(theme: .light, width: 440)
    let path = "charts/\(name).\(tongue.rawValue).svg"
    #expect(goldenDifference(svg, path) == nil)
  }
}

@Test(arguments: Tongue.allCases)
func nastyFiguresAreAsRecorded(tongue: Tongue) {
  for (name, chart) in Gallery.nasty(tongue) {
    #expect(problems(chart.svg(), id: chart.frame.id) == [])
    let path = "charts/\(name).\(tongue.rawValue).svg"
    #expect(goldenDifference(chart.svg(), path) == nil)
  }
}

/// One page with all figures, to look at them in a browser.
private let galleryPage: String = {
  let both = Tongue.allCases.map(\.rawValue)
  let themed = Gallery.themed.flatMap { name, _ in
    ["dark", "print"].map { "\(name)-\($0)" }
  }
  let sections: [(String, [String], [String])] = [
    ("Every kind", Gallery.charts(.zh).map(\.0), both),
    ("Nasty inputs", Gallery.nasty(.zh).map(\.0), both),
    ("Narrow", Gallery.narrow(.zh).map(\.0), both),
    ("Dark and print", themed, ["zh"]),
  ]
  var page = """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Charts</title></head>
    <body style="margin: 16px; background: #ddd; font-family: sans-serif">
    <h1>Charts</h1>
    <p>All data are made up. <a href="../tables/index.html">Tables</a></p>

    """
  for (title, names, languages) in sections {
    page += "<h2>\(title)</h2>\n"
    for name in names {
      page += "<h3>\(name)</h3>\n"
      for language in languages {
        page +=
          "<img src=\"\(name).\(language).svg\" alt=\"\(name)\">\n"
      }
    }
  }
  page += "</body>\n</html>\n"
  return page
}()

@Test func theGalleryPageIsAsRecorded() {
  #expect(goldenDifference(galleryPage, "charts/index.html") == nil)
}

/// No figure that is recorded is missing on the page.
@Test func theGalleryPageShowsEveryRecordedFigure() throws {
  let folder = Fixture.package.appending(path: "Tests/Golden/charts")
  let files = try FileManager.default.contentsOfDirectory(
    atPath: folder.path())
  for file in files
  where file.hasSuffix(".svg") && !file.contains("-changed") {
    #expect(galleryPage.contains("\"\(file)\""), "\(file)")
  }
}
