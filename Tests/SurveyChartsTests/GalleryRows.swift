import SurveyCharts

/// The rank ranges, bars, stars and waterfalls of the gallery.
enum GalleryRows {
  static func ranks(_ tongue: Tongue, count: Int) -> RankRangeChart {
    RankRangeChart(
      frame: tongue.frame(
        count > 40 ? "ranks-many" : "ranks",
        tongue("只有首尾几件可以确定名次", "Only the first and the last are certain"),
        tongue(
          "各件建议的名次及 95% 名次区间，按名次排列",
          "Rank of each case with its 95% range, sorted by rank")),
      words: tongue.words,
      rows: (0..<count).map { index in
        let rank = Double(index + 1)
        let middle = Double(count + 1) / 2
        let reach =
          1 + 0.22 * Double(count) * (1 - abs(rank - middle) / middle)
        return .init(
          label: index == 2
            ? tongue(
              "关于加快老旧小区加装电梯并完善后续维护管理机制的建议",
              "Lifts in old housing estates and who maintains them afterwards")
            : tongue("建议第\(index + 1)号", "Case \(index + 1)"), rank: rank,
          lower: max(1, (rank - reach).rounded()),
          upper: min(Double(count), (rank + reach * 0.8).rounded()),
          isHighlighted: index == 4)
      } + [
        .init(label: tongue("未办结", "Open"), rank: nil, lower: nil, upper: nil)
      ],
      rankLabel: tongue("名次", "Rank"),
      rangeLabel: tongue("95% 区间", "95% range"))
  }

  static func bars(_ tongue: Tongue) -> BarChart {
    let data: [(String, String, Double?, Double)] = [
      ("城建环保", "Building and environment", 0.42, 0.03),
      ("教科文卫", "Education, science, culture and health", 0.31, 0.028),
      ("财政经济", "Finance and economy", 0.17, 0.022),
      ("社会建设", "Social affairs", 0.08, 0.016), ("农业农村", "Rural", nil, 0),
    ]
    return BarChart(
      frame: tongue.frame(
        "bars", tongue("城建环保类建议最多", "Most suggestions are about building"),
        tongue("各类建议所占比例", "Share of suggestions by subject")),
      words: tongue.words, series: [tongue("比例", "Share")],
      rows: data.map { zh, en, value, margin in
        .init(
          label: tongue(zh, en),
          cells: [
            .init(
              value, lower: value.map { $0 - margin },
              upper: value.map { $0 + margin })
          ], base: value == nil ? 0 : 1_204, isHighlighted: en == "Rural")
      },
      axis: ValueAxis(
        style: .percent(0), title: tongue("占全部建议", "Of all suggestions"),
        scale: 0...1), order: .descending)
  }

  static func grouped(_ tongue: Tongue) -> BarChart {
    let data: [(String, String, [Double?])] = [
      ("办理态度", "Attitude", [3.2, -1.1, 0.4]),
      ("答复内容", "Content of the reply", [-2.4, 1.8, nil]),
      ("落实结果", "Result on the ground", [5.6, 4.1, -0.2]),
    ]
    return BarChart(
      frame: tongue.frame(
        "bars-grouped", tongue("落实结果进步最大", "Results improved most"),
        tongue("与上年相比的变化（分）", "Change on the year before, points")),
      words: tongue.words,
      series: [
        tongue("市政府部门", "City"), tongue("区政府", "Districts"),
        tongue("法院、检察院", "Courts"),
      ],
      rows: data.map {
        .init(label: tongue($0.0, $0.1), cells: $0.2.map { .init($0) })
      },
      axis: ValueAxis(
        style: .signed(1), title: tongue("变化（分）", "Change in points")))
  }

  static func stacked(_ tongue: Tongue) -> BarChart {
    let data: [(String, String, [Double?])] = [
      ("东城", "East", [0.62, 0.27, 0.11]), ("西城", "West", [0.55, 0.29, 0.16]),
      ("南湖", "South Lake", [0.48, 0.5, 0.02]),
      ("北山", "North", [nil, nil, nil]),
    ]
    return BarChart(
      frame: tongue.frame(
        "bars-stacked", tongue("东城解决得最多", "East settles most"),
        tongue("办理结果的构成", "Results of handling")),
      words: tongue.words,
      series: [
        tongue("已解决", "Settled"), tongue("计划解决", "Planned"),
        tongue("留作参考", "For reference"),
      ],
      rows: data.map {
        .init(label: tongue($0.0, $0.1), cells: $0.2.map { .init($0) })
      }, arrangement: .stacked,
      axis: ValueAxis(
        minimum: 0, maximum: 1, style: .percent(0),
        title: tongue("占办结件", "Of those handled"), scale: 0...1))
  }

