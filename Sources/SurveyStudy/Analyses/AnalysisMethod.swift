import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// A kind of analysis: its keys in a study, the columns they name, and how
/// it is run. Each kind has a file of its own beside this one.
public protocol AnalysisMethod: Sendable {
  /// The name used after `kind:` and after `manyi analyze`.
  static var kind: String { get }
  /// What it does, in a line.
  static var summary: String { get }
  /// Options that make a first example for `manyi analyze KIND --help`.
  static var example: String { get }

  /// Whether it needs a data set of its own.
  static var requiresData: Bool { get }

  /// Reads the keys of the kind; faults go to the reader's log. `nil` when
  /// there is not enough to go on.
  init?(_ settings: SettingsReader, context: MethodContext)

  /// The columns that the keys name.
  var columns: [ColumnUse] { get }

  /// Further files that the keys name, such as an indicator tree.
  var files: [DataPlan] { get }

  /// The tables that the keys name beside the data set of the analysis, each
  /// with the condition that its rows have to meet.
  var conditions: [TableCondition] { get }

  /// The designs of tables beside the data set of the analysis.
  var designUses: [DesignUse] { get }

  /// The keys that faults belong to which only the tables show, by code.
  var faultPlaces: [DiagnosticCode: Place] { get }

  /// The seed of the random numbers that it draws, if it does.
  var seed: UInt64? { get }

  /// Reports what can be known from the tables before the run.
  func check(tables: [String: Table], log: DiagnosticLog)

  /// Refuses what a run would refuse, without computing anything. It is
  /// asked when the columns are known to exist.
  ///
  /// - Throws: What `run` throws about columns, values and options.
  func check(on inputs: AnalysisInputs) throws(Diagnostic)

  /// Refuses what `check` refuses, and says what a run would say about the
  /// data: values out of range, rows that count nowhere and the like, in the
  /// same words, so that a run says it once.
  ///
  /// - Throws: What `check` throws.
  func findings(on inputs: AnalysisInputs) throws(Diagnostic) -> [Diagnostic]

  /// Runs the analysis.
  func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome
}

extension AnalysisMethod {
  /// Most kinds do.
  public static var requiresData: Bool { true }
  /// No further files.
  public var files: [DataPlan] { [] }
  /// No conditions of its own.
  public var conditions: [TableCondition] { [] }
  /// No designs of its own.
  public var designUses: [DesignUse] { [] }
  /// Faults belong to columns, or to the analysis.
  public var faultPlaces: [DiagnosticCode: Place] { [:] }
  /// No random numbers.
  public var seed: UInt64? { nil }
  /// Nothing beyond the columns.
  public func check(tables: [String: Table], log: DiagnosticLog) {}
  /// Only what is refused.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try check(on: inputs)
    return []
  }
}

/// A kind whose estimates are made for all rows and for each group of `by`.
protocol GroupedMethod: AnalysisMethod {}

extension GroupedMethod {
  /// Rows that are in no group, which a run tells of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try check(on: inputs)
    return try inputs.requiredData().rowsWithoutGroup(inputs.groupings)
  }
}

/// A table beside the data set of an analysis, and which of its rows are used.
public struct TableCondition: Sendable {
  /// The data set or file.
  public var table: String
  /// The condition; `nil` for all rows.
  public var filter: RowExpression?
}

/// The design of a table beside the data set of an analysis.
public struct DesignUse: Sendable {
  /// The data set or file.
  public var table: String
  /// The design.
  public var plan: DesignPlan
  /// Whether it is the design of the data set, which other analyses share.
  public var isShared: Bool
  /// What the design belongs to, as faults name it.
  public var subject: String
}

/// What a method may know while its keys are read.
public struct MethodContext: Sendable {
  /// The name of the analysis.
  public var name: String
  /// The data sets that there are.
  public var dataNames: [String]
  /// The data set of the analysis, when one is named or there is only one.
  public var data: String?
  /// The groupings that the common key `by` asks for.
  public var groupings: [[ColumnReference]]
  /// The confidence level.
  public var level: Double
  /// The columns of weights of data sets with a weighted design.
  public var weights: [String: ColumnReference]
  /// The designs of data sets that have one.
  public var designs: [String: DesignPlan] = [:]
}

/// A column that an analysis needs, and the table it is looked for in.
public struct ColumnUse: Sendable {
  /// The column.
  public var column: ColumnReference
  /// The data set or file; `nil` stands for the data set of the analysis.
  public var table: String?

  init(_ column: ColumnReference, in table: String? = nil) {
    self.column = column
    self.table = table
  }
}

/// What an analysis runs on.
public struct AnalysisInputs: Sendable {
  /// The data set of the analysis with design, domain and level; `nil` for a
  /// method that works without one.
  public var data: AnalysisData?
  /// The groupings as names of columns.
  public var groupings: [[String]]
  /// The confidence level.
  public var level: Double
  /// Every table by the name of its data set or file.
  public var tables: [String: Table]
  /// The rows of the data set that the analysis is about.
  public var domain: [Bool]?
  /// The designs that `designUses` asks for, by the name of the table; those
  /// that could not be made are left out.
  public var designs: [String: SurveyDesign] = [:]

  /// The data of an analysis that cannot do without.
  func requiredData() throws(Diagnostic) -> AnalysisData {
    guard let data else {
      throw Diagnostic(.missingKey, at: nil, "the analysis names no data set")
    }
    return data
  }
}

/// Every kind of analysis. A study file and `manyi analyze` find kinds here
/// and nowhere else.
public enum AnalysisKinds {
  /// The kinds in the order of the manual.
  public static let all: [any AnalysisMethod.Type] = [
    MeanMethod.self, TotalMethod.self, RatioMethod.self, ShareMethod.self,
    CrosstabMethod.self, LoglinearMethod.self, QuantileMethod.self,
    DistributionMethod.self, VarianceMethod.self, CorrelationMethod.self,
    ContrastMethod.self, TTestMethod.self, RankTestMethod.self,
    KappaMethod.self, GoodnessOfFitMethod.self,
    IndexMethod.self, VerdictMethod.self, AlphaMethod.self,
    FactorsMethod.self, ConfirmatoryMethod.self,
    EvaluationMethod.self, RatersMethod.self,
    EfficiencyMethod.self, StarsMethod.self,
    LedgerMethod.self, PointsMethod.self,
    ComparisonMethod.self, CeilingMethod.self,
    RegressionMethod.self, OrdinalMethod.self, MultinomialMethod.self,
    WavesMethod.self, SmallAreaMethod.self, ImputationMethod.self,
    WeightingMethod.self, BannerMethod.self,
  ]

  /// The names of the kinds.
  public static var names: [String] { all.map { $0.kind } }

  /// The kind called `name`.
  ///
  /// - Throws: An `unknownName` diagnostic with the nearest name.
  public static func named(
    _ name: String, at place: Place? = nil
  ) throws(Diagnostic) -> any AnalysisMethod.Type {
    if let kind = all.first(where: { $0.kind == name }) { return kind }
    let meant =
      nearest(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? KindHint.help(for: name)
    throw Diagnostic(
      .unknownName, at: place, "no kind of analysis is called '\(name)'",
      notes: meant == nil ? KindTopic.lines : [],
      help: meant ?? KindTopic.help)
  }
}
