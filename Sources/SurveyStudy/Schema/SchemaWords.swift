/// What keys mean that the tables of the manual do not explain in a row of
/// their own.
enum SchemaWords {
  /// The words about the key at the end of `path`: those for the longest end
  /// of the path that has some.
  static func about(_ path: [String]) -> String? {
    let names = path.filter { $0 != "*" }
    guard path.last != "*" else { return nil }
    for start in names.indices {
      if let words = byPath[names[start...].joined(separator: ".")] {
        return words
      }
    }
    return nil
  }

  private static let byPath: [String: String] = {
    var words: [String: String] = [:]
    for line in lines.split(separator: "\n") {
      guard let colon = line.firstRange(of: ": ") else { continue }
      words[String(line[..<colon.lowerBound])] =
        String(line[colon.upperBound...])
    }
    return words
  }()

  private static let lines = """
    kind: the kind of analysis; its keys depend on it
    title: a heading, one text or {zh: …, en: …}
    where: a condition: the rows that meet it
    by: groups: a column, [a, b] crossed, [[a], [b]] one after the other
    data.where: rows that meet the condition are kept, the others dropped
    seed: the seed of the random numbers
    draws: how often it is drawn
    text: text of the author, Markdown, one or {zh: …, en: …}
    reports.show: the analyses that the section shows
    reports.for-each: the evaluation whose cases get a card each
    reports.name: the names of the cards' files, such as "{case_id}"
    reports.title: the heading of the section
    mean.missing: per-variable (default) or listwise: only rows that have all
    missing: which rows count when a value is missing
    variables: the columns
    values: the codes that count
    design-effect: the simple random sample to compare with (default: auto)
    interval: how intervals are made
    interval-quantile: t (default) or normal
    ratio.numerator: the column whose total is above the line
    ratio.denominator: the column whose total is below the line
    ratio.total: the known total of the denominator
    ratio.separate: a column: a ratio in each of its groups
    ratio.totals: the total of the denominator in each group
    show-missing: true keeps missing answers in the base, with their reasons
    presentation: nchs marks shares that should not be presented
    share.set: the column, or columns of 0 and 1, of a question with several answers
    share.percent-of: cases (default), responses or respondents
    rows: the variables of the rows
    crosstab.columns: the variables of the columns
    percent: what adds up to 100: column (default), row or total
    weighted-total: what the weighted counts are scaled to
    crosstab.tests: tests of independence, the first told in words
    loglinear.interactions: products such as [a*b, b*c], with all below them
    loglinear.against: the model to compare with
    probabilities: the quantiles (default: 0.5)
    quantile.rule: how a quantile is defined (default: math)
    distribution.at: the values at which the distribution is told
    contrasts: a calculation for each name, with mean(column), total(column), share(column, value)
    contrast.statistic: what bare names stand for: mean (default), total or share
    contrast.value: the value of shares
    pairwise: true compares all groups of by
    adjust: how p-values are adjusted
    null: the value to test against (default: 0)
    t-test.group: the column of the two groups
    t-test.groups: the two groups, when there are more
    t-test.pair: a column to take away
    alternative: two-sided (default), less or greater
    t-test.degrees: less-one (default) or design
    rank-test.group: the column of the groups
    rank-test.scores: wilcoxon (default), van-der-waerden or median
    rank-test.ties: midrank (default) or row-order
    first: the first of two
    second: the second of two
    agreement: exact (default), linear or quadratic
    variable: the column
    expected: a share for every value
    verdict.rounds: the column of rounds, whose verdicts stay apart
    turnout: columns that votes have to add up with
    turnout.present: the column of those present
    turnout.abstained: the columns of abstentions
    percentages: percentages that add up to 100
    percentages.decimals: digits after the point
    verdict.rule: when a grade passes
    ceiling.satisfied: the values that count as satisfied
    ceiling.dissatisfied: the values that count as dissatisfied (default: all others)
    ceiling.unknown: the values that are no valid answer
    ceiling.counts: columns of counts instead of items
    index.counts: for each grade the column with the number of its votes
    ratio.interval: takes the ratio as a share, and says how its intervals are made
    ceiling.per: 1000 or 10000
    ceiling.threshold: the share that would have to be satisfied
    ceiling.rounds: columns of the first and the final answer
    ceiling.solved: a column and its values: solved against satisfied
    items: the columns of the items
    scales: named groups of items
    reverse: items that run the other way
    grades: points of answers, best first
    ungraded: answers without a grade: error, exclude, or values to leave out
    factors.method: maximum-likelihood (default), minimum-residuals or components
    factors.count: the number of factors
    factors.rotation: varimax (default) or none
    ordinal.order: the answers from the lowest to the highest
    ordinal.link: logit (default) or probit
    multinomial.base: the answer that others are compared with
    points.unit: the column of the units
    points.rule: the column of rules
    points.rules: one rule for all, such as reception=5;opinion=0.5
    points.terms: the columns of counts that terms stand for
    points.caps: the most points of a calendar month or year
    points.recorded: the column of points that the file has
    points.collected: the column of opinions collected
    points.resolved: the column of opinions resolved
    points.stars: fixed lowest points of the stars
    impute.columns: the columns to complete
    impute.count: how many imputations (default: 5)
    impute.write: true writes the completed tables as imputed/NAME.csv
    imputation.factors: columns of codes that are answers, not amounts; texts always are
    imputation.joint: terms tested together, such as [[ell, mobility]]
    impute.method: chained (default) or hot-deck
    impute.predictors: further complete columns
    impute.categories: numbers that are names
    impute.iterations: rounds of chained equations (default: 10)
    impute.donors: donors of predictive mean matching (default: 5)
    impute.cells: cells of a hot deck
    impute.nearest: the nearest donor by a number
    zh: the Chinese text
    en: the English text
    label: the short name
    question: the wording of the question
    file: a file, its path from the study file
    codebook: the codebook of the file
    data: a data set of the study
    title-column: the column of titles
    columns: columns
    method: the method
    weight: the weight
    unit: the unit
    scale: the ends of the scale
    scale.min: the lowest code
    scale.max: the highest code
    scale.direction: which end is best (default: higher-is-better)
    include: files whose keys are part of this study, paths from this file
    parameters: what ${name} stands for in values; -P name=value gives another
    prepared: written by manyi prepare: what the steps were made for
    join.with: a data set or a file
    join.key: the columns that both tables have in common
    join.kind: left (default), inner or full
    join.prefix: what names of the other table begin with
    join.suffix: what names of the other table end with
    join.many: true: a row may match several
    join.columns: the columns that are taken
    reshape: rows to columns, or columns to rows
    long: columns become rows
    wide: rows become columns
    reshape.long.from: the columns, or a pattern such as "{item}_{wave}"
    id: the columns that identify
    names: the column of names
    pattern: the pattern of new names
    recode.map: values to values
    recode.else: what other values become (default: keep)
    into: the new column
    bin.breaks: where groups begin and end
    bin.quantiles: that many groups of equal size
    bin.closed: which end belongs to a group (default: left)
    labels: the labels
    set-missing.reason: why the value is missing (default: blank)
    derive.value: the calculation
    column: the column
    checks: for each check the right answers
    when: for each question the condition under which it is asked
    action: flag (default) or exclude
    targets: a count or share for every value of every variable, or a CSV file
    as: counts or shares; without it numbers that add up to 1 or to 100 are shares
    segments: a column, each value of which has targets of its own
    total: what shares are shares of
    rounds: the most rounds
    calibrate.rake.variance: sweep (default) or regression
    bounds: the smallest and the largest factor
    trim: cuts weights beyond thresholds
    cycles: how often it is trimmed and calibrated again
    lower: the lower threshold
    upper: the upper threshold, such as 5 * mean or median + 3.5 * iqr
    strict: true: until no weight is beyond
    redistribute: equal (default) or proportional
    status: the column of the outcome of contact
    respondent: the values of those who answered
    nonrespondent: the values of those who did not
    ineligible: the values of those outside the population
    unknown: the values of those of whom nothing is known
    cells: columns whose combinations are adjusted apart
    classes: how many classes of the chance to answer
    share-unknown: whether the unknown are shared out
    second-phase.sampled: the column that says which rows were sampled again
    second-phase.strata: the strata of the second phase
    crosstab.sets: questions made of columns of 0 and 1, by name: {channels: [web, phone]}
    second-phase.clusters: clusters that the second phase drew, one column a stage
    second-phase.probabilities: the probability of each unit in the second phase
    second-phase.draw: overton (default) or poisson
    second-phase.method: full (default) or approx
    order: the order
    count: how many
    order-by: the column to sort by
    poststratify: one variable, or combinations of several, weighted to known counts or shares
    rake: several variables, each weighted to its own known counts or shares, in turn
    raking: calibration to totals with factors that stay positive, as raking
    linear: calibration by a linear change of the weights (GREG)
    logit: calibration with factors that stay between bounds
    nonresponse: weights of those who answered make up for those who did not
    replicates.make: makes replicate weights: the method, or a mapping with its keys
    letters.second-level: the level of small letters (default: none)
    counts.asked: the column of those who were asked
    counts.valid: the column of valid answers
    counts.satisfied: the column of satisfied answers
    counts.dissatisfied: the column of dissatisfied answers
    ceiling.rounds.first: the column of the first answer
    ceiling.rounds.final: the column of the final answer
    ceiling.rounds.round: the column of the round, with a row for each answer
    ceiling.rounds.keys: the columns that identify a case over the rounds
    adjust.by: columns of the case mix
    adjust.factors: columns of the case mix whose numbers are names
    adjust.method: indirect (default) or logistic
    adjust.limits: limits of the funnel: poisson-binomial (default) or byar
    funnel.target: what units are held against (default: all of them together)
    funnel.dispersion: what more than chance makes units differ: none (default), multiplicative or additive
    peers.sizes: how many classes of the base there are
    peers.cuts: where classes of the base begin
    ranks.intervals: none (default) or goldstein-healy
    reliability.insufficient: below this reliability a unit has not enough data (default: 0.6)
    reliability.marked: below this reliability a unit is marked (default: 0.7)
    reliability.minimum: below this base a unit has not enough data (default: 0)
    reliability.withhold: true: units with not enough data get no estimate (default: false)
    bootstrap.bandwidth: the width of the smoothing (default: chosen from the data)
    bands.from: the lowest score of the band
    cases.key: the column that identifies a case (default: the first)
    coupling.groups: names of groups with their indicators
    coupling.weights: equal (default) or indicators
    events: a table of events, whose rows formulas of indicators count
    events.day: the column of the day of an event
    events.rule: the column of the rule of points
    events.rules: one rule of points for all rows, such as reception=5;opinion=0.5
    events.terms: the columns of counts that terms of a rule stand for
    events.caps: the most points of a calendar month or year
    events.recorded: the column of points that the file has
    evaluation.history: a table of result classes over time: case_id, as_of, class
    evaluation.holidays: a table of free and worked days: date, kind
    indicators.name: the name of the indicator, one text or {zh: …, en: …}
    indicators.direction: 1: more is better (default), -1: less is better
    indicators.formula: how the indicator is computed from the tables
    indicators.gate: a limit that a case has to keep
    indicators.missing-rule: what a missing value counts as
    indicators.source: external: the values come from the table of cases
    passport.combine: product (default): every combination; one-at-a-time: one change from the chosen ones
    passport.limit: the most combinations (default: 5000)
    passport.agreement: the share that has to agree on the order of two cases (default: 0.95)
    passport.methods: methods of ranking to compare; an empty list keeps the chosen one
    passport.score: methods of ranking to compare; an empty list keeps the chosen one
    passport.normalisation: normalisations to compare; an empty list keeps the chosen ones
    passport.aggregate: aggregates to compare; an empty list keeps the chosen ones
    passport.raters: ways to put evaluators together; an empty list keeps the chosen one
    passport.ties: ranks of equal scores to compare; an empty list keeps the chosen one
    evaluation.raters: how scores of several evaluators become one: the method, or a mapping with its keys
    ratings.item: the column of the ratings
    evaluation.score: how leaves become a score: the method, or a mapping with its keys
    score.concordance: electre-1: the weight that has to agree (default: 0.7)
    score.discordance: electre-1: the difference that denies it (default: 0.3)
    score.divisor: mpi: n (default) or n-1 in the standard deviation
    score.penalty: mpi: minus (default) or plus the penalty for unequal values
    score.function: promethee: the function of preference (default: linear)
    score.normalisation: how values are put on one scale; normalise says the same
    score.operator: fuzzy: product-sum (default), min-max, product-max or min-sum
    score.p: the difference from which one case is preferred, in per cent of the range or on the scale (default: 30%)
    score.q: the difference up to which two cases are alike, in per cent of the range or on the scale (default: 5%)
    score.s: promethee gauss: where the function turns (default: 20%)
    score.v: vikor: the weight of the sum against the worst value (default: 0.5); electre-3: the veto (default: 70%)
    score.ranks: rank-sum ratio: average (default) or interval ranks
    score.rho: grey: the coefficient of distinction (default: 0.5)
    sensitivity.bootstraps: draws for the intervals of the indices (default: 500)
    sensitivity.factors: what is varied (default: all that the study allows)
    treat.skewness: treats indicators whose skewness is this or more in size (default: 2)
    treat.kurtosis: and whose kurtosis is this or more (default: 3.5)
    treat.winsorise: how many of the largest values are set to the next one at most (default: 5)
    treat.log: whether the logarithm is taken when that is not enough (default: true)
    weights.combine: combined: linear (default), multiplicative, relative-entropy or game
    weights.shares: combined: the share of each set (default: equal)
    weights.sets: combined: the sets, each a method or a mapping with its keys
    judges: a CSV with the judgements
    ordinal.outcome: the column of answers that have an order
    multinomial.outcome: the column of answers that have no order
    subtitle: a line below the heading
    diagonal: precedence: what an indicator gets against itself: half (default) or none
    judgement: ahp: eigenvector (default) or geometric-mean
    weights.group: ahp: judges are put together by judgements, priorities or geometric-priorities
    sets.group: ahp: judges are put together by judgements, priorities or geometric-priorities
    random-index: ahp: the table that consistency is held against (default: saaty)
    voices: ahp: how much judges count, such as {J1: 2} (default: 1)
    components: pca: how many components (default: eigenvalues above 1)
    mixed-signs: pca: refuse (default) loadings of different signs, or warn
    weights.rotation: pca rotated: exact (default), or r-default as R's varimax stops
    sets.rotation: pca rotated: exact (default), or r-default as R's varimax stops
    variant: entropy: how values are moved first; pca: coefficients, rotated or unrotated
    ledger.grades.satisfied: the grades that count as satisfied
    ledger.grades.basic: the grades that count as basically satisfied
    limits.reply: the time limit of a reply (default: 3m)
    limits.complex: the time limit of a reply to a complex case (default: 6m)
    limits.sign-in: the time limit of signing a case in (default: 7d)
    limits.return: the time limit of returning a case to be assigned anew (default: 10wd)
    limits.again: the time limit of handling a case again (default: 1m)
    points.day: the column of the day
    points.uncertainty: draws of each unit's activities, or none (default: 500 draws)
    rank-test.groups: the groups to compare (default: all)
    stars.cap: an upper limit of stars for units that are low in one group
    cap.group: the group of measures that units must not be low in
    cap.share: the lowest share of units, which the limit holds for (default: 0.25)
    cap.measures: units with that many measures of the group only (default: 3)
    cap.stars: the most stars that they can have (default: 4)
    groups.measures: the columns of the measures
    groups.lower-is-better: true, or the measures of which less is better (default: false)
    stars.minimum.reporting: units that a measure needs (default: 2)
    stars.minimum.measures: measures that make a group count (default: 3)
    stars.minimum.groups: groups that have to count (default: 3)
    stars.minimum.one-of: groups of which one has to count (default: any)
    uncertainty.errors: columns of standard errors, by measure
    uncertainty.measures: true: measures are drawn again within groups
    percentages.printed: for each grade the column of its printed percentage
    quality.rules: the rules; each is flag, exclude, false, or a mapping of its thresholds and action
    duplicate.answers: answers that a row needs to be looked at (default: 10)
    near-duplicate.answers: answers that a row needs to be looked at (default: 20)
    near-duplicate.share: the share of equal answers from which a row is flagged (default: 0.95)
    same-device.rows: rows of one device from which they are flagged (default: 2)
    straight-line.longest: the longest string of equal answers from which a row is flagged (default: half of the items, 6 at least)
    average-string.above: flags above this mean length of strings (default: 3)
    low-variability.below: flags below this standard deviation (default: a tenth of the scale)
    person-total.below: flags below this correlation (default: 0)
    even-odd.below: flags below this correlation (default: 0)
    synonyms.below: flags below this correlation (default: 0)
    synonyms.critical: pairs of items correlated above this are synonyms (default: 0.6)
    antonyms.above: flags above this correlation (default: 0)
    antonyms.critical: pairs of items correlated below this are antonyms (default: -0.6)
    mahalanobis.p: flags distances less probable than this (default: 0.001)
    guttman.above: flags above this share of errors (default: 0.5)
    midpoint.share: flags from this share of answers at the middle (default: 0.9)
    extreme.share: flags from this share of answers at the ends (default: 0.9)
    speeder.below: flags below this part of the median time (default: 0.4)
    page-speeder.below: a page is fast below this part of its median (default: 0.3)
    page-speeder.share: flags from this share of fast pages (default: 0.5)
    attention.failed: flags from this many failed checks (default: 1)
    quality.rules.missing.share: flags from this share of missing answers (default: 0.5)
    gibberish.answers: flags from this many answers (default: 1)
    """
}
