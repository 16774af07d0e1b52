import SurveyData

/// The headline of a chart of evaluators, by the rule that flags them.
func outlyingRaters(
  severe: Int, lenient: Int, of count: Int
) -> LocalizedText {
  if severe + lenient == 0 {
    return LocalizedText(
      zh: "\(count)名评委中没有人明显偏严或偏宽（1%水平）",
      en: "None of \(count) evaluators is clearly severe or lenient (1% level)")
  }
  return LocalizedText(
    zh: "\(count)名评委中\(severe)名明显偏严、\(lenient)名明显偏宽（1%水平）",
    en: "Of \(count) evaluators \(severe) \(severe == 1 ? "is" : "are")"
      + " clearly severe and \(lenient) clearly lenient (1% level)")
}
