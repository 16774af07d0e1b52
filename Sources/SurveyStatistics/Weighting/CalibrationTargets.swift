import Diagnostics
import SurveyData

/// The targets of a calibration with the columns of the rows that they
/// belong to.
struct CalibrationTargets: Sendable {
  /// One total that the weights have to meet.
  struct Goal: Sendable {
    /// The margin, such as `sex*age`.
    var margin: String
    /// The label of the margin.
    var marginLabel: LocalizedText
    /// The cell of the margin; `nil` for a total of a number.
    var cell: String?
    /// The label of the cell.
    var label: LocalizedText
    /// The segment that it holds in.
    var segment: LocalizedText?
    /// The total.
    var target: Double
    /// Whether the total is one of a number.
    var isNumber: Bool { cell == nil }

    /// How it is called in messages.
    var name: String {
      let within = segment.map { " in '\($0[.english])'" } ?? ""
      guard let cell else { return "the total of '\(margin)'\(within)" }
      return "'\(margin)' = '\(cell)'\(within)"
    }
  }

  /// The columns of the rows.
  var variables: AuxiliaryVariables
  /// The target of each column.
  var goals: [Goal]
  /// The goals of each margin, whose cells add up to the population.
  var margins: [Range<Int>]
  /// What the reader should know.
  var diagnostics: [Diagnostic] = []
  /// The margins whose numbers are taken for percentages.
  var percentages: [String] = []

  /// The totals to reach.
  var totals: [Double] { goals.map(\.target) }
}

extension CalibrationTargets {
  /// Finds the rows of every target.
  ///
  /// Rows of weight 0 belong to nothing and need no value.
  ///
  /// - Throws: A diagnostic when a column or a value does not exist, a row
  ///   has no value or no target, a cell with a target has no row, or the
  ///   margins of a segment add up to different populations.
  init(
    _ calibration: Calibration, table: Table, weights: [Double]
  ) throws(Diagnostic) {
    var reading = TargetReading(
      calibration: calibration, table: table, weights: weights)
    try reading.readSegments()
    try reading.readMargins()
    try reading.readNumbers()
    self = reading.targets()
  }
}
