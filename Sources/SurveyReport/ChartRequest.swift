import SurveyCharts
import SurveyData

/// One chart on its own, outside of a report.
public struct ChartRequest: Sendable {
  /// How a chart looks.
  public enum Look: String, Sendable, CaseIterable {
    /// Dark on white.
    case light
    /// Light on dark grey.
    case dark
    /// Greys on white.
    case print

    var theme: Theme {
      switch self {
      case .light: .light
      case .dark: .dark
      case .print: .print
      }
    }
  }

  /// The numbers, with the figure that they ask for. Its title is that of the
  /// chart, its notes stand below it.
  public var table: StatisticsTable
  /// A line below the title.
  public var subtitle: LocalizedText?
  /// Who made the data.
  public var source: LocalizedText?
  /// Whether the data are made up, which is then said.
  public var isMadeUp: Bool
  /// The language.
  public var language: Language
  /// How it looks.
  public var look: Look
  /// The width in pixels, at least 320.
  public var width: Double
  /// The office's own look, which then takes the place of `look`.
  public var theme: ReportTheme?

  /// Creates a request.
  public init(
    table: StatisticsTable, subtitle: LocalizedText? = nil,
    source: LocalizedText? = nil, isMadeUp: Bool = false, language: Language,
    look: Look = .light, width: Double = 760,
    theme: ReportTheme? = nil
  ) {
    self.theme = theme
    self.table = table
    self.subtitle = subtitle
    self.source = source
    self.isMadeUp = isMadeUp
    self.language = language
    self.look = look
    self.width = width
  }
}

/// Returns the chart as an SVG file; `nil` when the table asks for none or has
/// too few numbers for it.
public func renderChart(_ request: ChartRequest) -> String? {
  let input = ReportInput(
    id: "chart", title: request.table.title, languages: [request.language],
    isMadeUp: request.isMadeUp, source: request.source, version: "",
    sections: [])
  var context = Context(request.language, input)
  context.chartNotes = request.table.notes.map { $0[request.language] }
  let unknown = request.table.rowsLeftOut
  if !unknown.isEmpty {
    context.chartNotes.append(
      context.words.leftOut(unknown.map { $0.label[request.language] }))
  }
  let result = AnalysisResult(
    id: "chart", kind: "chart", title: request.subtitle,
    provenance: Provenance(sources: []), conventions: [], estimates: [])
  let view = StatisticsTableView(
    statistics: [request.table], result: result, context: context,
    name: "chart")
  return view.figures().first?.chart.svg(
    theme: request.theme?.theme ?? request.look.theme, width: request.width)
}
