import SurveyCharts
import SurveyData

/// How the figures of one result are drawn outside of a report.
public struct ResultChartRequest: Sendable {
  /// Whether the data are made up, which is then said.
  public var isMadeUp: Bool
  /// Who made the data.
  public var source: LocalizedText?
  /// The language.
  public var language: Language
  /// How it looks.
  public var theme: ReportTheme
  /// The width in pixels, at least 320.
  public var width = 760.0
  /// What the figure says, in place of its own headline.
  public var title: String?

  /// Creates a request.
  public init(
    isMadeUp: Bool, source: LocalizedText? = nil, language: Language,
    theme: ReportTheme
  ) {
    self.source = source
    self.isMadeUp = isMadeUp
    self.language = language
    self.theme = theme
  }

  fileprivate func figures(of result: AnalysisResult) -> [Figure] {
    var input = ReportInput(
      id: result.id, title: LocalizedText(result.id), languages: [language],
      isMadeUp: isMadeUp, source: source, version: "", sections: [])
    input.theme = theme
    return ResultView(
      result, name: uniqueSlugs([result.id])[0],
      context: Context(language, input)
    ).figures
  }
}

/// The headlines of the figures of a result, in order.
public func figureTitles(
  of result: AnalysisResult, _ request: ResultChartRequest
) -> [String] {
  request.figures(of: result).map(\.title)
}

/// One figure of a result as an SVG file; `nil` where there is none.
public func renderFigure(
  _ place: Int, of result: AnalysisResult, _ request: ResultChartRequest
) -> String? {
  let figures = request.figures(of: result)
  guard figures.indices.contains(place) else { return nil }
  let figure = request.title.map(figures[place].titled) ?? figures[place]
  return figure.chart.svg(theme: request.theme.theme, width: request.width)
}
