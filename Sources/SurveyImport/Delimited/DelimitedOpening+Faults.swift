import Diagnostics
import SurveyData

/// What is said of records that were set aside and of cells that were set
/// missing.
extension DelimitedOpening {
  func diagnostic(
    _ reject: RejectedRecord, _ line: Int, _ file: String
  ) -> Diagnostic {
    let isCounted =
      reject.reason == .tooFewFields || reject.reason == .tooManyFields
    let counts =
      isCounted ? " (\(reject.fieldCount) instead of \(names.count))" : ""
    return Diagnostic(
      .rejectedRecord, .warning, at: Place(file: file, line: line),
      "the record was set aside: \(reject.reason.title[.english])\(counts)",
      zh:
        "该记录已搁置：\(reject.reason.title[.chinese])\(isCounted ? "（应为\(names.count)个，实为\(reject.fieldCount)个）" : "")",
      help: reject.reason.help)
  }

  func diagnostic(_ fault: CellFault, _ file: String) -> Diagnostic {
    let name = names[fault.position]
    let place = Place(
      file: file, line: fault.line, column: fault.position + 1,
      columnName: name)
    let code = fault.problem.code
    let what = fault.problem.words(
      forms.rules[fault.position].limits.map {
        ($0.lowerBound, $0.upperBound)
      })
    return Diagnostic(
      code, .warning, at: place,
      "'\(fault.text)' in '\(name)' \(what[.english])",
      zh: "“\(name)”中的“\(fault.text)”\(what[.chinese])",
      help: code == .outOfRangeCell
        ? "correct the cell, or add the code to 'missing' in the codebook"
        : "correct the cell, or add the text to 'missing' in the codebook")
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
