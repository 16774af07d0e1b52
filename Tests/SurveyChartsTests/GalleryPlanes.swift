import SurveyCharts

/// The funnels and scatter plots of the gallery.
enum GalleryPlanes {
  /// Satisfied answers by unit; limits from the normal distribution, which
  /// are good enough to look at.
  static func funnel(_ tongue: Tongue, isWide: Bool) -> FunnelChart {
    let names: [(String, String)] = [
      ("交通运输局", "Transport"), ("教育局", "Education"),
      ("卫生健康委员会", "Health commission"), ("住房和城乡建设局", "Housing"),
      ("城市管理局", "City management"), ("公安局", "Public security"),
      ("民政局", "Civil affairs"), ("生态环境局", "Environment"),
      ("市场监督管理局", "Market regulation"), ("水务局", "Water"),
      ("人力资源和社会保障局", "Human resources and social security"),
      ("东城区政府", "East district"), ("西城区政府", "West district"),
      ("南湖区政府", "South Lake district"),
      ("北山区政府", "North Hill district"), ("新港区政府", "New Harbour"),
    ]
    let rates = [
      0.82, 0.91, 0.64, 0.79, 0.71, 0.86, 0.93, 0.81, 0.77, 0.9, 0.84, 0.85,
      0.78, 0.97, 0.55, 0.83,
    ]
    let bases: [Double] =
      isWide
      ? [
        820, 640, 310, 905, 1210, 455, 96, 210, 188, 45, 120, 560, 390, 160,
        22, 71,
      ]
      : [
        82, 64, 61, 95, 101, 55, 36, 44, 48, 45, 52, 86, 79, 60, 32, 41,
      ]
    let places: [Double] = (0...80).map {
      isWide ? 15 * 1.0575.power($0) : 24 + Double($0)
    }
    func limits(_ label: String, _ z: Double) -> FunnelChart.Limits {
      let half = places.map { z * (0.8216 * 0.1784 / $0).squareRoot() }
      return .init(
        label: label, lower: half.map { max(0, 0.8216 - $0) },
        upper: half.map { min(1, 0.8216 + $0) })
    }
    return FunnelChart(
      frame: tongue.frame(
        isWide ? "funnel-log" : "funnel",
        tongue(
          "多数单位的差异在偶然范围之内", "Most units differ by no more than chance would"),
        tongue(
          "代表满意率与评价件数；实线之外为显著异常",
          "Share satisfied by number of ratings; beyond the solid lines is "
            + "more than chance"),
        notes: [
          tongue("界限：二项分布近似。", "Limits: approximation of the binomial.")
        ]),
      words: tongue.words,
      rows: names.indices.map {
        .init(
          label: tongue(names[$0].0, names[$0].1), rate: rates[$0],
          base: bases[$0], isHighlighted: $0 == 7)
      },
      axis: ValueAxis(
        style: .percent(0), title: tongue("满意率", "Satisfied"), scale: 0...1),
      target: 0.8216, bases: places,
      limits: [limits("95%", 1.96), limits("99.8%", 3.09)],
      headings: .init(
        base: tongue("评价件数", "Number of ratings"),
        position: tongue("位置", "Position"), within: tongue("界限之内", "within"),
        above: tongue("高于 ", "above "), below: tongue("低于 ", "below "),
        target: tongue("总体 ", "all ")))
  }

  private static let items: [(String, String, Double, Double)] = [
    ("办理态度", "Attitude", 4.42, 0.31), ("办理程序", "Procedure", 4.21, 0.35),
    ("沟通联系", "Contact", 3.92, 0.58), ("答复时限", "Reply in time", 4.3, 0.22),
    ("答复内容", "Content of the reply", 3.74, 0.66),
    ("落实结果", "Result on the ground", 3.41, 0.74),
    ("后续跟踪", "Follow-up", 3.3, 0.38), ("信息公开", "Publication", 3.99, 0.29),
    ("协同配合", "Cooperation of units", 3.62, 0.49),
  ]

