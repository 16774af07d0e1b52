/// The few sentences that a chart adds by itself, in the language of the
/// figure. Each is drawn only when the chart needs it.
public struct ChartWords: Hashable, Sendable {
  /// Explains hollow dots and lighter numbers: a base below 100.
  public var smallBase: String
  /// Explains grey rows without interval: a base below 30.
  public var verySmallBase: String
  /// Stands in a row with a base of zero.
  public var noAnswers: String
  /// Stands in a figure without any row.
  public var noRows: String
  /// Names a missing value, in keys and tables.
  public var missing: String
  /// Names a suppressed value, in keys and tables.
  public var suppressed: String
  /// Says that printed percentages may not add to 100.
  public var rounding: String
  /// Says that the axis shows a part of the scale only.
  public var partialAxis: String
  /// Says that the upright axis shows a part of the scale only.
  public var partialUpright: String
  /// Explains `*` after a base, in figures without dots.
  public var smallBaseMark = ""
  /// Explains `**` after a base and pale rows, in figures without dots.
  public var verySmallBaseMark = ""
  /// Says that the upright axis does not start at zero, where nobody knows
  /// the whole scale.
  public var withoutZero = ""
  /// Explains the line beside a dot, such as `95% interval`.
  public var interval: String
  /// Why no ranks are printed.
  public var noRanking: String
  /// Heads the first column of the data table.
  public var rowHeading: String
  /// Heads the column of values of the data table.
  public var value: String
  /// Heads the column of lower bounds of the data table.
  public var lower: String
  /// Heads the column of upper bounds of the data table.
  public var upper: String
  /// The word between two bounds of which one is negative, with its spaces.
  public var boundSeparator: String

  /// Creates the words of one language.
  public init(
    smallBase: String, verySmallBase: String, noAnswers: String,
    noRows: String, missing: String, suppressed: String, rounding: String,
    partialAxis: String, partialUpright: String,
    interval: String, noRanking: String,
    rowHeading: String, value: String, lower: String, upper: String,
    boundSeparator: String
  ) {
    self.smallBase = smallBase
    self.verySmallBase = verySmallBase
    self.noAnswers = noAnswers
    self.noRows = noRows
    self.missing = missing
    self.suppressed = suppressed
    self.rounding = rounding
    self.partialAxis = partialAxis
    self.partialUpright = partialUpright
    self.interval = interval
    self.noRanking = noRanking
    self.rowHeading = rowHeading
    self.value = value
    self.lower = lower
    self.upper = upper
    self.boundSeparator = boundSeparator
  }
}
