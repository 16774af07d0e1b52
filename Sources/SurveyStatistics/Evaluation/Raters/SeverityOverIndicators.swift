/// Scores of cases by evaluators on several indicators, by least squares.
///
///     yᵢⱼₖ = cᵢⱼ + δₖ + e,   cᵢⱼ = μ + aᵢ + bⱼ + e,   Σ a = Σ b = Σ δ = 0
///
/// First the scores that an evaluator gave a case are freed of the indicators
/// δ and averaged, c, so that each indicator counts once even where some were
/// not scored; then severity is taken out of c. Scores of one case by one
/// evaluator have something in common (a first impression), and so a case
/// and an evaluator are one observation in the errors, not one an indicator.
///
/// Where every evaluator scored a case on all indicators or on none, the
/// adjusted scores are the means of those that each indicator has by itself.
///
/// What is left of a score is taken by its own indicator, with severities of
/// that indicator.
///
/// Checked against `lm` of R in `Tests/References/evaluation/raters-mixed`.
struct SeverityOverIndicators {
  private(set) var adjusted: [Double]
  private(set) var adjustedErrors: [Double]
  private(set) var severities: [Double]
  private(set) var severityErrors: [Double]
  /// What is left of each score.
  private(set) var residuals: [Double]
  /// The variance of what is left.
  private(set) var errorVariance: Double
  /// The correlation of what is left of the scores of one case by one
  /// evaluator.
  private(set) var residualCorrelation: Double
  /// Degrees of freedom of the errors.
  let degrees: Double
  /// Degrees of freedom of what is left of single scores.
  let residualDegrees: Double

  /// - Returns: `nil` when cells have no common indicators, cases no common
  ///   evaluators, or nothing is left for the errors.
  init?(
    _ entries: [FacetedSeverity.Entry], caseCount: Int, raterCount: Int,
    indicatorCount: Int
  ) {
    typealias Entry = RaterScores.Entry
    var cells: [Int: Int] = [:]
    var members: [(caseIndex: Int, rater: Int)] = []
    let cellOf = entries.map { entry -> Int in
      let key = entry.caseIndex * raterCount + entry.rater
      if let cell = cells[key] { return cell }
      cells[key] = members.count
      members.append((entry.caseIndex, entry.rater))
      return members.count - 1
    }
    let within = RaterScores(
      caseCount: members.count, raterCount: indicatorCount,
      entries: zip(entries, cellOf).map { entry, cell in
        Entry(caseIndex: cell, rater: entry.indicator, score: entry.score)
      })
    guard let means = SeverityModel(within)?.adjusted else { return nil }
    let scores = RaterScores(
      caseCount: caseCount, raterCount: raterCount,
      entries: zip(members, means).map { member, mean in
        Entry(caseIndex: member.caseIndex, rater: member.rater, score: mean)
      })
    guard let fit = SeverityModel(scores), let variance = fit.errorVariance,
      let errors = SeverityErrors(scores, errorVariance: variance)
    else { return nil }
    adjusted = fit.adjusted
    adjustedErrors = errors.adjusted
    severities = fit.raterEffects
    severityErrors = errors.severities
    degrees = Double(fit.degreesOfFreedom)

    residuals = [Double](repeating: 0, count: entries.count)
    var left = 0
    for indicator in 0..<indicatorCount {
      let own = entries.indices.filter { entries[$0].indicator == indicator }
      let scores = RaterScores(
        caseCount: caseCount, raterCount: raterCount,
        entries: own.map {
          Entry(
            caseIndex: entries[$0].caseIndex, rater: entries[$0].rater,
            score: entries[$0].score)
        })
      let found = SeverityModel(scores)
      left += max(0, found?.degreesOfFreedom ?? 0)
      for row in own {
        let entry = entries[row]
        // An indicator that does not connect the cases has no severities of
        // its own.
        residuals[row] =
          found.map {
            entry.score - $0.mean - $0.caseEffects[entry.caseIndex]
              - $0.raterEffects[entry.rater]
          }
          ?? (means[cellOf[row]] - fit.adjusted[entry.caseIndex]
            - fit.raterEffects[entry.rater])
      }
    }
    residualDegrees = Double(left)
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    errorVariance = left > 0 ? squares / Double(left) : 0
    residualCorrelation = Self.correlation(residuals, cellOf, members.count)
  }

  /// The mean product of what is left of two scores of a cell over the mean
  /// square.
  private static func correlation(
    _ residuals: [Double], _ cellOf: [Int], _ count: Int
  ) -> Double {
    var sums = [Double](repeating: 0, count: count)
    var squares = sums
    var sizes = sums
    for (residual, cell) in zip(residuals, cellOf) {
      sums[cell] += residual
      squares[cell] += residual * residual
      sizes[cell] += 1
    }
    var (products, all, pairs, scores) = (0.0, 0.0, 0.0, 0.0)
    for cell in 0..<count {
      products += sums[cell] * sums[cell] - squares[cell]
      pairs += sizes[cell] * (sizes[cell] - 1)
      all += squares[cell]
      scores += sizes[cell]
    }
    guard pairs > 0, all > 0 else { return 0 }
    return min(1, max(-1, (products / pairs) / (all / scores)))
  }
}
