/// A formula variant that was chosen where one name hides several.
public struct Convention: Hashable, Sendable, Codable {
  /// What was chosen, such as `denominator`.
  public var name: String
  /// The choice, such as `valid`.
  public var value: String
  /// A sentence that says what the choice means.
  public var sentence: LocalizedText
  /// What the choice lists, such as the grades from best to worst, for
  /// readers that need them one by one.
  public var items: [LocalizedText]

  /// Creates a convention.
  public init(
    _ name: String, _ value: String, _ sentence: LocalizedText,
    items: [LocalizedText] = []
  ) {
    self.name = name
    self.value = value
    self.sentence = sentence
    self.items = items
  }
}

/// Everything that one analysis found.
public struct AnalysisResult: Sendable, Codable {
  /// What a kind of analysis has beside its estimates.
  public enum Details: Sendable, Codable {
    /// Nothing more.
    case none
    /// Votes and the verdicts that follow from them.
    case verdicts([Verdict])
    /// Reliability of scales.
    case reliability([ScaleReliability])
    /// An evaluation of cases.
    case evaluation(EvaluationResult)
    /// Tables that the analysis laid out itself, and what they show in one
    /// sentence. They may stand beside estimates.
    case tables([StatisticsTable], finding: LocalizedText?)
  }

  /// The name of the analysis in the study.
  public var id: String
  /// The kind: `mean`, `index`, `evaluation`, …
  public var kind: String
  /// The title that the study gives it.
  public var title: LocalizedText?
  /// What its first chart says, where the author says it himself.
  public var headline: LocalizedText? = nil
  /// How it came about.
  public var provenance: Provenance
  /// The formula variants that were used.
  public var conventions: [Convention]
  /// The numbers.
  public var estimates: [Estimate]
  /// What the kind has beside them.
  public var details: Details

  /// Creates a result.
  public init(
    id: String, kind: String, title: LocalizedText? = nil,
    provenance: Provenance, conventions: [Convention], estimates: [Estimate],
    details: Details = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.provenance = provenance
    self.conventions = conventions
    self.estimates = estimates
    self.details = details
  }
}

/// Votes on one subject and the verdict that a printed rule gives.
public struct Verdict: Sendable, Hashable, Codable {
  /// What was voted on.
  public var group: [GroupTerm]
  /// Votes for each grade, in the order of the grades.
  public var counts: [Int]
  /// The grades as the file writes them, best first.
  public var grades: [String]
  /// The labels of the grades.
  public var gradeLabels: [LocalizedText]
  /// The number that the rule divides by.
  public var denominator: Double
  /// The position of the verdict in `grades`, or `nil` without any vote.
  public var outcome: Int?
  /// How many votes the next better grade lacks; `nil` for the best grade.
  public var votesToBetter: Int?
  /// How many votes may be lost before the next worse grade results, that
  /// one included; `nil` for the worst grade.
  public var votesToWorse: Int?
  /// Those present who voted for no grade, where that is known.
  public var abstained: Int?
  /// Percentages that add up to 100, and their decimals, where asked for.
  public var percentages: [Double]?
  /// The decimals of `percentages`.
  public var percentageDecimals = 1

  /// Creates a verdict.
  public init(
    group: [GroupTerm], counts: [Int], grades: [String],
    gradeLabels: [LocalizedText], denominator: Double, outcome: Int?,
    votesToBetter: Int? = nil, votesToWorse: Int? = nil,
    abstained: Int? = nil, percentages: [Double]? = nil,
    percentageDecimals: Int = 1
  ) {
    self.votesToBetter = votesToBetter
    self.votesToWorse = votesToWorse
    self.abstained = abstained
    self.percentages = percentages
    self.percentageDecimals = percentageDecimals
    self.group = group
    self.counts = counts
    self.grades = grades
    self.gradeLabels = gradeLabels
    self.denominator = denominator
    self.outcome = outcome
  }
}

/// The reliability of one scale and of its items.
public struct ScaleReliability: Sendable, Hashable, Codable {
  /// One item of the scale.
  public struct Item: Sendable, Hashable, Codable {
    /// The variable.
    public var variable: String
    /// Its label.
    public var label: LocalizedText?
    /// Whether its codes were reversed before use.
    public var isReversed: Bool
    /// Its mean over the respondents who answered all items.
    public var mean: Double?
    /// Its standard deviation, divisor n - 1.
    public var standardDeviation: Double?
    /// Correlation with the sum of the other items.
    public var restCorrelation: Double?
    /// Alpha of the scale without this item.
    public var alphaWithout: Double?

    /// Creates an item.
    public init(
      variable: String, label: LocalizedText?, isReversed: Bool, mean: Double?,
      standardDeviation: Double?, restCorrelation: Double?,
      alphaWithout: Double?
    ) {
      self.variable = variable
      self.label = label
      self.isReversed = isReversed
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.restCorrelation = restCorrelation
      self.alphaWithout = alphaWithout
    }
  }

  /// The name of the scale.
  public var scale: String
  /// Its label.
  public var label: LocalizedText?
  /// Cronbach's alpha of the covariances.
  public var alpha: Double?
  /// Alpha of the correlations.
  public var standardizedAlpha: Double?
  /// The interval of alpha (Feldt 1965).
  public var interval: Interval?
  /// Respondents who answered all items.
  public var base: Int
  /// The items.
  public var items: [Item]

  /// Creates a reliability.
  public init(
    scale: String, label: LocalizedText?, alpha: Double?,
    standardizedAlpha: Double?, interval: Interval?, base: Int, items: [Item]
  ) {
    self.scale = scale
    self.label = label
    self.alpha = alpha
    self.standardizedAlpha = standardizedAlpha
    self.interval = interval
    self.base = base
    self.items = items
  }
}
