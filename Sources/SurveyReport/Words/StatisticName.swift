import SurveyData

/// What a statistic such as `mean` is called in a report.
public func statisticName(_ statistic: String, _ language: Language) -> String {
  Words(language).statistic(statistic)
}
