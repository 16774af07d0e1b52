import SurveyData

/// Words of the page about quality. They say what was found and never what
/// somebody meant by it.
extension Words {
  /// The title of the page.
  func qualityTitle(_ name: String) -> String {
    say("答卷质量检查：\(name)", "Quality of the answers: \(name)")
  }

  /// The link to the page.
  func qualityLink(_ name: String, isOnly: Bool) -> String {
    let text = say("答卷质量", "Quality of the answers")
    return isOnly ? text : pair(text, name)
  }

  /// What a flag is.
  var flagMeaning: String {
    say(
      "标记表示这份答卷值得再看一眼，并不能证明作答者不认真。",
      "A flag is a reason to look at the answers. It is no proof that "
        + "somebody was careless.")
  }

  /// How many rows have several flags.
  func flagged(
    _ count: String, of total: String, share: String, flags: Int
  ) -> String {
    say(
      "\(total)份答卷中有\(count)份（\(share)）被\(flags)条及以上规则标记",
      "\(count) of \(total) respondents (\(share)) "
        + (count == "1" ? "is" : "are") + " flagged by "
        + (flags == 1 ? "at least one rule" : "\(flags) or more rules"))
  }

  /// That nobody has a flag.
  func nobodyFlagged(_ total: String) -> String {
    say("\(total)份答卷均未被标记", "None of \(total) respondents is flagged")
  }

  /// That there is nothing to look at.
  var noRespondents: String { say("没有答卷", "There are no respondents") }

  /// How many rows are excluded.
  func excludedRows(_ count: String, share: String) -> String {
    say(
      "\(count)份（\(share)）已排除，不参与分析。",
      "Excluded from the analyses: \(count) (\(share)).")
  }

  /// The heading of the rules.
  var rulesHeading: String { say("规则与标记数", "Rules and flags") }

  /// The head of a column with rules.
  var rule: String { say("规则", "Rule") }

  /// The head of a column with thresholds.
  var flaggedWhen: String { say("标记条件", "Flagged when") }

  /// The head of a column with numbers of flags.
  var flaggedRows: String { say("标记份数", "Flagged") }

  /// The head of a column with shares of flags.
  var flaggedShare: String { say("占比", "Share") }

  /// The head of a column with numbers of rows judged.
  var judgedRows: String { say("可判断份数", "Judged") }

  /// The head of a column with actions.
  var action: String { say("处理", "Action") }

  /// An action.
  func action(_ action: QualityAction) -> String {
    switch action {
    case .flag: say("仅标记", "flag")
    case .exclude: say("排除", "exclude")
    }
  }

  /// The note about many flags.
  func excludedAt(_ count: Int) -> String {
    say(
      "被\(count)条及以上规则标记的答卷一律排除。",
      "Respondents with \(count) or more flags are excluded.")
  }

  /// The heading of flags by respondent.
  var flagsHeading: String { say("每份答卷的标记数", "Flags by respondent") }

  /// The head of a column with numbers of flags.
  var flagCount: String { say("标记数", "Flags") }

  /// The head of a column with numbers of respondents.
  var respondents: String { say("答卷份数", "Respondents") }

  /// The heading of overlaps.
  var overlapHeading: String { say("规则重叠", "Overlap of rules") }

  /// What the table of overlaps shows.
  var overlapTable: String {
    say("被两条规则同时标记的份数", "Respondents flagged by both rules")
  }

  /// What stands on its diagonal.
  var overlapNote: String {
    say("对角线为单条规则的标记份数。", "On the diagonal: flagged by the one rule.")
  }

  /// The title of the table of rules.
  func rulesApplied(_ count: Int, to total: String) -> String {
    say(
      "\(total)份答卷应用了\(count)条规则",
      "\(count) rules were applied to \(total) respondents")
  }

  /// The title of the table of flags.
  var flagsTable: String { say("按标记数", "By number of flags") }

  /// The title of the table of means.
  var meansTable: String { say("各题均值", "Mean of each item") }

  /// What the means are means of.
  var meansNote: String {
    say(
      "以文字作答的题目按选项在编码簿中的次序计为1、2、3……，1为第一个选项。",
      "Answers in words count by their place in the codebook: 1 is the first.")
  }

  /// The title of the table of respondents.
  var byFlags: String { say("按标记数排列", "By number of flags") }

  /// The title of a distribution.
  func flaggedBy(_ rule: String, _ count: String) -> String {
    say("\(rule)：标记\(count)份", "\(rule): \(count) flagged")
  }

  /// The heading of distributions.
  var distributionsHeading: String { say("分布", "Distributions") }

  /// What lies beyond a limit.
  func flaggedBeyond(_ limit: String, isLower: Bool) -> String {
    isLower
      ? say("≥\(limit)标记", "flagged from \(limit)")
      : say("<\(limit)标记", "flagged below \(limit)")
  }

  /// The name of a distribution of times.
  var durationAxis: String { say("答题用时（秒）", "Time for answering (seconds)") }

