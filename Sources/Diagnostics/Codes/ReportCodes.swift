extension DiagnosticCode {
  /// Codes of reports and output files.
  static let report: [DiagnosticCode] = []
}
