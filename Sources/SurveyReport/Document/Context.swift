import SurveyCharts
import SurveyData
import SurveyTables

/// What every figure, table and page of one language has in common.
struct Context: Sendable {
  /// The language.
  let language: Language
  /// The words of the language.
  private(set) var words: Words
  /// The names of the files.
  let files: FileNames
  /// The languages of the report.
  let languages: [Language]
  /// The mark of made-up data.
  let mark: String?
  /// The source line.
  let source: String?
  /// The version of the program.
  let version: String
  /// How charts look.
  let theme: Theme
  /// How they look in pages, also where the reader's screen is dark; an
  /// office's own look stays as it is.
  let pageTheme: Theme
  /// The units that a page can show in all its charts and tables.
  var units = Units()
  /// Notes that every chart has.
  var chartNotes: [String] = []

  /// The context with words for `result`, which may have grades of its own.
  func naming(gradesOf result: AnalysisResult) -> Context {
    var context = self
    let grades = result.conventions.first { $0.name == "grades" }?.items ?? []
    context.words.grades =
      grades.count > 3 ? grades.map { $0[language] } : nil
    return context
  }

  /// Creates the context of `language` in `input`.
  init(_ language: Language, _ input: ReportInput) {
    self.language = language
    let words = Words(language)
    self.words = words
    languages = input.languages.isEmpty ? [.chinese] : input.languages
    files = FileNames(language, in: languages)
    mark = input.isMadeUp ? words.madeUp : nil
    source = input.source.flatMap {
      $0[language].isEmpty ? nil : words.source($0[language])
    }
    version = input.version
    theme = input.theme.theme
    pageTheme =
      input.theme == ReportTheme() ? theme.paired(with: .dark) : theme
  }

  /// A text in the language, `nil` when there is none.
  func text(_ text: LocalizedText?) -> String? {
    guard let text = text?[language], !text.isEmpty else { return nil }
    return text
  }

  /// A label, or the name when there is none.
  func label(_ label: LocalizedText?, _ name: String) -> String {
    text(label) ?? name
  }

  /// The name of one group by one variable. A bare number says nothing by
  /// itself: without a label the title of its variable stands before it, as in
  /// `Session 1`, unless it is a question rather than a name.
  func label(_ term: GroupTerm) -> String {
    let label = label(term.label, term.value)
    let isNumber =
      !term.value.isEmpty
      && term.value.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    guard isNumber, label == term.value else { return label }
    let title = self.label(term.variableLabel, term.variable)
    guard title.count <= 24 else { return label }
    // No blank stands between Chinese characters and digits.
    let isHan = title.unicodeScalars.last.map { $0.value >= 0x2E80 } ?? false
    return isHan ? title + label : "\(title) \(label)"
  }

  /// The texts around a chart.
  func frame(
    _ id: String, title: String, subtitle: [String?] = [],
    notes: [String?] = []
  ) -> ChartFrame {
    let parts = subtitle.compactMap { $0 }.filter { !$0.isEmpty }
    var frame = ChartFrame(
      id: id, language: language.rawValue, title: title,
      subtitle: parts.isEmpty
        ? nil : parts.joined(separator: words.say("；", "; ")),
      notes: (notes.compactMap { $0 } + chartNotes).filter { !$0.isEmpty },
      source: source, mark: mark)
    frame.theme = theme
    return frame
  }

  /// A table with the texts that all tables share.
  func table(
    _ id: String, title: String, subtitle: String? = nil,
    stub: String, columns: [ColumnNode], rows: [RowNode],
    notes: [String?] = []
  ) -> TableModel {
    TableModel(
      id: "tab-\(id)", language: language.rawValue, title: title,
      subtitle: subtitle, stubHeading: stub, columns: columns, rows: rows,
      notes: notes.compactMap { $0 }.filter { !$0.isEmpty }, source: source,
      mark: mark, words: words.tableWords)
  }
}
