import SurveyCharts

/// One language of the gallery.
enum Tongue: String, CaseIterable {
  case zh, en

  /// The language of a figure.
  static func of(_ frame: ChartFrame) -> Tongue {
    Tongue(rawValue: frame.language) ?? .zh
  }

  func callAsFunction(_ chinese: String, _ english: String) -> String {
    self == .zh ? chinese : english
  }

  var words: ChartWords {
    var words = ChartWords(
      smallBase: self(
        "空心点或 *：有效样本不足 100，仅供参考。",
        "Hollow dot or *: fewer than 100 answers, read with care."),
      verySmallBase: self(
        "灰色或 **：有效样本不足 30，不显示区间。",
        "Grey or **: fewer than 30 answers, no interval is shown."),
      noAnswers: self("无有效回答", "no answers"),
      noRows: self("没有可显示的数据", "There is nothing to show"),
      missing: self("无数据", "no data"),
      suppressed: self("不公开", "not released"),
      rounding: self(
        "因四舍五入，百分比之和可能不等于 100%。",
        "Percentages may not add to 100 because of rounding."),
      partialAxis: self(
        "横轴只显示量表的一部分。", "The axis shows only a part of the scale."),
      partialUpright: self(
        "纵轴只显示量表的一部分。",
        "The upright axis shows only a part of the scale."),
      interval: self("95% 区间", "95% interval"),
      noRanking: self(
        "名次区间过宽，数据不支持排名，因此只列等次和区间。",
        "Rank intervals cover over half of the field, so the data do not "
          + "support ranks; bands and intervals are shown instead."),
      rowHeading: self("项目", "Item"), value: self("得分", "Score"),
      lower: self("下限", "Lower"), upper: self("上限", "Upper"),
      boundSeparator: self(" 至 ", " to "))
    words.smallBaseMark = self(
      "*：有效样本不足 100。", "* fewer than 100 answers.")
    words.verySmallBaseMark = self(
      "**：浅色行，有效样本不足 30，仅供参考。",
      "** pale row: fewer than 30 answers, read with care.")
    words.withoutZero = self(
      "纵轴不从 0 开始。", "The upright axis does not start at 0.")
    return words
  }

  func frame(
    _ id: String, _ title: String, _ subtitle: String, notes: [String] = []
  ) -> ChartFrame {
    ChartFrame(
      id: "\(id)-\(rawValue)", language: rawValue, title: title,
      subtitle: subtitle, notes: notes,
      source: self(
        "来源：代表建议办理满意度调查（2025 年第二轮）",
        "Source: survey on the handling of deputies’ suggestions, wave 2, 2025"
      ), mark: self("演示数据（虚构）", "Made-up data"))
  }
}
