/// A table of numbers that an analysis lays out itself: coefficients of a
/// model, cells of a crosstab, steps of a weighting.
///
/// It holds numbers and no decision about how they look, beyond what kind of
/// number each column has. Reports, the terminal and `results.json` all show
/// the same table.
public struct StatisticsTable: Sendable, Hashable, Codable {
  /// What kind of number a column holds, which decides how it is printed.
  public enum Format: String, Sendable, Hashable, Codable {
    /// A number on the scale of a variable, with as many decimals as its
    /// uncertainty allows.
    case value
    /// A share from 0 to 1, printed as a percentage.
    case share
    /// A difference of shares from -1 to 1, printed in percentage points.
    case points
    /// The standard error of a difference of shares, printed in percentage
    /// points as the difference is.
    case pointsError = "points-error"
    /// An index from 0 to 100, printed with one decimal.
    case index
    /// A difference of indices, printed with its sign and one decimal.
    case indexChange = "index-change"
    /// A whole number.
    case count
    /// A sum of weights or an effective base, printed without decimals.
    case total
    /// A number with three decimals: a coefficient, a correlation.
    case coefficient
    /// A test statistic, with two decimals.
    case statistic
    /// A probability under a hypothesis, such as `0.012` or `< 0.001`.
    case probability
    /// Degrees of freedom: whole, or with one decimal.
    case degrees
    /// A text.
    case text
    /// A difference of numbers in the columns `value`, printed with its sign
    /// and as many decimals as they have.
    case valueChange = "value-change"
    /// The standard error of such numbers and differences, printed with one
    /// decimal more.
    case valueError = "value-error"
  }

  /// One column.
  public struct Column: Sendable, Hashable, Codable {
    /// The name for machines, such as `se`.
    public var name: String
    /// The heading.
    public var label: LocalizedText
    /// What its numbers are.
    public var format: Format
    /// The heading over several columns; columns with the same one that
    /// follow each other stand under it together.
    public var spanner: LocalizedText?
    /// Whether low numbers are the good ones, which decides which end a
    /// headline names first.
    public var isLowerBetter: Bool

    /// Creates a column.
    public init(
      _ name: String, _ label: LocalizedText, _ format: Format,
      spanner: LocalizedText? = nil, isLowerBetter: Bool = false
    ) {
      self.isLowerBetter = isLowerBetter
      self.name = name
      self.label = label
      self.format = format
      self.spanner = spanner
    }
  }

  /// What stands in one place.
  public struct Cell: Sendable, Hashable, Codable {
    /// The number; `nil` with no text either prints as not available.
    public var value: Double?
    /// The interval of the number.
    public var interval: Interval?
    /// The text, in columns of texts.
    public var text: LocalizedText?
    /// Letters of the columns that the number is significantly above.
    public var letters: String
    /// Whether the number rests on a base too small to rely on.
    public var isWeak: Bool
    /// Whether nothing belongs here.
    public var isEmpty: Bool
    /// The sums that the number is made from, where it is made from two.
    public var sums: EstimateSums?

    /// A number.
    public init(
      _ value: Double?, interval: Interval? = nil, letters: String = "",
      isWeak: Bool = false
    ) {
      self.value = value
      self.interval = interval
      self.text = nil
      self.letters = letters
      self.isWeak = isWeak
      isEmpty = false
    }

    /// A text.
    public init(_ text: LocalizedText) {
      self.init(nil)
      self.text = text
    }

    /// Nothing belongs here.
    public static var empty: Cell {
      var cell = Cell(nil)
      cell.isEmpty = true
      return cell
    }
  }

  /// One row.
  public struct Row: Sendable, Hashable {
    /// How a row differs from its neighbours.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// One row among others.
      case detail
      /// A row that sums up others.
      case subtotal
      /// The row for everybody.
      case overall
    }

    /// The name for machines.
    public var name: String
    /// The label.
    public var label: LocalizedText
    /// The heading that the row stands under; rows with the same one that
    /// follow each other stand together.
    public var section: LocalizedText?
    /// How it differs from its neighbours.
    public var kind: Kind
    /// What the numbers of the row are, where they differ from what the
    /// columns say: a mean below shares.
    public var format: Format?
    /// The cells in the order of the columns.
    public var cells: [Cell]

    /// Creates a row.
    public init(
      _ name: String, _ label: LocalizedText, section: LocalizedText? = nil,
      kind: Kind = .detail, format: Format? = nil, _ cells: [Cell]
    ) {
      self.name = name
      self.label = label
      self.section = section
      self.kind = kind
      self.format = format
      self.cells = cells
    }
  }

  /// A name that is unique in the analysis, such as `coefficients`.
  public var name: String
  /// What the table shows.
  public var title: LocalizedText
  /// What its chart says, where the author says it himself; otherwise the
  /// headline is written from the numbers.
  public var headline: LocalizedText?
  /// The heading of the labels of rows.
  public var stub: LocalizedText
  /// The columns.
  public var columns: [Column]
  /// The rows.
  public var rows: [Row]
  /// Notes below the table.
  public var notes: [LocalizedText]
  /// The chart that goes with it.
  public var figure: Figure?
  /// Whether a page shows it only when asked.
  public var isSupplement: Bool

  /// Creates a table.
  public init(
    _ name: String, title: LocalizedText, stub: LocalizedText = "",
    columns: [Column], rows: [Row], notes: [LocalizedText] = [],
    figure: Figure? = nil, isSupplement: Bool = false
  ) {
    self.name = name
    self.title = title
    self.stub = stub
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.figure = figure
    self.isSupplement = isSupplement
  }

  /// The cell of a row and a column by their names, the first of several.
  public subscript(row: String, column: String) -> Cell? {
    guard let position = columns.firstIndex(where: { $0.name == column }),
      let row = rows.first(where: { $0.name == row }),
      position < row.cells.count
    else { return nil }
    return row.cells[position]
  }
}
