import Probability

/// Intraclass correlations of a complete table (Shrout and Fleiss 1979; names
/// of McGraw and Wong 1996), from the mean squares of units MSB, raters MSJ,
/// errors MSE and within units MSW:
///
///     ICC1  ICC(1)    (MSB − MSW)/(MSB + (k−1)MSW)
///     ICC2  ICC(A,1)  (MSB − MSE)/(MSB + (k−1)MSE + k(MSJ − MSE)/n)
///     ICC3  ICC(C,1)  (MSB − MSE)/(MSB + (k−1)MSE)
///     ICC1k ICC(k)    (MSB − MSW)/MSB
///     ICC2k ICC(A,k)  (MSB − MSE)/(MSB + (MSJ − MSE)/n)
///     ICC3k ICC(C,k)  (MSB − MSE)/MSB
///
/// Limits of ICC(A,·) follow Satterthwaite; those of ICC(A,k) are those of
/// ICC(A,1) stepped up by Spearman and Brown (McGraw and Wong 1996, table 7),
/// as `psych::ICC` has them. `irr` 0.84.1 computes its degrees of freedom for
/// ICC(A,k) from the averaged coefficient, which is an error there.
///
/// Edge cases:
///
/// - Ratings that are all the same have no coefficients, not-a-number.
/// - Without errors (MSE = 0) there are coefficients and no limits.
///
/// Checked against psych, irr and pingouin in
/// `Tests/References/evaluation/interrater`.
struct IntraclassCorrelation {
  /// One coefficient.
  struct Form {
    /// The name of Shrout and Fleiss.
    var name: String
    /// The name of McGraw and Wong.
    var longName: String
    var value: Double
    var statistic: Double?
    var numerator: Double?
    var denominator: Double?
    var probability: Double?
    var lower: Double?
    var upper: Double?
  }

  /// ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k.
  let forms: [Form]
  let units: Int
  let raters: Int
  let betweenSquare: Double
  let raterSquare: Double
  let errorSquare: Double
  let withinSquare: Double

