import Diagnostics

/// A fault in an expression: characters counted from 0, sentence and next
/// step.
struct ExpressionFault: Error {
  var range: Range<Int>
  var message: String
  var help: String?
  var code: DiagnosticCode = .wrongExpression

  /// The fault as a finding that points at the character in the study file.
  func diagnostic(text: String, place: Place?) -> Diagnostic {
    var place = place
    if let column = place?.column, place?.line != nil {
      place?.column = column + range.lowerBound
    }
    let first = range.lowerBound + 1
    return Diagnostic(
      code, at: place, message,
      excerpt: Diagnostic.Excerpt(
        line: text, columns: first...max(first, range.upperBound)),
      help: help)
  }
}
