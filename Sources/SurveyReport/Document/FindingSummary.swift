import Diagnostics

/// Findings of one code, counted.
struct FindingSummary: Sendable {
  /// The code.
  let code: String
  /// How much they matter.
  let severity: Diagnostic.Severity
  /// How many there are.
  let count: Int
  /// The sentence of the first one in English.
  let message: String
  /// The sentence of the first one in Chinese.
  let chinese: String?
  /// Where the first one is.
  let place: String?

  /// Counts findings by severity and code, errors first.
  static func rows(_ findings: [Diagnostic]) -> [FindingSummary] {
    let order: [Diagnostic.Severity] = [.error, .warning, .note]
    return order.flatMap { severity -> [FindingSummary] in
      let found = findings.filter { $0.severity == severity }
      return Set(found.map(\.code.id)).sorted().compactMap { code in
        let same = found.filter { $0.code.id == code }
        return same.first.map { first in
          FindingSummary(
            code: code, severity: severity, count: same.count,
            message: first.message,
            chinese: first.chinese, place: first.place?.description)
        }
      }
    }
  }
}
