import SurveyData

/// The name of a method for intervals in both languages; an unknown one stays
/// as it is.
public func intervalMethod(_ method: String) -> LocalizedText {
  LocalizedText(
    zh: Words(.chinese).intervalMethod(method),
    en: Words(.english).intervalMethod(method))
}
