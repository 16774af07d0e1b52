import SurveyData

/// Where each file of a report goes.
///
/// The files of the first language have plain names, those of the others
/// carry the language before their ending.
struct FileNames: Sendable {
  /// What stands between name and ending: nothing, or such as `.en`.
  let suffix: String

  /// Creates the names for `language` in a report with `languages`.
  init(_ language: Language, in languages: [Language]) {
    suffix = language == languages.first ? "" : ".\(language.rawValue)"
  }

  /// The report.
  var report: String { "report\(suffix).html" }

  /// The notebook.
  var notebook: String { "report\(suffix).ipynb" }

  /// The workbook.
  var workbook: String { "report\(suffix).xlsx" }

  /// The index over the cards.
  var cardIndex: String { "cards/index\(suffix).html" }

  /// The page about the quality of the data set `name`.
  func quality(_ name: String) -> String { "quality/\(name)\(suffix).html" }

  /// The chart with `name`, written with `ending`.
  func chart(_ name: String, _ ending: String = "svg") -> String {
    "charts/\(name)\(suffix).\(ending)"
  }

  /// The numbers of a chart that has too many for the page.
  func chartData(_ name: String) -> String { "charts/\(name)\(suffix).csv" }

  /// The sheet of all cards.
  var cardSheet: String { "cards/sheet\(suffix).html" }

  /// The table with `name`, written with `ending`.
  func table(_ name: String, _ ending: String) -> String {
    "tables/\(name)\(suffix).\(ending)"
  }

  /// The card with `name`.
  func card(_ name: String) -> String { "cards/\(name)\(suffix).html" }
}
