import SVG

/// A model as boxes and arrows: ovals are constructs, rectangles are what was
/// measured, and every arrow carries its coefficient with its interval.
///
/// Causes stand left of what they act on. An arrow is dashed where its
/// interval covers zero. Indicators that belong to one construct only hang
/// below it.
public struct PathChart: Chart {
  /// A construct or a variable.
  public struct Node: Hashable, Sendable {
    /// A name that is unique among the nodes.
    public var id: String
    /// The text inside.
    public var label: String
    /// Whether it was measured and is drawn as a rectangle.
    public var isMeasured: Bool
    /// The share of its variance that the model explains.
    public var explained: Double?

    /// Creates a node.
    public init(
      id: String, label: String, isMeasured: Bool = false,
      explained: Double? = nil
    ) {
      self.id = id
      self.label = label
      self.isMeasured = isMeasured
      self.explained = explained
    }
  }

  /// An arrow.
  public struct Arrow: Hashable, Sendable {
    /// The id of the node that it starts at.
    public var from: String
    /// The id of the node that it points to.
    public var to: String
    /// The coefficient.
    public var value: BarChart.Cell

    /// Creates an arrow.
    public init(from: String, to: String, value: BarChart.Cell) {
      self.from = from
      self.to = to
      self.value = value
    }

    /// The ends of the interval; `nil` where one is missing.
    var interval: ClosedRange<Double>? {
      guard value.value.finite != nil, let lower = value.lower.finite,
        let upper = value.upper.finite, lower <= upper
      else { return nil }
      return lower...upper
    }

    /// Whether the interval covers zero, so that the sign is open.
    public var coversZero: Bool { interval?.contains(0) ?? false }
  }

  /// The words that only this chart needs.
  public struct Headings: Hashable, Sendable {
    /// Heads the starts of arrows.
    public var from: String
    /// Heads the ends of arrows.
    public var to: String
    /// Heads the column that marks arrows whose interval covers zero.
    public var open: String
    /// Explains dashed arrows, in a sentence.
    public var dashedNote: String
    /// Explains shapes, in a sentence.
    public var shapesNote: String

    /// Creates headings.
    public init(
      from: String, to: String, open: String, dashedNote: String,
      shapesNote: String
    ) {
      self.from = from
      self.to = to
      self.open = open
      self.dashedNote = dashedNote
      self.shapesNote = shapesNote
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The nodes, in the order in which ties are broken.
  public var nodes: [Node]
  /// The arrows; those between unknown nodes are left out.
  public var arrows: [Arrow]
  /// How many decimals coefficients have.
  public var decimals: Int
  /// The words that only this chart needs.
  public var headings: Headings

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, nodes: [Node], arrows: [Arrow],
    decimals: Int = 2, headings: Headings
  ) {
    self.frame = frame
    self.words = words
    self.nodes = nodes
    self.arrows = arrows
    self.decimals = decimals
    self.headings = headings
  }
}

extension PathChart {
  /// Nodes with different ids, the first of equal ones.
  var distinct: [Node] {
    var seen: Set<String> = []
    return nodes.filter { seen.insert($0.id).inserted }
  }

  /// Arrows between known nodes.
  var known: [Arrow] {
    let ids = Set(nodes.map(\.id))
    return arrows.filter {
      $0.from != $0.to && ids.contains($0.from) && ids.contains($0.to)
    }
  }

  /// A coefficient: `+0.52`.
  func text(_ arrow: Arrow) -> String {
    arrow.value.value.finite.map {
      Self.coefficient($0, decimals: decimals)
    } ?? words.missing
  }

  /// A coefficient as arrows carry it, with its sign: fewer decimals for
  /// large ones, and a power of ten where nobody counts digits.
  public static func coefficient(
    _ value: Double, decimals: Int = 2
  ) -> String {
    guard abs(value) < countable else {
      return (value > 0 ? "+" : "") + NumberStyle.decimal(0).power(value)
    }
    return NumberStyle.signed(Self.decimals(decimals, of: value)).text(value)
  }

  /// The interval of a coefficient; empty without one.
  func intervalText(_ arrow: Arrow) -> String {
    guard let interval = arrow.interval else { return "" }
    let (lower, upper) = (interval.lowerBound, interval.upperBound)
    let largest = max(abs(lower), abs(upper))
    guard largest < Self.countable else {
      let style = NumberStyle.decimal(0)
      return style.power(lower) + words.boundSeparator + style.power(upper)
    }
    return NumberStyle.decimal(Self.decimals(decimals, of: largest))
      .interval(lower, upper, separator: words.boundSeparator)
  }

  /// From here on numbers are powers of ten: nobody counts their digits.
  private static let countable = 1e12

  /// Large coefficients, such as those in yuan, have fewer decimals: what
  /// stands behind the point of a million says nothing.
  private static func decimals(_ decimals: Int, of value: Double) -> Int {
    let size = abs(value)
    return max(0, decimals - (size >= 1000 ? 2 : size >= 100 ? 1 : 0))
  }

  /// The numbers drawn, as texts: one row an arrow, then what is explained.
  public var table: ChartTable {
    let names = Dictionary(
      distinct.map { ($0.id, $0.label) }, uniquingKeysWith: { one, _ in one })
    var table = ChartTable(
      columns: [
        headings.from, headings.to, words.value, words.interval,
        headings.open,
      ],
      rows: known.map { arrow in
        [
          names[arrow.from] ?? "", names[arrow.to] ?? "", text(arrow),
          intervalText(arrow), arrow.coversZero ? "×" : "",
        ]
      })
    for node in distinct {
      guard let share = node.explained.finite else { continue }
      table.rows.append(
        ["R²", node.label, NumberStyle.decimal(2).text(share), "", ""])
    }
    return table
  }

  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !distinct.isEmpty, !known.isEmpty else {
      return .empty(words, theme, width)
    }
    return PathDrawing(
      chart: self, theme: theme,
      layout: PathLayout(chart: self, theme: theme, width: width)
    ).body
  }
}
