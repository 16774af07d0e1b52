extension DiagnosticCode {
  /// Codes of evaluations of cases by a tree of indicators.
  static let evaluation: [DiagnosticCode] = [
    indicatorTreeShape, indicatorSetting, indicatorWeights, indicatorFormula,
    indicatorGate, unusedIndicatorColumn, indicatorBands, caseKey,
    strayScores, disconnectedRaters, pairwiseJudgements, entropyWeights,
    constantIndicator, missingIndicator, unratedCases, raterScores,
    resampledDraws, unsupportedRanking, clippedValues, tooManyDraws,
    unscoredDraws, statedWeights, measuredWeights, combinedWeights,
    treatedValues, imputedValues, rankingTooLarge, rankingThresholds,
    bandsOffScale, couplingParts, nothingToCompare, weightDraws, largeAudit,
    evaluatorGroups, raterModel, standardisedScores, unusedCombination,
  ]

  /// Rows that do not make up a tree.
  public static let indicatorTreeShape = DiagnosticCode(
    "A201", "indicator-tree-shape",
    """
    The rows of the indicator table do not make up one tree: an identifier is
    missing or stands twice, a parent is unknown, or following the parents
    leads back to the start.

    Every indicator has an identifier of its own and names its parent in
    `parent_id`; the row of the root leaves it empty.
    """)

  /// A cell of the indicator table that cannot be used.
  public static let indicatorSetting = DiagnosticCode(
    "A202", "indicator-setting",
    """
    A cell of the indicator table names something that does not exist, such
    as an unknown normalisation, or a normalisation lacks a parameter, or does
    not go with the direction: `none` takes raw values as they are, and does
    not turn round an indicator of which less is better.

    Parameters stand in `norm_params` as `name=value`, separated by `;`, for
    example `lo=0;hi=184` or `full=25;target=98;per_point=0.5;floor=12.5`.
    """)

  /// Weights of siblings that do not add up to 1.
  public static let indicatorWeights = DiagnosticCode(
    "A203", "indicator-weights",
    """
    The weights of indicators with the same parent do not add up to 1. They
    are divided by their sum, so that only their proportions count. Negative
    weights, or weights that are all zero, cannot be used.
    """)

  /// A formula of a leaf that cannot be computed.
  public static let indicatorFormula = DiagnosticCode(
    "A204", "indicator-formula",
    """
    The `formula` of an indicator cannot be read, is not known for its
    `source`, or names a column or a grade that the data do not have.

    - ledger: `column(x)`, `days(a;b)`, `months(a;b)`, `share(a;b;c)`,
      `overdue(due;done)`, `working_days(a;b)`, `within(a;b;7wd)`,
      `kept(due;done;2024-12-31)`, `converted(B;A;12)`, `repeats(repeat_of)`,
      `deductions(a=3;b=1)`, `rate(a)`, `rate(a;b)`
    - events of the cases: `event_count(x)`, `event_sum(a)`, `event_per(a;b)`,
      `event_rate(a;b)`, `event_shrunk(a;b)`, `event_points(points_rule)`
    - evaluators: `mean`, `trimmed_mean(k=1)`, `median`, `z_score`,
      `severity`, `severity_reml`, `mixed` or nothing
    - satisfaction: `index(100;60;0)`, `rate(grade)`, `rate(not:grade)`,
      `mean(column)`, `top_box(column;4)`, `bottom_box(column;2)`
    - external: `column(x)`
    """)

  /// A gate that cannot be read.
  public static let indicatorGate = DiagnosticCode(
    "A205", "indicator-gate",
    """
    A `gate` of the indicator table cannot be read. A gate is a condition and
    what follows, such as `overdue_days>0=>cap:合格` or `value<60=>fail`.
    Several gates of one indicator are separated by `|`.
    """)

  /// A column of the indicator table without a meaning.
  public static let unusedIndicatorColumn = DiagnosticCode(
    "A206", "unused-indicator-column",
    """
    A column of the indicator table has no meaning and was not used. Most often
    its name is a slip, such as `wieght` for `weight`. Rename it, or leave it:
    the manual lists the columns under *Columns of indicators.csv*.
    """)

  /// Bands that cannot be used.
  public static let indicatorBands = DiagnosticCode(
    "A207", "indicator-bands",
    """
    Bands are named from the best to the worst, with falling thresholds. In
    the indicator table `bands` has one name more than `thresholds` has
    numbers: `90|80|60` and `优秀|良好|合格|不合格`.
    """)

  /// A key of the cases that is missing or not unique.
  public static let caseKey = DiagnosticCode(
    "A208", "case-key",
    """
    Every case needs an identifier of its own, by which scores and ratings
    find it. Its column is named by `key` in `cases`; without that it is the
    first column, as long as no value is empty or stands there twice.
    """)

  /// Scores or ratings of cases that are not evaluated.
  public static let strayScores = DiagnosticCode(
    "A209", "stray-scores",
    """
    Rows of the scores or ratings belong to no case, indicator or evaluator
    of this evaluation, or have no number. They were left out and counted.
    """)

  /// Evaluators whose severity cannot be compared.
  public static let disconnectedRaters = DiagnosticCode(
    "A210", "disconnected-raters",
    """
    Severity compares evaluators through cases that they share. Here the
    cases fall into groups without a common evaluator, so a strict evaluator
    of a good case cannot be told from a mild one of a bad case.

    Let some evaluators score cases of both groups, or combine the scores by
    `mean` or `trimmed-mean`.
    """)

  /// Judgements of pairs that cannot be turned into weights.
  public static let pairwiseJudgements = DiagnosticCode(
    "A211", "pairwise-judgements",
    """
    Weights by the analytic hierarchy process need judgements of pairs of
    indicators with the same parent: columns `judge`, `parent`, `first`,
    `second` and `value`, where 3 says that the first matters three times as
    much, and 1/3 the opposite. The pairs must connect all siblings. A
    consistency ratio above 0.10 asks the judges to look again.
    """)

  /// Entropy weights that are not defined.
  public static let entropyWeights = DiagnosticCode(
    "A212", "entropy-weights",
    """
    Entropy weights measure how much the cases differ. They need at least two
    cases and an indicator that is not the same for all; the variants `raw`
    and `reciprocal` need positive values.
    """)

  /// An indicator with the same value for every case.
  public static let constantIndicator = DiagnosticCode(
    "A213", "constant-indicator",
    """
    All cases have the same value, so a normalisation by the smallest and the
    largest value is not defined. Every case gets the same score, 50 unless
    `constant=` in `norm_params` says otherwise.
    """)

  /// An indicator without any value.
  public static let missingIndicator = DiagnosticCode(
    "A214", "missing-indicator",
    """
    No case has a value of this indicator. Its weight went to its siblings, or
    its missing rule was applied.
    """)

  /// Cases that could not be rated.
  public static let unratedCases = DiagnosticCode(
    "A215", "unrated-cases",
    """
    A case has values for too small a share of the weights, or lacks an
    indicator that must not be missing. It has no score and no rank.
    """)

  /// Scores of evaluators that are out of the ordinary.
  public static let raterScores = DiagnosticCode(
    "A216", "rater-scores",
    """
    A score lies above its highest score or below zero, or one evaluator
    scored the same case and indicator twice.
    """)

  /// Draws that were made again.
  public static let resampledDraws = DiagnosticCode(
    "A217", "resampled-draws",
    """
    Evaluators drawn at random did not connect all cases, so that severity
    could not be estimated, and others were drawn. The intervals hold for
    panels that do connect the cases.
    """)

  /// Values outside the limits of their normalisation.
  public static let clippedValues = DiagnosticCode(
    "A219", "clipped-values",
    """
    Values of an indicator lie outside the lower and upper limit that the
    indicator table gives for them, and count as the limit. When that happens
    to many cases, the limits are usually written in another unit than the
    values: 0 to 1 for percentages, or 1 to 5 for scores that have been
    brought to 0 to 100.
    """)

  /// Draws that leave a case without a score.
  public static let unscoredDraws = DiagnosticCode(
    "A220", "unscored-draws",
    """
    In some draws a case has no score, for example because it has few
    evaluators and none of them was drawn. Its shares of ranks and bands, and
    its intervals, are about the other draws and look more certain than they
    are.

    Let more evaluators score the case, or lower `missing: {coverage: …}`.
    """)

  /// Draws that would not fit into memory.
  public static let tooManyDraws = DiagnosticCode(
    "A221", "too-many-draws",
    """
    The intervals of ranks need the score of every case in every draw and how
    often every case had every rank. For very many cases that is more than a
    computer's memory should be asked for.
    """)

  /// Ranks that are too uncertain.
  public static let unsupportedRanking = DiagnosticCode(
    "A218", "unsupported-ranking",
    """
    The widest interval of a rank covers more than half of the cases. The
    scores can be published, but a list of ranks would show differences that
    are not there.
    """)

  /// Weights that were stated and cannot be used.
  public static let statedWeights = DiagnosticCode(
    "A250", "stated-weights",
    """
    Weights, an order of importance, or the points of judges name indicators.
    Either all leaves are named, and the numbers are shares of the whole, or
    every indicator below every node, and they are shares of that node. They
    are not negative, not all zero, and are divided by their sum.

    Points of judges are a table with one row a judge and one column an
    indicator, or in long form with `judge`, `indicator` and `points`. A
    precedence chart is a table with `judge`, `parent`, `first`, `second` and
    `value`: 1 when the first comes before, 0.5 for a draw, 0 when it comes
    after.
    """)

  /// Weights from the data that are not defined.
  public static let measuredWeights = DiagnosticCode(
    "A251", "measured-weights",
    """
    Weights by `critic`, `sd`, `cv` and `pca` measure how much the cases
    differ and how the indicators go together. An indicator that is the same
    for all cases has no weight; when none differs, all have the same. `cv`
    needs a mean that is not zero, `pca` three cases that have values of all
    indicators and indicators that point the same way: with loadings of
    different signs their sizes mean nothing as weights. Look at the
    directions of the indicators that are named; `mixed-signs: warn` takes
    the sizes all the same.
    """)

  /// Sets of weights that do not go together.
  public static let combinedWeights = DiagnosticCode(
    "A252", "combined-weights",
    """
    Sets of weights were combined with a result that the reader has to know
    about. By game theory a set can get a negative share; the common recipe
    drops the sign, which turns a vote against a set into one for it. Such
    shares are refused, and the sets count equally. Products are all zero when
    every indicator has a weight of zero in some set.
    """)

  /// Values that were changed because they lie far outside.
  public static let treatedValues = DiagnosticCode(
    "A253", "treated-values",
    """
    An indicator is skewed and has a high kurtosis, so that a few cases would
    decide all differences after normalisation. The largest (or smallest)
    values were set to the next ones, as often as `treat` allows, or all were
    replaced by their logarithm when that was not enough. The values that
    gates and cards show are those of the file.
    """)

  /// Values that were filled in.
  public static let imputedValues = DiagnosticCode(
    "A254", "imputed-values",
    """
    Values that are missing were filled in as `missing: {impute: …}` says.
    Every one of them is listed with the result. A value that could not be
    filled in stays missing, for example when nobody in its group has one.
    """)

  /// A method that compares all pairs of too many cases.
  public static let rankingTooLarge = DiagnosticCode(
    "A260", "ranking-too-large",
    """
    PROMETHEE, ELECTRE and Copeland compare every case with every other, and
    Borda does when values are missing; draws repeat that. For very many cases
    this is more than a computer should be asked for.

    Take fewer `uncertainty.draws` or `uncertainty: none`, or a method whose
    work grows with the number of cases only: `weighted-sum`, `topsis`,
    `vikor`, `grey`, `rsr` or `wrsr`.
    """)

  /// Thresholds of preference that cannot be used.
  public static let rankingThresholds = DiagnosticCode(
    "A261", "ranking-thresholds",
    """
    The thresholds q, p, s and v of PROMETHEE and ELECTRE III are percentages
    of the range of an indicator, such as `5%`, or differences on the scales
    of the indicators: one number for all, or one for each measured indicator
    in the order of the tree. They rise from q over p to v.
    """)

  /// Bands for other scores.
  public static let bandsOffScale = DiagnosticCode(
    "A262", "bands-off-scale",
    """
    Bands are thresholds on the score. Those of an indicator table are meant
    for points from 0 to 100, but the scores of `mpi`, `promethee`,
    `electre-1`, `electre-3`, `copeland` and `borda` have scales of their own.

    Name bands on that scale with `bands`, or do without.
    """)

  /// Parts of a coupling that cannot be used.
  public static let couplingParts = DiagnosticCode(
    "A263", "coupling-parts",
    """
    The degree of coupling compares at least two parts of a system: groups of
    measured indicators, or the children of the root.

    Name them with `coupling: {groups: {process: [days, meetings],
    result: [quality, satisfaction]}}`, or write `coupling: children`.
    """)

  /// A passport or an audit without alternatives.
  public static let nothingToCompare = DiagnosticCode(
    "A310", "nothing-to-compare",
    """
    A convention passport and a sensitivity analysis hold the chosen
    conventions against others. None of the others can be used with these
    tables, or those that are listed are the chosen ones.

        passport: {weights: [direct, equal, entropy], methods: [topsis]}
    """)

  /// A file of weights that cannot be used.
  public static let weightDraws = DiagnosticCode(
    "A311", "weight-draws",
    """
    The file of `uncertainty: {weight-draws: …}` has a row for each draw and a
    column for each indicator without children. Columns are found by the
    identifiers of the indicators, or, when there are as many columns as such
    indicators and none of these names, by their order. All cells are numbers
    that are not negative, with a sum above zero in each row.
    """)

  /// A sensitivity analysis that is too large.
  public static let largeAudit = DiagnosticCode(
    "A312", "large-audit",
    """
    A sensitivity analysis evaluates all cases `draws` times the number of
    factors and two. For very many cases that is more than a computer's memory
    should be asked for.

        sensitivity: {draws: 256}
    """)

  /// Groups of evaluators that cannot be weighted.
  public static let evaluatorGroups = DiagnosticCode(
    "A280", "evaluator-groups",
    """
    `group-weights` gives groups of evaluators a weight each, such as
    `{deputy: 0.5, expert: 0.3, public: 0.2}`. Then every evaluator has one
    group in the column `evaluator_group`, every group has a weight, and every
    weight belongs to a group that is there.
    """)

  /// Scores that are too few for a model of evaluators.
  public static let raterModel = DiagnosticCode(
    "A281", "rater-model",
    """
    A model with an effect of each case and each evaluator needs more scores
    than effects: cases with several evaluators, and evaluators of several
    cases. Restricted maximum likelihood also needs scores that differ.

    With one evaluator a case nothing tells a strict evaluator from a bad
    case: combine the scores by `mean`.
    """)

  /// Scores in standard deviations that may mislead.
  public static let standardisedScores = DiagnosticCode(
    "A282", "standardised-scores",
    """
    `z-score` takes each evaluator's mean and standard deviation for those of
    all cases. That holds when everybody scored the same cases, or very many:
    an evaluator who happened to score good cases only would count them as
    middling. With fewer than about 20 scores an evaluator's standard
    deviation is mostly chance.
    """)
}
