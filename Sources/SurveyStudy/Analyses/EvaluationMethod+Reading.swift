import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

extension SettingsReader {
  /// A table that an evaluation uses beside its own data: `data` names a data
  /// set, `file` a file of its own; `where` keeps rows. The table is `nil`
  /// when neither is named.
  func tableUse(
    _ name: String, context: MethodContext
  ) -> (table: String?, filter: RowExpression?, file: DataPlan?) {
    let filter = condition("where")
    if let file = file("file") {
      let plan = dataPlan(
        self, name: "\(context.name).\(name)", file: file, filter: nil,
        design: nil, readsKey: false)
      if has("data") {
        reportWrong("file", "'data' and 'file' cannot both be there")
      }
      return (plan.name, filter, plan)
    }
    guard let data = column("data") else { return (nil, filter, nil) }
    guard context.dataNames.contains(data.name) else {
      log.report(unknownDataSet(data, names: context.dataNames))
      return (nil, filter, nil)
    }
    return (data.name, filter, nil)
  }

  /// A table that stands beside the cases at `key`: `data` or `file`.
  func tableBeside(
    _ key: String, context: MethodContext
  ) -> EvaluationMethod.TableUse? {
    guard let reader = reader(key) else { return nil }
    let use = reader.tableUse(key, context: context)
    if use.table == nil, !reader.has("data"), !reader.has("file") {
      reader.reportMissing("file", help: "name the file with 'file'")
    }
    reader.finish()
    return use.table.map {
      EvaluationMethod.TableUse(table: $0, filter: use.filter, file: use.file)
    }
  }

  /// Events of the cases at `key`, and how their points are added up.
  func events(
    _ key: String, context: MethodContext
  ) -> (use: EvaluationMethod.TableUse, points: PointsOptions)? {
    guard let reader = reader(key) else { return nil }
    let use = reader.tableUse(key, context: context)
    if use.table == nil, !reader.has("data"), !reader.has("file") {
      reader.reportMissing("file", help: "name the file with 'file'")
    }
    let points = reader.pointsOptions()
    reader.finish()
    return use.table.map {
      (
        EvaluationMethod.TableUse(
          table: $0, filter: use.filter, file: use.file), points
      )
    }
  }

  /// The tree of indicators: a file, or a list that stands in the study.
  func indicators(
    _ key: String, context: MethodContext
  ) -> EvaluationMethod.Indicators? {
    if let node = node(key), case .list(let items) = node.content,
      items.isEmpty || items.contains(where: { $0.text == nil })
    {
      if items.isEmpty {
        reportWrong(key, "'\(key)' is an empty list")
        return nil
      }
      return .list(IndicatorList(items, at: node.place, log: log))
    }
    if let file = tableFile(key, context: context) { return .file(file) }
    if !has(key) {
      reportMissing(
        key,
        help: "name the CSV file with the tree of indicators, or list them: "
          + "[{id: NAME, column: COLUMN}, …]")
    }
    return nil
  }

  /// A table in a file of its own at `key`.
  func tableFile(_ key: String, context: MethodContext) -> DataPlan? {
    file(key).map { file in
      var options = ImportOptions()
      // Ids such as `total` belong to a tree.
      options.totalRows = .keep
      options.translatesChineseHeaders = true
      return DataPlan(
        name: "\(context.name).\(key)", file: file, codebook: nil,
        options: options, key: nil, filter: nil, design: nil)
    }
  }

  /// The choices of an evaluation.
  func evaluationOptions(
    weights: SettingsReader?, level: Double
  ) -> EvaluationOptions {
    var options = EvaluationOptions(level: level)
    if let weights { options.weighting = weights.weighting() }
    if let score = reader("score") {
      options.score = score.scoreMethod()
      score.finish()
    }
    if let raters = reader("raters") {
      options.raters.combine = raters.choice("combine") ?? .mean
      if let trim = raters.integer("trim", in: 0...1000) {
        options.raters.trim = trim
      }
      if let minimum = raters.integer("minimum", in: 1...1000) {
        options.raters.minimum = minimum
      }
      raters.finish()
    }
    options.uncertainty = uncertainty("uncertainty")
    options.bands = bands("bands")
    switch string("band-comparison") {
    case "exact": options.bandComparison = .exact
    case "published", nil: break
    case let text?:
      reportWrong(
        "band-comparison", "'band-comparison' cannot be '\(text)'",
        help: "choose one of: published, exact")
    }
    if let missing = reader("missing") {
      if let coverage = missing.number("coverage", in: 0...1) {
        options.minimumCoverage = coverage
      }
      missing.finish()
    }
    return options
  }

