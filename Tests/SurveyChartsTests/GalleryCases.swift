import SVG
import SurveyCharts

/// A small generator, so that the gallery has many numbers and no table.
struct Numbers {
  var state: UInt64

  mutating func next(_ range: ClosedRange<Double>) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let share = Double(state >> 33) / Double(UInt64(1) << 31)
    return range.lowerBound + share * (range.upperBound - range.lowerBound)
  }
}

/// The figures about 25 cases.
enum GalleryCases {
  static let subjects: [(String, String)] = [
    ("老旧小区加装电梯", "Lifts in old housing"),
    ("河道水质治理", "River water quality"),
    ("社区养老服务", "Care for the elderly"), ("校门口交通", "Traffic at schools"),
    ("农贸市场改造", "Wet market renewal"), ("公交线路优化", "Bus routes"),
    ("垃圾分类投放点", "Waste sorting sites"), ("学前教育学位", "Preschool places"),
    ("夜间施工噪声", "Night-time noise"), ("电动车充电设施", "E-bike charging"),
    ("古树名木保护", "Old tree protection"), ("公共厕所建设", "Public toilets"),
    ("中小企业融资", "Small business finance"),
  ]

  static func name(_ index: Int, _ tongue: Tongue) -> String {
    let code = "C" + (index < 9 ? "0" : "") + String(index + 1)
    let subject = subjects[index % subjects.count]
    return "\(code) \(tongue(subject.0, subject.1))"
  }

  static func bands(_ tongue: Tongue) -> [LeagueChart.BandLine] {
    [
      .init(label: tongue("优秀", "Excellent"), threshold: 90),
      .init(label: tongue("良好", "Good"), threshold: 80),
      .init(label: tongue("合格", "Pass"), threshold: 60),
      .init(label: tongue("不合格", "Fail"), threshold: 0),
    ]
  }

  static func league(
    _ tongue: Tongue, ranks: Bool, highlighted: Int? = 6
  ) -> LeagueChart {
    var numbers = Numbers(state: 25)
    let scores = (0..<25).map {
      93.5 - Double($0) * 1.12 + numbers.next(-0.4...0.4)
    }
    let rows = scores.enumerated().map { index, score in
      let margin = numbers.next(ranks ? 1.2...3.2 : 6...11)
      let rank = Double(index + 1)
      let reach = (margin * 1.1).rounded()
      let band = bands(tongue).firstIndex { score >= $0.threshold } ?? 3
      return LeagueChart.Row(
        label: name(index, tongue), score: score, scoreLower: score - margin,
        scoreUpper: min(100, score + margin), rank: rank,
        rankLower: max(1, rank - reach), rankUpper: min(25, rank + reach + 1),
        band: bands(tongue)[band].label, bandPosition: band,
        isHighlighted: index == highlighted, base: 9 + index % 4)
    }
    return LeagueChart(
      frame: tongue.frame(
        ranks ? "league" : "league-unranked",
        ranks
          ? tongue(
            "前三名得分接近，名次尚不能区分",
            "The first three cases are too close to tell apart")
          : tongue(
            "二十五件建议的得分差距小于误差",
            "The 25 cases differ by less than their uncertainty"),
        tongue(
          "重点建议办理绩效评估得分（0–100）及 95% 区间，按得分由高到低排列",
          "Performance score, 0–100, with 95% intervals, sorted by score"),
        notes: [
          tongue(
            "区间来自 2,000 次抽样，同时反映指标权重和评价人的差异。",
            "Intervals from 2,000 draws over indicator weights and evaluators.")
        ]),
      words: tongue.words, rows: rows,
      axis: ValueAxis(
        style: .decimal(1), title: tongue("满分 100", "of 100"), scale: 0...100),
      bands: bands(tongue), supportsRanking: ranks,
      headings: .init(
        score: tongue("得分", "Score"),
        rank: tongue("名次（95% 区间）", "Rank (95% interval)"),
        band: tongue("等次", "Band"), base: tongue("评价人", "Raters")))
  }

  static let indicators: [(String, String, String, String)] = [
    ("办理过程", "Process", "按期答复", "Reply on time"),
    ("办理过程", "Process", "三见面", "Three meetings"),
    ("办理过程", "Process", "台账完整", "Complete ledger"),
    ("答复质量", "Reply", "针对性", "To the point"),
    ("答复质量", "Reply", "政策依据", "Policy basis"),
    ("办理成效", "Result", "承诺兑现率", "Commitments kept"),
    ("办理成效", "Result", "问题解决程度", "Problem solved"),
    ("办理成效", "Result", "长效机制", "Lasting effect"),
    ("满意度", "Satisfaction", "代表满意度", "Deputies"),
    ("满意度", "Satisfaction", "群众满意度", "Public"),
  ]

