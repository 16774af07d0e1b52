import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Evaluation of cases by a tree of indicators: `cases`, `ratings`,
/// `indicators`, `weights`, `score`, `raters`, `uncertainty`, `bands`,
/// `band-comparison`, `missing`.
///
/// The data set of the analysis holds the evaluators' scores. When `cases`
/// names neither `data` nor `file`, it holds the cases, and there are no
/// scores.
public struct EvaluationMethod: AnalysisMethod {
  /// `evaluation`.
  public static let kind = EvaluationAnalysis.kind
  /// What it does.
  public static let summary = "cases scored and ranked by indicators"
  /// An example.
  public static let example =
    "--set cases.file=cases.csv --set cases.key=case_id"
    + " --set indicators=indicators.csv"
  /// It can work with the cases alone.
  public static let requiresData = false

  let cases: TableUse
  let key: ColumnReference
  let title: ColumnReference?
  let ratings: TableUse?
  let ratingItem: ColumnReference?
  let indicators: DataPlan
  let judges: DataPlan?
  let hasScores: Bool
  let options: EvaluationOptions

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
    let cases = settings.reader("cases")
    let casesTable = cases?.tableUse("cases", context: context)
    if cases == nil {
      settings.reportMissing(
        "cases", help: "write cases: {data: NAME, key: COLUMN}")
    }
    let key = cases?.requiredColumn("key")
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
    ratingItem = ratings?.column("item")
    ratings?.finish()

    let tree = settings.tableFile("indicators", context: context)
    if tree == nil {
      settings.reportMissing(
        "indicators", help: "name the CSV file with the tree of indicators")
    }
    let weights = settings.reader("weights")
    judges = weights?.tableFile("judges", context: context)
    options = settings.evaluationOptions(weights: weights, level: context.level)
    if case .hierarchy = options.weighting, judges == nil {
      weights?.reportMissing(
        "judges", help: "name the CSV file with the judgements of pairs")
    }
    weights?.finish()

    guard let tree, let key, let casesTable else { return nil }
    guard let casesName = casesTable.table ?? context.data else {
      settings.reportMissing("data", help: "name the data set of the cases")
      return nil
    }
    self.cases = TableUse(
      table: casesName, filter: casesTable.filter, file: casesTable.file)
    self.key = key
    indicators = tree
    hasScores = context.data != nil && context.data != casesName
  }

  /// The key in every table, the title and the graded item.
  public var columns: [ColumnUse] {
    var uses = [ColumnUse(key, in: cases.table)]
    if let title { uses.append(ColumnUse(title, in: cases.table)) }
    if hasScores { uses.append(ColumnUse(key)) }
    if let ratings {
      uses.append(ColumnUse(key, in: ratings.table))
      if let ratingItem {
        uses.append(ColumnUse(ratingItem, in: ratings.table))
      }
    }
    return uses
  }

  /// The tree, the judgements and tables that are files of their own.
  public var files: [DataPlan] {
    [cases.file, ratings?.file, indicators, judges].compactMap { $0 }
  }

  /// The seed of the draws.
  public var seed: UInt64? { options.uncertainty?.seed }

  /// Reads the tree, so that all its faults are known before the run.
  public func check(tables: [String: Table], log: DiagnosticLog) {
    if let table = tables[indicators.name] {
      _ = try? IndicatorTree(table, log: log)
    }
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

  /// Evaluates the cases.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    let table = try inputs.table(indicators.name)
    let log = DiagnosticLog()
    let tree: IndicatorTree
    do {
      tree = try IndicatorTree(table, log: log)
    } catch {
      let fault = log.diagnostics.first { $0.severity == .error }
      throw fault
        ?? Diagnostic(
          .wrongValue, at: nil, "the tree of indicators cannot be used")
    }
    var scores: Table?
    if hasScores, let data = inputs.data {
      scores = data.domain.map { data.table.keeping($0) } ?? data.table
    }
    let analysis = EvaluationAnalysis(
      tree: tree,
      inputs: EvaluationInputs(
        cases: try inputs.table(cases), caseKey: key.name,
        titleColumn: title?.name, scores: scores,
        ratings: try ratings.map { use throws(Diagnostic) in
          try inputs.table(use)
        }, ratingItem: ratingItem?.name,
        judges: try judges.map { plan throws(Diagnostic) in
          try inputs.table(plan.name)
        }),
      options: options)
    var outcome = try analysis.run()
    outcome.diagnostics = log.diagnostics + outcome.diagnostics
    return outcome
  }
}

extension AnalysisInputs {
  fileprivate func table(_ name: String) throws(Diagnostic) -> Table {
    guard let table = tables[name] else {
      throw Diagnostic(
        .unknownName, at: nil, "the table '\(name)' could not be read")
    }
    return table
  }

  fileprivate func table(
    _ use: EvaluationMethod.TableUse
  ) throws(Diagnostic) -> Table {
    let table = try table(use.table)
    guard let filter = use.filter else { return table }
    return table.keeping(try filter.rows(of: table))
  }
}

extension Table {
  /// The rows that meet a condition.
  func keeping(_ rows: [Bool]) -> Table {
    selecting(rows.indices.filter { rows[$0] })
  }
}
