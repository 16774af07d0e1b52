import SVG

/// Where the parts of a Likert chart stand: names, bases, totals, the bars
/// around the zero line and the panel of neutral answers.
struct LikertLayout {
  /// The pixels of a share of 1; the same in both panels.
  var unit: Double
  /// The x of the zero line.
  var zero: Double
  /// The ends of the diverging panel.
  var left: Double
  var right: Double
  /// The left edge of the neutral panel.
  var aside: Double?
  /// The width of the neutral panel.
  var asideWidth: Double
  /// The width of the whole drawing.
  var width: Double

  /// Fits the largest bars of all rows into `width` pixels.
  ///
  /// - Parameters:
  ///   - start: The x where bars may begin.
  ///   - reserve: The room right of the bars that other columns need.
  init(
    chart: LikertChart, rows: [LikertChart.Row], start: Double,
    width: Double, reserve: Double, asideText: Double
  ) {
    func largest(_ side: LikertChart.Category.Side) -> Double {
      rows.map { chart.total($0, side) }.max() ?? 0
    }
    let hasNeutral = chart.categories.contains { $0.side == .neutral }
    var (bad, good) = (largest(.unfavourable), largest(.favourable))
    let middle = largest(.neutral)
    switch chart.neutral {
    case .aside: break
    case .split:
      bad =
        rows.map {
          chart.total($0, .unfavourable) + chart.total($0, .neutral) / 2
        }
        .max() ?? 0
      good =
        rows.map {
          chart.total($0, .favourable) + chart.total($0, .neutral) / 2
        }
        .max() ?? 0
    case .stacked100:
      bad = 0
      good = max(
        1,
        rows.map { row in
          chart.categories.indices.reduce(0) { $0 + chart.share(row, $1) }
        }.max() ?? 1)
    }
    let showsAside = chart.neutral == .aside && hasNeutral && middle > 0
    let gap = showsAside ? 26 + asideText : 0
    let total = bad + good + (showsAside ? middle : 0)
    let room = max(160, width - start - reserve - gap)
    unit = total > 0 ? room / total : room
    left = start
    zero = start + bad * unit
    right = start + (total > 0 ? (bad + good) * unit : room)
    aside = showsAside ? right + reserve + 26 : nil
    asideWidth = showsAside ? middle * unit : 0
    let end =
      showsAside ? right + reserve + gap + middle * unit : right + reserve
    self.width = max(width, end)
  }
}
