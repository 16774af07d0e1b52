import SurveyCharts

/// The dot plots of the gallery.
enum GalleryDots {
  static func districts(_ tongue: Tongue) -> DotPlot {
    let data: [(String, String, Double, Double, Int)] = [
      ("东城", "East", 86.4, 1.9, 412), ("西城", "West", 83.1, 2.1, 388),
      ("南湖", "South Lake", 81.7, 2.4, 301),
      ("北山", "North Hill", 79.9, 2.2, 356),
      ("新港", "New Harbour", 77.2, 5.6, 74),
      ("高新区", "High-tech zone", 75.8, 2.8, 244),
      ("山前", "Foothills", 71.3, 9.9, 22),
    ]
    return DotPlot(
      frame: tongue.frame(
        "dots-districts",
        tongue(
          "东城的满意度指数高于全市，高新区低于全市",
          "East is above the city’s index, the high-tech zone below"),
        tongue(
          "满意度指数（0–100），按得分由高到低排列",
          "Satisfaction index, 0–100, sorted by score")),
      words: tongue.words,
      rows: data.map {
        .init(
          label: tongue($0.0, $0.1), value: $0.2, lower: $0.2 - $0.3,
          upper: $0.2 + $0.3, base: $0.4)
      } + [
        .init(label: tongue("保税区", "Bonded area"), value: nil, base: 0)
      ],
      axis: ValueAxis(
        style: .decimal(1), title: tongue("指数（分）", "Index points"),
        scale: 0...100),
      reference: .init(label: tongue("全市", "City"), value: 80.6))
  }

  static func sections(_ tongue: Tongue) -> DotPlot {
    let data: [(String, String, String, Double, Int, Bool)] = [
      (
        tongue("按单位类别", "By kind of unit"), "政府部门", "Government", 0.87, 3_412,
        false
      ),
      (
        tongue("按单位类别", "By kind of unit"), "法院、检察院", "Courts", 0.93, 212, false
      ),
      (tongue("按单位类别", "By kind of unit"), "党委部门", "Party", 0.89, 487, true),
      (
        tongue("按建议类别", "By subject"), "城建环保", "Building and environment", 0.82,
        1_204, false
      ),
      (
        tongue("按建议类别", "By subject"), "教科文卫", "Education, science, health",
        0.88, 987, false
      ),
      (
        tongue("按建议类别", "By subject"), "财政经济", "Finance and economy", 0.9, 644,
        false
      ),
      (
        tongue("按建议类别", "By subject"), "社会建设", "Social affairs", 0.84, 91, false
      ),
    ]
    return DotPlot(
      frame: tongue.frame(
        "dots-sections",
        tongue(
          "党委部门承办的建议满意率为 89%",
          "Party departments satisfy 89 per cent of deputies"),
        tongue("回答满意或基本满意的比例", "Share satisfied or basically satisfied")),
      words: tongue.words,
      rows: data.map {
        let margin = 0.9 / Double($0.4).squareRoot()
        return .init(
          label: tongue($0.1, $0.2), value: $0.3, lower: $0.3 - margin,
          upper: $0.3 + margin, base: $0.4, isHighlighted: $0.5,
          section: $0.0)
      },
      axis: ValueAxis(
        minimum: 0, maximum: 1, style: .percent(0),
        title: tongue("满意率", "Satisfied"), scale: 0...1))
  }

  /// Differences around zero.
  static func differences(_ tongue: Tongue) -> DotPlot {
    let data: [(String, String, Double)] = [
      ("办理态度", "Attitude", 0.031), ("答复时限", "Speed", 0.004),
      ("答复内容", "Content", -0.012), ("落实结果", "Result", -0.047),
    ]
    return DotPlot(
      frame: tongue.frame(
        "dots-differences",
        tongue("落实结果的评价有所下降", "Ratings of the results have fallen"),
        tongue(
          "与上一轮相比的变化，百分点", "Change since wave 1, percentage points"
        )),
      words: tongue.words,
      rows: data.map {
        .init(
          label: tongue($0.0, $0.1), value: $0.2, lower: $0.2 - 0.02,
          upper: $0.2 + 0.02, base: 640)
      },
      axis: ValueAxis(
        style: .signedPercentagePoints(1),
        title: tongue("百分点", "Percentage points")))
  }

  /// Names as they come: very long, mixed, or with odd characters.
  static func longNames(_ tongue: Tongue) -> DotPlot {
    let names = [
      "关于进一步完善我市城乡居民基本养老保险待遇确定和基础养老金正常调整机制的建议（重点督办件）",
      "Suggestion on extending metro line 3 to the new district and on "
        + "coordinating feeder buses, cycle parking and park-and-ride sites",
      "推进“15分钟生活圈”与 smart community 建设（二期）",
      "<script>alert('x')</script>\u{7}", "简称",
    ]
    return DotPlot(
      frame: tongue.frame(
        "dots-long",
        tongue(
          "名称再长也不会与数据重叠，超出三行的部分以省略号表示，完整名称见提示",
          "However long a name is, it does not touch the data; beyond three "
            + "lines it is shortened"),
        tongue(
          "副标题较长时自动换行：满意度指数（0–100），2025 年第二轮，"
            + "对象为全体提出建议的代表，按得分由高到低排列，括号内为 95% 区间",
          "A long subtitle wraps: satisfaction index, 0–100, wave 2 of 2025, "
            + "all deputies who made suggestions, sorted by score, 95% "
            + "intervals in brackets")),
      words: tongue.words,
      rows: names.enumerated().map { index, name in
        let value = 90 - Double(index) * 3.3
        return .init(
          label: name, value: value, lower: value - 4, upper: value + 3,
          base: 1_250 - 240 * index)
      },
      axis: ValueAxis(
        minimum: 0, maximum: 100, style: .decimal(1),
        title: tongue("指数（分）", "Index points"), scale: 0...100),
      reference: .init(label: tongue("全市", "City"), value: 83.2))
  }
}
