import SurveyData

/// A group of measures, such as mortality.
public struct StarGroup: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The label.
  public var label: LocalizedText
  /// The weight beside the other groups.
  public var weight: Double
  /// The columns of the measures.
  public var measures: [String]
  /// The measures of which less is better.
  public var reversed: Set<String>

  /// Creates a group.
  public init(
    _ name: String, label: LocalizedText? = nil, weight: Double = 1,
    measures: [String], reversed: Set<String> = []
  ) {
    self.name = name
    self.label = label ?? LocalizedText(name)
    self.weight = weight
    self.measures = measures
    self.reversed = reversed
  }
}

/// The choices of an analysis of stars. The raw values of the enums are the
/// words of study files.
public struct StarsOptions: Sendable, Hashable {
  /// How scores become stars.
  public enum Clustering: String, Sendable, Hashable, CaseIterable {
    /// The best division of the scores.
    case optimal
    /// From quantile groups, with the limit of distance, as CMS has it.
    case cms
  }

  /// Which units are divided into stars together.
  public enum Peers: Sendable, Hashable {
    /// All of them.
    case none
    /// Those with the same number of groups that have enough measures.
    case groups
    /// Those with the same value of a column.
    case column(String)
  }

  /// What a unit needs to get stars.
  public struct Minimum: Sendable, Hashable {
    /// A measure that fewer units report is left out.
    public var reporting: Int
    /// How many measures make a group count.
    public var measures: Int
    /// How many groups have to count.
    public var groups: Int
    /// One of these groups has to be among them; empty for any.
    public var oneOf: [String]

    /// Creates a minimum.
    public init(
      reporting: Int = 2, measures: Int = 3, groups: Int = 3,
      oneOf: [String] = []
    ) {
      self.reporting = reporting
      self.measures = measures
      self.groups = groups
      self.oneOf = oneOf
    }
  }

  /// What is varied to find how certain stars are.
  public struct Uncertainty: Sendable, Hashable {
    /// The number of draws.
    public var draws: Int
    /// The seed of the random streams.
    public var seed: UInt64
    /// Whether measures are drawn with replacement within groups.
    public var resamplesMeasures: Bool
    /// For measures with a known standard error the column that holds it.
    public var errors: [String: String]

    /// Creates options.
    public init(
      draws: Int = 500, seed: UInt64 = 25, resamplesMeasures: Bool = true,
      errors: [String: String] = [:]
    ) {
      self.draws = draws
      self.seed = seed
      self.resamplesMeasures = resamplesMeasures
      self.errors = errors
    }
  }

  /// How many stars there are.
  public var stars: Int
  /// How scores become stars.
  public var clustering: Clustering
  /// Which units are divided together.
  public var peers: Peers
  /// What a unit needs to get stars.
  public var minimum: Minimum
  /// Scores farther from 0 than this are moved to it; `nil` for no limit.
  public var clip: Double?
  /// A limit on the stars of the worst in one group; `nil` for none.
  public var cap: StarCap?
  /// What is varied; `nil` for nothing.
  public var uncertainty: Uncertainty?

  /// Creates options.
  public init(
    stars: Int = 5, clustering: Clustering = .optimal, peers: Peers = .groups,
    minimum: Minimum = Minimum(), clip: Double? = nil,
    uncertainty: Uncertainty? = Uncertainty()
  ) {
    self.stars = stars
    self.clustering = clustering
    self.peers = peers
    self.minimum = minimum
    self.clip = clip
    self.uncertainty = uncertainty
  }
}
