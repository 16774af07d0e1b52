/// A kind of file that a run may write.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// The report, a page a table, and the cards.
  case html
  /// The notebook, with the charts and tables that it reads.
  case notebook
  /// Charts and tables as drawings.
  case svg
  /// Tables in Markdown.
  case markdown
  /// Tables for programs: one line a cell, every digit.
  case csv
  /// Tables for spreadsheets, as they are shown.
  case csvShown = "csv-shown"
  /// One workbook with all tables.
  case xlsx
  /// Tables for LaTeX documents.
  case latex
  /// Tables in plain text.
  case text
  /// Charts as pixels.
  case png
  /// Charts as pages.
  case pdf

  /// What is written when nobody chooses.
  public static let standard: Set<ReportFormat> = [
    .html, .notebook, .svg, .markdown, .csv, .xlsx,
  ]
}

/// A picture that a chart is turned into.
public enum PictureFormat: String, CaseIterable, Hashable, Sendable {
  /// Pixels, two for each of the drawing's.
  case png
  /// One page with lines and letters.
  case pdf
}
