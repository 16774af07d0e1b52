import SurveyData

extension AlphaAnalysis {
  func conventions(
    _ data: AnalysisData, _ ungradedValues: [UngradedValue]
  ) -> [Convention] {
    let isWeighted = data.design.isWeighted
    var result = scoring(data)
    if let convention = ungraded.convention(ungradedValues) {
      result.append(convention)
    }
    result += [
      missing == .listwise
        ? Convention(
          "missing", missing.rawValue,
          LocalizedText(
            zh: "缺失值：只使用答完量表全部题目的受访者。",
            en: "Missing values: only respondents who answered every item of"
              + " the scale."))
        : Convention(
          "missing", missing.rawValue,
          LocalizedText(
            zh: "缺失值：每个协方差使用两题都回答的受访者。",
            en: "Missing values: each covariance uses the respondents who"
              + " answered both items.")),
      interval.convention,
      isWeighted
        ? Convention(
          "weights", "weighted",
          LocalizedText(
            zh: "协方差按权数加权，区间用 Kish 有效样本量。",
            en: "Covariances are weighted; the interval uses Kish's effective"
              + " base."))
        : Convention(
          "weights", "unweighted",
          LocalizedText(zh: "不加权。", en: "Unweighted.")),
    ]
    let turned = scales.flatMap(\.items).filter {
      data.table[$0].map(isReversed) == true
    }
    if !turned.isEmpty {
      let names = turned.joined(separator: ", ")
      result.append(
        Convention(
          "reversed", names,
          LocalizedText(
            zh: "反向题已反转：\(names)。", en: "Reversed items: \(names).")))
    }
    return result
  }
}
