import SurveyData

/// Words for what results carry as short English phrases: rules of conversion
/// and effects of rules. A phrase that is not known stays as it is.
extension Words {
  /// A rule of conversion such as `goalposts 0…60`.
  func normalisation(_ text: String) -> String {
    guard language == .chinese else { return text }
    let names = [
      "none": "不转换", "minmax": "极差转换", "fixed": "固定量程",
      "goalposts": "上下限", "deduct": "扣分", "category": "按类别",
      "percentile-rank": "百分位", "z-score": "标准分", "efficacy": "功效系数",
      "centre": "中间值最优", "interval": "区间最优", "borda": "博尔达计分",
      "vector": "向量归一", "sum": "总和归一", "target": "与目标的距离",
      "piecewise": "分段线性", "steps": "分档",
    ]
    let word = String(text.prefix { $0 != " " })
    guard let name = names[word] else { return text }
    let rest = text.dropFirst(word.count)
      .replacing("full=", with: "满分").replacing("target=", with: "目标")
      .replacing("per_point=", with: "每差1扣").replacing("floor=", with: "最低")
      .replacing(" from ", with: "，基数").replacing(" divisor n", with: "，除数n")
    return name + rest
  }

  /// What a rule did to a case, such as `cap:良好`.
  func gateEffect(_ effect: String, bands: [Band]) -> String {
    if effect == "fail" { return say("判为最低等次", "the lowest band") }
    guard effect.hasPrefix("cap:") else { return effect }
    let name = String(effect.dropFirst("cap:".count))
    let band = bands.first { band in
      band.label[.chinese] == name || band.label[.english] == name
    }
    let shown = band.map { $0.label[language] } ?? name
    return say("等次最高为\(quoted(shown))", "at most \(quoted(shown))")
  }
}
