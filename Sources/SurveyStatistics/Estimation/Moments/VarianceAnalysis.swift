import Diagnostics
import SurveyData

/// Variances, standard deviations and covariances of variables in the
/// population, overall and by groups, with standard errors.
///
/// The divisor is n − 1 rows: s² = n/(n − 1)·Σw(x − x̄)²/Σw, the covariance
/// alike. Covariances use the rows with a value of all variables, and so do
/// the variances beside them.
///
/// Edge cases:
///
/// - With less than two rows there is no value.
/// - A constant variable has variance 0 with the standard error 0 and a
///   standard deviation without one.
///
/// Checked against R survey 4.1-1 (`svyvar`) in `Tests/References/survey`.
public struct VarianceAnalysis: Analysis {
  /// `variance`.
  public static let kind = "variance"

  /// The variables.
  public var variables: [String]
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(variables: [String], by: [[String]] = []) {
    self.variables = variables
    self.by = by
  }

  /// Refuses columns that do not exist or hold text.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try MomentColumns(variables, data, kind: Self.kind)
  }

  /// Computes the variances and covariances.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let columns = try MomentColumns(variables, data, kind: Self.kind)
    let groupings = try Grouping.all(by, data: data)
    var estimates: [Estimate] = []
    for grouping in groupings {
      var lists = [[Estimate]](
        repeating: [], count: variables.count + columns.pairs.count)
      for cell in 0..<grouping.cellCount {
        let base = columns.statistics(grouping, cell, data)
        let found = data.design.estimate(base)
        for (index, pair) in columns.pairs.enumerated() {
          lists[variables.count + index].append(
            columns.estimate(
              pair, pair.0 == pair.1 ? "variance" : "covariance", .value,
              found, index, base, grouping.terms[cell], data))
        }
        let roots = data.design.estimate(
          ComposedStatistics(
            base: base,
            functions: variables.indices.map {
              .function(.sqrt, .operand(base.position($0, $0)))
            }))
        for index in variables.indices {
          lists[index].append(
            columns.estimate(
              (index, index), "standard-deviation", .value, roots, index, base,
              grouping.terms[cell], data))
        }
      }
      estimates += lists.flatMap { $0 }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [columns.missingConvention] + data.design.conventions,
      formula: "s² = n/(n − 1) · Σw(x − x̄)² / Σw",
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }
}

/// The columns of a matrix of variances or correlations.
struct MomentColumns {
  /// A matrix of more variables than this is no table any more.
  static let maximumVariables = 100

  let names: [String]
  let columns: [[Double]]
  private let isComplete: [Bool]
  /// The pairs of variables, each j ≤ k.
  let pairs: [(Int, Int)]

  init(
    _ names: [String], _ data: AnalysisData, kind: String
  ) throws(Diagnostic) {
    try data.requireNames(names, kind: kind)
    guard names.count <= Self.maximumVariables else {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "there are \(names.count) variables, and a matrix has up to"
          + " \(Self.maximumVariables)",
        zh: "变量有\(names.count)个，矩阵最多\(Self.maximumVariables)个")
    }
    self.names = names
    var columns: [[Double]] = []
    for name in names { columns.append(try data.numbers(name)) }
    self.columns = columns
    isComplete = (0..<data.table.rowCount).map { row in
      columns.allSatisfy { !$0[row].isNaN }
    }
    pairs = names.indices.flatMap { first in
      (first..<names.count).map { (first, $0) }
    }
  }

  func statistics(
    _ grouping: Grouping, _ cell: Int, _ data: AnalysisData
  ) -> PopulationCovariances {
    PopulationCovariances(
      columns: columns,
      isUsed: isComplete.indices.map {
        isComplete[$0] && Int(grouping.cells[$0]) == cell
      }, weights: data.design.weights)
  }

  func estimate(
    _ pair: (Int, Int), _ statistic: String, _ unit: Estimate.Unit,
    _ found: SampledEstimates?, _ index: Int, _ base: PopulationCovariances,
    _ group: [GroupTerm], _ data: AnalysisData
  ) -> Estimate {
    let (one, other) = (names[pair.0], names[pair.1])
    func label(_ name: String) -> LocalizedText? {
      data.table[name]?.variable?.label
    }
    var text = label(one)
    if pair.0 != pair.1 {
      text = label(one).flatMap { left in
        label(other).map { right in
          LocalizedText(
            zh: "\(left[.chinese])、\(right[.chinese])",
            en: "\(left[.english]), \(right[.english])")
        }
      }
    }
    return Estimate(
      variable: pair.0 == pair.1 ? one : "\(one), \(other)", label: text,
      group: group, statistic: statistic, unit: unit, found, index: index,
      bases: found?.bases
        ?? SampleBases(isUsed: base.isUsed, weights: data.design.weights),
      level: data.level)
  }

  var missingConvention: Convention {
    names.count == 1
      ? MissingValues.perVariable.convention : MissingValues.listwise.convention
  }
}