  static func priorities(_ tongue: Tongue) -> ScatterChart {
    ScatterChart(
      frame: tongue.frame(
        "quadrants",
        tongue("落实结果和答复内容应优先改进", "Results and replies come first"),
        tongue(
          "各环节满意度均值与其对总体满意的重要性；分界为均值，区间为 95%",
          "Mean satisfaction of each stage and its importance for overall "
            + "satisfaction; cut at the means, 95% intervals")),
      words: tongue.words,
      rows: items.map {
        .init(
          label: tongue($0.0, $0.1),
          x: .init($0.2, lower: $0.2 - 0.09, upper: $0.2 + 0.09),
          y: .init($0.3, lower: $0.3 - 0.05, upper: $0.3 + 0.05))
      },
      xAxis: ValueAxis(
        style: .decimal(2), title: tongue("满意度（1–5）", "Satisfaction, 1–5"),
        scale: 1...5),
      yAxis: ValueAxis(
        style: .decimal(2), title: tongue("重要性（相关系数）", "Importance, r")),
      cutX: 3.88, cutY: 0.447,
      quadrants: .init(
        topLeft: tongue("优先改进", "Concentrate here"),
        topRight: tongue("继续保持", "Keep it up"),
        bottomLeft: tongue("次要改进", "Low priority"),
        bottomRight: tongue("投入可能过度", "Possible overkill"),
        undecided: tongue(
          "区间触及分界线，不予归类", "interval touches a cut: not classified"),
        heading: tongue("象限", "Quadrant")))
  }

  static func kano(_ tongue: Tongue) -> ScatterChart {
    let data: [(String, String, Double, Double)] = [
      ("网上查询进度", "Progress online", 0.34, 0.71),
      ("当面答复", "Reply in person", 0.68, 0.74),
      ("按期答复", "Reply in time", 0.81, 0.32),
      ("纸质报告", "Paper report", 0.22, 0.28),
      ("实地察看", "Site visits", 0.57, 0.56),
    ]
    let axis = { (title: String) in
      ValueAxis(
        minimum: 0, maximum: 1, style: .decimal(1), title: title, scale: 0...1)
    }
    return ScatterChart(
      frame: tongue.frame(
        "kano", tongue("按期答复是基本要求", "A reply in time is taken for granted"),
        tongue("卡诺分类：满意系数与不满意系数，分界 0.5", "Kano: coefficients, cut at 0.5")),
      words: tongue.words,
      rows: data.map {
        .init(
          label: tongue($0.0, $0.1),
          x: .init($0.2, lower: $0.2 - 0.06, upper: $0.2 + 0.06),
          y: .init($0.3, lower: $0.3 - 0.07, upper: $0.3 + 0.07))
      }, xAxis: axis(tongue("不满意系数（绝对值）", "Dissatisfaction")),
      yAxis: axis(tongue("满意系数", "Satisfaction")), cutX: 0.5, cutY: 0.5,
      quadrants: .init(
        topLeft: tongue("魅力", "Attractive"),
        topRight: tongue("期望", "One-dimensional"),
        bottomLeft: tongue("无差异", "Indifferent"),
        bottomRight: tongue("必备", "Must-be"),
        undecided: tongue(
          "区间触及分界线，不予归类", "interval touches a cut: not classified"),
        heading: tongue("类别", "Category")), isSquare: true)
  }

  /// A crowd on a line, without cuts.
  static func crowd(_ tongue: Tongue) -> ScatterChart {
    ScatterChart(
      frame: tongue.frame(
        "scatter", tongue("答复越快，满意度越高", "Faster replies, happier deputies"),
        tongue("各承办单位的平均答复天数与满意度", "Units: days to reply and satisfaction")),
      words: tongue.words,
      rows: (0..<60).map { index in
        let x = 20 + Double(index * 37 % 61)
        let noise = Double(index * 53 % 29) / 29 - 0.5
        return .init(
          label: tongue("单位\(index + 1)", "Unit \(index + 1)"), x: .init(x),
          y: .init(95 - 0.35 * x + 14 * noise), isHighlighted: index == 12)
      },
      xAxis: ValueAxis(style: .integer, title: tongue("答复天数", "Days to reply")),
      yAxis: ValueAxis(style: .integer, title: tongue("满意度指数", "Index")),
      line: .init(
        intercept: 95, slope: -0.35, label: tongue("最小二乘线", "least squares")))
  }
}

extension Double {
  /// A whole power, the same on every machine.
  func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * self }
  }
}
