import LinearAlgebra

/// Scores of cases by evaluators on several indicators:
///
///     y = μᵢ + δₖ + bⱼ + (ai)ᵢₖ + (ab)ᵢⱼ + (bi)ⱼₖ + e
///
/// Indicators δ are fixed; evaluators, their interactions and the interaction
/// of cases with indicators are random; cases are fixed or random. The score
/// of a case is its mean over the indicators, each counting once, and so is
/// the severity of an evaluator: indicators are no sample from more of them.
///
/// An interaction that the design cannot tell from the errors is left out.
///
/// Checked against dense matrices in
/// `Tests/References/evaluation/raters-mixed`.
struct FacetedSeverity {
  /// The components in the order of the variances.
  enum Component: Int, CaseIterable {
    case rater, `case`, caseIndicator, caseRater, raterIndicator
  }

  /// One score.
  struct Entry {
    var caseIndex: Int
    var rater: Int
    var indicator: Int
    var score: Double
  }

  let fit: RestrictedLikelihood
  /// The adjusted score of each case, not-a-number without a score.
  let adjusted: [Double]
  let adjustedErrors: [Double]
  /// How much each evaluator gives above the others.
  let severities: [Double]
  let severityErrors: [Double]
  /// The effects of cases and of evaluators alone.
  let caseEffects: [Double]
  let caseErrors: [Double]
  let raterEffects: [Double]
  let raterErrors: [Double]
  /// For each score what is left when case, evaluator, indicator and the
  /// case's own indicator are taken off.
  let residuals: [Double]
  let mean: Double

