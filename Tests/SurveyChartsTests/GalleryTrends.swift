import SurveyCharts

/// The trends of the gallery.
enum GalleryTrends {
  /// Four waves at uneven distances, with a change of wording.
  static func waves(_ tongue: Tongue) -> TrendChart {
    let data: [(String, String, [Double?])] = [
      ("市政府部门", "City departments", [78.1, 80.2, nil, 84.4, 84.9]),
      ("区政府", "Districts", [75.3, 76, 76.2, 79.8, 83.9]),
      ("法院、检察院", "Courts and procuratorates", [86.5, 85.9, 87.7, 88.2, 85.1]),
    ]
    return TrendChart(
      frame: tongue.frame(
        "trend",
        tongue("三类单位的差距在缩小", "The gap between the kinds of units closes"),
        tongue("满意度指数，95% 区间", "Satisfaction index with 95% intervals")),
      words: tongue.words,
      times: ["2019", "2021", "2023-06", "2024", "2025"],
      series: data.map { zh, en, values in
        .init(
          label: tongue(zh, en),
          points: values.map { value in
            .init(
              value, lower: value.map { $0 - 1.6 },
              upper: value.map { $0 + 1.6 })
          })
      },
      axis: ValueAxis(
        style: .decimal(1), title: tongue("指数（分）", "Index points")),
      interruptions: [
        .init(after: 3, label: tongue("题目改写", "wording changed"))
      ])
  }

  /// Two years of months, with a ribbon.
  static func months(_ tongue: Tongue) -> TrendChart {
    let values = (0..<24).map { month -> Double in
      let noise = Double(month * 7 % 5 - 2)
      return 0.71 + 0.006 * Double(month) + 0.015 * noise
    }
    let times = (0..<24).map { month -> String in
      let number = month % 12 + 1
      let year = 2024 + month / 12
      return "\(year)-\(number < 10 ? "0" : "")\(number)"
    }
    let points = values.map {
      TrendChart.Point($0, lower: $0 - 0.04, upper: $0 + 0.04)
    }
    return TrendChart(
      frame: tongue.frame(
        "trend-months",
        tongue("办结率两年来稳步上升", "More cases are closed each month"),
        tongue("当月办结率", "Share of cases closed in the month")),
      words: tongue.words,
      times: times,
      series: [.init(label: tongue("办结率", "Closed"), points: points)],
      axis: ValueAxis(
        style: .percent(0), title: tongue("办结率", "Closed"), scale: 0...1))
  }

  /// Too many lines for one panel.
  static func districts(_ tongue: Tongue) -> TrendChart {
    let names: [(String, String)] = [
      ("东城", "East"), ("西城", "West"), ("南湖", "South Lake"),
      ("北山", "North Hill"), ("新港", "New Harbour"), ("高新区", "High-tech zone"),
      ("山前经济技术开发区", "Foothills development zone"),
    ]
    return TrendChart(
      frame: tongue.frame(
        "trend-panels", tongue("各区走势不同", "Each district goes its own way"),
        tongue("满意度指数；灰线为其他各区", "Index; grey lines are the others")),
      words: tongue.words, times: ["2021", "2022", "2023", "2024", "2025"],
      series: names.enumerated().map { index, name in
        .init(
          label: tongue(name.0, name.1),
          points: (0..<5).map { year -> TrendChart.Point in
            let slope = Double(year * (index % 3 - 1)) * 2
            let noise = Double((index * 5 + year * 3) % 4)
            let value = 70 + Double(index) * 2 + slope + noise
            return .init(value, lower: value - 2.5, upper: value + 2.5)
          })
      }, axis: ValueAxis(style: .integer, title: tongue("指数（分）", "Index")))
  }

  /// Sixteen months with limits, or eight with a median.
  static func control(_ tongue: Tongue, isRun: Bool) -> ControlChart {
    let rates: [Double?] = [
      0.15, 0.16, 0.13, 0.17, 0.16, 0.13, 0.28, nil, 0.15, 0.31, 0.13, 0.1,
      0.09, 0.08, 0.07, 0.02,
    ]
    let points = rates.prefix(isRun ? 8 : 16).enumerated().map {
      month, rate -> ControlChart.Point in
      let reach = 0.1 + 0.01 * Double(month % 4)
      return ControlChart.Point(
        label: "\(2024 + month / 12)-\(month % 12 + 1)", value: rate,
        lower: isRun || rate == nil ? nil : max(0, 0.145 - reach),
        upper: isRun || rate == nil ? nil : 0.145 + reach)
    }
    return ControlChart(
      frame: tongue.frame(
        isRun ? "run" : "control",
        tongue("两个月超出界限", "Two months lie outside of the limits"),
        tongue("当月逾期率", "Share of cases overdue")), words: tongue.words,
      points: points,
      axis: ValueAxis(
        style: .percent(0), title: tongue("逾期率", "Overdue"), scale: 0...1),
      centre: isRun ? 0.155 : 0.145,
      headings: .init(
        centre: isRun ? tongue("中位数", "median") : tongue("总体", "all"),
        lower: tongue("下限", "lower limit"),
        upper: tongue("上限", "upper limit"), outside: tongue("界限之外", "outside")))
  }
}
