import SurveyData

/// How the missing cells of one column are written, so that each reads back
/// with its reason.
///
/// A reason that the codebook has a code for is written as that code, an
/// empty cell for `blank` unless the codebook gives empty cells another
/// reason, and any other reason as its name in brackets: `(refused)`.
public struct MissingSpelling: Sendable, Hashable {
  /// The text of each reason, at the position of its raw value.
  let texts: [String]
  /// The codes that a codebook has to declare for the column to read back.
  public let codes: [String: MissingReason]

  /// Chooses the texts for `column`.
  public init(_ column: Column) {
    let declared = (column.variable?.missingCodes ?? [:])
      .sorted { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }
    let values = ValuesInUse(column, among: declared.map(\.key))
    var codes: [String: MissingReason] = [:]
    for (code, reason) in declared where !values.contains(code) {
      codes[code] = reason
    }
    var texts = [String](
      repeating: "", count: MissingReason.allCases.count + 1)
    let emptyReason = codes[""] ?? .blank
    for reason in MissingReason.allCases {
      guard column.missing.count(of: reason) > 0 else { continue }
      if reason == emptyReason { continue }
      let known = declared.first {
        $0.value == reason && codes[$0.key] != nil
      }
      if let known {
        texts[Int(reason.rawValue)] = known.key
        continue
      }
      var text = "(\(reason.name))"
      while values.contains(text) || codes[text] != nil { text = "(\(text))" }
      codes[text] = reason
      texts[Int(reason.rawValue)] = text
    }
    self.texts = texts
    self.codes = codes
  }
}

/// Which texts a column holds as answers, so that none of them is taken for
/// the code of a missing value.
private struct ValuesInUse {
  private var texts: Set<String> = []
  private var numbers: Set<Double> = []

  init(_ column: Column, among codes: [String]) {
    switch column.values {
    case .texts(let values):
      var occurs = [Bool](repeating: false, count: values.levels.count)
      for row in values.codes.indices where values.codes[row] >= 0 {
        if !column.missing.isMissing(row) {
          occurs[Int(values.codes[row])] = true
        }
      }
      for (level, occurs) in zip(values.levels, occurs) where occurs {
        texts.insert(level)
      }
    case .integers(let values):
      let wanted = Set(codes.compactMap { Double($0) })
      if wanted.isEmpty { return }
      for row in values.indices where wanted.contains(Double(values[row])) {
        if !column.missing.isMissing(row) {
          numbers.insert(Double(values[row]))
        }
      }
    case .doubles(let values):
      let wanted = Set(codes.compactMap { Double($0) })
      if wanted.isEmpty { return }
      for row in values.indices where wanted.contains(values[row]) {
        if !column.missing.isMissing(row) { numbers.insert(values[row]) }
      }
    case .days, .choices:
      return
    }
  }

  func contains(_ code: String) -> Bool {
    if texts.contains(code) { return true }
    return !numbers.isEmpty
      && Double(code).map { numbers.contains($0) } == true
  }
}
