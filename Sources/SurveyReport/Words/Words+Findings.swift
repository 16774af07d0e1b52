/// Findings in the language of the report. The program writes them in
/// English; those of evaluations, which an office prints, are known here.
extension Words {
  /// The sentence of a finding; one that is not known stays in English.
  func finding(_ message: String) -> String {
    guard language == .chinese else { return message }
    for template in Self.findings {
      if let parts = template.english.parts(of: message) {
        return template.text(parts)
      }
    }
    return message
  }

  /// A sentence whose parts in braces differ from finding to finding.
  private struct Template: Sendable {
    let english: Pattern
    let chinese: String

    init(_ english: String, _ chinese: String) {
      self.english = Pattern(english)
      self.chinese = chinese
    }

    func text(_ parts: [Substring]) -> String {
      var text = ""
      var rest = chinese[...]
      while let open = rest.firstIndex(of: "{"),
        let close = rest[open...].firstIndex(of: "}")
      {
        text += rest[..<open]
        let number = Int(rest[rest.index(after: open)..<close]) ?? 0
        if parts.indices.contains(number) { text += parts[number] }
        rest = rest[rest.index(after: close)...]
      }
      return text + rest
    }
  }

  /// The fixed pieces of an English sentence, `{}` between them.
  private struct Pattern: Sendable {
    let pieces: [String]

    init(_ text: String) {
      pieces = text.split(separator: "{}", omittingEmptySubsequences: false)
        .map(String.init)
    }

    /// What stands between the pieces; `nil` for another sentence.
    func parts(of message: String) -> [Substring]? {
      guard let first = pieces.first, message.hasPrefix(first) else {
        return nil
      }
      var rest = message.dropFirst(first.count)
      var parts: [Substring] = []
      for (index, piece) in pieces.enumerated().dropFirst() {
        if index == pieces.count - 1 {
          guard rest.hasSuffix(piece) else { return nil }
          parts.append(rest.dropLast(piece.count))
          return parts
        }
        guard let found = rest.firstRange(of: piece) else { return nil }
        parts.append(rest[..<found.lowerBound])
        rest = rest[found.upperBound...]
      }
      return rest.isEmpty ? parts : nil
    }
  }

