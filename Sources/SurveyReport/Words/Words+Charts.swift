import SurveyCharts
import SurveyTables

/// The few words that charts and tables need by themselves.
extension Words {
  /// The words of a chart.
  ///
  /// - Parameter interval: What the lines beside dots are.
  func chartWords(
    interval: String? = nil, row: String? = nil, missing: String? = nil
  ) -> ChartWords {
    var words = ChartWords(
      smallBase: say(
        "空心点和浅色数字（n后标*）：有效样本量不足100。",
        "Hollow dots and lighter numbers (n marked *): effective base below "
          + "100."),
      verySmallBase: say(
        "灰色行（n后标**）：有效样本量不足30，不画区间，仅供参考。",
        "Grey rows (n marked **): effective base below 30, no interval drawn."),
      noAnswers: say("无回答", "no answers"),
      noRows: say("没有可显示的数据", "nothing to show"),
      missing: missing ?? say("缺失", "missing"),
      suppressed: say("为保护受访者不予显示", "withheld to protect respondents"),
      rounding: roundingNote,
      partialAxis: say(
        "横轴只显示量表的一部分。", "The axis shows a part of the scale only."),
      partialUpright: say(
        "纵轴只显示量表的一部分。",
        "The upright axis shows a part of the scale only."),
      interval: interval ?? intervalColumn,
      noRanking: rankingNotSupported,
      rowHeading: row ?? subject,
      value: value,
      lower: say("下限", "Lower"),
      upper: say("上限", "Upper"),
      boundSeparator: say("至", " to "))
    words.smallBaseMark = say(
      "*：有效样本量不足100。", "* effective base below 100.")
    words.verySmallBaseMark = say(
      "**：浅色行，有效样本量不足30，仅供参考。",
      "** pale row: effective base below 30, read with care.")
    words.withoutZero = say(
      "纵轴不从0开始。", "The upright axis does not start at 0.")
    return words
  }

  /// Names rows that a figure leaves out because they lack numbers.
  func leftOut(_ names: [String]) -> String {
    let shown = names.prefix(3).map { $0 }
    let rest = names.count - shown.count
    return rest > 0
      ? say(
        "未画出（缺少数值）：\(list(shown))等\(names.count)项。",
        "Not drawn, numbers missing: \(shown.joined(separator: ", ")) and "
          + "\(rest) more.")
      : say(
        "未画出（缺少数值）：\(list(shown))。",
        "Not drawn, numbers missing: \(list(shown)).")
  }

  /// The words of a table.
  var tableWords: TableWords {
    var words = TableWords(
      suppressed: say("为保护受访者不予显示", "withheld to protect respondents"),
      notAvailable: say("无数据", "not available"),
      notApplicable: say("不适用", "not applicable"),
      lowReliability: say("样本量小，仅供参考", "low reliability, small base"),
      shorthandOpening: say("缩写：", "Shorthand: "),
      shorthandSeparator: say("；", "; "),
      shorthandEnding: say("。", "."),
      intervalSeparator: say("至", " to "), base: "n",
      noRows: say("没有可显示的数据", "nothing to show"))
    words.above = say("高于 ", "above ")
    words.group = say("分组", "Group")
    words.lower = say("下限", "lower limit")
    words.upper = say("上限", "upper limit")
    words.letters = say("显著高于", "significantly above")
    words.remarks = say("标注", "marks")
    return words
  }
}
