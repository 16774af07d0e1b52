import SurveyData

/// Where replicate weights come from and how a variance is made of them.
public struct ReplicateSpecification: Sendable, Hashable {
  /// Where the weights come from.
  public enum Source: Sendable, Hashable {
    /// Columns of the table; a `*` in a name stands for any signs.
    case supplied([String], ReplicateMethod)
    /// Made from strata and clusters.
    case made(ReplicateMaking)
  }

  /// Where the weights come from.
  public var source: Source
  /// Fay's ρ, the part of its weight that a unit keeps; for `fay`.
  public var fay: Double?
  /// The number c that all squares are multiplied with, where the method
  /// does not tell it.
  public var scale: Double?
  /// A number cᵣ for each supplied replicate, or one for all.
  public var replicateScales: [Double] = []
  /// Whether supplied columns hold weights, or factors for the weights.
  public var isCombined = true
  /// The number of replicates to make; the method's own without.
  public var count: Int?
  /// The seed of methods that draw.
  public var seed: UInt64 = 1
  /// The column that rows are sorted by for successive differences.
  public var order: String?
  /// Around what deviations are taken.
  public var centre: ReplicateCentre = .replicates
  /// Degrees of freedom of the variance.
  public var degrees: ReplicateDegrees = .rank

  /// Creates a specification with the defaults of R's survey package.
  public init(_ source: Source) { self.source = source }
}

/// How supplied replicate weights were made.
public enum ReplicateMethod: String, Sendable, CaseIterable, Hashable {
  /// Balanced half samples: c = 1/R.
  case brr
  /// Balanced half samples with Fay's ρ: c = 1/(R(1 − ρ)²).
  case fay
  /// One cluster left out at a time, without strata: c = (R − 1)/R.
  case jk1
  /// One cluster of each pair left out: c = 1.
  case jk2
  /// One cluster left out at a time within strata: cᵣ = (n − 1)/n of the
  /// stratum.
  case jkn
  /// A bootstrap: c = 1/(R − 1).
  case bootstrap
  /// Successive differences: c = 4/R.
  case successiveDifference = "successive-difference"
  /// Any other: `scale` and `replicate-scales` are told.
  case other
}

/// How replicate weights are made.
public enum ReplicateMaking: String, Sendable, CaseIterable, Hashable {
  /// One cluster left out at a time, without strata.
  case jk1
  /// One cluster left out at a time within strata.
  case jkn
  /// Balanced half samples of two clusters in each stratum.
  case brr
  /// Balanced half samples with Fay's ρ.
  case fay
  /// A bootstrap of n − 1 clusters of each stratum, with replacement.
  case raoWu = "rao-wu"
  /// The same with the fractions of every stage.
  case raoWuYueBeaumont = "rao-wu-yue-beaumont"
  /// An independent Poisson number for each cluster.
  case poisson
  /// Successive differences in the order of the rows.
  case successiveDifference = "successive-difference"
}

/// Around what the deviations of replicates are taken.
public enum ReplicateCentre: String, Sendable, CaseIterable, Hashable {
  /// The mean of the replicates; the default of R's survey package.
  case replicates
  /// The estimate from the full sample, which R calls `mse`.
  case estimate
}

/// Degrees of freedom of variances from replicates.
public enum ReplicateDegrees: Sendable, Hashable {
  /// The rank of the matrix of weights less 1, as R's survey package does.
  case rank
  /// The number of replicates less 1, as svy does.
  case count
  /// Clusters less strata of the first stage.
  case design
  /// A number that is told.
  case number(Double)

  /// The name, or the number.
  public var name: String {
    switch self {
    case .rank: "rank"
    case .count: "count"
    case .design: "design"
    case .number(let value): plainText(value)
    }
  }
}
