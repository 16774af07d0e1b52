import SurveyCharts

/// Words of the charts that tables of numbers ask for.
extension Words {
  /// The words of a funnel.
  func funnelHeadings(base: String) -> FunnelChart.Headings {
    FunnelChart.Headings(
      base: base, position: say("位置", "Position"),
      within: say("界限之内", "within the limits"),
      above: say("高于", "above "), below: say("低于", "below "),
      target: say("基准 ", "target "))
  }

  /// The name of the limits of a level.
  func limits(level: String) -> String {
    say("\(level)界限", "\(level) limits")
  }

  /// Explains the lines of a funnel.
  func funnelNote(levels: [String]) -> String {
    say(
      "曲线为\(list(levels))界限；空心点在内侧界限之外，粗体标名的实心点在所有界限之外。",
      "Curves: \(list(levels)) limits. Hollow dots lie outside of the inner "
        + "limits, filled ones with bold names outside of all.")
  }

  /// The words of stars.
  func starsHeadings(_ stars: String, certainty: String) -> StarsChart.Headings
  {
    StarsChart.Headings(
      stars: stars, of: say("／", " of "), certainty: certainty)
  }

  /// The names of quadrants by what is high in them.
  func quadrants(x: String, y: String) -> ScatterChart.Quadrants {
    ScatterChart.Quadrants(
      topLeft: say("仅“\(y)”高", "only “\(y)” high"),
      topRight: say("两项都高", "both high"),
      bottomLeft: say("两项都低", "both low"),
      bottomRight: say("仅“\(x)”高", "only “\(x)” high"),
      undecided: say(
        "区间触及分界线，不予归类",
        "the interval touches a cut: not classified"),
      heading: say("象限", "Quadrant"))
  }

  /// Names a line through points.
  var leastSquares: String { say("最小二乘线", "least-squares line") }

  /// Heads the column of levels after each step of a waterfall.
  var levelAfter: String { say("之后", "After") }

  /// Heads the column of what a part of a tree belongs to.
  var partOf: String { say("上级", "Part of") }

  /// Explains the limits of a control chart.
  var controlNote: String {
    say(
      "中心线为总体比例，折线为三倍标准误界限；大点在界限之外。",
      "Centre: the rate of all points; stepped lines: limits of three "
        + "standard errors. Large dots lie outside.")
  }

  /// The words of a control chart, or of a run chart.
  func controlHeadings(hasLimits: Bool) -> ControlChart.Headings {
    ControlChart.Headings(
      centre: hasLimits ? say("总体", "all") : say("中位数", "median"),
      lower: say("下限", "lower limit"), upper: say("上限", "upper limit"),
      outside: say("界限之外", "outside"))
  }

  /// Explains the centre of a run chart.
  var runNote: String {
    say("不足12个点，只画中位数。", "Fewer than 12 points: the median only.")
  }
}
