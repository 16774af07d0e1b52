import SurveyData

@testable import SurveyImport

/// Reads `text` as the file `t.csv`.
func read(
  _ text: String, _ codebook: [Variable] = [],
  _ change: (inout ImportOptions) -> Void = { _ in }
) throws -> ImportResult {
  var options = ImportOptions(codebook: Codebook(codebook))
  change(&options)
  return try DelimitedReader.read(
    bytes: Array(text.utf8), displayName: "t.csv", options: options)
}

extension ImportResult {
  /// The cells of a column as text, `nil` where missing.
  func texts(_ name: String) -> [String?] {
    guard let column = table[name] else { return [] }
    return (0..<table.rowCount).map { column.text(at: $0) }
  }

  /// The reasons of a column, row by row.
  func reasons(_ name: String) -> [MissingReason?] {
    guard let column = table[name] else { return [] }
    return (0..<table.rowCount).map { column.missing[$0] }
  }

  /// The type that a column was given.
  func kind(_ name: String) -> String {
    switch table[name]?.values {
    case .integers: "integers"
    case .doubles: "doubles"
    case .days: "days"
    case .texts: "texts"
    case .choices: "choices"
    case nil: "none"
    }
  }
}
