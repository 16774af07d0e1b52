/// A rule that looks at how a questionnaire was answered.
///
/// A flag is a reason to look at the answers, no proof that somebody was
/// careless.
public enum QualityRule: String, CaseIterable, Sendable, Hashable {
  /// Every answer is that of an earlier row.
  case duplicate
  /// Almost every answer is that of an earlier row.
  case nearDuplicate = "near-duplicate"
  /// An earlier row came from the same device.
  case sameDevice = "same-device"
  /// Many equal answers in a row.
  case straightLine = "straight-line"
  /// Long strings of equal answers on average.
  case averageString = "average-string"
  /// Hardly any variation between a person's answers.
  case lowVariability = "low-variability"
  /// Answers that do not run along with those of the others.
  case personTotal = "person-total"
  /// Halves of scales that do not agree.
  case evenOdd = "even-odd"
  /// Items that mean the same and were answered differently.
  case synonyms
  /// Items that mean the opposite and were answered alike.
  case antonyms
  /// An unusual combination of answers.
  case mahalanobis
  /// Hard steps passed and easy ones failed.
  case guttman
  /// Mostly the middle of the scale.
  case midpoint
  /// Mostly the ends of the scale.
  case extreme
  /// A short time for the questionnaire.
  case speeder
  /// A short time for many pages.
  case pageSpeeder = "page-speeder"
  /// Instructed items that were answered otherwise.
  case attention
  /// Many items without an answer.
  case missing
  /// Codes outside the answer scale.
  case outOfScale = "out-of-scale"
  /// Codes that the codebook does not list.
  case unlabelled
  /// Answers to questions that were not for this person.
  case routing
  /// Open answers that are hardly words.
  case gibberish

  /// The bit of the rule in `QualityReport.flags`.
  public var bit: UInt32 { 1 << UInt32(Self.positions[self] ?? 0) }

  private static let positions = Dictionary(
    allCases.enumerated().map { ($0.element, $0.offset) },
    uniquingKeysWith: { first, _ in first })
}

/// What becomes of a row that a rule flags.
public enum QualityAction: String, CaseIterable, Sendable, Hashable {
  /// It is marked and stays.
  case flag
  /// It is kept in a file of its own, with the reason, and no analysis uses
  /// it.
  case exclude
}
