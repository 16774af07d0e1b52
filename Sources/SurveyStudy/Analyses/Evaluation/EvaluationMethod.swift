import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Evaluation of cases by a tree of indicators: `cases`, `ratings`,
/// `indicators`, `norm`, `norm-params`, `weights`, `score`, `raters`,
/// `uncertainty`, `bands`, `band-comparison`, `missing`, `treat`,
/// `rank-ties`, `coupling`, `passport`, `sensitivity`, `what-if`,
/// `holidays`, `history`, `events`, `as-of`.
///
/// A plain matrix needs no tree: `cases` names the column that identifies the
/// cases, `indicators` the columns of numbers, and `directions` has 1 or -1
/// for each.
///
/// The data set of the analysis holds the evaluators' scores. When `cases`
/// is left out or names neither `data` nor `file`, it holds the cases, and
/// there are no scores. Without `key` the first column identifies the cases.
/// Ratings count with the weights of the design of their data set, and draws
/// follow that design.
public struct EvaluationMethod: AnalysisMethod {
  /// `evaluation`.
  public static let kind = EvaluationAnalysis.kind
  /// What it does.
  public static let summary = "cases scored and ranked by indicators"
  /// An example.
  public static let example =
    "--set 'indicators=[{id: days, column: days, direction: -1},"
    + " {id: rate, column: rate}]'"
  /// It can work with the cases alone.
  public static let requiresData = false

  let cases: TableUse
  let key: ColumnReference?
  let title: ColumnReference?
  let ratings: TableUse?
  let ratingItem: ColumnReference?
  let ratingWeights: ColumnReference?
  let ratingDesign: DesignPlan?
  /// The design that stands with the ratings and not with their data set.
  let ownRatingDesign: DesignPlan?
  let weightDraws: DataPlan?
  let indicators: Indicators
  let weights: WeightPlan
  let normalisation: Normalisation?
  let holidays: TableUse?
  let history: TableUse?
  let events: (use: TableUse, points: PointsOptions)?
  let hasScores: Bool
  let options: EvaluationOptions
  /// The day on which cases without a reply are looked at.
  let asOf: CalendarDay?
  /// Where `raters.combine` stands.
  private let combinePlace: Place?
  /// Whether the data set of the analysis holds the cases.
  let casesAreData: Bool
  private let place: Place
  /// Where the study states weights of indicators and of groups of
  /// evaluators, for faults that only the tables show.
  public let faultPlaces: [DiagnosticCode: Place]

  /// Where the tree comes from.
  enum Indicators {
    case file(DataPlan)
    case list(IndicatorList)
  }

  /// A data set of the study, or a file of its own, and a condition.
  struct TableUse {
    var table: String
    var filter: RowExpression?
    var file: DataPlan?
  }

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    for key in ["by", "design"] where settings.has(key) {
      settings.reportWrong(key, "the kind 'evaluation' takes no '\(key)'")
    }
    // `cases: NAME` is the plain matrix: a column identifies the cases.
    let isMatrix = settings.scalar("cases") != nil
    let cases = isMatrix ? nil : settings.reader("cases")
    let casesTable = cases?.tableUse("cases", context: context)
    key = isMatrix ? settings.column("cases") : cases?.column("key")
    title = cases?.column("title")
    cases?.finish()

    let ratings = settings.reader("ratings")
    let ratingsTable = ratings?.tableUse("ratings", context: context)
    if let ratings, ratingsTable?.table == nil, !ratings.has("data") {
      ratings.reportMissing("data", help: "name the data set of the ratings")
    }
    self.ratings = ratingsTable.flatMap { use in
      use.table.map { TableUse(table: $0, filter: use.filter, file: use.file) }
    }
    let ownDesign = ratings?.design("design")
    ownRatingDesign = ownDesign
    ratingDesign =
      ownDesign ?? ratingsTable?.table.flatMap { context.designs[$0] }
    ratingWeights =
      ownDesign?.weights
      ?? ratingsTable?.table.flatMap { context.weights[$0] }
    weightDraws = settings.weightDraws("uncertainty", context: context)
    ratingItem = ratings?.column("item")
    ratings?.finish()

    holidays = settings.tableBeside("holidays", context: context)
    history = settings.tableBeside("history", context: context)
    events = settings.events("events", context: context)

    let tree = settings.indicators(
      "indicators", isMatrix: isMatrix, context: context)
    normalisation = settings.normalisation("norm", parameters: "norm-params")
    weights = WeightPlan(settings, "weights", context: context)
    options = settings.evaluationOptions(
      weights: weights.weighting, level: context.level)
    faultPlaces = settings.statedPlaces
    combinePlace = settings.combinePlace
    asOf = settings.day("as-of")

