import SurveyData

/// The tables of an evaluation.
public struct EvaluationInputs: Sendable {
  /// One row a case, already filtered to the cases that are evaluated.
  public var cases: Table
  /// The column of `cases`, `scores` and `ratings` that identifies a case.
  public var caseKey: String
  /// The column of `cases` with a title.
  public var titleColumn: String?
  /// Scores of evaluators in long form: the case key, `indicator_id`,
  /// `evaluator_id`, `score`, and if there `max_score`, `abstain` and
  /// `conflict_of_interest`.
  public var scores: Table?
  /// Ratings in long form: the case key, the graded item, and what formulas
  /// name.
  public var ratings: Table?
  /// The column of `ratings` with grades.
  public var ratingItem: String?
  /// The column of `ratings` with survey weights; without it every rating
  /// counts the same.
  public var ratingWeights: String?
  /// How those weights were changed before the ratings were counted.
  public private(set) var ratingConventions: [Convention] = []
  /// What judges said about the weights: judgements of pairs in long form
  /// (`judge`, `parent`, `first`, `second`, `value`), or their points.
  public var judges: Table?
  /// The same for single sets of combined weights, by the position of the
  /// set.
  public var judgesOfSets: [Int: Table]
  /// How the ratings were sampled; `nil` draws them within each case.
  public var ratingDesign: RatingDesign?
  /// Weights of the leaves to draw from, in the order of the leaves, one list
  /// a draw; empty to draw them by chance.
  public var weightDraws: [[Double]] = []
  /// All cases, those that are not evaluated too: repeats are followed
  /// through them.
  public var ledger: Table?
  /// The day on which cases without a reply are looked at; without it the
  /// last day that something in the ledger happened.
  public var asOf: CalendarDay?
  /// Which days are worked; without it Monday to Friday.
  public var calendar: WorkingCalendar?
  /// The classes over time: the case key, `as_of`, `class`.
  public var history: Table?
  /// Events that belong to the cases.
  public var events: EvaluationEvents?

  /// Creates inputs.
  public init(
    cases: Table, caseKey: String, titleColumn: String? = nil,
    scores: Table? = nil, ratings: Table? = nil, ratingItem: String? = nil,
    ratingWeights: String? = nil, judges: Table? = nil,
    judgesOfSets: [Int: Table] = [:]
  ) {
    self.judgesOfSets = judgesOfSets
    self.cases = cases
    self.caseKey = caseKey
    self.titleColumn = titleColumn
    self.scores = scores
    self.ratings = ratings
    self.ratingItem = ratingItem
    self.ratingWeights = ratingWeights
    self.judges = judges
  }

  /// Counts the ratings with weights that are known: those of a column that
  /// were changed since, such as calibrated ones.
  ///
  /// - Parameters:
  ///   - weights: One for each row of `ratings`.
  ///   - conventions: How they came about.
  public mutating func count(
    with weights: [Double], conventions: [Convention]
  ) {
    guard let table = ratings, table.rowCount == weights.count else { return }
    var name = ratingWeights ?? "weight"
    if ratingWeights == nil {
      while table[name] != nil { name += "_" }
    }
    let column = Column(
      name, .doubles(weights), variable: table[name]?.variable)
    var columns = table.columns
    if let place = columns.firstIndex(where: {
      $0.name == (table[name]?.name ?? name)
    }) {
      columns[place] = column
    } else {
      columns.append(column)
    }
    ratings = Table(
      name: table.name, columns: columns, source: table.source,
      sourceLines: table.sourceLines)
    ratingWeights = name
    ratingConventions = conventions
  }
}
