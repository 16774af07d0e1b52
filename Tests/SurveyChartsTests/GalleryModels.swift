import SVG

@testable import SurveyCharts

/// Figures of models, pairs of waves, distributions and panels.
enum GalleryModels {
  static func path(_ tongue: Tongue, isNasty: Bool = false) -> PathChart {
    let names = [
      tongue("办理过程", "Process"), tongue("答复质量", "Quality of the reply"),
      tongue("办理成效", "Results"), tongue("满意度", "Satisfaction"),
      tongue("信任", "Trust"),
    ]
    var nodes = names.enumerated().map { place, name in
      PathChart.Node(
        id: "\(place)", label: name,
        explained: place == 0 ? nil : 0.3 + 0.1 * Double(place))
    }
    let items = [
      ("0", tongue("按期答复", "Reply on time")),
      ("0", tongue("三次见面", "Three meetings")),
      ("3", tongue("总体满意", "Overall")),
      ("3", tongue("愿意推荐给其他代表和群众", "Would recommend to others")),
    ]
    func cell(_ value: Double, _ reach: Double) -> BarChart.Cell {
      BarChart.Cell(value, lower: value - reach, upper: value + reach)
    }
    var arrows: [PathChart.Arrow] = [
      .init(from: "0", to: "1", value: cell(0.62, 0.11)),
      .init(from: "0", to: "3", value: cell(0.18, 0.2)),
      .init(from: "1", to: "3", value: cell(0.55, 0.13)),
      .init(from: "1", to: "2", value: cell(0.48, 0.15)),
      .init(from: "2", to: "3", value: cell(0.31, 0.12)),
      .init(from: "3", to: "4", value: cell(0.66, 0.09)),
      .init(from: "0", to: "4", value: cell(-0.12, 0.13)),
    ]
    for (place, item) in items.enumerated() {
      nodes.append(.init(id: "i\(place)", label: item.1, isMeasured: true))
      arrows.append(
        .init(
          from: item.0, to: "i\(place)",
          value: cell(0.9 - 0.05 * Double(place), 0.05)))
    }
    if isNasty {
      // A circle, an unknown node, a missing and a huge coefficient.
      arrows += [
        .init(from: "4", to: "0", value: cell(0.2, 0.1)),
        .init(from: "4", to: "nobody", value: cell(0.2, 0.1)),
        .init(from: "2", to: "4", value: .init(nil)),
        .init(from: "0", to: "2", value: cell(1e6, 10)),
      ]
    }
    return PathChart(
      frame: tongue.frame(
        isNasty ? "path-circle" : "path",
        tongue(
          "答复质量对满意度的影响最强（+0.55）",
          "The quality of the reply matters most for satisfaction (+0.55)"),
        tongue("标准化路径系数及95%区间", "Standardised coefficients, 95% intervals")),
      words: tongue.words, nodes: nodes, arrows: arrows,
      headings: .init(
        from: tongue("自", "From"), to: tongue("至", "To"),
        open: tongue("区间含0", "Covers 0"),
        dashedNote: tongue(
          "虚线箭头：区间包含0。", "Dashed arrows: the interval covers 0."),
        shapesNote: tongue(
          "椭圆为潜在概念，矩形为测量变量。",
          "Ovals are constructs, rectangles what was measured.")))
  }

  static func dumbbell(_ tongue: Tongue, isNasty: Bool = false)
    -> DumbbellChart
  {
    var rows = GalleryCases.subjects.prefix(7).enumerated().map {
      place, name -> DumbbellChart.Row in
      let from = 61 + Double(place) * 3.2
      let to = from + [9.0, -8, 1, 0, 4, -1, 6][place]
      return DumbbellChart.Row(
        label: tongue(name.0, name.1),
        earlier: .init(from, lower: from - 3, upper: from + 3),
        later: .init(to, lower: to - 3, upper: to + 3),
        target: isNasty ? 75 : nil)
    }
    if isNasty {
      rows.append(
        .init(
          label: tongue(
            "一个名称很长、需要换行、而且只有第一轮结果的项目（含背街小巷）",
            "A name that is long, needs to be broken and has one wave only"),
          earlier: .init(-2e3), later: .init(nil)))
      rows.append(.init(label: "", earlier: .init(nil), later: .init(nil)))
    }
    return DumbbellChart(
      frame: tongue.frame(
        isNasty ? "dumbbell-nasty" : "dumbbell",
        tongue("七项中三项上升，一项下降", "Three of seven rise, one falls"),
        tongue("满意度指数（0–100）", "Satisfaction index, 0–100")),
      words: tongue.words, rows: rows,
      axis: ValueAxis(
        style: .decimal(1), title: tongue("满分 100", "of 100"),
        scale: isNasty ? nil : 0...100),
      headings: .init(
        earlier: "2024", later: "2025", change: tongue("变化", "Change"),
        target: tongue("目标", "Target")))
  }

