import SurveyData

/// The texts of a column that was read, each once, and -1 for rows without.
struct ReadTexts {
  /// For each row the position of its text.
  var codes: [Int32]
  /// The texts, in the order of first appearance.
  var levels: [String]

  /// Creates texts from one a row.
  init(_ texts: [String?]) {
    self.init(DictionaryText(texts), .none)
  }

  /// The texts of a column of texts; `nil` for any other.
  init?(_ column: Column) {
    guard case .texts(let texts) = column.values else { return nil }
    self.init(texts, column.missing)
  }

  private init(_ texts: DictionaryText, _ missing: MissingReasons) {
    let distinct = texts.distinct(missing)
    codes = distinct.codes.words()
    levels = Array(distinct.levels)
    guard !missing.isComplete else { return }
    for row in codes.indices where missing.isMissing(row) { codes[row] = -1 }
  }
}
