import SurveyCharts

/// Charts of any text and number, for tests that nothing breaks them.
enum FurtherCharts {
  static func all(
    _ frame: ChartFrame, text: String, value: Double?, rows: Int
  ) -> [any Chart] {
    planes(frame, text: text, value: value, rows: rows)
      + lists(frame, text: text, value: value, rows: rows)
      + GalleryModels.all(frame, text: text, value: value, rows: rows)
  }

  private static func planes(
    _ frame: ChartFrame, text: String, value: Double?, rows: Int
  ) -> [any Chart] {
    let words = Tongue.of(frame).words
    let axis = ValueAxis(style: .decimal(1), title: text)
    let number = value ?? 0
    return [
      FunnelChart(
        frame: frame, words: words,
        rows: (0..<rows).map { place -> FunnelChart.Row in
          let other = Double(place)
          return FunnelChart.Row(
            label: text, rate: place % 2 == 0 ? value : other,
            base: place % 3 == 0 ? value : other)
        }, axis: axis, target: number, bases: [number, 1, 50, 900],
        limits: [
          .init(label: text, lower: [0, number, 1], upper: [1, 2, number]),
          .init(label: text, lower: [], upper: []),
        ],
        headings: .init(
          base: text, position: text, within: text, above: text, below: text,
          target: text)),
      ScatterChart(
        frame: frame, words: words,
        rows: (0..<rows).map { place -> ScatterChart.Row in
          let other = Double(place)
          let x = BarChart.Cell(
            place % 2 == 0 ? value : other, lower: number - 1,
            upper: number + 1)
          let y = BarChart.Cell(other, lower: value, upper: 9)
          return ScatterChart.Row(label: text, x: x, y: y)
        }, xAxis: axis, yAxis: axis, cutX: value, cutY: 1,
        quadrants: .init(
          topLeft: text, topRight: text, bottomLeft: text, bottomRight: text,
          undecided: text, heading: text),
        line: .init(intercept: number, slope: number, label: text)),
      trend(frame, text: text, value: value, rows: rows),
      ControlChart(
        frame: frame, words: words,
        points: (0..<rows).map { place -> ControlChart.Point in
          ControlChart.Point(
            label: text, value: value, lower: Double(place), upper: value)
        }, axis: axis, centre: number,
        headings: .init(
          centre: text, lower: text, upper: text, outside: text)),
    ]
  }

  private static func trend(
    _ frame: ChartFrame, text: String, value: Double?, rows: Int
  ) -> TrendChart {
    let number = value ?? 0
    let points: [TrendChart.Point] = [
      .init(value), .init(1, lower: number, upper: 3), .init(value),
      .init(nil), .init(number, lower: value, upper: nil),
    ]
    let times: [String] = (0..<rows).map { "\($0)\(text)" }
    let series: [TrendChart.Series] = (0..<(rows % 9)).map { _ in
      TrendChart.Series(label: text, points: points)
    }
    return TrendChart(
      frame: frame, words: Tongue.of(frame).words, times: times, series: series,
      axis: ValueAxis(style: .decimal(1), title: text),
      interruptions: [.init(after: 1, label: text)])
  }

  private static func lists(
    _ frame: ChartFrame, text: String, value: Double?, rows: Int
  ) -> [any Chart] {
    let words = Tongue.of(frame).words
    let axis = ValueAxis(style: .percent(0), title: text)
    let number = value ?? 0
    let cells: [BarChart.Cell] = [
      .init(value, lower: number - 1, upper: number + 1), .init(-1),
      .init(nil), .init(value),
    ]
    return [
      RankRangeChart(
        frame: frame, words: words,
        rows: (0..<rows).map { place -> RankRangeChart.Row in
          let other = Double(place)
          return RankRangeChart.Row(
            label: text, rank: place % 2 == 0 ? value : other, lower: value,
            upper: other)
        }, rankLabel: text, rangeLabel: text),
      BarChart(
        frame: frame, words: words, series: [text, text, text, text, text],
        rows: (0..<rows).map { place -> BarChart.Row in
          BarChart.Row(label: text, cells: cells, base: place, section: text)
        }, arrangement: .grouped, axis: axis, order: .descending),
      BarChart(
        frame: frame, words: words, series: [text, text, text, text, text],
        rows: (0..<rows).map { _ in BarChart.Row(label: text, cells: cells) },
        arrangement: .stacked, axis: axis, order: .descending),
      StarsChart(
        frame: frame, words: words,
        rows: (0..<rows).map { place -> StarsChart.Row in
          StarsChart.Row(
            label: text, stars: value, certainty: value, base: place)
        }, count: rows,
        headings: .init(stars: text, of: text, certainty: text)),
      WaterfallChart(
        frame: frame, words: words,
        rows: (0..<rows).map { place -> WaterfallChart.Row in
          WaterfallChart.Row(
            label: text, value: value, kind: place == 0 ? .level : .change)
        }, axis: axis, levelLabel: text),
      TreeChart(
        frame: frame, words: words,
        nodes: (0..<rows).map { place -> TreeChart.Node in
          let parent: Int = place % 2 == 0 ? place / 2 : place + 1
          return TreeChart.Node(
            id: "\(text)\(place)", label: text, parent: "\(text)\(parent)",
            weight: value)
        }, style: .percent(0), weightLabel: text, parentLabel: text),
    ]
  }
}