  static func box(_ tongue: Tongue, isNasty: Bool = false) -> BoxChart {
    var rows = (0..<5).map { place -> BoxChart.Row in
      let low = 5 + Double(place) * 4
      return BoxChart.Row(
        label: GalleryCases.name(place, tongue),
        numbers: [low, low + 8, low + 13, low + 22, low + 50],
        outliers: place == 1 ? [95, 120] : [], base: 40 + place)
    }
    if isNasty {
      rows += [
        .init(label: "1", numbers: [3, 3, 3, 3, 3], base: 1),
        .init(label: tongue("没有数据", "nothing"), numbers: [.nan], base: 0),
        .init(label: "x", numbers: [-40, 10, -5, 0, 5], base: 9),
      ]
    }
    return BoxChart(
      frame: tongue.frame(
        isNasty ? "box-nasty" : "box",
        tongue(
          "答复用时的中位数以C01最低（18天），C05最高（34天）",
          "Median is lowest for C01 (18 days) and highest for C05 (34)"),
        tongue("答复用时（天），加权", "Days to reply, weighted")),
      words: tongue.words, rows: rows,
      axis: ValueAxis(style: .integer, title: tongue("天", "Days")),
      headings: [
        "5%", "25%", tongue("中位数", "Median"), "75%", "95%",
      ])
  }

  static func cumulative(_ tongue: Tongue, count: Int) -> CumulativeChart {
    let series = (0..<count).map { index -> CumulativeChart.Series in
      var numbers = Numbers(state: UInt64(index + 3))
      let values = (0..<40).map { _ in
        numbers.next(0...30) + numbers.next(0...30) + Double(index) * 4
      }.sorted()
      return CumulativeChart.Series(
        label: GalleryCases.name(index, tongue), values: values,
        shares: (1...40).map { Double($0) / 40 }, base: 40)
    }
    return CumulativeChart(
      frame: tongue.frame(
        "cdf-\(count)",
        tongue("一半的建议在34天内答复", "Half are answered within 34 days"),
        tongue("答复用时（天）", "Days to reply")),
      words: tongue.words, series: series,
      axis: ValueAxis(style: .integer, title: tongue("天", "Days")),
      shareLabel: tongue("不超过该值的比例", "Share at or below"),
      medianLabel: tongue("中位数", "Median"))
  }

  static func multiples(_ tongue: Tongue, mark: MultiplesChart.Mark)
    -> MultiplesChart
  {
    var numbers = Numbers(state: 11)
    let panels = (0..<10).map { index -> MultiplesChart.Panel in
      let level = numbers.next(60...85)
      let values = (0..<6).map { place -> Double? in
        index == 3 && place == 2 ? nil : level + numbers.next(-4...4)
      }
      return MultiplesChart.Panel(
        label: GalleryCases.name(index, tongue), values: values,
        base: 80 + index)
    }
    return MultiplesChart(
      frame: tongue.frame(
        mark == .line ? "multiples" : "multiples-bars",
        tongue(
          "平均值以C02最低，C01最高",
          "The mean is lowest for C02 and highest for C01"),
        tongue("满意度指数（0–100）", "Satisfaction index, 0–100")),
      words: tongue.words,
      categories: mark == .line
        ? (2020...2025).map(String.init)
        : (0..<6).map { GalleryCases.indicators[$0] }.map {
          tongue($0.2, $0.3)
        },
      panels: panels, mark: mark,
      axis: ValueAxis(
        style: .integer, title: tongue("满分 100", "of 100"), scale: 0...100),
      orderNote: tongue(
        "各图同一刻度，按平均值排列；灰色为其余各图。",
        "One scale, sorted by means; grey: the other panels."))
  }

