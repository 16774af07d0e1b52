import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// The keys of `score`: `method`, the choices of that method, and `compare`.
///
///     weighted-sum  normalise
///     topsis        normalise
///     mpi           divisor, penalty
///     vikor         v
///     grey          rho, normalise
///     rsr, wrsr     ranks, bands
///     promethee     function, q, p, s
///     electre-1     concordance, discordance, normalise
///     electre-3     q, p, v
///     fuzzy         operator, grades
extension SettingsReader {
  /// Reads all keys of `score`.
  func readScore(into options: inout EvaluationOptions) {
    let name: EvaluationOptions.Score.Name = choice("method") ?? .weightedSum
    options.score = score(name)
    if name == .weightedSum {
      let chosen = columnNormalisation()
      options.normalisation = chosen == .goalposts ? nil : chosen
    }
    if let names = strings("compare") {
      options.compare = compared(names)
    }
  }

  private func score(
    _ name: EvaluationOptions.Score.Name
  ) -> EvaluationOptions.Score {
    switch name {
    case .weightedSum, .copeland, .borda: return name.score
    case .topsis: return .topsis(columnNormalisation() ?? .vector)
    case .benefitOfTheDoubt: return .benefitOfTheDoubt(doubt())
    case .mazziottaPareto:
      return .mazziottaPareto(
        choice("divisor") ?? .n, penalty: choice("penalty") ?? .minus)
    case .vikor: return .vikor(majority: number("v", in: 0...1) ?? 0.5)
    case .greyRelation:
      var rho = number("rho", in: 0...1) ?? 0.5
      if rho == 0 {
        reportWrong("rho", "'rho' has to be above 0")
        rho = 0.5
      }
      return .greyRelation(
        distinguishing: rho, columnNormalisation() ?? .minMax)
    case .rankSumRatio, .weightedRankSumRatio:
      return .rankSumRatio(
        isWeighted: name == .weightedRankSumRatio,
        choice("ranks") ?? .average, bands: integer("bands", in: 3...6) ?? 3)
    case .promethee:
      var options = Promethee.Options()
      options.function = choice("function") ?? options.function
      options.indifference = threshold("q") ?? options.indifference
      options.preference = threshold("p") ?? options.preference
      options.bend = threshold("s") ?? options.bend
      return .promethee(options)
    case .electre1:
      let usual = Electre1.Options()
      return .electre1(
        Electre1.Options(
          concordance: number("concordance", in: 0...1) ?? usual.concordance,
          discordance: number("discordance", in: 0...1) ?? usual.discordance,
          normalisation: columnNormalisation() ?? usual.normalisation))
    case .electre3:
      var options = Electre3.Options()
      options.indifference = threshold("q") ?? options.indifference
      options.preference = threshold("p") ?? options.preference
      if scalar("v") == "none" {
        options.veto = nil
      } else {
        options.veto = threshold("v") ?? options.veto
      }
      return .electre3(options)
    case .fuzzy:
      var options = FuzzyOptions()
      options.composition = choice("operator") ?? options.composition
      options.grades = grades("grades") ?? options.grades
      return .fuzzy(options)
    }
  }

  /// `normalise`, or `normalisation`.
  private func columnNormalisation() -> ColumnNormalisation? {
    if has("normalise") {
      if has("normalisation") {
        reportWrong(
          "normalisation",
          "'normalise' and 'normalisation' cannot both be there")
      }
      return choice("normalise")
    }
    return choice("normalisation")
  }

  /// `5%` of the range of each indicator, a number on the scale of all of
  /// them, or a list with one number each.
  private func threshold(_ key: String) -> PreferenceThreshold? {
    guard let texts = strings(key) else { return nil }
    if texts.count == 1, texts[0].hasSuffix("%") {
      guard let share = Double(texts[0].dropLast()), (0...100).contains(share)
      else {
        reportWrong(key, "'\(key)' takes 0% to 100%, not '\(texts[0])'")
        return nil
      }
      return .share(share / 100)
    }
    var values: [Double] = []
    for text in texts {
      guard let value = Double(text), value >= 0, value.isFinite else {
        reportWrong(
          key, "'\(key)' takes numbers from 0 on, not '\(text)'",
          help: "write a percentage of the range such as 5%, or one number "
            + "an indicator")
        return nil
      }
      values.append(value)
    }
    if values.isEmpty { reportWrong(key, "'\(key)' is an empty list") }
    return values.isEmpty ? nil : .values(values)
  }

  /// `{优秀: 100, 良好: 80}`, or with labels in two languages
  /// `[{label: {zh: 优秀, en: excellent}, score: 100}, …]`; best first.
  private func grades(_ key: String) -> [FuzzyGrade]? {
    guard let node = node(key) else { return nil }
    var grades: [FuzzyGrade] = []
    if case .list(let items) = node.content {
      for item in items {
        let reader = SettingsReader(item, subject: "a grade", log: log)
        let label = reader.requiredLocalizedText("label")
        if !reader.has("score") { reader.reportMissing("score") }
        let score = reader.number("score", in: 0...100)
        reader.finish()
        guard let label, let score else { continue }
        grades.append(FuzzyGrade(label: label, score: score))
      }
    } else if let reader = reader(key) {
      for name in reader.keys {
        guard let score = reader.number(name, in: 0...100) else { continue }
        grades.append(FuzzyGrade(label: LocalizedText(name), score: score))
      }
    }
    if grades.count < 2 || Set(grades.map(\.score)).count < grades.count {
      reportWrong(
        key, "'\(key)' needs at least two grades with scores of their own")
      return nil
    }
    return grades.sorted { $0.score > $1.score }
  }

  private func compared(_ names: [String]) -> [EvaluationOptions.Score] {
    typealias Name = EvaluationOptions.Score.Name
    var found: [Name] = []
    for text in names {
      guard let name = Name(rawValue: text) else {
        let known = Name.allCases.map(\.rawValue)
        reportWrong(
          "compare", "'compare' knows no method '\(text)'",
          help: nearest(to: text, in: known).map { "did you mean '\($0)'?" }
            ?? "choose from: \(known.joined(separator: ", "))")
        continue
      }
      if !found.contains(name) { found.append(name) }
    }
    return found.map(\.score)
  }

  /// `coupling: children`, or `{groups: {NAME: [INDICATOR, …]}, weights: …}`.
  func coupling(_ key: String) -> CouplingOptions? {
    if let text = scalar(key) {
      switch text {
      case "children", "true": return CouplingOptions()
      case "none", "false": return nil
      default:
        reportWrong(
          key, "'\(key)' cannot be '\(text)'",
          help: "write 'children', or {groups: {NAME: [INDICATOR, …]}}")
        return nil
      }
    }
    guard let reader = reader(key) else { return nil }
    var options = CouplingOptions()
    options.weights = reader.choice("weights") ?? .equal
    if let list = reader.node("groups"), case .list(let items) = list.content {
      options.groups = items.compactMap { item in
        let reader = SettingsReader(item, subject: "a group", log: log)
        let label = reader.requiredLocalizedText("label")
        let leaves = reader.requiredStrings("indicators")
        reader.finish()
        guard let label, let leaves else { return nil }
        return CouplingOptions.Group(label: label, leaves: leaves)
      }
    } else if let groups = reader.reader("groups") {
      options.groups = groups.keys.map { name in
        CouplingOptions.Group(
          label: LocalizedText(name), leaves: groups.strings(name) ?? [])
      }
    }
    reader.finish()
    return options
  }
}
