import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

extension SettingsReader {
  /// `passport: true`, or the alternatives by axis:
  /// `{weights: [equal, entropy], methods: [topsis], combine: one-at-a-time}`.
  func passport(_ key: String) -> PassportOptions? {
    guard let node = node(key) else { return nil }
    if node.text != nil {
      return boolean(key) == true ? PassportOptions() : nil
    }
    guard let reader = reader(key) else { return nil }
    var options = PassportOptions()
    for axis in ConventionAlternative.Axis.allCases {
      // 'score' is the key of the method itself, and understood here too.
      let key =
        axis == .score && reader.has(axis.rawValue) ? axis.rawValue : axis.key
      guard let names = reader.strings(key) else { continue }
      let known = ConventionAlternative.all.filter { $0.axis == axis }
        .map(\.name)
      for name in names where !known.contains(name) {
        reader.reportWrong(
          key, "'\(key)' has no alternative '\(name)'",
          help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? "choose from: \(known.joined(separator: ", "))")
      }
      options.alternatives[axis] = names
    }
    options.combination = reader.choice("combine") ?? options.combination
    options.limit = reader.integer("limit", in: 2...100_000) ?? options.limit
    options.agreement =
      reader.number("agreement", in: 0.5...1) ?? options.agreement
    reader.finish()
    return options
  }

  /// `sensitivity: true`, or `{draws: 1024, factors: auto, seed: 25,
  /// bootstraps: 500}`.
  func sensitivity(_ key: String, seed: UInt64?) -> SensitivityOptions? {
    guard let node = node(key) else { return nil }
    var options = SensitivityOptions(seed: seed ?? 25)
    if node.text != nil { return boolean(key) == true ? options : nil }
    guard let reader = reader(key) else { return nil }
    options.draws = reader.integer("draws", in: 16...1_000_000) ?? options.draws
    options.bootstraps =
      reader.integer("bootstraps", in: 20...100_000) ?? options.bootstraps
    if let seed = reader.integer("seed", in: 0...Int.max) {
      options.seed = UInt64(seed)
    }
    if let names = reader.strings("factors"), names != ["auto"] {
      let known =
        ConventionAlternative.Axis.allCases.map(\.rawValue)
        + ["weight-noise", "resampling"]
      for name in names where !known.contains(name) {
        reader.reportWrong(
          "factors", "no factor is called '\(name)'",
          help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? "choose auto, or from: \(known.joined(separator: ", "))")
      }
      options.factors = names
    }
    reader.finish()
    return options
  }

  /// The file of weights at `uncertainty: {weight-draws: FILE}`, whose first
  /// row may or may not be a header.
  func weightDraws(_ key: String, context: MethodContext) -> DataPlan? {
    guard let node = node(key), node.text == nil, let reader = reader(key),
      var plan = reader.tableFile("weight-draws", context: context)
    else { return nil }
    plan.options.hasHeader = false
    plan.options.readsAllAsText = true
    return plan
  }
}