  /// The last bar holds the rest.
  func lastBar(_ count: String, _ limit: String) -> String {
    say(
      "最右一条含\(limit)及以上的全部\(count)份。",
      "The last bar holds all values from \(limit) on (\(count)).")
  }

  /// A range that has no upper end.
  func from(_ limit: String) -> String { say("≥\(limit)", "≥ \(limit)") }

  /// The heading of missing answers.
  var missingHeading: String { say("各题缺失情况", "Missing answers by item") }

  /// The finding about missing answers.
  func mostMissing(_ item: String, _ share: String) -> String {
    say(
      "缺失最多的是\(item)，占\(share)",
      "\(item) has the most missing answers, \(share)")
  }

  /// The chart has the items with the most missing answers only.
  func mostMissingShown(_ shown: String, of total: String) -> String {
    say(
      "图中为缺失最多的\(shown)题，全部\(total)题见表。",
      "The \(shown) items with the most missing answers; the table has all "
        + "\(total).")
  }

  /// That no answer is missing.
  var nothingMissing: String { say("各题均无缺失", "No item has missing answers") }

  /// The share of rows without an answer.
  var missingShare: String { say("缺失比例", "Share missing") }

  /// A reason for a missing answer.
  func reason(_ reason: MissingReason) -> String {
    switch reason {
    case .blank: say("空白", "blank")
    case .refused: say("拒答", "refused")
    case .dontKnow: say("不知道", "don’t know")
    case .notApplicable: say("不适用", "not asked")
    case .outOfRange: say("超出量表", "out of scale")
    case .unreadable: say("无法读取", "unreadable")
    }
  }

  /// The heading of means with and without flagged rows.
  var withoutHeading: String {
    say("剔除标记答卷前后的均值", "Item means with and without flagged respondents")
  }

  /// The heads of that table.
  var allRows: String { say("全部", "All") }
  /// Without flagged rows.
  var withoutFlagged: String { say("不含被标记", "Without flagged") }
  /// Without excluded rows.
  var withoutExcluded: String { say("不含被排除", "Without excluded") }
  /// The difference.
  var difference: String { say("差异", "Difference") }

  /// The heading of compared analyses.
  func comparedHeading(_ name: String) -> String {
    say("\(name)：含与不含被排除答卷", "\(name): with and without excluded rows")
  }

  /// The title of the table that compares them.
  var bothResults: String { say("两种结果", "Both results") }

  /// That a result with all rows is not there.
  var noComparison: String {
    say("含全部答卷的结果无法计算。", "The result with all rows could not be computed.")
  }

  /// The heading of flagged respondents.
  var flaggedHeading: String { say("被标记的答卷", "Flagged respondents") }

  /// The head of a column with lines.
  func line(hasLines: Bool) -> String {
    hasLines ? say("文件行号", "Line") : say("序号", "Row")
  }

  /// The head of a column with reasons.
  var reasons: String { say("原因", "Reasons") }

  /// Only some rows are shown.
  func shownOf(_ shown: String, _ total: String, file: String) -> String {
    say(
      "此处列出标记最多的\(shown)份，全部\(total)份见\(file)。",
      "The \(shown) with the most flags are listed here; \(file) has all "
        + "\(total).")
  }

  /// Where all rows are.
  func allIn(_ file: String) -> String {
    say("每份答卷的指标见\(file)。", "\(file) has the indices of every respondent.")
  }

  /// The heading of conventions.
  var howHeading: String { say("怎样计算", "How it was computed") }

  /// The heading of rules that were not applied.
  var notAppliedHeading: String { say("未应用的规则", "Rules that were not applied") }

  /// The heading of columns.
  var columnsHeading: String {
    say("检查了哪些列", "The columns that were looked at")
  }

  /// The name of a rule.
  func rule(_ rule: QualityRule) -> String {
    switch rule {
    case .duplicate: say("完全重复", "Duplicate")
    case .nearDuplicate: say("近似重复", "Near duplicate")
    case .sameDevice: say("同一设备", "Same device")
    case .straightLine: say("最长连续相同", "Longest string")
    case .averageString: say("平均串长", "Average string")
    case .lowVariability: say("个人变异小", "Low variability")
    case .personTotal: say("与总体不一致", "Person-total correlation")
    case .evenOdd: say("奇偶不一致", "Even-odd consistency")
    case .synonyms: say("同义题不一致", "Psychometric synonyms")
    case .antonyms: say("反义题不一致", "Psychometric antonyms")
    case .mahalanobis: say("马氏距离大", "Mahalanobis distance")
    case .guttman: say("Guttman误差", "Guttman errors")
    case .midpoint: say("多选中点", "Midpoint share")
    case .extreme: say("多选两端", "Extreme share")
    case .speeder: say("用时过短", "Short duration")
    case .pageSpeeder: say("页面用时过短", "Short pages")
    case .attention: say("注意力检查", "Attention checks")
    case .missing: say("缺失过多", "Missing answers")
    case .outOfScale: say("超出量表", "Out of scale")
    case .unlabelled: say("未列出的代码", "Unlisted codes")
    case .routing: say("跳题不符", "Routing")
    case .gibberish: say("开放题异常", "Unusual open answers")
    }
  }
}