  static func heat(_ tongue: Tongue, columns: Int = 10) -> HeatTable {
    var numbers = Numbers(state: 7)
    let rows = (0..<25).map { index in
      let level = 92 - Double(index) * 1.1
      let cells = (0..<columns).map { column in
        let value = min(100, max(30, level + numbers.next(-16...12)))
        if (index * 7 + column * 3) % 41 == 5 {
          return HeatTable.Cell(value: nil, text: "")
        }
        if index == 17 && column == 9 {
          return HeatTable.Cell(value: nil, text: "", state: .suppressed)
        }
        return HeatTable.Cell(
          value: value, text: NumberStyle.integer.text(value))
      }
      return HeatTable.Row(
        label: name(index, tongue), cells: cells, isHighlighted: index == 6,
        total: NumberStyle.decimal(1).text(level))
    }
    return HeatTable(
      frame: tongue.frame(
        columns == 10 ? "heat" : "heat-\(columns)",
        tongue(
          "办理成效是多数建议的短板",
          "Results hold most cases back, not the process"),
        tongue(
          "各指标得分（0–100），建议按总分由高到低排列",
          "Indicator scores, 0–100; cases sorted by total score")),
      words: tongue.words,
      columns: (0..<columns).map { index in
        let indicator = indicators[index * 10 / columns]
        let suffix = columns == 10 ? "" : " \(index + 1)"
        return .init(
          label: tongue(indicator.2, indicator.3) + suffix,
          group: tongue(indicator.0, indicator.1))
      }, rows: rows, scale: .sequential(min: 40, max: 100),
      legendLabel: tongue("得分", "Score"), totalLabel: tongue("总分", "Total"))
  }

  static func diverging(_ tongue: Tongue) -> HeatTable {
    var numbers = Numbers(state: 3)
    let questions: [(String, String)] = [
      (
        "服务态度与沟通能力（含线上咨询）",
        "Staff attitude and communication, including online advice"
      ),
      ("办理时限", "Time taken"),
      ("答复内容的针对性和可操作性", "Relevance and practicality of the reply"),
      ("落实结果", "Results"),
    ]
    return HeatTable(
      frame: tongue.frame(
        "heat-diverging",
        tongue("新港各项评价均低于全市", "New Harbour is below the city throughout"),
        tongue("与全市平均分的差距，分", "Difference from the city’s mean, points")),
      words: tongue.words,
      columns: questions.map { .init(label: tongue($0.0, $0.1)) },
      rows: [
        ("东城", "East", 4.0), ("西城", "West", 1.0), ("南湖", "South Lake", 0.0),
        ("北山", "North Hill", -2.0), ("新港", "New Harbour", -6.0),
      ].map { row in
        .init(
          label: tongue(row.0, row.1),
          cells: questions.map { _ in
            let value = row.2 + numbers.next(-3...3)
            return .init(value: value, text: NumberStyle.signed(1).text(value))
          })
      }, scale: .diverging(middle: 0, reach: 8), style: .signed(0),
      legendLabel: tongue("差距", "Difference"))
  }

  static func profile(_ tongue: Tongue) -> ProfilePlot {
    var numbers = Numbers(state: 11)
    func row(
      _ label: String, _ section: String?, low: Double, isTotal: Bool = false
    ) -> ProfilePlot.Row {
      let values = (0..<24).map { _ in numbers.next(low...98) }
      let own = numbers.next(low...98)
      let middle = values.sorted()[12]
      return .init(
        label: label, values: values.map { $0 }, highlighted: own,
        text: NumberStyle.decimal(1).text(own), lower: own - 4, upper: own + 4,
        middle: middle, section: section, isTotal: isTotal)
    }
    return ProfilePlot(
      frame: tongue.frame(
        "profile",
        tongue(
          "C07 的过程得分领先，成效得分居中",
          "C07 leads in process and is average in results"),
        tongue(
          "C07 垃圾分类投放点：各指标得分与其他 24 件建议比较",
          "C07 Waste sorting sites: indicator scores against the other 24 cases"
        )),
      words: tongue.words,
      rows: [row(tongue("总分", "Total score"), nil, low: 62, isTotal: true)]
        + indicators.map {
          row(tongue($0.2, $0.3), tongue($0.0, $0.1), low: 45)
        },
      axis: ValueAxis(
        minimum: 40, maximum: 100, style: .decimal(1),
        title: tongue("得分（0–100）", "Score, 0–100"), scale: 0...100),
      key: .init(
        highlighted: "C07", peers: tongue("其他 24 件", "other 24 cases"),
        middle: tongue("中位数", "median")))
  }
}
