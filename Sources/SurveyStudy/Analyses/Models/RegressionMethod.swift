import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Generalized linear models: `outcome`, `event`, `terms`, `factors`,
/// `reference`, `offset`, `exposure`, `intercept`, `family`, `link`, `tests`,
/// `joint`, `margins`, `predict`.
public struct RegressionMethod: ModelMethod {
  /// `regression`.
  public static let kind = RegressionAnalysis.kind
  /// What it does.
  public static let summary =
    "linear, logistic, count and other regressions under the design"
  /// An example.
  public static let example =
    "--set outcome=sch.wide --set family=binomial"
    + " --set terms=ell,meals,stype --set design.weights=pw"

  let model: ModelPlan
  let family: ResponseFamily
  let link: LinkFunction?
  let tests: [RegressionAnalysis.Test]
  let joint: [[String]]
  let hasMargins: Bool
  let predictions: [[RegressionAnalysis.Setting]]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let model = ModelPlan(settings, kind: Self.kind, context: context)
    family = settings.choice("family") ?? .gaussian
    link = settings.choice("link")
    tests = settings.regressionTests("tests") ?? [.wald]
    joint = settings.groupings("joint").map { $0.map(\.name) }
    hasMargins = settings.boolean("margins") ?? true
    predictions = settings.modelSettings("predict")
    guard let model else { return nil }
    self.model = model
    if let link, !family.links.contains(link) {
      settings.reportWrong(
        "link",
        "the family '\(family.rawValue)' has no link '\(link.rawValue)'",
        help: "choose one of: "
          + family.links.map(\.rawValue).joined(separator: ", "))
      return nil
    }
  }

  /// What the keys say.
  var analysis: RegressionAnalysis {
    RegressionAnalysis(
      model: model.specification, family: family, link: link, tests: tests,
      joint: joint, hasMargins: hasMargins, predictions: predictions)
  }
}

extension SettingsReader {
  /// The tests at `key`.
  func regressionTests(_ key: String) -> [RegressionAnalysis.Test]? {
    guard let names = strings(key) else { return nil }
    var tests: [RegressionAnalysis.Test] = []
    for name in names {
      guard let test = RegressionAnalysis.Test(rawValue: name) else {
        let known = RegressionAnalysis.Test.allCases.map(\.rawValue)
        reportWrong(
          key, "'\(key)' cannot be '\(name)'",
          help: "choose among: \(known.joined(separator: ", "))")
        return nil
      }
      tests.append(test)
    }
    return tests
  }

  /// The mappings of variables to values at `key`.
  func modelSettings(_ key: String) -> [[RegressionAnalysis.Setting]] {
    var result: [[RegressionAnalysis.Setting]] = []
    for node in list(key) ?? [] {
      guard case .map(let entries) = node.content else {
        log.report(
          Diagnostic(
            .wrongValue, at: node.place,
            "'\(key)' takes mappings of variables to values, such as"
              + " {age: 40, region: north}"))
        continue
      }
      var settings: [RegressionAnalysis.Setting] = []
      for entry in entries {
        guard let text = entry.value.text else {
          log.report(
            Diagnostic(
              .wrongValue, at: entry.value.place,
              "'\(entry.key)' takes a single value"))
          continue
        }
        settings.append(RegressionAnalysis.Setting(entry.key, text))
      }
      result.append(settings)
    }
    return result
  }
}
