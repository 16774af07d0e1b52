import SurveyData

/// Which columns say how the rows were sampled.
public struct DesignSpecification: Sendable, Hashable {
  /// The columns whose combinations are the strata of the first stage.
  public var strata: [String]
  /// The clusters, one column for each stage, the largest first.
  ///
  /// Identifiers need to be unique only within the stratum and within the
  /// cluster of the stage before.
  public var clusters: [String]
  /// The sampling weight. Without it the weights follow from `fpc`, and
  /// without that every row counts 1.
  public var weights: String?
  /// The population, one column for each stage.
  ///
  /// A column holds either the number of units in the population of the
  /// stratum or cluster, or, when none of its values is above 1, the
  /// fraction that was sampled. One column more than `clusters` describes
  /// the sampling of rows within the last clusters.
  public var fpc: [String]
  /// What a stratum with one sampled cluster adds to the variance.
  public var singleCluster: SingleClusterPolicy
  /// How the first stage was drawn with unequal probabilities without
  /// replacement.
  public var unequal: UnequalSpecification?
  /// Where replicate weights come from.
  public var replicates: ReplicateSpecification?
  /// How some of the rows were sampled once more.
  public var secondPhase: SecondPhaseSpecification?

  /// Creates a specification; leave everything out for a simple random
  /// sample.
  public init(
    strata: [String] = [], clusters: [String] = [], weights: String? = nil,
    fpc: [String] = [], singleCluster: SingleClusterPolicy = .fail,
    unequal: UnequalSpecification? = nil,
    replicates: ReplicateSpecification? = nil,
    secondPhase: SecondPhaseSpecification? = nil
  ) {
    self.strata = strata
    self.clusters = clusters
    self.weights = weights
    self.fpc = fpc
    self.singleCluster = singleCluster
    self.unequal = unequal
    self.replicates = replicates
    self.secondPhase = secondPhase
  }

  /// Whether nothing is specified.
  public var isEmpty: Bool {
    strata.isEmpty && clusters.isEmpty && weights == nil && fpc.isEmpty
      && unequal == nil && replicates == nil && secondPhase == nil
  }

  /// The columns of populations or probabilities, one for each stage.
  var populations: [String] {
    (unequal?.probabilities.map { [$0] } ?? []) + fpc
  }
}

/// What a stratum with one sampled cluster adds to the variance, which one
/// cluster alone cannot tell.
///
/// A stratum that was sampled completely adds nothing under every policy.
public enum SingleClusterPolicy: String, Sendable, CaseIterable, Hashable {
  /// Nothing is computed; the strata are named in a diagnostic.
  case fail
  /// The stratum is left out of the variance.
  case remove
  /// The cluster is taken to be in the sample with certainty.
  case certainty
  /// Its deviation is taken from the mean of all clusters.
  case centre
  /// It adds the mean of what the other strata add.
  case average
  /// Its stratum is joined with the stratum before it.
  case collapse
}
