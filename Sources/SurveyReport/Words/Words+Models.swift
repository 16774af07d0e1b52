import SurveyCharts

/// Words of path diagrams, planes, panels and distributions.
extension Words {
  /// The words of a path diagram.
  var pathHeadings: PathChart.Headings {
    PathChart.Headings(
      from: say("自", "From"), to: say("至", "To"),
      open: say("区间含0", "Covers 0"),
      dashedNote: say(
        "虚线箭头：系数的区间包含0，方向未定。",
        "Dashed arrows: the interval covers 0, so that the sign is open."),
      shapesNote: say(
        "椭圆为潜在概念，矩形为测量变量；箭头越粗，系数的绝对值越大。",
        "Ovals are constructs, rectangles what was measured; the wider an "
          + "arrow, the larger its coefficient without its sign."))
  }

  /// What stands below the coefficients of a path diagram.
  func pathInterval(_ interval: String) -> String {
    say("系数下方为其\(interval)。", "Below each coefficient: its \(interval).")
  }

  /// The quadrants of Kano's plane.
  var kanoQuadrants: ScatterChart.Quadrants {
    ScatterChart.Quadrants(
      topLeft: kanoClass(0), topRight: kanoClass(1),
      bottomLeft: kanoClass(3), bottomRight: kanoClass(2),
      undecided: say(
        "区间触及分界线，不予归类",
        "the interval touches a cut: not classified"),
      heading: say("类别", "Class"))
  }

  /// The classes of attributes: attractive, one-dimensional, must-be,
  /// indifferent.
  func kanoClass(_ place: Int) -> String {
    switch place {
    case 0: say("魅力", "Attractive")
    case 1: say("期望", "One-dimensional")
    case 2: say("必备", "Must-be")
    default: say("无差异", "Indifferent")
    }
  }

  /// Where Kano's plane is cut, and why there.
  func kanoCut(isMean: Bool, x: String, y: String) -> String {
    isMean
      ? say(
        "分界线为各属性的平均值（横\(x)，纵\(y)）。",
        "Cuts: the means of the attributes (across \(x), upright \(y)).")
      : say(
        "分界线：横\(x)，纵\(y)。", "Cuts: across at \(x), upright at \(y).")
  }

  /// Explains the regions of Kano's plane.
  var kanoRegions: String {
    say(
      "椭圆为两个系数的联合置信区域；任一系数的置信区间（威尔逊法）触及分界线的，不予归类。",
      "Ellipses: joint confidence regions of both coefficients. An attribute is "
        + "not classified when the (Wilson) interval of either touches a cut.")
  }

  /// Explains a line and its band.
  func fitNote(level: String?, isWeighted: Bool) -> String {
    let line =
      isWeighted
      ? say("加权最小二乘线", "weighted least-squares line")
      : say("最小二乘线", "least-squares line")
    guard let level else {
      return say(
        "虚线为\(line)，点太少，没有区间带。", "Dashed: \(line); too few points for a band.")
    }
    return say(
      "虚线为\(line)，灰带为其\(level)置信带。",
      "Dashed: \(line); grey: its \(level) confidence band.")
  }

  /// Heads the names of panels.
  var panel: String { say("分面", "Panel") }

  /// How panels are sorted.
  var sortedPanels: String {
    say(
      "各图同一刻度，按平均值由高到低排列；灰色为其余各图。",
      "All panels share one scale and are sorted by their means; grey: the "
        + "other panels.")
  }

  /// Heads the differences of two waves.
  var change: String { say("变化", "Change") }

  /// Heads what values are held against.
  var target: String { say("目标", "Target") }

  /// Explains whiskers.
  func boxNote(lower: String, upper: String) -> String {
    say(
      "盒子为上下四分位数，粗线为中位数，须线至\(lower)和\(upper)。",
      "Boxes: quartiles; thick line: median; whiskers: \(lower) and \(upper).")
  }

  /// Heads cumulative shares.
  var shareAtOrBelow: String { say("不超过该值的比例", "Share at or below") }

  /// The median.
  var median: String { say("中位数", "Median") }

  /// Explains comparison intervals.
  var comparisonNote: String {
    say(
      "粗线为比较区间（1.39倍标准误，Goldstein–Healy）：两条粗线不重叠，"
        + "即可认为这两项不同；细线为与基准比较用的置信区间。",
      "Thick lines: comparison intervals (1.39 standard errors, "
        + "Goldstein–Healy): two that do not overlap differ. Thin lines: "
        + "confidence intervals, for reading against a benchmark.")
  }

  /// Favourable answers of any kind.
  var positiveAnswers: String { say("正面", "Favourable") }

  /// Unfavourable answers of any kind.
  var negativeAnswers: String { say("负面", "Unfavourable") }

  /// The share of favourable answers.
  var positiveShare: String { say("正面评价比例", "Favourable share") }

  /// Units other than the one that is shown.
  func otherUnits(_ count: Int) -> String {
    say(
      "其余\(count)个", count == 1 ? "one other" : "other \(count)")
  }
}
