import Diagnostics
import SurveyData

/// Everything that a report is made from.
///
/// A report shows what it is given: it reads no file, has no clock and knows
/// no path, so that the same input gives the same bytes.
public struct ReportInput: Sendable {
  /// The name of the study, used in identifiers.
  public var id: String
  /// The title of the report.
  public var title: LocalizedText
  /// A line below the title.
  public var subtitle: LocalizedText?
  /// The languages to write, the first one under plain file names.
  public var languages: [Language]
  /// Whether the data are made up, which is then said on everything.
  public var isMadeUp: Bool
  /// Who made the data, printed below charts and tables.
  public var source: LocalizedText?
  /// The version of the program.
  public var version: String
  /// The parts of the report in order.
  public var sections: [ReportSection]
  /// The files that were read.
  public var sources: [DataSource]
  /// How the tables of data sets were made from the files.
  public var preparations: [PreparedData] = []
  /// What became of the records of each data set; the items are its columns.
  public var funnels: [RowFunnel] = []
  /// What was found while the files were read and the analyses run.
  public var findings: [Diagnostic]
  /// The report cards to write, if any.
  public var cards: CardRequest?
  /// How charts look.
  public var theme = ReportTheme()
  /// The data sets that have a page about the quality of their answers.
  public var qualityPages: [String] = []
  /// Which files are written.
  public var formats = ReportFormat.standard

  /// Creates an input.
  public init(
    id: String, title: LocalizedText, subtitle: LocalizedText? = nil,
    languages: [Language] = [.chinese, .english], isMadeUp: Bool = false,
    source: LocalizedText? = nil, version: String,
    sections: [ReportSection], sources: [DataSource] = [],
    findings: [Diagnostic] = [], cards: CardRequest? = nil
  ) {
    self.id = id
    self.title = title
    self.subtitle = subtitle
    self.languages = languages
    self.isMadeUp = isMadeUp
    self.source = source
    self.version = version
    self.sections = sections
    self.sources = sources
    self.findings = findings
    self.cards = cards
  }
}

/// How the table of a data set was made.
public struct PreparedData: Sendable {
  /// The name of the data set.
  public var name: String
  /// What was put together.
  public var combining: [CombiningReport]
  /// What the recipe did.
  public var recipe: RecipeLog

  /// Creates a description.
  public init(
    name: String, combining: [CombiningReport], recipe: RecipeLog
  ) {
    self.name = name
    self.combining = combining
    self.recipe = recipe
  }
}

/// One part of a report: a heading, the author's text and results.
public struct ReportSection: Sendable {
  /// The name of the section in the study, used in anchors.
  public var id: String
  /// The heading.
  public var title: LocalizedText?
  /// The author's words; an empty line starts a new paragraph.
  public var text: LocalizedText?
  /// The results to show, in order.
  public var results: [Released<AnalysisResult>]

  /// Creates a section.
  public init(
    id: String, title: LocalizedText? = nil, text: LocalizedText? = nil,
    results: [Released<AnalysisResult>]
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.results = results
  }
}

/// Asks for one report card for each case of an evaluation.
public struct CardRequest: Sendable {
  /// The result of an evaluation; any other kind gives no cards.
  public var result: Released<AnalysisResult>
  /// The name of a card's file without its ending; `{case_id}` and
  /// `{case_title}` stand for the case.
  public var namePattern: String

  /// Creates a request.
  public init(
    result: Released<AnalysisResult>, namePattern: String = "{case_id}"
  ) {
    self.result = result
    self.namePattern = namePattern
  }
}
