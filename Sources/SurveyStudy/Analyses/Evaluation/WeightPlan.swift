import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

/// The weights of an evaluation as a study asks for them: `method` with the
/// keys that belong to it, and the files of judges.
///
/// - `direct` (the default), `equal`, `critic`, `sd`, `cv`: no further key.
/// - `given`: `values`, a list in the order of the indicators or a mapping by
///   id.
/// - `rank-sum`, `rank-order-centroid`: `order`, ids from the most important
///   on; without it the order of the indicators.
/// - `budget`: `judges`. `precedence`: `judges`, `diagonal`.
/// - `ahp`: `judges`, `judgement`, `group`, `random-index`, `voices`.
/// - `entropy`: `variant`. `pca`: `variant`, `components`, `mixed-signs`,
///   `rotation`.
/// - `combined`: `sets`, `combine`, `shares`.
struct WeightPlan {
  /// The method.
  private(set) var weighting: EvaluationOptions.Weighting = .direct
  /// What judges said.
  private(set) var judges: DataPlan?
  /// The same for single sets of combined weights.
  private(set) var judgesOfSets: [Int: DataPlan] = [:]

  /// All files.
  var files: [DataPlan] {
    [judges].compactMap { $0 }
      + judgesOfSets.keys.sorted().compactMap { judgesOfSets[$0] }
  }

  /// The tables of judges of single sets.
  func tablesOfSets(
    _ inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Int: Table] {
    var tables: [Int: Table] = [:]
    for (position, plan) in judgesOfSets {
      tables[position] = try inputs.table(plan.name)
    }
    return tables
  }

  /// The words of methods.
  private enum Method: String, CaseIterable {
    case direct, given, equal, budget
    case rankSum = "rank-sum"
    case rankOrderCentroid = "rank-order-centroid"
    case precedence, ahp, entropy, critic, sd, cv, pca, combined
  }

  /// Reads the weights at `key`: a mapping, or the word of a method.
  init(_ settings: SettingsReader, _ key: String, context: MethodContext) {
    if settings.node(key)?.text != nil {
      let method: Method? = settings.choice(key)
      guard let method else { return }
      if Self.needsJudges(method) {
        settings.reportWrong(
          key, "weights by '\(method.rawValue)' need a file of judgements",
          help: "write weights: {method: \(method.rawValue), judges: FILE}")
      }
      if method == .given || method == .combined {
        settings.reportWrong(
          key, "weights by '\(method.rawValue)' need further keys",
          help: method == .given
            ? "write weights: {method: given, values: [0.6, 0.4]}"
            : "write weights: {method: combined, sets: [entropy, critic]}")
      } else if !Self.needsJudges(method) {
        weighting = Self.plain(method)
      }
      return
    }
    guard let reader = settings.reader(key) else { return }
    judges = reader.tableFile("judges", context: context)
    read(reader, context)
    reader.finish()
  }

  private static func needsJudges(_ method: Method) -> Bool {
    switch method {
    case .budget, .precedence, .ahp: true
    default: false
    }
  }

  /// A method without further keys.
  private static func plain(_ method: Method) -> EvaluationOptions.Weighting {
    switch method {
    case .direct: .direct
    case .equal: .equal
    case .given: .stated(.given(values: []))
    case .rankSum: .stated(.rankSum())
    case .rankOrderCentroid: .stated(.rankOrderCentroid())
    case .budget: .judged(.budget)
    case .precedence: .judged(.precedence())
    case .ahp: .hierarchy()
    case .entropy: .entropy()
    case .critic: .measured(.critic)
    case .sd: .measured(.standardDeviation)
    case .cv: .measured(.coefficientOfVariation)
    case .pca: .measured(.principalComponents())
    case .combined: .combined(CombinedWeighting([]))
    }
  }

  private mutating func read(
    _ reader: SettingsReader, _ context: MethodContext
  ) {
    // Asking for a key makes it known, so it is only asked for where it has a
    // meaning.
    let method: Method
    if reader.has("method") {
      method = reader.choice("method") ?? .direct
    } else {
      method =
        reader.has("values")
        ? .given : reader.has("sets") ? .combined : .direct
    }
    if method == .combined {
      weighting = combined(reader, context)
    } else {
      let found = Self.single(method, reader)
      if Self.needsJudges(method), judges == nil {
        reader.reportMissing(
          "judges",
          help: method == .budget
            ? "name the CSV file with the points of judges"
            : "name the CSV file with the judgements of pairs")
      } else {
        weighting = found
      }
    }
  }

  private static func single(
    _ method: Method, _ reader: SettingsReader
  ) -> EvaluationOptions.Weighting {
    switch method {
    case .given: return given(reader)
    case .rankSum:
      return .stated(.rankSum(order: reader.strings("order") ?? []))
    case .rankOrderCentroid:
      return .stated(.rankOrderCentroid(order: reader.strings("order") ?? []))
    case .precedence:
      return .judged(
        .precedence(
          PrecedenceOptions(diagonal: reader.choice("diagonal") ?? .half)))
    case .pca:
      var options = PrincipalComponentOptions()
      options.variant = reader.choice("variant") ?? options.variant
      options.components = reader.integer("components", in: 1...1000)
      options.mixedSigns = reader.choice("mixed-signs") ?? options.mixedSigns
      options.rotation = reader.choice("rotation") ?? options.rotation
      return .measured(.principalComponents(options))
    case .direct, .equal, .budget, .critic, .sd, .cv, .combined:
      _ = pairKeys(reader)
      return plain(method)
    case .ahp:
      _ = reader.choice("variant", EntropyVariant.self)
      return .hierarchy(pairKeys(reader))
    case .entropy:
      _ = pairKeys(reader)
      return .entropy(reader.choice("variant") ?? .minMax)
    }
  }

