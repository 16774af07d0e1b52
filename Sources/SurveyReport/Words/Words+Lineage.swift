import SVG
import SurveyData

/// Words for how a number came about.
extension Words {
  /// The line to unfold below a result.
  var howItCame: String {
    say("这个数字怎么来的", "How this number came about")
  }

  /// How the score of a case came about, with the rule of each indicator.
  var howScoreCame: String {
    say("得分怎么来的", "How this score came about")
  }

  /// What became of the rows, step by step.
  var rowSteps: String { say("数据行的去向", "What became of the rows") }

  /// The heading of rows that came or went.
  var changeColumn: String { say("增减", "Change") }

  /// The heading of rows that are left.
  var leftColumn: String { say("剩余行数", "Rows left") }

  /// The first step.
  var recordsRead: String { say("读入", "Read") }

  /// A data set and its file.
  func dataSet(_ name: String, file: String) -> String {
    name == file ? file : bracketed(name, file)
  }

  /// What a step did.
  func funnelStep(_ step: RowFunnel.Step) -> String {
    let detail = step.detail ?? ""
    switch step.kind {
    case .rejected:
      // A row of totals can be read and is no answer of anybody.
      return detail.hasPrefix("total_row ") && !detail.contains(",")
        ? reasoned(say("不是答卷，剔除", "Set aside as no record"), detail)
        : reasoned(say("无法读取，剔除", "Set aside as unreadable"), detail)
    case .append, .join, .long, .wide: return self.step(step.kind.rawValue)
    case .recipe:
      let key = String(detail.prefix { $0 != " " })
      return pair(say("处理步骤", "Step of the recipe"), self.step(key))
    case .quality:
      let rules = reasoned(
        say("按质量规则排除", "Excluded by rules of quality"), detail)
      let sum = detail.split(separator: ", ").reduce(0) { sum, part in
        sum + (part.split(separator: " ").last.flatMap { Int($0) } ?? 0)
      }
      // A row that several rules exclude counts for each of them.
      return sum > abs(step.change)
        ? rules
          + say("（有重叠）", " (some rows by more than one)") : rules
    case .filter:
      return pair(say("不满足筛选条件", "Do not meet the condition"), detail)
    case .domain:
      return pair(
        say("不满足本项分析的条件", "Do not meet the condition of the analysis"),
        detail)
    case .phase:
      return say("未进入第二相样本", "Not observed in the second phase")
    }
  }

  private func reasoned(_ word: String, _ detail: String) -> String {
    guard !detail.isEmpty else { return word }
    let reasons = detail.split(separator: ", ").map { part -> String in
      let words = part.split(separator: " ")
      guard words.count == 2 else { return String(part) }
      return "\(reason(String(words[0]))) \(words[1])"
    }
    return pair(word, reasons.joined(separator: say("，", ", ")))
  }

  /// Why rows went away: a reason of the reader, a rule of quality or a
  /// missing value; an unknown one stays as it is.
  func reason(_ name: String) -> String {
    let names: [String: (String, String)] = [
      "too_few_fields": ("字段过少", "too few fields"),
      "too_many_fields": ("字段过多", "too many fields"),
      "unterminated_quote": ("引号未闭合", "quote not closed"),
      "garbage_after_quote": ("引号后有多余文字", "text after a quote"),
      "bare_quote": ("字段内有引号", "quote inside a field"),
      "invalid_encoding": ("编码错误", "not in the encoding"),
      "nul_byte": ("含零字节", "byte of value zero"),
      "limit_field": ("字段过长", "field too long"),
      "total_row": ("合计行", "total row"),
    ]
    if let known = names[name] { return say(known.0, known.1) }
    if let rule = QualityRule(rawValue: name) { return self.rule(rule) }
    if let reason = MissingReason(name: name) { return self.reason(reason) }
    return name
  }

  /// The heading of variables.
  var variableColumn: String { say("变量", "Variable") }

  /// The heading of rows that are used.
  var usedColumn: String { say("使用", "Used") }

  /// The heading of rows that are not used.
  var unusedColumn: String { say("未使用", "Not used") }

  /// The heading of reasons.
  var reasonColumn: String { say("原因", "Why") }

  /// Rows that are not used although they have a value.
  func notCounted(_ number: String) -> String {
    say("有值但不计入 \(number)", "with a value that does not count \(number)")
  }

  /// How many more there are that are not listed.
  func andMore(_ number: Int) -> String {
    say("另有\(number)项", "and \(number) more")
  }

  /// What is missing in the columns of a data set.
  var missingByColumn: String {
    say("各列的缺失值", "Missing values by column")
  }

  /// A number of cells.
  var missingColumn: String { say("缺失", "Missing") }

  /// No column misses anything.
  var noColumnMisses: String {
    say("各列均无缺失值。", "No column has missing values.")
  }

  /// How to see more.
  func explainHint(_ result: String) -> String {
    say(
      "每个数字的来历与原始数据行：manyi explain 研究文件 \(result)",
      "Every number and the rows behind it: manyi explain STUDY \(result)")
  }
}

/// Words for the way from raw values to a score.
extension Words {
  /// The heading of where raw values come from.
  var originColumn: String { say("原始值来源", "Raw value from") }

  /// The heading of rules.
  var ruleColumn: String { say("计分规则", "Rule") }

  /// The heading of what an indicator brings to the score.
  var contributionColumn: String { say("贡献分", "Brings") }

  /// What a cap takes away.
  func cut(_ name: String) -> String {
    say("“\(name)”封顶扣减", "Cap of “\(name)”")
  }

  /// The last row of what adds up.
  var sumRow: String { say("合计", "Sum") }

  /// How many scores of evaluators, in which file.
  func scoresIn(_ file: String, _ number: String) -> String {
    say("\(file)，评委打分\(number)个", "\(file), \(number) scores")
  }

  /// How many ratings, in which file.
  func ratingsIn(_ file: String, _ number: String) -> String {
    say("\(file)，评价\(number)份", "\(file), \(number) ratings")
  }

  /// Why there are no contributions.
  var noContributions: String {
    say(
      "该方法比较全部对象得出得分，不能拆成各指标的贡献分；方法的中间结果见报告的表格。",
      "The method scores cases by comparing them, so that the score is no sum"
        + " over indicators; the tables of the report show what it found on"
        + " the way.")
  }

  /// Why contributions stop at groups.
  var groupContributions: String {
    say(
      "其中有的上级指标不是加权平均，其下级的合成见公式。",
      "Some groups are no weighted mean; the formulas show how their"
        + " indicators are put together.")
  }

  /// The thresholds of bands.
  func bandLimits(_ bands: [(name: String, from: String)]) -> String {
    let list = bands.map { "\($0.name) ≥ \($0.from)" }
    return say(
      "等次界限：\(list.joined(separator: "，"))。",
      "Bands: \(list.joined(separator: ", ")).")
  }

  /// The band by score alone.
  func bandByScore(_ band: String) -> String {
    say("按得分为“\(band)”。", "The score gives “\(band)”.")
  }

  /// The band by score and the one that rules leave.
  func bandLimited(_ band: String, to limit: String) -> String {
    say(
      "按得分为“\(band)”，受限制规则约束为“\(limit)”。",
      "The score alone would give “\(band)”; rules limit it to “\(limit)”.")
  }

  /// How much of the weights has values.
  func weightsCovered(_ percent: String) -> String {
    say(
      "有值的指标占权重的\(percent)，缺失指标的权重按比例分给同级其他指标。",
      "Indicators with \(percent) of the weight have values; the weights of"
        + " the others are shared out among their siblings.")
  }
}
