import Foundation

/// The many-facet Rasch model with one rating scale (Andrich 1978; Linacre
/// 1989):
///
///     ln P(k)/P(k−1) = Bᵢ − Cⱼ − Dₗ − Fₖ
///
/// with the level B of a case, the severity C of an evaluator, the difficulty
/// D of an indicator and the steps F of the scale; C, D and F add up to 0.
/// All are found together by joint maximum likelihood, with Newton's method
/// on all facets at once and the cases eliminated.
///
/// Fit is that of Wright and Masters (1982): outfit, the mean of squared
/// standardised residuals, and infit, the same weighted by their variances.
/// Standard errors come from the inverse of all second derivatives, with the
/// sums held at 0; the common 1/√ΣV takes the other facets for known, and is
/// too small.
///
/// Edge cases:
///
/// - A case, evaluator or indicator with only the lowest or only the highest
///   category has no finite estimate. It takes no part in the estimation and
///   gets the value at which 0.3 of a category less than the extreme is
///   expected (Linacre's convention).
/// - Categories that nobody used are left out of the scale.
/// - Joint estimates are a little too wide, about L/(L − 1) for L ratings of a
///   case; nothing is taken off.
///
/// Checked in `Tests/References/evaluation/interrater` and by simulation.
struct ManyFacetRasch {
  /// One rating.
  struct Entry {
    var caseIndex: Int
    var rater: Int
    var indicator: Int
    /// The place of the category, from 0.
    var category: Int
  }

  /// One member of a facet.
  struct Member {
    /// Not-a-number without ratings.
    var measure = Double.nan
    var standardError = Double.nan
    var infit = Double.nan
    var outfit = Double.nan
    var count = 0
    var isExtreme = false
  }

  var cases: [Member]
  var raters: [Member]
  var indicators: [Member]
  /// The steps between categories.
  var steps: [Double]
  var logLikelihood = 0.0
  var hasConverged = false

  let categoryCount: Int

  /// Linacre's adjustment of extreme scores.
  static let extremeShift = 0.3

  /// - Returns: `nil` when fewer than two categories or cases are left, or
  ///   the ratings fall into parts that nothing connects.
  init?(
    _ entries: [Entry], caseCount: Int, raterCount: Int, indicatorCount: Int,
    categoryCount: Int
  ) {
    self.categoryCount = categoryCount
    cases = [Member](repeating: Member(), count: caseCount)
    raters = [Member](repeating: Member(), count: raterCount)
    indicators = [Member](repeating: Member(), count: indicatorCount)
    steps = [Double](repeating: 0, count: max(0, categoryCount - 1))
    guard categoryCount >= 2 else { return nil }
    for entry in entries {
      cases[entry.caseIndex].count += 1
      raters[entry.rater].count += 1
      indicators[entry.indicator].count += 1
    }
    let inner = markExtremes(entries)
    // A category may have been used by extreme members only.
    guard Set(inner.map(\.category)).count == categoryCount,
      Set(inner.map(\.caseIndex)).count >= 2
    else { return nil }
    guard estimate(inner) else { return nil }
    centreExtremes(entries)
    findFit(entries)
  }

  /// The expected place of the category.
  func expected(_ logit: Double) -> Double { moments(logit).mean }

  /// The expected value of the category for values of the categories.
  func expected(_ logit: Double, values: [Double]) -> Double {
    let shares = probabilities(logit)
    return zip(shares, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// How reliably members of a facet are told apart: the share of the
  /// variance of their measures (n − 1) that is not error; 0 when there is
  /// more error than variance.
  static func separation(
    _ members: [Member]
  ) -> (reliability: Double, separation: Double)? {
    let used = members.filter { $0.measure.isFinite && !$0.isExtreme }
    guard used.count > 1 else { return nil }
    let n = Double(used.count)
    let mean = used.reduce(0) { $0 + $1.measure } / n
    let variance =
      used.reduce(0) { $0 + ($1.measure - mean) * ($1.measure - mean) }
      / (n - 1)
    let error =
      used.reduce(0) { $0 + $1.standardError * $1.standardError } / n
    guard variance > 0 else { return (0, 0) }
    let truth = max(0, variance - error)
    return (truth / variance, (truth / error).squareRoot())
  }

  // MARK: - Probabilities

  func probabilities(_ logit: Double) -> [Double] {
    var exponents = [Double](repeating: 0, count: categoryCount)
    var sum = 0.0
    for category in 1..<categoryCount {
      sum += logit - steps[category - 1]
      exponents[category] = sum
    }
    let top = exponents.max() ?? 0
    var total = 0.0
    for category in exponents.indices {
      exponents[category] = exp(exponents[category] - top)
      total += exponents[category]
    }
    for category in exponents.indices { exponents[category] /= total }
    return exponents
  }

  func moments(_ logit: Double) -> (mean: Double, variance: Double) {
    let shares = probabilities(logit)
    var mean = 0.0
    for category in shares.indices {
      mean += Double(category) * shares[category]
    }
    var variance = 0.0
    for category in shares.indices {
      let rest = Double(category) - mean
      variance += rest * rest * shares[category]
    }
    return (mean, variance)
  }

  func logit(_ entry: Entry) -> Double {
    cases[entry.caseIndex].measure - raters[entry.rater].measure
      - indicators[entry.indicator].measure
  }

  // MARK: - Fit

  /// Fit, over the ratings by members that are not
  /// extreme.
  private mutating func findFit(_ entries: [Entry]) {
    let members = [cases, raters, indicators]
    var sums = members.map {
      [(rest: Double, variance: Double, standard: Double, count: Double)](
        repeating: (0, 0, 0, 0), count: $0.count)
    }
    for entry in entries {
      let places = [entry.caseIndex, entry.rater, entry.indicator]
      let isInner = (0..<3).allSatisfy { !members[$0][places[$0]].isExtreme }
      guard isInner else { continue }
      let (mean, variance) = moments(logit(entry))
      let rest = Double(entry.category) - mean
      for (facet, place) in places.enumerated() {
        sums[facet][place].rest += rest * rest
        sums[facet][place].variance += variance
        sums[facet][place].standard += rest * rest / variance
        sums[facet][place].count += 1
      }
    }
    func fitted(_ list: [Member], _ facet: Int) -> [Member] {
      list.indices.map { place in
        var member = list[place]
        let sum = sums[facet][place]
        guard sum.count > 0 else { return member }
        member.infit = sum.rest / sum.variance
        member.outfit = sum.standard / sum.count
        return member
      }
    }
    cases = fitted(cases, 0)
    raters = fitted(raters, 1)
    indicators = fitted(indicators, 2)
  }
}
