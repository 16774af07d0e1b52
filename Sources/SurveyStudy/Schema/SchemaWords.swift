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
    second-phase.method: full (default) or approx
    order: the order
    count: how many
    order-by: the column to sort by
    """
}
