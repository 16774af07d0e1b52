import LinearAlgebra

/// Scores as a case effect plus an evaluator effect, where the effects of
/// evaluators are a random sample:
///
///     yᵢⱼ = μᵢ + bⱼ + e,  bⱼ ~ N(0, σ²_r),  e ~ N(0, σ²)
///
/// with cases fixed, or μᵢ = μ + aᵢ and aᵢ ~ N(0, σ²_c) with cases random.
/// Variances are found by `RestrictedLikelihood`. The adjusted score of a case
/// is μ̂ᵢ, and with random cases its best linear unbiased prediction μ̂ + âᵢ,
/// which is drawn towards the mean the more the fewer scores there are.
/// Standard errors are those of Henderson's equations: they hold for the
/// variances found.
///
/// Checked against lme4 and dense matrices in `Tests/References/evaluation`.
public struct MixedSeverity: Sendable, Hashable {
  /// What the cases are.
  public enum Cases: Sendable, Hashable {
    /// Each has an effect of its own.
    case fixed
    /// They are a sample.
    case random
  }

  /// The mean, with random cases; else the mean of the adjusted scores.
  public var mean: Double
  /// The standard error of the mean, with random cases.
  public var meanError: Double?
  /// The adjusted score of each case; not-a-number without a score.
  public var adjusted: [Double]
  /// Its standard error.
  public var adjustedErrors: [Double]
  /// The predicted effect of each evaluator; not-a-number without a score.
  public var raterEffects: [Double]
  /// The root of its mean squared error.
  public var raterErrors: [Double]
  /// The variance between cases, when they are random.
  public var caseVariance: Double?
  /// The variance between evaluators.
  public var raterVariance: Double
  /// The variance of the errors.
  public var errorVariance: Double
  /// −2 log of the restricted likelihood.
  public var deviance: Double
  /// Scores minus fixed effects.
  public var degreesOfFreedom: Double
  /// Whether the steps of the search became small enough.
  public var hasConverged: Bool

  /// Fits the model.
  ///
  /// - Returns: `nil` when no degrees of freedom are left.
  public init?(_ scores: RaterScores, cases: Cases) {
    let solver = MixedSeveritySolver(scores, cases: cases)
    guard let fit = solver.fit() else { return nil }
    self.init(fit, solver)
  }

  init(_ fit: RestrictedLikelihood, _ solver: MixedSeveritySolver) {
    let inverse = fit.system.outerInverse
    let variance = fit.errorVariance
    let (system, solution) = (fit.system, fit.solution)
    let ratios = fit.ratios
    let q = system.design.outerCount
    let caseCount = solver.caseCount
    let raterCount = solver.raterCount
    func spread(_ row: [Double]) -> Double { inverse.quadraticForm(row) }
    // Variance of c·(inner effect) + h'(outer effects), both scaled.
    func innerError(_ group: Int, scale: Double, _ outer: [Double]) -> Double {
      let (own, line) = system.innerRow(group, [1])
      var row = outer
      let touch = system.design.touchStarts[group]
      for place in line.indices {
        row[Int(system.design.touched[touch + place])] -= scale * line[place]
      }
      return max(0, variance * (scale * scale * own + spread(row)))
        .squareRoot()
    }
    func outerError(_ row: [Double]) -> Double {
      max(0, variance * spread(row)).squareRoot()
    }
    let zeros = [Double](repeating: 0, count: q)
    let hasMean = solver.cases == .random
    var meanRow = zeros
    if hasMean { meanRow[q - 1] = 1 }
    let constant = hasMean ? solution.outer[q - 1] : 0
    var adjusted = [Double](repeating: .nan, count: caseCount)
    var adjustedErrors = adjusted
    var raterEffects = [Double](repeating: .nan, count: raterCount)
    var raterErrors = raterEffects
    let caseScale = hasMean ? ratios[1].squareRoot() : 1
    let raterScale = ratios[0].squareRoot()
    for position in 0..<caseCount {
      if solver.casesAreInner {
        guard system.occurs(group: position) else { continue }
        let effect = system.design.innerStarts[position]
        adjusted[position] =
          solver.centre + constant + system.innerEffect(solution, effect)
        adjustedErrors[position] = innerError(
          position, scale: caseScale, meanRow)
      } else {
        guard system.occurs(outer: position) else { continue }
        adjusted[position] =
          solver.centre + constant + system.outerEffect(solution, position)
        var row = meanRow
        row[position] += caseScale
        adjustedErrors[position] = outerError(row)
      }
    }
    for position in 0..<raterCount {
      if solver.casesAreInner {
        guard system.occurs(outer: position) else { continue }
        raterEffects[position] = system.outerEffect(solution, position)
        var row = zeros
        row[position] = raterScale
        raterErrors[position] = outerError(row)
      } else {
        guard system.occurs(group: position) else { continue }
        let effect = system.design.innerStarts[position]
        raterEffects[position] = system.innerEffect(solution, effect)
        raterErrors[position] = innerError(position, scale: raterScale, zeros)
      }
    }
    let present = adjusted.filter { !$0.isNaN }
    mean =
      hasMean
      ? solver.centre + constant
      : present.reduce(0, +) / Double(max(1, present.count))
    meanError = hasMean ? outerError(meanRow) : nil
    self.adjusted = adjusted
    self.adjustedErrors = adjustedErrors
    self.raterEffects = raterEffects
    self.raterErrors = raterErrors
    caseVariance = hasMean ? fit.components[1] : nil
    raterVariance = fit.components[0]
    errorVariance = variance
    deviance = fit.deviance
    degreesOfFreedom = system.degrees
    hasConverged = fit.hasConverged
  }
}

