import Diagnostics
import SurveyData

/// Returns every file of a report, ordered by path.
///
/// For each language these are `report.html` and `report.ipynb`, the charts
/// in `charts/`, the tables in `tables/` (HTML, Markdown, CSV and SVG), and
/// when cards are asked for `cards/index.html` and one page for each case.
/// The first language has plain names; another one carries its code, as in
/// `report.en.html`. A result that stands in several sections is written
/// once. Without any language the report is written in Chinese.
public func renderReport(_ input: ReportInput) -> [OutputFile] {
  []
}

/// Returns what a report cannot do as asked: a name pattern with an unknown
/// placeholder, or cards for a result that is not an evaluation.
public func checkReport(_ input: ReportInput) -> [Diagnostic] {
  []
}