  private func weighting() -> EvaluationOptions.Weighting {
    enum Name: String, CaseIterable { case direct, ahp, entropy, equal }
    let name: Name = choice("method") ?? .direct
    var hierarchy = HierarchyOptions()
    hierarchy.judgement = choice("judgement") ?? hierarchy.judgement
    hierarchy.group = choice("group") ?? hierarchy.group
    hierarchy.randomIndex = choice("random-index") ?? hierarchy.randomIndex
    let variant: EntropyVariant = choice("variant") ?? .minMax
    switch name {
    case .direct: return .direct
    case .equal: return .equal
    case .ahp: return .hierarchy(hierarchy)
    case .entropy: return .entropy(variant)
    }
  }

  private func scoreMethod() -> EvaluationOptions.Score {
    enum Name: String, CaseIterable {
      case weightedSum = "weighted-sum"
      case topsis
    }
    let name: Name = choice("method") ?? .weightedSum
    let normalisation: TOPSISNormalisation = choice("normalisation") ?? .vector
    return name == .topsis ? .topsis(normalisation) : .weightedSum
  }

  private func uncertainty(_ key: String) -> UncertaintyOptions? {
    if let text = node(key)?.text, ["none", "false"].contains(text) {
      return nil
    }
    var options = UncertaintyOptions()
    guard let reader = reader(key) else { return options }
    if let draws = reader.integer("draws", in: 1...1_000_000) {
      options.draws = draws
    }
    if let seed = reader.integer("seed", in: 0...Int.max) {
      options.seed = UInt64(seed)
    }
    if let weights = reader.weightVariation("weights") {
      options.weights = weights
    }
    options.resamplesRaters = reader.boolean("raters") ?? true
    options.resamplesRatings = reader.boolean("ratings") ?? true
    reader.finish()
    return options
  }

  /// `0.25` for factors from 0.75 to 1.25, 1 or more for the concentration
  /// of a Dirichlet distribution, `fixed` for weights as they are.
  private func weightVariation(_ key: String) -> UncertaintyOptions.Weights? {
    guard let text = string(key) else { return nil }
    if text == "fixed" || text == "false" { return .fixed }
    guard let number = number(key) else { return nil }
    guard number >= 0 else {
      reportWrong(key, "'\(key)' has to be 0 or more")
      return nil
    }
    if number == 0 { return .fixed }
    return number < 1 ? .uniform(number) : .dirichlet(concentration: number)
  }

  /// `{优秀: 90, 良好: 80}`, or with labels in two languages
  /// `[{label: {zh: 优秀, en: excellent}, from: 90}, …]`; best first.
  private func bands(_ key: String) -> [Band]? {
    guard let node = node(key) else { return nil }
    var bands: [Band] = []
    if case .list(let items) = node.content {
      for item in items {
        let reader = SettingsReader(item, subject: "a band", log: log)
        let label = reader.requiredLocalizedText("label")
        if !reader.has("from") { reader.reportMissing("from") }
        let threshold = reader.number("from")
        reader.finish()
        guard let label, let threshold else { continue }
        bands.append(Band(label: label, threshold: threshold))
      }
    } else if let reader = reader(key) {
      for name in reader.keys {
        guard let threshold = reader.number(name) else { continue }
        bands.append(Band(label: LocalizedText(name), threshold: threshold))
      }
    }
    return bands.sorted { $0.threshold > $1.threshold }
  }
}

/// The diagnostic about a data set that does not exist.
func unknownDataSet(
  _ reference: ColumnReference, names: [String]
) -> Diagnostic {
  Diagnostic(
    .unknownName, at: reference.place,
    "no data set is called '\(reference.name)'",
    help: nearest(to: reference.name, in: names)
      .map { "did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? nil : "the data sets are: \(names.joined(separator: ", "))"))
}