  init?(
    _ entries: [Entry], caseCount: Int, raterCount: Int, indicatorCount: Int,
    cases: MixedSeverity.Cases
  ) {
    let caseLevels = entries.map { Int32($0.caseIndex) }
    let raterLevels = entries.map { Int32($0.rater) }
    let indicators = entries.map { Int32($0.indicator) }
    // The component of cases only exists when they are random; the others
    // follow in the order of `Component`.
    let shift = cases == .random ? 0 : -1
    func place(_ component: Component) -> Int {
      component == .rater ? 0 : component.rawValue + shift
    }
    let pairs = zip(caseLevels, indicators).map {
      $0 * Int32(indicatorCount) + $1
    }
    let raterPairs = zip(raterLevels, indicators).map {
      $0 * Int32(indicatorCount) + $1
    }
    var cells: [Int64: Int32] = [:]
    var cellLevels: [Int32] = []
    for entry in entries {
      let key = Int64(entry.caseIndex) * Int64(raterCount) + Int64(entry.rater)
      let level = cells[key] ?? Int32(cells.count)
      cells[key] = level
      cellLevels.append(level)
    }
    let inner = [
      CrossedDesign.Term(
        levels: caseLevels, count: caseCount,
        component: cases == .random ? place(.case) : nil),
      CrossedDesign.Term(
        levels: pairs, count: caseCount * indicatorCount,
        component: place(.caseIndicator)),
      CrossedDesign.Term(
        levels: cellLevels, count: cells.count, component: place(.caseRater)),
    ]
    var outer = [
      CrossedDesign.Term(
        levels: raterLevels, count: raterCount, component: 0),
      CrossedDesign.Term(
        levels: raterPairs, count: raterCount * indicatorCount,
        component: place(.raterIndicator)),
      CrossedDesign.Term(
        levels: indicators.map { $0 - 1 }, count: indicatorCount - 1,
        component: nil),
    ]
    if cases == .random {
      outer.append(
        CrossedDesign.Term(
          levels: [Int32](repeating: 0, count: entries.count), count: 1,
          component: nil))
    }
    let design = CrossedDesign(
      groups: caseLevels, groupCount: caseCount, inner: inner, outer: outer,
      componentCount: cases == .random ? 5 : 4)
    let centre =
      entries.reduce(0) { $0 + $1.score } / Double(max(1, entries.count))
    guard
      let fit = RestrictedLikelihood(
        CrossedSystem(design), entries.map { $0.score - centre })
    else { return nil }
    self.fit = fit
    let system = fit.system
    let solution = fit.solution
    let inverse = system.outerInverse
    let variance = fit.errorVariance
    let q = design.outerCount
    let share = 1 / Double(indicatorCount)
    func spread(_ row: [Double]) -> Double { inverse.quadraticForm(row) }
    var base = [Double](repeating: 0, count: q)
    var constant = centre
    for column in 0..<(indicatorCount - 1) {
      base[design.outerOffsets[2] + column] = share
      constant +=
        share * solution.outer[design.outerOffsets[2] + column]
    }
    if cases == .random {
      base[q - 1] = 1
      constant += solution.outer[q - 1]
    }
    let caseScale =
      cases == .random ? fit.ratios[place(.case)].squareRoot() : 1
    let ownScale = fit.ratios[place(.caseIndicator)].squareRoot()
    var adjusted = [Double](repeating: .nan, count: caseCount)
    var adjustedErrors = adjusted
    var caseEffects = adjusted
    var caseErrors = adjusted
    for position in 0..<caseCount where system.occurs(group: position) {
      let first = design.innerStarts[position]
      let k = design.innerStarts[position + 1] - first
      var target = [Double](repeating: 0, count: k)
      target[0] = caseScale
      var seen = 0
      var value = constant + caseScale * solution.inner[first]
      for indicator in 0..<indicatorCount {
        let place = design.innerPositions[1][
          position * indicatorCount + indicator]
        if place < 0 { continue }
        seen += 1
        target[place - first] = share * ownScale
        value += share * ownScale * solution.inner[place]
      }
      adjusted[position] = value
      let unseen = Double(indicatorCount - seen) * ownScale * ownScale
      adjustedErrors[position] =
        max(
          0,
          variance
            * (share * share * unseen
              + Self.spread(system, position, target, base, spread))
        ).squareRoot()
      caseEffects[position] =
        caseScale * solution.inner[first] + (cases == .random ? 0 : centre)
      target = [Double](repeating: 0, count: k)
      target[0] = caseScale
      caseErrors[position] =
        max(
          0,
          variance
            * Self.spread(
              system, position, target,
              [Double](repeating: 0, count: q), spread)
        ).squareRoot()
    }
    self.adjusted = adjusted
    self.adjustedErrors = adjustedErrors
    self.caseEffects = caseEffects
    self.caseErrors = caseErrors

    var raterEffects = [Double](repeating: .nan, count: raterCount)
    var raterErrors = raterEffects
    var severities = raterEffects
    var severityErrors = raterEffects
    let raterScale = fit.ratios[0].squareRoot()
    let pairScale = fit.ratios[place(.raterIndicator)].squareRoot()
    for position in 0..<raterCount where system.occurs(outer: position) {
      var row = [Double](repeating: 0, count: q)
      row[position] = raterScale
      raterEffects[position] = raterScale * solution.outer[position]
      raterErrors[position] = max(0, variance * spread(row)).squareRoot()
      var value = raterEffects[position]
      for indicator in 0..<indicatorCount {
        let column =
          design.outerOffsets[1] + position * indicatorCount + indicator
        row[column] = share * pairScale
        value += share * pairScale * solution.outer[column]
      }
      severities[position] = value
      severityErrors[position] = max(0, variance * spread(row)).squareRoot()
    }
    self.raterEffects = raterEffects
    self.raterErrors = raterErrors
    self.severities = severities
    self.severityErrors = severityErrors
    mean =
      cases == .random
      ? constant
      : {
        let present = adjusted.filter { !$0.isNaN }
        return present.reduce(0, +) / Double(max(1, present.count))
      }()
    residuals = entries.map { entry in
      let first = design.innerStarts[entry.caseIndex]
      var fitted = centre + caseScale * solution.inner[first]
      let pair = design.innerPositions[1][
        entry.caseIndex * indicatorCount + entry.indicator]
      if pair >= 0 { fitted += ownScale * solution.inner[pair] }
      if entry.indicator > 0 {
        fitted += solution.outer[design.outerOffsets[2] + entry.indicator - 1]
      }
      if cases == .random { fitted += solution.outer[q - 1] }
      fitted += raterScale * solution.outer[entry.rater]
      fitted +=
        pairScale
        * solution.outer[
          design.outerOffsets[1] + entry.rater * indicatorCount
            + entry.indicator]
      return entry.score - fitted
    }
  }

  /// The variance, in units of σ², of inner effects with coefficients
  /// `target` plus outer ones with coefficients `outer`.
  private static func spread(
    _ system: CrossedSystem, _ group: Int, _ target: [Double],
    _ outer: [Double], _ spread: ([Double]) -> Double
  ) -> Double {
    let (own, line) = system.innerRow(group, target)
    var row = outer
    let touch = system.design.touchStarts[group]
    for place in line.indices {
      row[Int(system.design.touched[touch + place])] -= line[place]
    }
    return own + spread(row)
  }
}
