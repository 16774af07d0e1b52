/// Heads of columns and titles of tables other than evaluations.
extension Words {
  /// The head of the stub of a table of estimates.
  var subject: String { say("对象", "Subject") }

  /// The head of the stub with items.
  var item: String { say("项目", "Item") }

  /// The title of a table of estimates over all rows.
  var overallTable: String { say("总体结果", "Overall results") }

  /// The title of a table of estimates by a grouping.
  func tableBy(_ grouping: String) -> String {
    say("按\(grouping)分组的结果", "Results by \(grouping)")
  }

  /// Names of grouping variables that are crossed.
  func crossed(_ names: [String]) -> String { names.joined(separator: " × ") }

  /// The labels of one group whose variables are crossed.
  func group(_ labels: [String]) -> String {
    labels.joined(separator: say("，", ", "))
  }

  /// A subtitle that says by what a chart is grouped.
  func by(_ grouping: String) -> String {
    say("按\(grouping)", "by \(grouping)")
  }

  /// The rows of a chart run by value.
  var sortedByValue: String { say("按数值排列", "sorted by value") }

  /// The head over the counts of votes.
  var votes: String { say("票数", "Votes") }

  /// Members who gave none of the grades.
  var noVote: String { say("未投票或弃权", "No vote or abstained") }

  /// Says what the bars of votes are.
  var voteNote: String {
    say(
      "占评定规则所用分母的比例；票数为各等次票数之和，不是抽样，没有区间。",
      "Shares of the number that the rule divides by. Votes of all grades are "
        + "counted, not sampled, so there are no intervals.")
  }

  /// The head over the percentages of votes.
  var voteShares: String { say("占比", "Share") }

  /// The head of a column with verdicts.
  var verdict: String { say("评定结果", "Verdict") }

  /// The head of a column with the number a rule divides by.
  var denominator: String { say("分母", "Denominator") }

  /// Those who voted for no grade.
  var abstained: String { say("弃权", "Abstained") }

  /// How far a verdict is from others.
  var votesFromNext: String { say("相距票数", "Votes from") }

  /// The next better grade.
  var betterGrade: String { say("上一等次", "better grade") }

  /// The next worse grade.
  var worseGrade: String { say("下一等次", "worse grade") }

  /// The title of the table of verdicts.
  var verdictTable: String { say("票数与评定结果", "Votes and verdicts") }

  /// A verdict that cannot be given.
  var noVerdict: String { say("无有效票", "no votes") }

  /// Alpha of covariances.
  var alpha: String { say("α系数", "Alpha") }

  /// Alpha of correlations.
  var standardizedAlpha: String { say("标准化α系数", "Standardised alpha") }

  /// The title of the table of scales.
  var scalesTable: String { say("量表信度", "Reliability of the scales") }

  /// The title of the table of items of scales.
  var itemsTable: String { say("题项分析", "Items of the scales") }

  /// The head of a column with scales.
  var scale: String { say("量表", "Scale") }

  /// The head of a column with numbers of items.
  var itemCount: String { say("题项数", "Items") }

  /// The head of a column with means.
  var mean: String { say("均值", "Mean") }

  /// The head of a column with standard deviations.
  var standardDeviation: String { say("标准差", "SD") }

  /// The head of a column with corrected item-total correlations.
  var restCorrelation: String { say("与其余题项相关", "Item-rest correlation") }

  /// The head of a column with alpha without an item.
  var alphaWithout: String { say("删除后α", "Alpha without") }

  /// The mark of an item whose codes were reversed.
  var reversed: String { say("反向", "reversed") }

  /// Says that some items were reversed.
  var reversedNote: String {
    say("标“反向”的题项已反向计分。", "Items marked “reversed” were reversed before use.")
  }
}
