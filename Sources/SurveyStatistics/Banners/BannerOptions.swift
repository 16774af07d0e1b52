import SurveyData

/// What a banner table shows of a question.
public enum BannerStatistic: String, Sendable, CaseIterable, Hashable {
  /// The share of each answer among those in the column who answered.
  case columnShare = "column-share"
  /// The sum of the weights of each answer.
  case count
  /// The mean, for questions with a scale and for measured numbers.
  case mean
  /// The number of respondents in the column who answered.
  case base
  /// The sum of their weights.
  case weightedBase = "weighted-base"
  /// Kish's effective base (Σw)²/Σw².
  case effectiveBase = "effective-base"
}

/// Answers that are shown together as one row.
public struct BannerNet: Sendable, Hashable {
  /// What the row is called.
  public var label: LocalizedText
  /// The values, or labels of values, of which one has to be given.
  public var values: [String]
  /// The questions it belongs to; `nil` for every question that has one of
  /// the values.
  public var questions: [String]?

  /// Creates a net.
  public init(
    _ label: LocalizedText, values: [String], questions: [String]? = nil
  ) {
    self.label = label
    self.values = values
    self.questions = questions
  }
}

/// A column of a banner that a condition makes.
public struct BannerCondition: Sendable {
  /// The heading.
  public var label: LocalizedText
  /// Which rows belong to it.
  public var condition: RowExpression

  /// Creates a column.
  public init(_ label: LocalizedText, where condition: RowExpression) {
    self.label = label
    self.condition = condition
  }
}

/// One part of a banner: columns that stand together and are compared with
/// one another.
public enum BannerVariable: Sendable {
  /// One column with everybody.
  case total
  /// A column for each value of a variable, for each option of a question
  /// with several answers, or for each combination of several variables.
  case variables([String])
  /// A column for each condition; they may overlap.
  case conditions(label: LocalizedText?, [BannerCondition])
}

/// A banner book: what stands in its rows and columns, and how columns are
/// compared.
public struct BannerOptions: Sendable {
  /// The columns.
  public var banner: [BannerVariable]
  /// The rows of a table.
  public var show: Set<BannerStatistic>
  /// Answers that are shown together.
  public var nets: [BannerNet]
  /// How many of the best values the top box joins.
  public var topBox: Int?
  /// How many of the worst values the bottom box joins.
  public var bottomBox: Int?
  /// The scale of questions that have none in the codebook.
  public var scale: Variable.Scale?
  /// How columns are compared; `nil` for no letters.
  public var letters: BannerLetters?
  /// Columns with a base below this are marked and not compared.
  public var minimumBase: Double
  /// Which base that is.
  public var weakBase: WeakBase
  /// How intervals of shares are made.
  public var interval: ShareInterval
  /// Whether the differences of all pairs are listed.
  public var listsPairs: Bool
  /// With more columns than this a table is split, banner variable by banner
  /// variable, and the total repeated; `nil` for one table a question.
  public var columnsPerTable: Int?

  /// Creates the options.
  public init(
    banner: [BannerVariable],
    show: Set<BannerStatistic> = Set(BannerStatistic.allCases)
      .subtracting([.count]),
    nets: [BannerNet] = [], topBox: Int? = nil, bottomBox: Int? = nil,
    scale: Variable.Scale? = nil, letters: BannerLetters? = BannerLetters(),
    minimumBase: Double = 30, weakBase: WeakBase = .effective,
    interval: ShareInterval = .logit, listsPairs: Bool = false,
    columnsPerTable: Int? = nil
  ) {
    self.banner = banner
    self.show = show
    self.nets = nets
    self.topBox = topBox
    self.bottomBox = bottomBox
    self.scale = scale
    self.letters = letters
    self.minimumBase = minimumBase
    self.weakBase = weakBase
    self.interval = interval
    self.listsPairs = listsPairs
    self.columnsPerTable = columnsPerTable
  }
}

/// Which base of a column has to reach the minimum.
public enum WeakBase: String, Sendable, CaseIterable, Hashable {
  /// Kish's effective base: weights that differ much make a base smaller
  /// than its number of respondents.
  case effective
  /// The number of respondents.
  case unweighted
}
