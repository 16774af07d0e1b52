/// What units are compared by.
public enum ComparisonSource: Sendable, Hashable {
  /// A row a unit, or several rows that are added up: how many of how many.
  case counts(numerator: String, denominator: String)
  /// A row an answer: how many have one of the values, of all that have a
  /// value.
  case answers(variable: String, values: [String])
  /// A row an answer: the mean of a number, with the error of the design.
  case means(variable: String)
  /// A row a unit: its estimate and standard error, and, if there is one,
  /// the column of its base.
  case given(estimate: String, standardError: String, base: String?)
}

/// Which units are compared with one another.
public enum PeerGroups: Sendable, Hashable {
  /// All of them.
  case all
  /// Those with the same value of a column.
  case column(String)
  /// Classes of the base, as many units in each as possible.
  case sizes(Int)
  /// Classes of the base, each beginning at one of the numbers.
  case cuts([Double])
}

/// What difficult cases are allowed for with.
public struct CaseMix: Sendable, Hashable {
  /// How the expected number of a unit is found.
  public enum Method: String, Sendable, CaseIterable, Hashable {
    /// Indirect standardisation: each row is expected to have the rate of
    /// all rows with the same values.
    case indirect
    /// Each row is expected to have what a logistic regression on the terms
    /// predicts.
    case logistic
  }

  /// How limits around an expected number are found.
  public enum Limits: String, Sendable, CaseIterable, Hashable {
    /// From the exact distribution of the sum of trials that differ.
    case poissonBinomial = "poisson-binomial"
    /// Byar's approximation of Poisson limits.
    case byar
  }

  /// The columns, or the terms of the regression.
  public var terms: [String]
  /// Columns of numbers that are names.
  public var factors: [String]
  /// How the expected number is found.
  public var method: Method
  /// How its limits are found.
  public var limits: Limits

  /// Creates a case mix.
  public init(
    terms: [String], factors: [String] = [], method: Method = .indirect,
    limits: Limits = .poissonBinomial
  ) {
    self.terms = terms
    self.factors = factors
    self.method = method
    self.limits = limits
  }
}

/// The formulas that a comparison uses where there are several.
public struct ComparisonOptions: Sendable, Hashable {
  /// How estimates of small units are drawn towards their peers.
  public enum Shrinkage: String, Sendable, CaseIterable, Hashable {
    /// Beta-binomial for counts, normal otherwise.
    case automatic = "auto"
    /// Beta-binomial.
    case betaBinomial = "beta-binomial"
    /// Normal, with the errors of the rates.
    case normal
  }

  /// The scale on which rates are told apart.
  public enum Scale: String, Sendable, CaseIterable, Hashable {
    /// asin √((x + 3/8)/(n + 3/4)) with the error 1/√(4n + 2) (Anscombe
    /// 1948), which is not 0 at a rate of 100 %.
    case arcsine
    /// The rate itself with √(p(1 − p)/n).
    case identity
  }

  /// When a unit has too little data, and when it is marked.
  public struct Reliability: Sendable, Hashable {
    /// Below this reliability there is not enough data.
    public var insufficient: Double
    /// Below this one the unit is marked.
    public var marked: Double
    /// With fewer rows or trials there is not enough data either.
    public var minimum: Double
    /// Whether what is not enough is left out of estimates and ranks.
    public var isWithheld: Bool

    /// Creates a rule.
    public init(
      insufficient: Double = 0.6, marked: Double = 0.7, minimum: Double = 0,
      isWithheld: Bool = false
    ) {
      self.insufficient = insufficient
      self.marked = marked
      self.minimum = minimum
      self.isWithheld = isWithheld
    }
  }

  /// The funnel.
  public struct FunnelChoice: Sendable, Hashable {
    /// The target; `nil` for the rate or the mean of all units.
    public var target: Double?
    /// What is allowed for beside chance.
    public var dispersion: FunnelDispersion

    /// Creates the choice.
    public init(target: Double? = nil, dispersion: FunnelDispersion = .none) {
      self.target = target
      self.dispersion = dispersion
    }
  }

  /// Sets of ranks.
  public struct Ranks: Sendable, Hashable {
    /// How pairs are told apart at once.
    public var method: RankSetMethod
    /// The scale of rates.
    public var scale: Scale
    /// The number of simulated maxima.
    public var draws: Int
    /// The seed of the simulation.
    public var seed: UInt64
    /// Whether intervals for comparing two units are given too.
    public var hasComparisonIntervals: Bool

    /// Creates the choice.
    public init(
      method: RankSetMethod = .stepDown, scale: Scale = .arcsine,
      draws: Int = 5000, seed: UInt64 = 1,
      hasComparisonIntervals: Bool = false
    ) {
      self.method = method
      self.scale = scale
      self.draws = draws
      self.seed = seed
      self.hasComparisonIntervals = hasComparisonIntervals
    }
  }

  /// Whether high numbers are good.
  public var isHighBetter: Bool
  /// How small units are drawn towards their peers.
  public var shrinkage: Shrinkage
  /// The variance between units of the normal model.
  public var between: BetweenVariance
  /// Which units have enough data.
  public var reliability: Reliability
  /// The funnel.
  public var funnel: FunnelChoice
  /// The ranks.
  public var ranks: Ranks

  /// Creates options.
  public init(
    isHighBetter: Bool = true, shrinkage: Shrinkage = .automatic,
    between: BetweenVariance = .reml,
    reliability: Reliability = Reliability(),
    funnel: FunnelChoice = FunnelChoice(), ranks: Ranks = Ranks()
  ) {
    self.isHighBetter = isHighBetter
    self.shrinkage = shrinkage
    self.between = between
    self.reliability = reliability
    self.funnel = funnel
    self.ranks = ranks
  }
}
