import Diagnostics
import LinearAlgebra
import SurveyData

/// Makes replicate weights from the strata, clusters and fractions of a
/// design.
///
/// A method gives a factor for each sampled unit and replicate; weights are
/// the weight of the row times the factor of its unit.
struct ReplicateMaker {
  /// The factors and how squares are weighted.
  struct Made {
    /// Units × replicates.
    var factors: Matrix
    /// The number c.
    var scale: Double
    /// A number for each replicate.
    var replicateScales: [Double]
    /// The rank of the factors, where it is known.
    var rank: Int?
    /// The stratum that each unit is left out of, where each replicate leaves
    /// out one unit; -1 for units that are never left out.
    var deleted: [Int32]?
  }

  /// Beyond this many factors they would not fit into ordinary memory.
  static let largestSize = 60_000_000

  let stages: [DesignStage]
  let specification: DesignSpecification
  let plan: ReplicateSpecification
  let columns: DesignColumns

  /// The first stage.
  var stage: DesignStage { stages[0] }
  /// What strata of one cluster do.
  var policy: SingleClusterPolicy { specification.singleCluster }

  /// Makes the replicates of `method`.
  ///
  /// - Throws: A diagnostic when the design does not suit the method.
  func made(
    _ method: ReplicateMaking, weights: [Double]
  ) throws(Diagnostic) -> ReplicateWeights {
    let made: Made =
      switch method {
      case .jk1: try deletingOneOfAll()
      case .jkn: try deletingOneOfStrata()
      case .brr: try balanced(fay: 0)
      case .fay: try balanced(fay: plan.fay ?? 0.5)
      case .raoWu: try raoWu()
      case .raoWuYueBeaumont: try raoWuYueBeaumont()
      case .poisson: try poisson()
      case .successiveDifference: try successiveDifferences()
      }
    let usesLastStage = method == .raoWuYueBeaumont
    var result = ReplicateWeights(
      method: method.rawValue,
      storage: .factors(
        unitOfRow: usesLastStage
          ? stages[stages.count - 1].unitOfRow : stage.unitOfRow,
        made.factors), scale: plan.scale ?? made.scale,
      replicateScales: made.replicateScales, centre: plan.centre,
      freedom: .fixed(0), baseWeights: weights)
    result.freedom = freedom(
      result, rank: made.rank, deleted: made.deleted)
    return result
  }

  /// Degrees of freedom as asked for.
  func freedom(
    _ weights: ReplicateWeights, rank: Int? = nil, deleted: [Int32]? = nil
  ) -> ReplicateFreedom {
    switch plan.degrees {
    case .rank:
      let ranks = DomainRanks(weights, whole: rank, deleted: deleted)
      return ReplicateFreedom(
        whole: Double(ranks.whole - 1), rule: .rank(ranks))
    case .count: return .fixed(Double(weights.count - 1))
    case .design:
      return ReplicateFreedom(
        whole: Double(stage.unitCount - stage.parentCount),
        rule: .stage(stage))
    case .number(let value): return .fixed(value)
    }
  }

  /// The strata whose variance has to be estimated: those not sampled
  /// completely, with the units of each.
  var openStrata: [(stratum: Int, units: [Int])] {
    stage.unitsOfParents.enumerated().compactMap { stratum, units in
      stage.isComplete(stratum) || units.isEmpty ? nil : (stratum, units)
    }
  }

  /// What `average` multiplies with for strata of one cluster, or a
  /// diagnostic for policies that the method does not know.
  func checkSingle(_ method: String) throws(Diagnostic) {
    guard policy == .centre || policy == .average,
      openStrata.contains(where: { $0.units.count == 1 })
    else { return }
    throw fault(
      "'\(method)' has no replicates for a stratum of one cluster under the"
        + " policy '\(policy.rawValue)'",
      help: "choose remove, certainty or collapse for 'single-cluster', or"
        + " make jkn")
  }

  /// Refuses more factors than fit into memory.
  func checkSize(_ units: Int, _ replicates: Int) throws(Diagnostic) {
    let (size, overflow) = units.multipliedReportingOverflow(by: replicates)
    guard overflow || size > Self.largestSize else { return }
    throw fault(
      "\(replicates) replicates of \(units) units do not fit into memory",
      help: "make fewer replicates with a bootstrap and 'count', name the"
        + " clusters that were sampled, or leave 'replicates' out")
  }

  /// A diagnostic about the design.
  func fault(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .noReplicates, at: columns.place(nil, row: nil), message, help: help)
  }
}
