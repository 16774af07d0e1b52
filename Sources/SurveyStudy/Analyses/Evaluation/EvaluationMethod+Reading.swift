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

  /// The tree of indicators: a file, a list that stands in the study, or the
  /// names of columns.
  ///
  /// - Parameter isMatrix: Whether a single name is that of a column.
  func indicators(
    _ key: String, isMatrix: Bool, context: MethodContext
  ) -> EvaluationMethod.Indicators? {
    if let columns = columnNames(key, isMatrix: isMatrix) {
      return .list(
        IndicatorList(
          columns: columns, directions: directions(columns.count),
          at: valuePlace(of: key), log: log))
    }
    if has("directions") {
      reportWrong(
        "directions", "'directions' goes with a list of columns",
        help: "the indicators of a tree have a 'direction' each")
    }
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

  /// The value at `key` when it is a single one, not a list or a mapping that
  /// an option writes as one text.
  func scalar(_ key: String) -> String? {
    guard case .scalar? = node(key)?.content else { return nil }
    return string(key)
  }

  /// The columns of a plain matrix.
  private func columnNames(_ key: String, isMatrix: Bool) -> [String]? {
    guard let node = node(key) else { return nil }
    if isMatrix, let name = scalar(key) { return [name] }
    guard case .list(let items) = node.content, !items.isEmpty,
      items.allSatisfy({ $0.text != nil })
    else { return nil }
    return items.compactMap(\.text)
  }

  /// `1` where high values are good and `-1` where low ones are, one a
  /// column.
  private func directions(_ count: Int) -> [Bool]? {
    guard let texts = strings("directions") else { return nil }
    guard texts.count == count else {
      reportWrong(
        "directions",
        "'directions' has \(texts.count) numbers for \(count) indicators")
      return nil
    }
    for text in texts where !["1", "+1", "-1"].contains(text) {
      reportWrong(
        "directions", "'directions' takes 1 or -1, not '\(text)'",
        help: "1 stands for 'the higher the better', -1 for the opposite")
      return nil
    }
    return texts.map { $0 != "-1" }
  }

  /// A table in a file of its own at `key`.
  func tableFile(
    _ key: String, context: MethodContext, name: String? = nil
  ) -> DataPlan? {
    file(key).map { file in
      var options = ImportOptions()
      // Ids such as `total` belong to a tree.
      options.totalRows = .keep
      options.translatesChineseHeaders = true
      return DataPlan(
        name: "\(context.name).\(name ?? key)", file: file, codebook: nil,
        options: options, key: nil, filter: nil, design: nil)
    }
  }

  /// The choices of an evaluation.
  func evaluationOptions(
    weights: EvaluationOptions.Weighting, level: Double
  ) -> EvaluationOptions {
    var options = EvaluationOptions(weighting: weights, level: level)
    if let score = reader("score") {
      score.readScore(into: &options)
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
      options.raters.trimShare = raters.number("trim-share", in: 0...0.99)
      options.raters.groupWeights = raters.groupWeights("group-weights")
      raters.finish()
    }
    options.coupling = coupling("coupling")
    options.uncertainty = uncertainty("uncertainty")
    options.passport = passport("passport")
    options.sensitivity = sensitivity(
      "sensitivity", seed: options.uncertainty?.seed)
    options.showsWhatIf = boolean("what-if") ?? false
    options.bandRule = bandRule("bands")
    if options.bandRule == nil { options.bands = bands("bands") }
    switch string("band-comparison") {
    case "exact": options.bandComparison = .exact
    case "published", nil: break
    case let text?:
      reportWrong(
        "band-comparison", "'band-comparison' cannot be '\(text)'",
        help: "choose one of: published, exact")
    }
    options.rankTies = choice("rank-ties") ?? .minimum
    if let missing = reader("missing") {
      if let coverage = missing.number("coverage", in: 0...1) {
        options.minimumCoverage = coverage
      }
      options.imputation = missing.imputation()
      missing.finish()
    }
    options.treatment = treatment("treat")
    return options
  }

  /// `{deputy: 0.5, expert: 0.3}`; the numbers count in proportion.
  private func groupWeights(_ key: String) -> [String: Double] {
    guard let reader = reader(key) else { return [:] }
    var weights: [String: Double] = [:]
    for name in reader.keys {
      guard let weight = reader.number(name) else { continue }
      if !(weight >= 0 && weight.isFinite) {
        reader.reportWrong(name, "'\(name)' has to be 0 or more")
      }
      weights[name] = weight
    }
    if weights.isEmpty || !weights.values.contains(where: { $0 > 0 }) {
      reportWrong(key, "'\(key)' names no group with a weight above 0")
      return [:]
    }
    return weights
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
    options.reweighs = reader.boolean("reweigh") ?? true
    // The file itself is read with the other files of the analysis.
    _ = reader.has("weight-draws")
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
  /// `[{label: {zh: 优秀, en: excellent}, from: 90}, …]`; best first, with
  /// falling thresholds.
  private func bands(_ key: String) -> [Band]? {
    guard let node = node(key) else { return nil }
    var found: [(band: Band, place: Place)] = []
    if case .list(let items) = node.content {
      for item in items {
        let reader = SettingsReader(item, subject: "a band", log: log)
        let label = reader.requiredLocalizedText("label")
        if !reader.has("from") { reader.reportMissing("from") }
        let threshold = reader.number("from")
        reader.finish()
        guard let label, let threshold else { continue }
        found.append((Band(label: label, threshold: threshold), item.place))
      }
    } else if let reader = reader(key) {
      for entry in reader.allEntries() {
        guard let threshold = reader.number(entry.key) else { continue }
        let band = Band(label: LocalizedText(entry.key), threshold: threshold)
        found.append((band, entry.keyPlace))
      }
    }
    return isOrdered(found) ? found.map(\.band) : nil
  }

  /// A band that starts where the one before it does, or above, would never
  /// be given, or be given for scores that are meant for the other one.
  private func isOrdered(_ found: [(band: Band, place: Place)]) -> Bool {
    for (better, worse) in zip(found, found.dropFirst())
    where better.band.threshold <= worse.band.threshold {
      log.report(
        Diagnostic(
          .indicatorBands, at: worse.place,
          "band '\(worse.band.label[.chinese])' from "
            + "\(plainText(worse.band.threshold)) stands below "
            + "'\(better.band.label[.chinese])' from "
            + plainText(better.band.threshold),
          help: "name the bands from the best to the worst, with falling "
            + "thresholds"))
      return false
    }
    return true
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
