extension DiagnosticCode {
  /// Codes of data files and codebooks.
  static let data: [DiagnosticCode] = []
}
