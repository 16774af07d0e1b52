import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Estimates from imputations or plausible values: `variables` and `values`,
/// or `items` with the keys of `index`, or `outcome` with the keys of
/// `regression`; `imputation`, `imputations` or
/// `impute`; `constructs`.
public struct ImputationMethod: AnalysisMethod {
  /// `imputation`.
  public static let kind = ImputationAnalysis.kind
  /// What it does.
  public static let summary = "estimates from imputed data, by Rubin's rules"
  /// An example.
  public static let example =
    "--set variables=income --set impute.columns=income,age"
    + " --set impute.predictors=district --set impute.seed=7"

  let own: [ColumnReference]
  let estimates: ImputedEstimates?
  let index: IndexMethod?
  let regression: RegressionMethod?
  let stacked: ColumnReference?
  let tables: [ColumnReference]
  let imputer: ImputerPlan?
  let constructs: [ConstructPlan]
  let filter: RowExpression?

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let by = context.groupings.map { $0.map(\.name) }
    own = settings.columns("variables") ?? []
    let values = settings.strings("values")
    let hasIndex = settings.has("items") || settings.has("scales")
    index = hasIndex ? IndexMethod(settings, context: context) : nil
    let hasModel = settings.has("outcome") || settings.has("terms")
    // Groups would have to be among the terms, which the model says.
    regression = hasModel ? RegressionMethod(settings, context: context) : nil
    if hasModel, let regression, !regression.tests.allSatisfy({ $0 == .wald }) {
      settings.reportWrong(
        "tests", "likelihoods of several imputations are not pooled",
        help: "leave it out: terms are tested by Wald's statistic, pooled")
    }
    stacked = settings.column("imputation")
    tables = settings.columns("imputations") ?? []
    imputer = settings.reader("impute").flatMap(ImputerPlan.init)
    constructs = settings.constructs("constructs")
    filter = settings.condition("where")
    let names = own.map(\.name)
    if let index {
      estimates = .index(index.analysis)
    } else if let regression {
      estimates = .regression(regression.analysis)
    } else if names.isEmpty {
      estimates = nil
    } else if values != nil {
      estimates = .shares(
        ShareAnalysis(variables: names, values: values, by: by))
    } else {
      estimates = .means(MeanAnalysis(variables: names, by: by))
    }
    if estimates == nil, constructs.isEmpty {
      if !hasIndex, !hasModel {
        settings.reportMissing(
          "variables",
          help: "name 'variables', 'items' or an 'outcome', or 'constructs' of"
            + " plausible values")
      }
      return nil
    }
    let given = [
      own.isEmpty ? nil : "variables", hasIndex ? "items" : nil,
      hasModel ? "outcome" : nil,
    ].compactMap { $0 }
    if given.count > 1 {
      settings.reportWrong(
        given[0], "'\(given[0])' and '\(given[1])' cannot both be there")
      return nil
    }
    let sources = [stacked != nil, !tables.isEmpty, settings.has("impute")]
    guard estimates == nil || sources.count(where: { $0 }) == 1 else {
      settings.reportMissing(
        "imputation",
        help: "say where the imputations are with one of: 'imputation', the"
          + " column of their number; 'imputations', a data set for each;"
          + " 'impute', to make them")
      return nil
    }
    for table in tables where !context.dataNames.contains(table.name) {
      settings.log.report(
        unknownDataSet(table, names: context.dataNames))
      return nil
    }
    if settings.has("impute"), imputer == nil { return nil }
  }

  /// The columns that the keys name, in every imputation.
  public var columns: [ColumnUse] {
    var result =
      index?.columns ?? regression?.columns ?? own.map { ColumnUse($0) }
    result += [stacked].compactMap { $0 }.map { ColumnUse($0) }
    for table in tables {
      let names =
        (index?.columns ?? regression?.columns)?.map(\.column) ?? own
      result += names.map { ColumnUse($0, in: table.name) }
    }
    result += constructs.flatMap(\.columns).map { ColumnUse($0) }
    return result + (imputer?.columns ?? []).map { ColumnUse($0) }
  }

  /// The seed of the imputer.
  public var seed: UInt64? { imputer?.imputer.seed }

  /// Pools the estimates.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  /// The completed tables, one below the other, where the study asks for them.
  ///
  /// - Throws: What `run` throws about columns.
  func completedTable(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> Table? {
    guard let imputer, imputer.isWritten else { return nil }
    return try imputer.imputer.stacked(inputs.requiredData())
  }

  private func analysis(
    _ inputs: AnalysisInputs
  ) throws(Diagnostic) -> ImputationAnalysis {
    var source: ImputationSource?
    if let stacked { source = .stacked(column: stacked.name) }
    if let imputer { source = .imputer(imputer.imputer) }
    if !tables.isEmpty {
      var found: [(table: Table, domain: [Bool]?)] = []
      for reference in tables {
        guard let table = inputs.tables[reference.name] else {
          throw Diagnostic(
            .unknownName, at: reference.place,
            "the table '\(reference.name)' could not be read")
        }
        let domain = try filter.map { filter throws(Diagnostic) in
          try filter.rows(of: table)
        }
        found.append((table, domain))
      }
      source = .tables(found)
    }
    return ImputationAnalysis(
      estimates: estimates, source: source,
      constructs: constructs.map {
        PlausibleValues($0.name, columns: $0.columns.map(\.name))
      }, by: inputs.groupings)
  }
}