  static func contributions(_ tongue: Tongue) -> BarChart {
    BarChart(
      frame: tongue.frame(
        "bars-sums", tongue("各维度的贡献", "What each dimension contributes"),
        tongue("加权得分与扣分", "Weighted points and deductions")),
      words: tongue.words,
      series: [
        tongue("过程", "Process"), tongue("结果", "Result"),
        tongue("扣分", "Deductions"),
      ],
      rows: (1...6).map {
        let third = $0 % 2 == 0 ? -Double($0) * 1.5 : 0
        return .init(
          label: tongue("第\($0)件", "Case \($0)"),
          cells: [
            .init(40 - Double($0) * 2), .init(38 + Double($0 * 7 % 11)),
            .init(third),
          ])
      }, arrangement: .stacked,
      axis: ValueAxis(style: .decimal(1), title: tongue("分", "Points")),
      order: .descending)
  }

  static func stars(_ tongue: Tongue) -> StarsChart {
    let data: [(String, String, Double?, Double?, Int)] = [
      ("东城代表联络站", "East station", 4.6, 0.92, 96),
      (
        "南湖街道社区代表联络站（含流动站）", "South Lake station with its mobile one", 4.3,
        0.71, 120
      ),
      ("北山代表联络站", "North Hill station", 3.05, 0.64, 58),
      ("新港代表联络站", "New Harbour station", 0, 1, 41),
      ("山前代表联络站", "Foothills station", nil, nil, 0),
    ]
    return StarsChart(
      frame: tongue.frame(
        "stars", tongue("东城联络站得星最多", "The East station has most stars"),
        tongue("群众评分折算的星级", "Stars from the ratings of residents")),
      words: tongue.words,
      rows: data.map {
        .init(
          label: tongue($0.0, $0.1), stars: $0.2, certainty: $0.3, base: $0.4)
      },
      headings: .init(
        stars: tongue("星级", "Stars"), of: tongue("／", " of "),
        certainty: tongue("把握", "Certainty")))
  }

  static func waterfall(_ tongue: Tongue, isPartial: Bool) -> WaterfallChart {
    let start = isPartial ? 81.2 : 4.0
    let steps: [(String, String, Double?)] = [
      ("办理态度", "Attitude", 1.4), ("答复质量", "Quality of replies", -0.9),
      ("落实结果（含三年内的跟踪督办）", "Results, three years of follow-up", 3.1),
      ("问卷调整", "New questionnaire", nil),
      ("样本结构", "Make-up of the sample", -5.2),
    ]
    let end = steps.compactMap(\.2).reduce(start, +)
    return WaterfallChart(
      frame: tongue.frame(
        isPartial ? "waterfall-partial" : "waterfall",
        tongue("样本结构使指数下降", "The sample pulled the index down"),
        tongue("2024 年到 2025 年指数变化的构成", "Parts of the change, 2024–2025")),
      words: tongue.words,
      rows: [.init(label: tongue("2024 年", "2024"), value: start, kind: .level)]
        + steps.map {
          .init(label: tongue($0.0, $0.1), value: $0.2, kind: .change)
        } + [
          .init(label: tongue("2025 年", "2025"), value: end, kind: .level)
        ],
      axis: ValueAxis(style: .decimal(1), title: tongue("指数（分）", "Index")),
      levelLabel: tongue("之后", "After"))
  }

  static func tree(_ tongue: Tongue) -> TreeChart {
    let data: [(String, String, String, String?, Double?)] = [
      ("all", "建议办理综合评价", "Handling of suggestions", nil, nil),
      ("p", "办理过程", "Process", "all", 0.3),
      ("p1", "沟通联系（三见面）", "Contact before, during and after", "p", 0.5),
      ("p2", "答复时限", "Reply in time", "p", 0.3),
      ("p3", "办理规范性", "Formal quality", "p", 0.2),
      ("r", "办理结果", "Result", "all", 0.5),
      ("r1", "解决程度", "How much is settled", "r", 0.6),
      ("r2", "群众受益面与可持续性（含长期跟踪）", "Who benefits, and for how long", "r", 0.4),
      ("s", "代表满意度", "Deputies’ satisfaction", "all", 0.2),
    ]
    return TreeChart(
      frame: tongue.frame(
        "tree", tongue("结果占一半权重", "Results carry half of the weight"),
        tongue("指标体系与权重", "Indicators and their weights")),
      words: tongue.words,
      nodes: data.map {
        .init(id: $0.0, label: tongue($0.1, $0.2), parent: $0.3, weight: $0.4)
      }, style: .percent(0), weightLabel: tongue("权重", "Weight"),
      parentLabel: tongue("上级指标", "Part of"))
  }
}
