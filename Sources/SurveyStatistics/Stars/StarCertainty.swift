import SurveyData

/// A share of draws as a whole percentage, rounded half up; a share below 1
/// never reads 100.
func certaintyPercent(_ share: Double) -> Int {
  let percent = Int(roundedHalfUp(100 * share, 0))
  return percent == 100 && share < 1 ? 99 : percent
}

/// Stars with their certainty in words: `4 (71%)`, and a remark when fewer
/// than 60 % of the draws agree.
func starText(_ stars: Int?, certainty: Double?) -> LocalizedText {
  guard let stars else { return LocalizedText(zh: "不评星", en: "none") }
  guard let certainty else {
    return LocalizedText(zh: "\(stars) 星", en: "\(stars)")
  }
  let percent = certaintyPercent(certainty)
  if certainty < StarsAnalysis.certain {
    return LocalizedText(
      zh: "\(stars) 星（\(percent)%，不确定）",
      en: "\(stars) (\(percent)%, uncertain)")
  }
  return LocalizedText(
    zh: "\(stars) 星（\(percent)%）", en: "\(stars) (\(percent)%)")
}