/// A construct with the places of its columns.
struct ConstructPlan {
  var name: String
  var columns: [ColumnReference]
}

/// An imputer with the places of its columns.
struct ImputerPlan {
  var imputer: Imputer
  var columns: [ColumnReference]
  /// Whether the completed tables are written out.
  var isWritten: Bool

  private enum Method: String, CaseIterable {
    case chained
    case hotDeck = "hot-deck"
  }

  init?(_ settings: SettingsReader) {
    let targets = settings.requiredColumns("columns") ?? []
    let predictors = settings.columns("predictors") ?? []
    let categories = settings.columns("categories") ?? []
    let cells = settings.columns("cells") ?? []
    let nearest = settings.column("nearest")
    let method: Method = settings.choice("method") ?? .chained
    let iterations = settings.integer("iterations", in: 1...1000) ?? 10
    let donors = settings.integer("donors", in: 1...1000) ?? 5
    let count = settings.integer("count", in: 2...200) ?? 5
    let seed = settings.integer("seed", in: 0...Int.max) ?? 1
    isWritten = settings.boolean("write") ?? false
    settings.finish()
    imputer = Imputer(
      columns: targets.map(\.name), predictors: predictors.map(\.name),
      categories: categories.map(\.name),
      method: method == .chained
        ? .chained(iterations: iterations, donors: donors)
        : .hotDeck(cells: cells.map(\.name), nearest: nearest?.name),
      count: count, seed: UInt64(seed))
    columns =
      targets + predictors + categories + cells + [nearest].compactMap { $0 }
    if targets.isEmpty { return nil }
    let misplaced =
      method == .chained
      ? ["cells", "nearest"]
      : ["predictors", "categories", "iterations", "donors"]
    for key in misplaced where settings.has(key) {
      settings.reportWrong(
        key, "'\(key)' does not go with 'method: \(method.rawValue)'")
    }
  }
}

extension SettingsReader {
  /// Constructs with their plausible values: `{math: [pv1, pv2]}`.
  fileprivate func constructs(_ key: String) -> [ConstructPlan] {
    guard let reader = reader(key, subject: "'\(key)'") else { return [] }
    return reader.keys.compactMap { name in
      reader.requiredColumns(name).map {
        ConstructPlan(name: name, columns: $0)
      }
    }
  }
}