/// Fits cases and evaluators again and again for different multiplicities of
/// the evaluators or other values, as bootstraps need.
struct MixedSeveritySolver {
  let caseCount: Int
  let raterCount: Int
  let cases: MixedSeverity.Cases
  /// Whether the effects of cases are eliminated; the larger facet is.
  let casesAreInner: Bool
  /// The mean of all scores, which is taken off before anything is squared.
  let centre: Double
  /// The scores less their mean, in the order of the design.
  let values: [Double]
  private(set) var system: CrossedSystem

  init(_ scores: RaterScores, cases: MixedSeverity.Cases) {
    caseCount = scores.caseCount
    raterCount = scores.raterCount
    self.cases = cases
    let casesAreInner = scores.caseCount >= scores.raterCount
    self.casesAreInner = casesAreInner
    let caseLevels = scores.entries.map { Int32($0.caseIndex) }
    let raterLevels = scores.entries.map { Int32($0.rater) }
    let caseTerm = CrossedDesign.Term(
      levels: caseLevels, count: scores.caseCount,
      component: cases == .fixed ? nil : 1)
    let raterTerm = CrossedDesign.Term(
      levels: raterLevels, count: scores.raterCount, component: 0)
    var outer = [casesAreInner ? raterTerm : caseTerm]
    if cases == .random {
      outer.append(
        CrossedDesign.Term(
          levels: [Int32](repeating: 0, count: scores.entries.count), count: 1,
          component: nil))
    }
    let design = CrossedDesign(
      groups: casesAreInner ? caseLevels : raterLevels,
      groupCount: casesAreInner ? scores.caseCount : scores.raterCount,
      inner: [casesAreInner ? caseTerm : raterTerm], outer: outer,
      componentCount: cases == .fixed ? 1 : 2)
    system = CrossedSystem(design)
    let all = scores.entries.map(\.score)
    let centre = all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
    self.centre = centre
    values = design.order.map { all[$0] - centre }
  }

  /// Lets evaluators count several times, each time as one more evaluator.
  mutating func setMultiplicities(_ multiplicities: [Int32]) {
    system.setCopies(multiplicities, isInner: !casesAreInner)
  }

  /// Fits the scores.
  func fit(
    start: [Double]? = nil, tolerance: Double = 1e-10
  ) -> RestrictedLikelihood? {
    RestrictedLikelihood(
      system, ordered: values, start: start, tolerance: tolerance)
  }

  /// Fits other values, less their mean and in the order of the design.
  func fit(
    values: [Double], start: [Double]?, tolerance: Double = 1e-8
  ) -> RestrictedLikelihood? {
    RestrictedLikelihood(
      system, ordered: values, start: start, tolerance: tolerance)
  }

  /// The adjusted score of each case, not-a-number without a score.
  func adjusted(_ fit: RestrictedLikelihood, into result: inout [Double]) {
    let q = fit.system.design.outerCount
    let constant =
      centre + (cases == .random ? fit.solution.outer[q - 1] : 0)
    for position in 0..<caseCount {
      if casesAreInner {
        result[position] =
          fit.system.occurs(group: position)
          ? constant
            + fit.system.innerEffect(
              fit.solution, fit.system.design.innerStarts[position])
          : .nan
      } else {
        result[position] =
          fit.system.occurs(outer: position)
          ? constant + fit.system.outerEffect(fit.solution, position) : .nan
      }
    }
  }
}

extension Matrix {
  /// x'Ax of a symmetric matrix, for rows that are zero nearly everywhere.
  func quadraticForm(_ row: [Double]) -> Double {
    let filled = row.indices.filter { row[$0] != 0 }
    let width = columnCount
    return elements.withUnsafeBufferPointer { a in
      var sum = 0.0
      for one in filled {
        var inner = 0.0
        for other in filled { inner += a[one * width + other] * row[other] }
        sum += row[one] * inner
      }
      return sum
    }
  }
}

extension CrossedSystem {
  /// Whether the first inner effect of a group occurs at all.
  func occurs(group: Int) -> Bool {
    design.innerStarts[group + 1] > design.innerStarts[group]
      && occurs(group: group, place: 0)
  }
}
