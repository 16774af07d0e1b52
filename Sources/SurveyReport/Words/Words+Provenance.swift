import SurveyData

/// Words for what results carry as short English phrases: designs, rules of
/// conversion, effects of rules and how files were read. A phrase that is
/// not known stays as it is.
extension Words {
  /// A design such as `strata district; weights w`.
  func design(_ text: String) -> String {
    guard language == .chinese else { return text }
    let names = [
      "strata": "分层", "clusters": "整群", "weights": "权重", "fpc": "有限总体校正",
      "pps": "不等概抽样", "replicates": "重复权数", "second-phase": "第二相",
    ]
    return text.split(separator: "; ").map { part in
      let word = part.prefix { $0 != " " }
      guard let name = names[String(word)] else { return String(part) }
      let columns = part.dropFirst(word.count + 1)
      return "\(name)：\(columns.replacing(", ", with: "、"))"
    }.joined(separator: "；")
  }

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
    if effect == "fail" { return say("判为最低等级", "the lowest band") }
    guard effect.hasPrefix("cap:") else { return effect }
    let name = String(effect.dropFirst("cap:".count))
    let band = bands.first { band in
      band.label[.chinese] == name || band.label[.english] == name
    }
    let shown = band.map { $0.label[language] } ?? name
    return say("等级最高为\(quoted(shown))", "at most \(quoted(shown))")
  }

  /// One sentence about how a file was read.
  func dialect(_ sentence: String) -> String {
    guard language == .chinese else { return sentence }
    let parts = sentence.split(separator: ": ", maxSplits: 1)
    guard parts.count == 2 else { return sentence }
    let (head, reason) = (String(parts[0]), String(parts[1]))
    if head == "line ends" {
      return "换行："
        + reason.replacing(" times", with: "次")
        .replacing(", ", with: "，")
    }
    let name =
      head.replacing("encoding ", with: "编码：")
      .replacing("delimiter tab", with: "分隔符：制表符")
      .replacing("delimiter ", with: "分隔符：")
    return "\(name)（\(dialectReason(reason))）"
  }

  private func dialectReason(_ reason: String) -> String {
    switch reason {
    case "as set": return "按设定"
    case "byte order mark": return "有字节顺序标记"
    case "every second byte is zero": return "每隔一个字节为零"
    case "all bytes are well-formed UTF-8": return "所有字节均为合法的UTF-8"
    case "the first line names it": return "首行指明"
    case "no delimiter occurs in the first record": return "首行没有分隔符"
    default: break
    }
    if let found = reason.wholeMatch(
      of: /(\d+) of the first (\d+) records have (\d+) fields/)
    {
      return "前\(found.2)条记录中有\(found.1)条为\(found.3)个字段"
    }
    if let found = reason.wholeMatch(
      of: /not UTF-8 \(byte (\d+)\), and (\d+)% of its double .*/)
    {
      return "第\(found.1)个字节不合UTF-8，双字节中\(found.2)%为常用汉字"
    }
    return reason
  }
}
