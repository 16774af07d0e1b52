import Diagnostics
import SurveyData

/// A question that is put to a table.
///
/// An analysis is plain values: what to compute and which of several formulas
/// to use. It reads no file, prints nothing and knows no language.
public protocol Analysis: Sendable {
  /// The name used in study files and on the command line, such as `mean`.
  static var kind: String { get }

  /// Computes the estimates.
  ///
  /// - Throws: A diagnostic about what the user asked for, such as a column
  ///   that does not exist or holds text where numbers are needed.
  func run(on data: AnalysisData) throws(Diagnostic) -> AnalysisOutcome
}

/// An analysis that tells what it would refuse, without computing anything.
public protocol CheckedAnalysis: Analysis {
  /// Refuses columns and options that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  func check(on data: AnalysisData) throws(Diagnostic)
}

/// The rows that an analysis looks at, and how they were sampled.
public struct AnalysisData: Sendable {
  /// The table; all rows of the sample.
  public var table: Table
  /// The rows that meet the condition, or `nil` for all rows.
  ///
  /// The others stay in the design: their clusters count when the variance
  /// of a domain is estimated.
  public var domain: [Bool]?
  /// How the rows were sampled.
  public var design: SurveyDesign
  /// The confidence level, such as 0.95.
  public var level: Double
  /// How many rows of the file each row stands for, where rows were put
  /// together; findings count those.
  var rowCounts: [Int]?

  /// Creates the data of an analysis.
  ///
  /// - Precondition: `design` and `domain` have as many rows as `table`, and
  ///   `level` lies between 0 and 1.
  public init(
    table: Table, domain: [Bool]? = nil, design: SurveyDesign,
    level: Double = 0.95
  ) {
    precondition(design.rowCount == table.rowCount)
    precondition(domain.map { $0.count == table.rowCount } ?? true)
    precondition(level > 0 && level < 1)
    self.table = table
    // What was not observed in the second phase is no one's base.
    let observed = design.secondPhase?.isSampled
    self.domain =
      observed.map { observed in
        domain.map { zip($0, observed).map { $0 && $1 } } ?? observed
      } ?? domain
    self.design = design
    self.level = level
  }

  /// Creates the data of an analysis with every row sampled alike.
  public init(table: Table, domain: [Bool]? = nil, level: Double = 0.95) {
    self.init(
      table: table, domain: domain,
      design: .simple(rowCount: table.rowCount), level: level)
  }
}

/// What an analysis found.
public struct AnalysisOutcome: Sendable, Codable {
  /// The numbers; those about all rows come first.
  public var estimates: [Estimate]
  /// The formula variants that were used.
  public var conventions: [Convention]
  /// The formula of the method.
  public var formula: String
  /// What the kind has beside its estimates.
  public var details: AnalysisResult.Details
  /// What the reader of the numbers should know.
  public var diagnostics: [Diagnostic]

  /// Creates an outcome.
  public init(
    estimates: [Estimate] = [], conventions: [Convention] = [],
    formula: String = "", details: AnalysisResult.Details = .none,
    diagnostics: [Diagnostic] = []
  ) {
    self.estimates = estimates
    self.conventions = conventions
    self.formula = formula
    self.details = details
    self.diagnostics = diagnostics
  }
}

extension AnalysisData {
  /// How many rows of the file the rows that are wanted stand for.
  func fileRows(where isWanted: (Int) -> Bool) -> Int {
    (0..<table.rowCount).reduce(0) {
      $0 + (isWanted($1) ? rowCounts?[$1] ?? 1 : 0)
    }
  }
}