    guard let tree else { return nil }
    guard let casesName = casesTable?.table ?? context.data else {
      settings.reportMissing(
        "cases", help: "write cases: {data: NAME, key: COLUMN}")
      return nil
    }
    self.cases = TableUse(
      table: casesName, filter: casesTable?.filter, file: casesTable?.file)
    indicators = tree
    hasScores = context.data != nil && context.data != casesName
    casesAreData = context.data == casesName
    place = settings.place
  }

  /// The key in every table, the title and the graded item.
  public var columns: [ColumnUse] {
    var uses: [ColumnUse] = []
    if let title { uses.append(ColumnUse(title, in: cases.table)) }
    if let ratings, let ratingItem {
      uses.append(ColumnUse(ratingItem, in: ratings.table))
    }
    if let ratings, let ratingDesign {
      uses += ratingDesign.columns.map { ColumnUse($0, in: ratings.table) }
    }
    guard let key else { return uses }
    uses.insert(ColumnUse(key, in: cases.table), at: 0)
    if hasScores { uses.append(ColumnUse(key)) }
    if let ratings { uses.append(ColumnUse(key, in: ratings.table)) }
    return uses
  }

  /// The tree, the judgements and tables that are files of their own, and
  /// the files of the ratings' own design.
  public var files: [DataPlan] {
    var tree: DataPlan?
    if case .file(let plan) = indicators { tree = plan }
    let plans = [
      cases.file, ratings?.file, tree, weightDraws, holidays?.file,
      history?.file, events?.use.file,
    ]
    return plans.compactMap { $0 } + weights.files
      + (ownRatingDesign?.files ?? [])
  }

  /// The cases, the ratings and what stands beside them.
  public var conditions: [TableCondition] {
    [cases, ratings, holidays, history, events?.use].compactMap { use in
      use.map { TableCondition(table: $0.table, filter: $0.filter) }
    }
  }

  /// The design of the ratings.
  public var designUses: [DesignUse] {
    guard let ratings, let ratingDesign else { return [] }
    return [
      DesignUse(
        table: ratings.table, plan: ratingDesign,
        isShared: ownRatingDesign == nil, subject: "the ratings")
    ]
  }

  /// The seed of the draws.
  public var seed: UInt64? { options.uncertainty?.seed }

  /// Reads the tree, so that all its faults are known before the run.
  public func check(tables: [String: Table], log: DiagnosticLog) {
    if let tree = try? tree(tables, log: log) {
      checkScores(tree, log: log)
      checkRatings(tree, tables, log: log)
      checkCombination(tree, at: combinePlace, log: log)
    }
    checkKey(tables, log: log)
    for use in [cases, ratings].compactMap({ $0 }) {
      guard let filter = use.filter, let table = tables[use.table] else {
        continue
      }
      do {
        _ = try filter.rows(of: table)
      } catch {
        log.report(error)
      }
    }
  }

  /// The column that identifies cases: the one that is named, else the first
  /// of their table.
  func keyName(in tables: [String: Table]) -> String? {
    key?.name ?? tables[cases.table]?.columns.first?.name
  }

  /// The tree; `nil` when its file could not be read.
  private func tree(
    _ tables: [String: Table], log: DiagnosticLog
  ) throws(Stopped) -> IndicatorTree? {
    switch indicators {
    case .list(let list):
      return try list.tree(normalisation: normalisation, log: log)
    case .file(let plan):
      guard let table = tables[plan.name] else { return nil }
      return try IndicatorTree(table, normalisation: normalisation, log: log)
    }
  }

  /// Who names no cases may have meant the data set to hold the scores.
  private func checkScores(_ tree: IndicatorTree, log: DiagnosticLog) {
    let scored = tree.leaves.first {
      tree.indicators[$0].source == .evaluators
    }
    guard let scored, casesAreData else { return }
    log.report(
      Diagnostic(
        .missingKey, at: place,
        "indicator '\(tree.indicators[scored].id)' needs scores of evaluators,"
          + " and the data hold the cases",
        help: "name the cases with cases: {data: NAME} or cases: {file: FILE};"
          + " then the data of the analysis hold the scores"))
  }

  /// Without a key the first column has to identify the cases.
  private func checkKey(_ tables: [String: Table], log: DiagnosticLog) {
    guard key == nil, var table = tables[cases.table] else { return }
    if let filter = cases.filter, let rows = try? filter.rows(of: table) {
      table = table.keeping(rows)
    }
    guard let column = table.columns.first else { return }
    let file = table.source.file
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      let value = column.text(at: row)
      if let value, seen.insert(value).inserted { continue }
      log.report(
        Diagnostic(
          .caseKey, at: place,
          "the first column of '\(file)', '\(column.name)', does not identify"
            + " the cases, and no key is named",
          notes: [
            value.map { "'\($0)' stands there twice" }
              ?? "it is empty in a row"
          ], help: "name the column with cases: {key: COLUMN}"))
      return
    }
    log.report(
      Diagnostic(
        .caseKey, .note, at: place,
        "the cases are identified by '\(column.name)', the first column of"
          + " '\(file)'",
        zh: "以“\(file)”的第一列“\(column.name)”识别对象",
        help: "name another column with cases: {key: COLUMN}"))
  }

  /// Evaluates the cases.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    let log = DiagnosticLog()
    var outcome = try analysis(inputs, log: log).run()
    outcome.diagnostics = log.diagnostics + outcome.diagnostics
    return outcome
  }

  /// Refuses tables that cannot be evaluated.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs, log: DiagnosticLog()).check()
  }

  /// What the tables have that a run would tell of; what is said of the tree
  /// is known from `check(tables:log:)`.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis(inputs, log: DiagnosticLog()).findings()
  }

  private func analysis(
    _ inputs: AnalysisInputs, log: DiagnosticLog
  ) throws(Diagnostic) -> EvaluationAnalysis {
    let found: IndicatorTree?
    do {
      found = try tree(inputs.tables, log: log)
    } catch {
      let fault = log.diagnostics.first { $0.severity == .error }
      throw fault
        ?? Diagnostic(
          .wrongValue, at: nil, "the tree of indicators cannot be used")
    }
    guard let tree = found, let key = keyName(in: inputs.tables) else {
      throw Diagnostic(
        .unknownName, at: nil, "a table of the evaluation could not be read")
    }
    let cases = try inputs.table(
      cases, within: casesAreData ? inputs.domain : nil)
    var scores: Table?
    if hasScores, let data = inputs.data {
      scores = data.domain.map { data.table.keeping($0) } ?? data.table
    }
    var result = EvaluationAnalysis(
      tree: tree,
      inputs: EvaluationInputs(
        cases: cases, caseKey: key,
        titleColumn: title?.name, scores: scores,
        ratings: try ratings.map { use throws(Diagnostic) in
          try inputs.table(use)
        }, ratingItem: ratingItem?.name,
        ratingWeights: ratingWeights?.name,
        judges: try weights.judges.map { plan throws(Diagnostic) in
          try inputs.table(plan.name)
        }, judgesOfSets: try weights.tablesOfSets(inputs)),
      options: options)
    result.inputs.asOf = asOf
    result.inputs.ledger = inputs.tables[self.cases.table]
    result.inputs.calendar = try holidays.map { use throws(Diagnostic) in
      try WorkingCalendar(try inputs.table(use))
    }
    result.inputs.history = try history.map { use throws(Diagnostic) in
      try inputs.table(use)
    }
    result.inputs.events = try events.map { events throws(Diagnostic) in
      EvaluationEvents(
        table: try inputs.table(events.use), points: events.points)
    }
    if let ratings, let ratingDesign {
      let table = try inputs.table(ratings.table)
      guard let design = inputs.designs[ratings.table] else {
        throw Diagnostic(
          .unknownName, at: ratingDesign.place,
          "the design of the ratings could not be made")
      }
      var rows = Array(0..<table.rowCount)
      if let filter = ratings.filter {
        let kept = try filter.rows(of: table)
        rows = rows.filter { kept[$0] }
      }
      result.inputs.ratingDesign = RatingDesign(design, rows: rows)
      if ratingDesign.calibration != nil {
        result.inputs.count(
          with: rows.map { design.weights[$0] },
          conventions: design.weightingConventions)
      }
    }
    if let weightDraws {
      result.inputs.weightDraws = try WeightDrawsTable(
        try inputs.table(weightDraws.name), tree: tree
      ).weights
    }
    return result
  }
}

extension AnalysisInputs {
  func table(_ name: String) throws(Diagnostic) -> Table {
    guard let table = tables[name] else {
      throw Diagnostic(
        .unknownName, at: nil, "the table '\(name)' could not be read")
    }
    return table
  }

  fileprivate func table(
    _ use: EvaluationMethod.TableUse, within domain: [Bool]? = nil
  ) throws(Diagnostic) -> Table {
    let table = try table(use.table)
    var rows = domain ?? [Bool](repeating: true, count: table.rowCount)
    if let filter = use.filter {
      for (row, isKept) in try filter.rows(of: table).enumerated()
      where !isKept { rows[row] = false }
    }
    return table.keeping(rows)
  }
}

extension Table {
  /// The rows that meet a condition.
  func keeping(_ rows: [Bool]) -> Table {
    selecting(rows.indices.filter { rows[$0] })
  }
}
