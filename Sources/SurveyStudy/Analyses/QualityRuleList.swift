import SurveyData
import SurveyStatistics

/// One rule for a help text.
public struct QualityRuleEntry: Sendable {
  /// The name in a study.
  public var name: String
  /// Whether it is applied without being asked for.
  public var isDefault: Bool
  /// Its thresholds with their defaults: `below=0.4`.
  public var keys: [String]
}

/// The rules of quality in the order of the manual.
public let qualityRules: [QualityRuleEntry] = QualityRule.allCases.map { rule in
  QualityRuleEntry(
    name: rule.rawValue, isDefault: rule.isDefault,
    keys: rule.keys.map { key in
      key.name + (key.standard.map { "=" + plainText($0) } ?? "")
    })
}
