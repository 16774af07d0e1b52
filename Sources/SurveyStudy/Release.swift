import SurveyData

/// Releases results to be shown: the one place that can.
///
/// Today every result passes. Protection of small groups belongs here, so
/// that charts, tables, cards, notebooks and files need not know of it.
func release(_ result: AnalysisResult) -> Released<AnalysisResult> {
  Released(releasing: result)
}

/// Releases what the rules of quality found.
func release(_ report: QualityReport) -> Released<QualityReport> {
  Released(releasing: report)
}
