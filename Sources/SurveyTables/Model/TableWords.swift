/// The words that table writers need by themselves, in the language of the
/// table.
public struct TableWords: Hashable, Sendable {
  /// What `[c]` means, such as "withheld to protect respondents".
  public var suppressed: String
  /// What `[x]` means, such as "not available".
  public var notAvailable: String
  /// What `[z]` means, such as "not applicable".
  public var notApplicable: String
  /// What `[u]` means, such as "low reliability, small base".
  public var lowReliability: String
  /// What goes before the explanation of the shorthand, with its own space
  /// or colon, such as "Shorthand: ".
  public var shorthandOpening: String
  /// What goes between two explanations, such as "; ".
  public var shorthandSeparator: String
  /// What ends the explanation, such as ".".
  public var shorthandEnding: String
  /// What goes between the limits of an interval when one is negative, with
  /// its spaces, such as " to ".
  public var intervalSeparator: String
  /// The name of the base inside a cell, such as "n" in "n = 120".
  public var base: String
  /// What a table without rows says in their place.
  public var noRows: String

  /// What is read aloud before the letters of the columns that a number is
  /// significantly above, such as "above ".
  public var above = ""

  /// What heads the column of groups in a workbook.
  public var group = "Group"
  /// What heads the lower limits of intervals in a workbook.
  public var lower = "lower limit"
  /// What heads the upper limits of intervals in a workbook.
  public var upper = "upper limit"
  /// What heads the letters of significance in a workbook.
  public var letters = "above"
  /// What heads the marks of notes and of small bases in a workbook.
  public var remarks = "notes"

  /// Creates the words.
  public init(
    suppressed: String, notAvailable: String, notApplicable: String,
    lowReliability: String, shorthandOpening: String = "",
    shorthandSeparator: String, shorthandEnding: String,
    intervalSeparator: String, base: String = "n", noRows: String
  ) {
    self.suppressed = suppressed
    self.notAvailable = notAvailable
    self.notApplicable = notApplicable
    self.lowReliability = lowReliability
    self.shorthandOpening = shorthandOpening
    self.shorthandSeparator = shorthandSeparator
    self.shorthandEnding = shorthandEnding
    self.intervalSeparator = intervalSeparator
    self.base = base
    self.noRows = noRows
  }

  /// The sentence that explains the states, or `nil` when there are none.
  func explanation(of states: [CellState]) -> String? {
    guard !states.isEmpty else { return nil }
    let parts = states.map { "\($0.shorthand) \(meaning(of: $0))" }
    return shorthandOpening + parts.joined(separator: shorthandSeparator)
      + shorthandEnding
  }

  private func meaning(of state: CellState) -> String {
    switch state {
    case .suppressed: suppressed
    case .notAvailable: notAvailable
    case .notApplicable: notApplicable
    case .lowReliability: lowReliability
    }
  }
}
