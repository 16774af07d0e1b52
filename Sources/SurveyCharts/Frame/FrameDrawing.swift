import SVG

/// Puts title, subtitle, mark, notes and source around a chart.
struct FrameDrawing {
  var chart: any Chart
  var theme: Theme
  var width: Double

  var text: String {
    let body = chart.body(theme: theme, width: width)
    return SVGDocument(
      id: chart.frame.id, language: chart.frame.language,
      title: chart.frame.title, description: "",
      fontFamily: theme.fontFamily, background: theme.background,
      width: body.width, height: body.height, content: body.elements
    ).text
  }
}
