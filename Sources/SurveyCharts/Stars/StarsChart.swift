import SVG

/// Stars for each unit, partly filled to a tenth, with the number, how
/// certain it is, and the base in words beside them.
public struct StarsChart: Chart {
  /// One unit.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The number of stars, from 0; `nil` when the unit has none.
    public var stars: Double?
    /// The share of draws in which the unit has these stars.
    public var certainty: Double?
    /// The number of ratings; `nil` leaves the cell empty.
    public var base: Int?
    /// The heading under which the row stands.
    public var section: String?

    /// Creates a row.
    public init(
      label: String, stars: Double?, certainty: Double? = nil,
      base: Int? = nil, section: String? = nil
    ) {
      self.label = label
      self.stars = stars
      self.certainty = certainty
      self.base = base
      self.section = section
    }
  }

  /// The words that only this chart needs.
  public struct Headings: Hashable, Sendable {
    /// Heads the stars and their number.
    public var stars: String
    /// Stands between the number of stars and the highest possible one, with
    /// its spaces, such as ` of `.
    public var of: String
    /// Heads the column of certainties.
    public var certainty: String

    /// Creates headings.
    public init(stars: String, of: String, certainty: String) {
      self.stars = stars
      self.of = of
      self.certainty = certainty
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The units.
  public var rows: [Row]
  /// The highest number of stars, from 1 to 10.
  public var count: Int
  /// The order of the rows within their sections.
  public var order: RowOrder
  /// The words that only this chart needs.
  public var headings: Headings
  /// Heads the column of bases.
  public var baseLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], count: Int = 5,
    order: RowOrder = .descending, headings: Headings, baseLabel: String = "n"
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.count = min(10, max(1, count))
    self.order = order
    self.headings = headings
    self.baseLabel = baseLabel
  }
}

extension StarsChart {
  var sections: [SectionedRows<Row>.Section] {
    SectionedRows(rows, heading: \.section).sections.map { section in
      guard order == .descending else { return section }
      var section = section
      section.rows = section.rows.sortedDescending { $0.stars.finite }
      return section
    }
  }

  /// Whether every unit has whole stars, which are then printed whole.
  var isWhole: Bool {
    rows.compactMap { $0.stars.finite }.allSatisfy { $0 == $0.rounded() }
  }

  /// A number of stars as text.
  func text(_ stars: Double?) -> String {
    stars.finite.map { (isWhole ? NumberStyle.integer : .decimal(1)).text($0) }
      ?? words.missing
  }

  /// How certain the stars are, as text.
  func certaintyText(_ row: Row) -> String {
    guard row.stars.finite != nil, let certainty = row.certainty.finite else {
      return ""
    }
    return NumberStyle.percent(0).text(certainty)
  }

  /// A row in one text, such as `4.3 of 5, certainty 92%, n 96`.
  func sentence(_ row: Row) -> String {
    guard row.stars.finite != nil else {
      return "\(row.label): \(words.missing)"
    }
    var text = "\(row.label): \(self.text(row.stars))\(headings.of)\(count)"
    let certainty = certaintyText(row)
    if !certainty.isEmpty { text += ", \(headings.certainty) \(certainty)" }
    if let base = row.base {
      text += ", \(baseLabel) \(NumberStyle.integer.text(Double(base)))"
    }
    return text
  }

  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    ChartTable(
      columns: [
        words.rowHeading, headings.stars, headings.certainty, baseLabel,
      ],
      rows: sections.flatMap(\.rows).map {
        [
          $0.label, text($0.stars), certaintyText($0),
          baseText($0.base, .none),
        ]
      })
  }
}
