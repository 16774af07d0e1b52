import Diagnostics
import SurveyData

/// Rows that are too many to be in memory at once, and how they were sampled.
public struct BatchedData: Sendable {
  /// Calls `start` and then `take` with each batch in turn, each with its
  /// domain; both again when the reading has to start again. Only the columns
  /// that are named need to be there.
  ///
  /// Throws what is wrong with the file or what `take` threw, and gives what
  /// is known of the file at the end.
  public typealias Reading =
    @Sendable (
      _ columns: Set<String>, _ start: @escaping () -> Void,
      _ take: @escaping (AnalysisData) throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> DataSource

  /// The design columns.
  public var design: DesignSpecification
  /// The confidence level.
  public var level: Double
  /// Reads the rows once.
  public var read: Reading

  /// Creates batched data.
  public init(
    design: DesignSpecification, level: Double, read: @escaping Reading
  ) {
    self.design = design
    self.level = level
    self.read = read
  }
}

/// An analysis that needs nothing but sums, so that it can take its rows
/// batch by batch.
///
/// Means, totals, shares and ratios are linear statistics: their values and
/// their linearised variances follow from sums of each sampled unit in each
/// group.
/// The numbers are those of `run(on:)` up to rounding.
///
/// Refused are designs whose variance needs more: unequal probabilities,
/// replicate weights, a second phase, populations of rows within clusters,
/// weights that follow from populations, and, without clusters, single rows
/// in strata under `centre`, `average` and `collapse`.
public protocol BatchAnalysis: Analysis {
  /// Computes the estimates from batches.
  ///
  /// - Throws: What `run(on:)` throws, and `unsupportedBatches` for what
  ///   needs all rows at once.
  func run(inBatches data: BatchedData) throws(Diagnostic) -> AnalysisOutcome
}

extension BatchedData {
  /// Reads the rows once and condenses them once for each plan.
  ///
  /// - Parameters:
  ///   - plans: For each the columns whose values are kept apart beside those
  ///     of the design, and the columns that are summed.
  ///   - missing: Whether rows need all summed columns.
  ///   - ratios: The ratio that is wanted beside, one a plan; or none.
  func condensed(
    _ plans: [(keys: [String], numbers: [String])],
    missing: MissingValues = .perVariable, ratios: [RatioSource] = []
  ) throws(Diagnostic) -> [CondensedEstimator] {
    try design.checkBatches()
    let own = design.strata + design.clusters
    let collector = Collector {
      plans.enumerated().map { position, plan in
        CondensedRows(
          keys: own + plan.keys, numbers: plan.numbers,
          constants: design.fpc,
          ratio: ratios.indices.contains(position) ? ratios[position] : nil)
      }
    }
    var columns = Set(own + design.fpc + (design.weights.map { [$0] } ?? []))
    for plan in plans { columns.formUnion(plan.keys + plan.numbers) }
    for ratio in ratios { columns.formUnion(ratio.columns) }
    let source = try read(columns, { collector.start() }) {
      batch throws(Diagnostic) in
      let weights = try self.weights(of: batch)
      for index in collector.rows.indices {
        try collector.rows[index].add(
          batch, weights: weights, missing: missing)
      }
    }
    var result: [CondensedEstimator] = []
    for rows in collector.rows {
      result.append(
        try CondensedEstimator(
          rows, design: design, level: level, source: source))
    }
    return result
  }

  /// What is collected while batches come one at a time.
  private final class Collector {
    var rows: [CondensedRows] = []
    private let make: () -> [CondensedRows]

    init(_ make: @escaping () -> [CondensedRows]) { self.make = make }

    func start() { rows = make() }
  }

  private func weights(of batch: AnalysisData) throws(Diagnostic) -> [Double] {
    guard let name = design.weights else {
      return [Double](repeating: 1, count: batch.table.rowCount)
    }
    let columns = DesignColumns(table: batch.table)
    let weights = try columns.numbers(name, role: "weight")
    if let row = weights.firstIndex(where: { $0 < 0 }) {
      throw Diagnostic(
        .negativeWeight, at: columns.place(name, row: row),
        "a row has a negative weight in '\(name)'",
        zh: "“\(name)”有一行权重为负数",
        help: "a weight says how many units of the population a row stands"
          + " for; give rows that must not count the weight 0")
    }
    return weights
  }
}

extension DesignSpecification {
  /// Refuses designs whose variances need all rows at once.
  ///
  /// - Throws: `unsupportedBatches`.
  public func checkBatches() throws(Diagnostic) {
    var reason: String?
    if unequal != nil { reason = "unequal probabilities" }
    if replicates != nil { reason = "replicate weights" }
    if secondPhase != nil { reason = "a second phase" }
    if fpc.count > max(1, clusters.count) {
      reason = "populations of rows within clusters"
    }
    if weights == nil, !fpc.isEmpty {
      reason = "weights that follow from populations"
    }
    let policies: [SingleClusterPolicy] = [.fail, .remove, .certainty]
    if clusters.isEmpty, !policies.contains(singleCluster) {
      reason = "'single-cluster: \(singleCluster.rawValue)' for rows"
    }
    if let reason { throw unsupportedBatches("a design with \(reason)") }
  }
}

/// The diagnostic about what needs all rows at once.
func unsupportedBatches(_ subject: String) -> Diagnostic {
  Diagnostic(
    .unsupportedBatches, at: nil, "\(subject) needs all rows at once",
    zh: "\(subject)须一次读入全部行",
    help: "set 'batches: false' where the file fits into memory")
}