  private static let findings: [Template] = [
    Template(
      "{} rows have other points than their rules give; the rule counts",
      "{0}行的记录分值与规则所得不同，以规则为准"),
    Template(
      "1 row has other points than its rule gives; the rule counts",
      "1行的记录分值与规则所得不同，以规则为准"),
    Template(
      "1 row has no rule that can be read and earns nothing",
      "1行没有可识别的规则，不计分"),
    Template("1 row has no '{}' and counts nowhere", "1行没有“{0}”，不计入"),
    Template("{} of {} cases is not rated: {}", "{1}个对象中有{0}个未评级：{2}"),
    Template("{} of 1 case is not rated: {}", "1个对象中有{0}个未评级：{1}"),
    Template(
      "{} of {} cases lies outside the limits of indicator '{}' and was moved"
        + " to the limit", "{1}个对象中有{0}个超出指标“{2}”的界限，按界限计"),
    Template(
      "1 answer of '{}' lies outside its scale from {} to {}, such as {}",
      "“{0}”有1个回答超出量表{1}至{2}，即{3}"),
    Template(
      "units differ by more than chance in {} peer groups, so that too many"
        + " lie outside the limits",
      "{0}个同类组中，单位之间的差异超出偶然，落在控制限外的过多"),
    Template(
      "{} rows have no rule that can be read and earn nothing",
      "{0}行没有可识别的规则，不计分"),
    Template(
      "{} rows have no '{}' and count nowhere", "{0}行没有“{1}”，不计入"),
    Template(
      "the widest simultaneous set of ranks covers more than half of the"
        + " field", "名次的联合置信集最宽者超过全部对象的一半，不宜公布名次"),
    Template(
      "the widest simultaneous set of ranks covers more than half of the"
        + " field in {} peer groups",
      "{0}个同类组中，名次的联合置信集最宽者超过组内对象的一半，不宜公布名次"),
    Template(
      "the widest interval of a rank covers more than half of the cases, so"
        + " a list of ranks would mislead",
      "名次区间最宽者超过全部对象的一半，公布名次会误导"),
    Template(
      "{} of {} rows of the {} belong to no case of this evaluation and are"
        + " left out", "{2}的{1}行中有{0}行不属于参评对象，未计入"),
    Template(
      "some draws leave {} of {} cases without a score",
      "部分模拟中，{1}个对象有{0}个没有得分"),
    Template(
      "{} of {} cases are not rated: {}", "{1}个对象中有{0}个未评级：{2}"),
    Template(
      "fewer than {} % of the draws agree on the stars of {} of {} units",
      "{2}个单位中有{1}个，其星级在不足{0}%的模拟中一致"),
    Template(
      "{} of {} units have too few measures for stars",
      "{1}个单位中有{0}个指标太少，不评星级"),
    Template(
      "measure '{}' was left out: {} units report it, and {} have to",
      "指标“{0}”未采用：有{1}个单位报告，至少须有{2}个"),
    Template(
      "1 rating is marked as not valid and was left out",
      "1条评价标为无效，未计入"),
    Template(
      "{} ratings are marked as not valid and were left out",
      "{0}条评价标为无效，未计入"),
    Template(
      "{} rows of the scores belong to no case of this evaluation: {}",
      "{0}行评分不属于参评对象：{1}"),
    Template(
      "1 row of the scores belongs to no case of this evaluation: {}",
      "1行评分不属于参评对象：{0}"),
    Template(
      "the weights below '{}' add up to {}, not 1; they were divided by their"
        + " sum", "“{0}”之下的权重之和为{1}，不是1，已除以其和"),
    Template(
      "the weights add up to {}, not 1; they were divided by their sum",
      "权重之和为{0}，不是1，已除以其和"),
    Template(
      "indicator '{}' is the same for all cases and has a weight of zero by"
        + " '{}'", "指标“{0}”在全部对象中相同，按“{1}”权重为零"),
    Template(
      "{} of {} cases lie outside the limits of indicator '{}' and were moved"
        + " to them", "{1}个对象中有{0}个超出指标“{2}”的界限，按界限计"),
    Template(
      "all cases have the same value of indicator '{}', and so the same"
        + " score", "全部对象在指标“{0}”上数值相同，因而得分相同"),
    Template(
      "no case has a value of indicator '{}'", "没有对象有指标“{0}”的数值"),
    Template(
      "the comparisons below '{}' contradict one another: consistency ratio"
        + " {}, above {}", "“{0}”之下的两两比较相互矛盾：一致性比率为{1}，大于{2}"),
    Template(
      "the comparisons below '{}' contradict one another: geometric"
        + " consistency index {}, above {}",
      "“{0}”之下的两两比较相互矛盾：几何一致性指数为{1}，大于{2}"),
    Template(
      "some judges contradict themselves below '{}'; together they are"
        + " consistent", "部分判断者在“{0}”之下前后不一，综合后一致"),
    Template(
      "{} missing value was filled in by '{}'", "{0}个缺失值按“{1}”填补"),
    Template(
      "{} missing values were filled in by '{}'", "{0}个缺失值按“{1}”填补"),
    Template(
      "{} outlying value of indicator '{}' was set to the next one",
      "指标“{1}”的{0}个异常值以相邻值代替"),
    Template(
      "{} outlying values of indicator '{}' were set to the next one",
      "指标“{1}”的{0}个异常值以相邻值代替"),
    Template(
      "{} answers of '{}' lie outside its scale from {} to {}, such as {}",
      "“{1}”有{0}个回答超出量表{2}至{3}，例如{4}"),
    Template(
      "units differ by more than chance, so that too many lie outside the"
        + " limits", "单位之间的差异超出偶然，落在控制限外的过多"),
    Template(
      "{} cases have the highest score, each with weights of its own",
      "{0}个对象以各自的权重同得最高分"),
  ]
}