  /// How judgements of pairs become weights. A study that tries another
  /// method may leave these keys where they are.
  private static func pairKeys(_ reader: SettingsReader) -> HierarchyOptions {
    var options = HierarchyOptions()
    options.judgement = reader.choice("judgement") ?? options.judgement
    options.group = reader.choice("group") ?? options.group
    options.randomIndex = reader.choice("random-index") ?? options.randomIndex
    if let voices = reader.reader("voices") {
      for entry in voices.allEntries() {
        guard let voice = voices.number(entry.key) else { continue }
        if voice > 0 {
          options.voices[entry.key] = voice
        } else {
          voices.reportWrong(
            entry.key, "the voice of judge '\(entry.key)' has to be above 0")
        }
      }
    }
    return options
  }

  private static func given(
    _ reader: SettingsReader
  ) -> EvaluationOptions.Weighting {
    let key = "values"
    guard let node = reader.node(key) else {
      reader.reportMissing(
        key,
        help: "write values: [0.6, 0.4] in the order of the indicators, "
          + "or values: {ID: 0.6, …}")
      return .stated(.given(values: []))
    }
    if case .map = node.content, let values = reader.reader(key) {
      var names: [String] = []
      var numbers: [Double] = []
      for entry in values.allEntries() {
        guard let number = values.number(entry.key) else { continue }
        names.append(entry.key)
        numbers.append(number)
      }
      return .stated(.given(names: names, values: numbers))
    }
    return .stated(.given(values: reader.weightValues(key)))
  }

  private mutating func combined(
    _ reader: SettingsReader, _ context: MethodContext
  ) -> EvaluationOptions.Weighting {
    let rule: CombinedWeighting.Rule = reader.choice("combine") ?? .linear
    var sets: [EvaluationOptions.Weighting] = []
    for (position, node) in (reader.list("sets") ?? []).enumerated() {
      let subject = "set \(position + 1) of the weights"
      var method: Method?
      var set: SettingsReader?
      if let text = node.text {
        method = Method(rawValue: text)
        if method == nil {
          reader.log.report(
            Diagnostic(
              .wrongValue, at: node.place,
              "'\(text)' is not a method of weights",
              help: "choose one of: "
                + Method.allCases.map(\.rawValue).joined(separator: ", ")))
        }
      } else {
        let found = SettingsReader(node, subject: subject, log: reader.log)
        if found.has("method") {
          method = found.choice("method")
        } else if found.has("values") {
          method = .given
        } else {
          found.reportMissing("method")
        }
        judgesOfSets[position] = found.tableFile(
          "judges", context: context, name: "judges-\(position + 1)")
        set = found
      }
      guard let method else { continue }
      if method == .combined || (method == .given && set == nil) {
        reader.log.report(
          Diagnostic(
            .wrongValue, at: node.place,
            method == .given
              ? "weights by 'given' need further keys"
              : "a set of weights cannot be 'combined' itself",
            help: method == .given
              ? "write {method: given, values: [0.6, 0.4]}" : nil))
        continue
      }
      if Self.needsJudges(method), judges == nil, judgesOfSets[position] == nil
      {
        reader.log.report(
          Diagnostic(
            .missingKey, at: node.place,
            "\(subject), '\(method.rawValue)', needs the key 'judges'",
            help: "name the CSV file with what the judges said"))
        _ = set.map { Self.single(method, $0) }
        sets.append(.equal)
      } else {
        sets.append(set.map { Self.single(method, $0) } ?? Self.plain(method))
      }
      set?.finish()
    }
    if sets.count < 2 {
      reader.reportMissing(
        "sets", help: "name two methods or more: sets: [direct, entropy]")
    }
    var shares: [Double] = []
    if reader.has("shares") {
      if rule == .multiplicative || rule == .game {
        _ = reader.strings("shares")
        reader.reportWrong(
          "shares",
          "'shares' has no effect on combinations by "
            + "'\(rule.rawValue)'", help: "take 'linear' or 'relative-entropy'")
      } else {
        shares = reader.weightValues("shares")
        if shares.count != sets.count || DirectWeights.normalised(shares) == nil
        {
          reader.reportWrong(
            "shares",
            "'shares' takes one number from 0 on for each of \(sets.count) sets"
          )
          shares = []
        }
      }
    }
    return .combined(CombinedWeighting(sets, rule: rule, shares: shares))
  }
}

extension SettingsReader {
  /// Numbers at `key`, also percentages and fractions; the same number may
  /// stand there twice.
  fileprivate func weightValues(_ key: String) -> [Double] {
    var numbers: [Double] = []
    for text in strings(key) ?? [] {
      let isPercentage = text.hasSuffix("%")
      let parts = (isPercentage ? String(text.dropLast()) : text)
        .split(separator: "/", omittingEmptySubsequences: false)
        .map { Double($0) }
      var number: Double?
      if parts.count == 1 { number = parts[0] }
      if parts.count == 2, let above = parts[0], let below = parts[1],
        below != 0
      {
        number = above / below
      }
      guard let number, number.isFinite else {
        reportWrong(key, "'\(key)' takes numbers, not '\(text)'")
        return []
      }
      numbers.append(isPercentage ? number / 100 : number)
    }
    return numbers
  }
}
