/// A change of the weights that the variance has to know of, such as a
/// calibration to known totals.
protocol DesignAdjustment: Sendable {
  /// What remains of influences after the adjustment explained its part:
  /// the residuals of a regression of each column on the variables that the
  /// weights were calibrated with.
  ///
  /// - Parameter columns: One influence a row of the table, in columns.
  func residuals(_ columns: [[Double]]) -> [[Double]]
}
