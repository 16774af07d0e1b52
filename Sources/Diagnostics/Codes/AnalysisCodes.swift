extension DiagnosticCode {
  /// Codes of analyses.
  static let analysis: [DiagnosticCode] = []
}
