import SVG

/// Where the parts of a heat table stand.
struct HeatLayout {
  /// How column names are drawn.
  enum Heads: Equatable {
    /// Horizontally, on several lines.
    case wrapped
    /// Horizontally, each on a step of its own, with a line to its column.
    case stairs
    /// Upright; only with 25 columns or more.
    case upright
  }

  var labels: RowLabels
  /// The left edge of each column, and of the end.
  var edges: [Double]
  var heads: Heads
  var total: TextColumn?
  var width: Double
  let cellHeight = 27.0

  /// The names of columns are broken into at most this many lines.
  static let headLines = 5
  static let uprightFrom = 25

  init(chart: HeatTable, theme: Theme, width: Double) {
    labels = RowLabels(
      chart.rows.map { .init(text: $0.label, isBold: $0.isHighlighted) },
      theme: theme, maximum: width * 0.27)
    if chart.rows.contains(where: { $0.total != nil }) {
      total = TextColumn(
        head: chart.totalLabel ?? "",
        texts: chart.rows.map { $0.total ?? "" }, theme: theme)
    }
    let size = theme.smallSize
    let left = labels.width + 12
    let reserve = total.map { $0.width + 14 } ?? 0
    let count = chart.columns.count
    let contents = chart.columns.indices.map { index in
      TextMeasure.widest(
        chart.rows.map { chart.cell($0, index).text } + ["[c]"], size: size)
        + 6
    }
    let smallest = contents.max() ?? 24
    let room = max(width - left - reserve, smallest * Double(count))
    let even = min(
      max(92, smallest), count > 0 ? room / Double(count) : room)
    func fits(_ column: HeatTable.Column, _ width: Double) -> Bool {
      let breaker = LineBreaker(
        width: width - 6, size: size, maximum: Self.headLines)
      return !breaker.cutsWords(in: column.label)
        && !breaker.lines(column.label).isShortened
    }
    var widths = Array(repeating: even, count: count)
    heads = .wrapped
    if !chart.columns.allSatisfy({ fits($0, even) }) {
      // Wider columns for longer words, if all of them find room.
      let needed = zip(chart.columns, contents).map { column, content in
        var width = max(
          content, LineBreaker.widestPiece(column.label) * size + 6.5)
        while !fits(column, width), width < room { width += 4 }
        return width
      }
      let sum = needed.reduce(0, +)
      if sum <= room {
        let extra = min(even * 0.5, (room - sum) / Double(count))
        widths = needed.map { $0 + extra }
      } else {
        heads = count >= Self.uprightFrom ? .upright : .stairs
      }
    }
    edges = widths.reduce(into: [left]) { edges, width in
      edges.append((edges.last ?? left) + width)
    }
    let end = edges.last ?? left
    total?.x = end + 14
    self.width = max(width, end + reserve)
    if heads == .stairs {
      for (index, column) in chart.columns.enumerated() {
        let centre = (edges[index] + edges[index + 1]) / 2
        let needed = 9 + TextMeasure.width(column.label, size: size)
        self.width = max(self.width, centre + min(needed, 320))
      }
    }
  }
}
