import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// The rules of quality of a data set, and the places of the columns that
/// they name.
public struct QualityPlan: Sendable {
  /// Where the study asks for them.
  public var place: Place
  /// What is applied.
  public var options: QualityOptions
  /// Every column that is named.
  public var columns: [ColumnReference]
}

extension SettingsReader {
  /// The rules of quality at `key`: a mapping, or `true` for the rules that
  /// need no decision.
  func quality(_ key: String) -> QualityPlan? {
    guard let node = node(key) else { return nil }
    if case .scalar = node.content {
      guard boolean(key) == true else { return nil }
      return QualityPlan(
        place: node.place, options: QualityOptions(), columns: [])
    }
    guard let reader = reader(key, subject: "'\(key)'") else { return nil }
    var plan = reader.qualityPlan()
    plan.place = place(of: key)
    reader.finish()
    return plan
  }

  /// Reads the keys of the rules; the caller finishes the reader.
  func qualityPlan() -> QualityPlan {
    var plan = QualityPlan(place: place, options: QualityOptions(), columns: [])
    func names(_ key: String) -> [String]? {
      guard let columns = columns(key) else { return nil }
      plan.columns += columns
      return columns.map(\.name)
    }
    func name(_ key: String) -> String? {
      guard let column = column(key) else { return nil }
      plan.columns.append(column)
      return column.name
    }
    plan.options.items = names("items")
    let scales = self.scales("scales")
    plan.columns += scales.flatMap(\.items)
    plan.options.scales = scales.map(\.scale)
    plan.options.duration = name("duration")
    plan.options.pages = names("pages")
    plan.options.device = names("device")
    plan.options.openAnswers = names("open-answers")
    plan.options.appliesDefaults = boolean("default-rules") ?? true
    plan.options.excludedAt = integer(
      "exclude-flags", in: 1...QualityRule.allCases.count)
    if let rules = reader("rules", subject: "'rules'") {
      rules.readRules(&plan)
      rules.finish()
    }
    return plan
  }

  /// Reads each rule as a word (`flag`, `exclude`, `true`, `false`) or as a
  /// mapping of its thresholds.
  private func readRules(_ plan: inout QualityPlan) {
    for rule in QualityRule.allCases {
      guard let node = node(rule.rawValue) else { continue }
      if case .map = node.content {
        guard
          let reader = reader(
            rule.rawValue, subject: "the rule '\(rule.rawValue)'")
        else { continue }
        plan.options.rules[rule] = reader.setting(of: rule, &plan)
        reader.finish()
      } else if let setting = word(rule.rawValue) {
        plan.options.rules[rule] = setting
      }
    }
  }

  private func word(_ key: String) -> QualityOptions.Setting? {
    guard let text = string(key) else { return nil }
    if let action = QualityAction(rawValue: text) {
      return QualityOptions.Setting(action: action)
    }
    switch text {
    case "true", "True", "TRUE", "on": return QualityOptions.Setting()
    case "false", "False", "FALSE", "off":
      return QualityOptions.Setting(isOn: false)
    default:
      reportWrong(
        key, "the rule '\(key)' cannot be '\(text)'",
        help: "choose one of: flag, exclude, false, "
          + "or a mapping of its thresholds")
      return nil
    }
  }

  private func setting(
    of rule: QualityRule, _ plan: inout QualityPlan
  ) -> QualityOptions.Setting {
    var setting = QualityOptions.Setting()
    if let action: QualityAction = choice("action") { setting.action = action }
    for key in rule.keys {
      setting.numbers[key.name] =
        key.isWhole
        ? integer(
          key.name, in: Int(key.range.lowerBound)...Int(key.range.upperBound)
        ).map(Double.init)
        : number(key.name, in: key.range)
    }
    switch rule {
    case .attention: readChecks(&plan)
    case .routing: readRoutes(&plan)
    case .mahalanobis:
      if let missing: QualityOptions.MissingAnswers = choice("missing") {
        plan.options.mahalanobisMissing = missing
      }
    default: break
    }
    return setting
  }

  /// `checks: {check1: 3}`, or the columns beside the thresholds.
  private func readChecks(_ plan: inout QualityPlan) {
    let own: Set<String> = ["action", "failed", "checks"]
    let reader = self.reader("checks", subject: "'checks'")
    for entry in (reader ?? self).allEntries()
    where reader != nil || !own.contains(entry.key) {
      guard let expected = (reader ?? self).strings(entry.key) else { continue }
      plan.columns.append(
        ColumnReference(name: entry.key, place: entry.keyPlace))
      plan.options.attention.append(
        AttentionCheck(entry.key, expected: expected))
    }
  }

  /// `when: {q7: q6 = 1}`.
  private func readRoutes(_ plan: inout QualityPlan) {
    guard let reader = reader("when", subject: "'when'") else {
      reportMissing("when", help: "write when: {QUESTION: CONDITION}")
      return
    }
    for entry in reader.allEntries() {
      guard let condition = reader.condition(entry.key) else { continue }
      plan.columns.append(
        ColumnReference(name: entry.key, place: entry.keyPlace))
      plan.options.routing.append(RoutingCheck(entry.key, when: condition))
    }
  }
}