  static func fit(_ tongue: Tongue) -> ScatterChart {
    var numbers = Numbers(state: 5)
    let rows = (0..<20).map { index -> ScatterChart.Row in
      let x = 40 + Double(index) * 2
      return ScatterChart.Row(
        label: GalleryCases.name(index, tongue), x: .init(x),
        y: .init(20 + 0.6 * x + numbers.next(-7...7)))
    }
    let places = (0...20).map { 40 + Double($0) * 1.9 }
    func half(_ x: Double) -> Double { 1.5 + abs(x - 59) * 0.1 }
    return ScatterChart(
      frame: tongue.frame(
        "fit",
        tongue(
          "公开度每高1，满意度高0.6", "Satisfaction is 0.6 higher for each 1 of openness"),
        tongue("25件建议", "25 suggestions")),
      words: tongue.words, rows: rows,
      xAxis: ValueAxis(
        style: .integer, title: tongue("公开度", "Openness"), scale: 0...100),
      yAxis: ValueAxis(
        style: .integer, title: tongue("满意度", "Satisfaction"), scale: 0...100),
      line: .init(
        intercept: 20, slope: 0.6, label: tongue("最小二乘线", "least squares")),
      band: .init(
        places: places, lower: places.map { 20 + 0.6 * $0 - half($0) },
        upper: places.map { 20 + 0.6 * $0 + half($0) }))
  }

  static func leagueOfPairs(_ tongue: Tongue) -> LeagueChart {
    var chart = GalleryCases.league(tongue, ranks: true, highlighted: nil)
    chart.frame.id = "league-pairs-\(tongue.rawValue)"
    for place in chart.rows.indices {
      guard let score = chart.rows[place].score,
        let upper = chart.rows[place].scoreUpper
      else { continue }
      let half = (upper - score) / 1.96 * 1.39
      chart.rows[place].comparison = score - half...score + half
    }
    return chart
  }

  static func charts(_ tongue: Tongue) -> [(String, any Chart)] {
    [
      ("path", path(tongue)), ("path-nasty", path(tongue, isNasty: true)),
      ("dumbbell", dumbbell(tongue)),
      ("dumbbell-nasty", dumbbell(tongue, isNasty: true)),
      ("box", box(tongue)), ("box-nasty", box(tongue, isNasty: true)),
      ("cdf", cumulative(tongue, count: 4)),
      ("cdf-many", cumulative(tongue, count: 9)),
      ("multiples", multiples(tongue, mark: .line)),
      ("multiples-bars", multiples(tongue, mark: .bars)),
      ("fit", fit(tongue)), ("league-pairs", leagueOfPairs(tongue)),
    ]
  }

  /// The new kinds with any text and number.
  static func all(
    _ frame: ChartFrame, text: String, value: Double?, rows: Int
  ) -> [any Chart] {
    let words = Tongue.of(frame).words
    let axis = ValueAxis(style: .decimal(1), title: text)
    let number = value ?? 0
    let cell = BarChart.Cell(value, lower: number - 1, upper: number + 1)
    return [
      PathChart(
        frame: frame, words: words,
        nodes: (0..<rows).map {
          .init(
            id: "\($0)", label: text, isMeasured: $0 % 3 == 0,
            explained: value)
        },
        arrows: (0..<rows).map {
          .init(
            from: "\($0)", to: "\(($0 * 7 + 1) % max(1, rows))", value: cell)
        },
        headings: .init(
          from: text, to: text, open: text, dashedNote: text,
          shapesNote: text)),
      DumbbellChart(
        frame: frame, words: words,
        rows: (0..<rows).map {
          .init(
            label: text, earlier: cell, later: .init(Double($0)),
            target: $0 % 2 == 0 ? value : nil, section: text)
        }, axis: axis,
        headings: .init(
          earlier: text, later: text, change: text, target: text),
        order: .descending),
      BoxChart(
        frame: frame, words: words,
        rows: (0..<rows).map {
          .init(
            label: text, numbers: [number, 1, 2, number, Double($0)],
            outliers: [number], base: $0)
        }, axis: axis, headings: [text]),
      CumulativeChart(
        frame: frame, words: words,
        series: (0..<rows).map {
          .init(
            label: text, values: [number, 1, Double($0)],
            shares: [0.2, number, 1])
        }, axis: axis, shareLabel: text, medianLabel: text),
      MultiplesChart(
        frame: frame, words: words, categories: [text, text, "x"],
        panels: (0..<rows).map { _ in
          .init(label: text, values: [value, 1])
        }, mark: rows % 2 == 0 ? .line : .bars, axis: axis, orderNote: text),
    ]
  }
}
