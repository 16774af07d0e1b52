import Diagnostics
import SurveyData

/// What is said of records that were set aside and of cells that were set
/// missing.
extension DelimitedOpening {
  func diagnostic(
    _ reject: RejectedRecord, _ line: Int, _ file: String
  ) -> Diagnostic {
    let counts =
      reject.reason == .tooFewFields || reject.reason == .tooManyFields
      ? " (\(reject.fieldCount) instead of \(names.count))" : ""
    return Diagnostic(
      .rejectedRecord, .warning, at: Place(file: file, line: line),
      "the record was set aside: \(reject.reason.sentence)\(counts)",
      help: reject.reason.help)
  }

  func diagnostic(_ fault: CellFault, _ file: String) -> Diagnostic {
    let name = names[fault.position]
    let place = Place(
      file: file, line: fault.line, column: fault.position + 1,
      columnName: name)
    let (code, what): (DiagnosticCode, String) =
      switch fault.problem {
      case .notWhole: (.unreadableCell, "is not a whole number")
      case .notNumber: (.unreadableCell, "is not a number")
      case .notDay: (.unreadableCell, "is not a day of the calendar")
      case .outOfRange:
        (.outOfRangeCell, "is outside the scale \(scaleText(fault.position))")
      }
    return Diagnostic(
      code, .warning, at: place, "'\(fault.text)' in '\(name)' \(what)",
      help: code == .outOfRangeCell
        ? "correct the cell, or add the code to 'missing' in the codebook"
        : "correct the cell, or add the text to 'missing' in the codebook")
  }

  private func scaleText(_ position: Int) -> String {
    guard let limits = forms.rules[position].limits else { return "" }
    return "\(plainText(limits.lowerBound)) to \(plainText(limits.upperBound))"
  }
}

/// The fault of a file with more faulty records than are allowed.
func tooManyRejects(_ count: Int, _ limit: Int, _ file: String) -> Diagnostic {
  Diagnostic(
    .tooManyRejects, at: Place(file: file),
    counted(count, "record") + (count == 1 ? " was" : " were")
      + " set aside, and 'max-rejects' allows \(limit)",
    help: "mend the records, or raise 'max-rejects'")
}
