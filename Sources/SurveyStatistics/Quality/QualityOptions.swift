import SurveyData

/// Which rules of quality are applied, to which columns, and what becomes of
/// the rows that they flag.
public struct QualityOptions: Sendable {
  /// One rule as it was asked for.
  public struct Setting: Sendable {
    /// Whether the rule is applied.
    public var isOn: Bool
    /// What becomes of flagged rows.
    public var action: QualityAction
    /// The thresholds by name; those that are absent have their default.
    public var numbers: [String: Double]

    /// Creates a setting.
    public init(
      isOn: Bool = true, action: QualityAction = .flag,
      numbers: [String: Double] = [:]
    ) {
      self.isOn = isOn
      self.action = action
      self.numbers = numbers
    }
  }

  /// What becomes of respondents who left out items, for the distance of
  /// Mahalanobis.
  public enum MissingAnswers: String, CaseIterable, Sendable {
    /// The distance over the answered items.
    case answered
    /// No distance.
    case complete
  }

  /// The items; found by themselves when `nil`.
  public var items: [String]?
  /// Groups of items that measure one thing each.
  public var scales: [NamedScale] = []
  /// The column with the time for answering; looked for when `nil`.
  public var duration: String?
  /// Columns with the times of single pages; looked for when `nil`.
  public var pages: [String]?
  /// Columns that together identify a device; looked for when `nil`.
  public var device: [String]?
  /// Columns with open answers; looked for when `nil`.
  public var openAnswers: [String]?
  /// The column that identifies rows; looked for when `nil`.
  public var key: String?
  /// The rules that were asked for or switched off.
  public var rules: [QualityRule: Setting] = [:]
  /// Whether the rules that need no decision are applied too.
  public var appliesDefaults = true
  /// Rows with this many flags are excluded.
  public var excludedAt: Int?
  /// The checks of attention.
  public var attention: [AttentionCheck] = []
  /// The questions that were only for some.
  public var routing: [RoutingCheck] = []
  /// Missing answers in the distance of Mahalanobis.
  public var mahalanobisMissing = MissingAnswers.answered

  /// Creates options with the rules that need no decision.
  public init() {}

  /// The setting of a rule; `nil` when it is not applied.
  func setting(of rule: QualityRule) -> Setting? {
    if let setting = rules[rule] { return setting.isOn ? setting : nil }
    let isGiven =
      rule == .attention && !attention.isEmpty
      || rule == .routing && !routing.isEmpty
    return isGiven || appliesDefaults && rule.isDefault ? Setting() : nil
  }
}

extension QualityRule {
  /// A threshold that a rule knows.
  public struct Key: Sendable, Hashable {
    /// Its name in a study.
    public var name: String
    /// Its value when the study gives none; `nil` when that depends on the
    /// items.
    public var standard: Double?
    /// What it may be.
    public var range: ClosedRange<Double>
    /// Whether it is a whole number.
    public var isWhole = false
  }

  /// The thresholds of the rule.
  public var keys: [Key] {
    let counts = 1...1_000_000.0
    func share(_ name: String, _ standard: Double) -> Key {
      Key(name: name, standard: standard, range: 0...1)
    }
    func count(_ name: String, _ standard: Double?) -> Key {
      Key(name: name, standard: standard, range: counts, isWhole: true)
    }
    func correlation(_ name: String, _ standard: Double) -> Key {
      Key(name: name, standard: standard, range: -1...1)
    }
    return switch self {
    case .duplicate: [count("answers", 10)]
    case .nearDuplicate:
      [
        Key(name: "share", standard: 0.95, range: 0.5...1),
        count("answers", 20),
      ]
    case .sameDevice: [count("rows", 2)]
    case .straightLine: [count("longest", nil)]
    case .averageString:
      [Key(name: "above", standard: 3, range: counts)]
    case .lowVariability:
      [Key(name: "below", standard: nil, range: 0...1_000_000)]
    case .personTotal, .evenOdd: [correlation("below", 0)]
    case .synonyms:
      [correlation("critical", 0.6), correlation("below", 0)]
    case .antonyms:
      [correlation("critical", -0.6), correlation("above", 0)]
    case .mahalanobis:
      [Key(name: "p", standard: 0.001, range: 0...1)]
    case .guttman: [share("above", 0.5)]
    case .midpoint, .extreme: [share("share", 0.9)]
    case .speeder: [share("below", 0.4)]
    case .pageSpeeder: [share("below", 0.3), share("share", 0.5)]
    case .attention: [count("failed", 1)]
    case .missing: [share("share", 0.5)]
    case .outOfScale, .unlabelled, .routing: [count("cells", 1)]
    case .gibberish: [count("answers", 1)]
    }
  }

  /// Whether the rule is applied without being asked for: it needs nothing
  /// that only the author of the questionnaire knows, and hardly flags
  /// somebody who answered with care.
  public var isDefault: Bool {
    switch self {
    case .duplicate, .nearDuplicate, .sameDevice, .straightLine,
      .lowVariability, .mahalanobis, .speeder, .pageSpeeder, .missing,
      .outOfScale, .unlabelled, .gibberish:
      true
    case .averageString, .personTotal, .evenOdd, .synonyms, .antonyms,
      .guttman, .midpoint, .extreme, .attention, .routing:
      false
    }
  }
}