  /// - Precondition: `matrix` is complete with two units and raters or more.
  init(_ matrix: RatingMatrix, level: Double) {
    units = matrix.unitCount
    raters = matrix.raterCount
    let n = Double(units)
    let k = Double(raters)
    let rows = matrix.rows
    let grand = rows.joined().reduce(0, +) / (n * k)
    let unitMeans = rows.map { $0.reduce(0, +) / k }
    var raterMeans = [Double](repeating: 0, count: matrix.raterCount)
    for row in rows {
      for rater in row.indices { raterMeans[rater] += row[rater] / n }
    }
    func square(_ values: [Double]) -> Double {
      values.reduce(0) { $0 + ($1 - grand) * ($1 - grand) }
    }
    var rest = 0.0
    var within = 0.0
    for (unit, row) in rows.enumerated() {
      for rater in row.indices {
        let error = row[rater] - unitMeans[unit] - raterMeans[rater] + grand
        rest += error * error
        let own = row[rater] - unitMeans[unit]
        within += own * own
      }
    }
    let b = k * square(unitMeans) / (n - 1)
    let j = n * square(raterMeans) / (k - 1)
    // What is left of no errors is rounding.
    let square = rest / ((n - 1) * (k - 1))
    let e = square > 1e-24 * b ? square : 0
    let w = within / (n * (k - 1))
    (betweenSquare, raterSquare, errorSquare, withinSquare) = (b, j, e, w)
    let low = (1 - level) / 2
    let high = 1 - low
    func f(_ one: Double, _ other: Double) -> FDistribution {
      FDistribution(numeratorDegrees: one, denominatorDegrees: other)
    }
    func test(
      _ name: String, _ long: String, _ value: Double, _ statistic: Double,
      _ degrees: Double, _ limits: (Double, Double)?
    ) -> Form {
      let isDefined = statistic.isFinite
      return Form(
        name: name, longName: long, value: value,
        statistic: isDefined ? statistic : nil, numerator: n - 1,
        denominator: degrees,
        probability: isDefined ? f(n - 1, degrees).upperTail(statistic) : nil,
        lower: limits?.0, upper: limits?.1)
    }
    // The limits of a ratio of mean squares.
    func ratio(_ statistic: Double, _ degrees: Double) -> (Double, Double)? {
      guard statistic.isFinite, statistic > 0 else { return nil }
      return (
        statistic / f(n - 1, degrees).quantile(high),
        statistic * f(degrees, n - 1).quantile(high)
      )
    }
    let oneWay = n * (k - 1)
    let twoWay = (n - 1) * (k - 1)
    let first = ratio(b / w, oneWay)
    let third = ratio(b / e, twoWay)
    let agreement = (b - e) / (b + (k - 1) * e + k * (j - e) / n)
    var second: (Double, Double)?
    if e > 0, agreement.isFinite {
      let fj = j / e
      let inner = n * (1 + (k - 1) * agreement) - k * agreement
      let above = k * agreement * fj + inner
      let numerator = (k - 1) * (n - 1) * above * above
      let denominator =
        (n - 1) * k * k * agreement * agreement * fj * fj + inner * inner
      let v = numerator / denominator
      if v.isFinite, v > 0 {
        let upper = f(n - 1, v).quantile(high)
        let lower = f(v, n - 1).quantile(high)
        let rest = k * j + (k * n - k - n) * e
        second = (
          n * (b - upper * e) / (upper * rest + n * b),
          n * (lower * b - e) / (rest + n * lower * b)
        )
      }
    }
    func single(_ limit: Double) -> Double { (limit - 1) / (limit + k - 1) }
    func average(_ limit: Double) -> Double { 1 - 1 / limit }
    func step(_ limit: Double) -> Double { limit * k / (1 + limit * (k - 1)) }
    forms = [
      test(
        "ICC1", "ICC(1)", (b - w) / (b + (k - 1) * w), b / w, oneWay,
        first.map { (single($0.0), single($0.1)) }),
      test("ICC2", "ICC(A,1)", agreement, b / e, twoWay, second),
      test(
        "ICC3", "ICC(C,1)", (b - e) / (b + (k - 1) * e), b / e, twoWay,
        third.map { (single($0.0), single($0.1)) }),
      test(
        "ICC1k", "ICC(k)", (b - w) / b, b / w, oneWay,
        first.map { (average($0.0), average($0.1)) }),
      test(
        "ICC2k", "ICC(A,k)", (b - e) / (b + (j - e) / n), b / e, twoWay,
        second.map { (step($0.0), step($0.1)) }),
      test(
        "ICC3k", "ICC(C,k)", (b - e) / b, b / e, twoWay,
        third.map { (average($0.0), average($0.1)) }),
    ]
  }
}

/// The one-way intraclass correlation when units have different numbers of
/// ratings: ICC(1) with k₀ = (N − Σn²/N)/(units − 1) for the number of ratings
/// (Fisher 1925; Donner 1986), and F of the analysis of variance.
///
/// Checked against `insteval.icc` of R in `Tests/References/survey`.
struct UnequalIntraclass {
  let betweenSquare: Double
  let withinSquare: Double
  let ratings: Double
  let value: Double
  let statistic: Double
  let numerator: Double
  let denominator: Double

  /// - Returns: `nil` without two units and degrees of freedom within them.
  init?(_ scores: RaterScores) {
    var counts = [Double](repeating: 0, count: scores.caseCount)
    var means = counts
    for entry in scores.entries {
      counts[entry.caseIndex] += 1
      means[entry.caseIndex] += entry.score
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    let total = Double(scores.entries.count)
    let units = Double(used.count)
    guard units >= 2, total > units else { return nil }
    for unit in used { means[unit] /= counts[unit] }
    let grand = scores.entries.reduce(0) { $0 + $1.score } / total
    var between = 0.0
    for unit in used {
      between += counts[unit] * (means[unit] - grand) * (means[unit] - grand)
    }
    var within = 0.0
    for entry in scores.entries {
      let rest = entry.score - means[entry.caseIndex]
      within += rest * rest
    }
    numerator = units - 1
    denominator = total - units
    betweenSquare = between / numerator
    withinSquare = within / denominator
    ratings =
      (total - used.reduce(0) { $0 + counts[$1] * counts[$1] } / total)
      / numerator
    value =
      (betweenSquare - withinSquare)
      / (betweenSquare + (ratings - 1) * withinSquare)
    statistic = betweenSquare / withinSquare
  }
}
